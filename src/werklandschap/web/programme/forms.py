"""What people fill in about partner parks, progress and deals."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werklandschap.web.programme.models import (
    Deal,
    DealParty,
    DealPromise,
    Note,
    Recommendation,
    StepEvent,
)
from werklandschap.web.programme.models.partners import OrganisationForm
from werklandschap.web.programme.queries import words

_WORRIES = (
    ("heat", _("hitte")),
    ("water", _("wateroverlast")),
    ("drought", _("droogte")),
    ("nature", _("natuur en groen")),
    ("energy", _("energie en netcongestie")),
    ("staff", _("personeel vinden en houden")),
)
_FIRST_YEAR, _LAST_YEAR = 2023, 2060
_LARGEST_EUR = Decimal(1_000_000_000)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}), **more
    )


def _text(label: Any, most: int, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def _euros(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_value=_LARGEST_EUR,
        decimal_places=2,
        **more,
    )


class ApplyForm(forms.Form):
    """A request to take part with a park."""

    organisation = forms.CharField(label=_("Namens welke organisatie?"), max_length=120)
    organisation_form = forms.ChoiceField(
        label=_("Wat voor organisatie is dat?"), choices=OrganisationForm
    )
    speaks_for_all = forms.BooleanField(
        label=_("Ik spreek namens het hele terrein, niet namens één bedrijf"),
        required=False,
        help_text=_("Wij vragen dit na voordat het terrein wordt toegelaten."),
    )
    commitment = _text(
        _("Wat gaat u doen?"),
        2000,
        help_text=_("Wie doet het, en wat is de eerste stap?"),
    )
    brings = forms.MultipleChoiceField(
        label=_("Wat brengt u in?"),
        choices=words.choices_of_brings,
        widget=forms.CheckboxSelectMultiple,
    )
    worries = forms.MultipleChoiceField(
        label=_("Wat speelt er op het terrein?"),
        choices=_WORRIES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    roofs_year = forms.IntegerField(
        label=_("In welk jaar worden veel daken vernieuwd?"),
        required=False,
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
    )
    paving_year = forms.IntegerField(
        label=_("In welk jaar gaat de bestrating open?"),
        required=False,
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
    )

    def facts(self) -> dict[str, Any]:
        """Give what was said, as the action asks for it."""
        data = dict(self.cleaned_data)
        intake = {
            name: data.pop(name) for name in ("worries", "roofs_year", "paving_year")
        }
        return data | {
            "brings": [int(each) for each in data["brings"]],
            "intake": {name: told for name, told in intake.items() if told},
        }


class ScreenForm(forms.Form):
    """Per check whether it is met, with a note."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in words.CHECKS.items():
            label = text.in_language(words.language())
            self.fields[f"met_{name}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"note_{name}"] = forms.CharField(
                label=_("Toelichting"), required=False, max_length=500
            )

    @staticmethod
    def initial_of(screening: dict[str, Any]) -> dict[str, Any]:
        """Give what was written down before."""
        return {f"met_{name}": told["met"] for name, told in screening.items()} | {
            f"note_{name}": told["note"] for name, told in screening.items()
        }

    def checks(self) -> dict[str, dict[str, Any]]:
        """Give what was said per check."""
        data = self.cleaned_data
        return {
            name: {"met": data[f"met_{name}"], "note": data[f"note_{name}"]}
            for name in words.CHECKS
        }


class DecideForm(forms.Form):
    """Whether a park is let in, and why."""

    outcome = forms.ChoiceField(
        label=_("Besluit"),
        choices=(("accept", _("toelaten")), ("reject", _("afwijzen"))),
        widget=forms.RadioSelect,
    )
    reasons = _text(_("Waarom?"), 4000)


class MoveForm(forms.Form):
    """The next status of a park."""

    def __init__(self, *args: Any, status: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ChoiceField(
            label=_("Nieuwe status"), choices=words.choices_of_statuses(status)
        )
        self.fields["reason"] = _text(_("Waarom?"), 4000)
        self.fields["evidence"] = _text(
            _("Waaruit blijkt het?"), 2000, rows=2, required=False
        )


class StockForm(forms.Form):
    """Places for free scans that come in or go out."""

    places_count = forms.IntegerField(
        label=_("Hoeveel plaatsen erbij?"),
        min_value=-10_000,
        max_value=10_000,
        help_text=_("Een negatief getal haalt plaatsen weg."),
    )
    reason = forms.CharField(label=_("Waarom?"), max_length=200)


class StepForm(forms.Form):
    """Something that happened to a step."""

    step = forms.ChoiceField(label=_("Welke stap?"), choices=words.choices_of_steps)
    kind = forms.ChoiceField(label=_("Wat is er gebeurd?"), choices=StepEvent.Kind)
    on = _day(_("Wanneer?"))
    note = forms.CharField(label=_("Toelichting"), required=False, max_length=500)


class CommitmentForm(forms.Form):
    """What a party will do by when."""

    party = forms.CharField(label=_("Wie?"), max_length=120)
    what = forms.CharField(label=_("Wat?"), max_length=300)
    due_on = _day(_("Uiterlijk wanneer?"))


class CloseForm(forms.Form):
    """How a commitment ended."""

    outcome = forms.ChoiceField(
        label=_("Hoe is het gegaan?"),
        choices=(("kept", _("nagekomen")), ("dropped", _("vervallen"))),
        widget=forms.RadioSelect,
        initial="kept",
    )
    note = forms.CharField(label=_("Toelichting"), required=False, max_length=500)


class NoteForm(forms.Form):
    """A contact or document."""

    kind = forms.ChoiceField(label=_("Soort"), choices=Note.Kind)
    text = _text(_("Wat is er gebeurd of afgesproken?"), 1000)
    url = forms.URLField(
        label=_("Adres van het document"),
        required=False,
        max_length=400,
        assume_scheme="https",
    )
    on = _day(_("Wanneer?"))

    def clean_url(self) -> str:
        """Refuse what is no address on the web."""
        url: str = self.cleaned_data["url"]
        if url and not url.startswith(("http://", "https://")):
            raise forms.ValidationError(_("Begin het adres met https://."))
        return url


class AnswerForm(forms.Form):
    """What a park does with a suggestion."""

    state = forms.ChoiceField(
        label=_("Wat doet u ermee?"), choices=Recommendation.State
    )
    note = forms.CharField(label=_("Toelichting"), required=False, max_length=500)


class SuccessionForm(forms.Form):
    """By which parks one is succeeded."""

    codes = forms.CharField(
        label=_("Nummers van de nieuwe terreinen"),
        max_length=400,
        help_text=_(
            "Eén nummer bij samenvoegen, meer bij splitsen, met komma’s ertussen."
        ),
    )
    on = _day(_("Sinds wanneer?"))
    note = forms.CharField(label=_("Toelichting"), required=False, max_length=300)

    def clean_codes(self) -> list[str]:
        """Give the numbers, each once."""
        told: str = self.cleaned_data["codes"]
        return list(
            dict.fromkeys(filter(None, (each.strip() for each in told.split(","))))
        )


class DealForm(forms.Form):
    """A new deal."""

    name = forms.CharField(label=_("Naam van de deal"), max_length=120)
    package = forms.ChoiceField(label=_("Pakket"), choices=Deal.Package)

    def __init__(
        self, *args: Any, provinces: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province_code"] = forms.ChoiceField(
            label=_("Provincie"), choices=provinces
        )


class SignForm(forms.Form):
    """When a deal was signed, and until when it holds."""

    on = _day(_("Getekend op"))
    ends_on = _day(_("Geldt tot en met"))

    def clean(self) -> dict[str, Any]:
        """Refuse a deal that ends before it begins."""
        data = super().clean() or self.cleaned_data
        if not self.errors and data["ends_on"] <= data["on"]:
            self.add_error("ends_on", _("Deze dag ligt vóór de ondertekening."))
        return data


class PhaseForm(forms.Form):
    """A next phase, or a later end."""

    phase = forms.CharField(label=_("Fase"), max_length=120)
    ends_on = _day(_("Geldt tot en met"))


class EndForm(forms.Form):
    """Why a deal ends."""

    has_left = forms.BooleanField(label=_("De provincie stopt ermee"), required=False)
    on = _day(_("Per wanneer?"))
    reason = forms.CharField(label=_("Waarom?"), max_length=300)


class PartyForm(forms.Form):
    """A party of a deal."""

    kind = forms.ChoiceField(label=_("Soort partij"), choices=DealParty.Kind)
    name = forms.CharField(label=_("Naam"), max_length=120)


class PromiseForm(forms.Form):
    """What a party brings besides money."""

    kind = forms.ChoiceField(
        label=_("Wat voor inbreng?"),
        choices=[each for each in DealPromise.Kind.choices if each[0] != "MONEY"],
    )
    what = forms.CharField(label=_("Wat precies?"), max_length=300)
    due_on = _day(_("Uiterlijk wanneer?"), required=False)

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = forms.ModelChoiceField(
            label=_("Partij"), queryset=parties
        )


class BookForm(forms.Form):
    """An entry of the ledger."""

    kind = forms.ChoiceField(
        label=_("Wat boekt u?"),
        choices=(
            ("pledge", _("een partij zegt geld toe")),
            ("receive", _("een partij betaalt")),
            ("award", _("een partij krijgt geld toegezegd")),
            ("pay", _("een partij krijgt betaald")),
            ("repay", _("een partij betaalt terug")),
        ),
    )
    amount_eur = _euros(_("Bedrag in euro’s"))
    on = _day(_("Datum"))
    text = forms.CharField(label=_("Omschrijving"), max_length=300)
    instalments = forms.IntegerField(
        label=_("In hoeveel jaarlijkse termijnen?"),
        required=False,
        min_value=1,
        max_value=10,
        help_text=_(
            "Alleen bij een toezegging; de eerste termijn is op de datum hierboven."
        ),
    )

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = forms.ModelChoiceField(
            label=_("Partij"), queryset=parties
        )


class ReasonForm(forms.Form):
    """Why an entry is turned back."""

    text = forms.CharField(label=_("Waarom draait u dit terug?"), max_length=300)


class KeptForm(forms.Form):
    """What shows that a promise was kept."""

    evidence = forms.CharField(label=_("Waaruit blijkt het?"), max_length=500)


class ReportForm(forms.Form):
    """A report to the fund."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    as_of = _day(
        _("Stand tot en met"),
        help_text=_("Alles wat na deze dag is vastgelegd, telt niet mee."),
    )

    def clean_as_of(self) -> Any:
        """Refuse a day that is not over, as its figures could still change."""
        day = self.cleaned_data["as_of"]
        if day >= timezone.localdate():
            raise forms.ValidationError(_("Kies een dag die voorbij is."))
        return day
