"""What people fill in about vouchers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from werklandschap.web.theme.queries import told
from werklandschap.web.vouchers.models import Round
from werklandschap.web.vouchers.queries import page

_LARGEST_EUR = Decimal(1_000_000_000)
_MOST_POINTS = 100


def _euros(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_value=_LARGEST_EUR,
        decimal_places=2,
        **more,
    )


def _text(label: Any, most: int, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
    )


class RoundForm(forms.Form):
    """A new round."""

    title = forms.CharField(label=_("Naam van de regeling"), max_length=160)
    scheme = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    amount_eur = _euros(_("Bedrag per voucher in euro’s"))
    own_percent = forms.DecimalField(
        label=_("Eigen bijdrage in procenten van de kosten"),
        min_value=0,
        max_value=99,
        decimal_places=2,
        initial=0,
    )
    eligible = _text(_("Welke kosten tellen mee?"), 2000)
    budget_eur = _euros(_("Budget in euro’s"))
    quota = forms.IntegerField(
        label=_("Hoogstens hoeveel vouchers?"), required=False, min_value=1
    )
    opens_at = _moment(_("Open vanaf"))
    closes_at = _moment(_("Open tot"))
    treatment = forms.ChoiceField(
        label=_("In welke volgorde worden aanvragen behandeld?"),
        choices=Round.Treatment,
        widget=forms.RadioSelect,
        help_text=_("Dit ligt vast voordat de ronde opent."),
    )
    criteria = _text(
        _("Waarvoor zijn er punten?"),
        1000,
        required=False,
        help_text=_(
            "Bij punten: één regel per onderdeel, met het hoogste aantal: ‘Samenwerking: 10’."
        ),
    )
    public_source = forms.CharField(
        label=_("Welk openbaar getal gaat mee in de loting?"),
        required=False,
        max_length=300,
        help_text=_(
            "Bij loting: iets dat pas na sluiting bekend is, zoals een trekking of een meting van een ander."
        ),
    )

    def __init__(
        self, *args: Any, provinces: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province_code"] = forms.ChoiceField(
            label=_("Provincie"), choices=provinces
        )
        self.order_fields(["title", "province_code"])

    def clean_criteria(self) -> list[dict[str, Any]]:
        """Read a line per criterion."""
        found = []
        for line in filter(str.strip, self.cleaned_data["criteria"].splitlines()):
            label, _colon, most = line.rpartition(":")
            if (
                not label.strip()
                or not most.strip().isdecimal()
                or not 0 < int(most) <= _MOST_POINTS
            ):
                raise ValidationError(
                    _("Schrijf ‘onderdeel: punten’, met 1 tot 100 punten: %(line)s")
                    % {"line": line[:60]}
                )
            found.append({"label": label.strip()[:120], "most": int(most)})
        return found

    def clean(self) -> dict[str, Any]:
        """Hold the days against each other, and the order against what it needs."""
        data = super().clean() or self.cleaned_data
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("De ronde sluit voordat zij opent."))
        if data.get("treatment") == "POINTS" and not data.get("criteria"):
            self.add_error("criteria", _("Vul in waarvoor punten worden gegeven."))
        if data.get("treatment") == "LOTTERY" and not data.get("public_source"):
            self.add_error(
                "public_source", _("Noem een getal dat pas na sluiting bekend is.")
            )
        return data


class DrawForm(forms.Form):
    """The public value, once it is known."""

    public_value = forms.CharField(label=_("Het openbare getal"), max_length=200)


class BudgetForm(forms.Form):
    """Another budget."""

    budget_eur = _euros(_("Budget in euro’s"))


class ExecutorForm(forms.Form):
    """A firm for the list."""

    name = forms.CharField(label=_("Naam van het bedrijf"), max_length=120)
    since = forms.DateField(
        label=_("Op de lijst sinds"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self, *args: Any, provinces: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province_code"] = forms.ChoiceField(
            label=_("Provincie"), choices=provinces
        )


class ApplyForm(forms.Form):
    """An application."""

    organisation = forms.CharField(label=_("Namens welke organisatie?"), max_length=120)
    plan = _text(
        _("Waarvoor vraagt u de voucher aan?"),
        4000,
        rows=8,
        help_text=_("Wat wilt u met de groenvisie en het financieringsplan bereiken?"),
    )
    costs_eur = _euros(_("Welke kosten verwacht u, in euro’s?"))
    other_support = forms.CharField(
        label=_("Krijgt u hiervoor ook ander geld van de overheid?"),
        max_length=500,
        required=False,
        help_text=_("Noem de regeling. Laat leeg als dat niet zo is."),
    )


class SupplementForm(ApplyForm):
    """What was missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["organisation"]


class EmptyForm(forms.Form):
    """Nothing but a yes."""


class MissingForm(forms.Form):
    """What is missing."""

    missing = _text(_("Wat ontbreekt er?"), 2000)


class GroundsForm(forms.Form):
    """Why something is decided."""

    grounds = _text(_("Waarom?"), 4000)


class MoreGroundsForm(forms.Form):
    """What is added to the grounds."""

    grounds = _text(_("Toelichting in de brief"), 4000, required=False)


class PointsForm(forms.Form):
    """Points per criterion."""

    def __init__(
        self, *args: Any, criteria: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for number, each in enumerate(criteria):
            self.fields[f"points_{number}"] = forms.IntegerField(
                label=each["label"], min_value=0, max_value=each["most"]
            )

    def points(self) -> list[int]:
        """Give the points in the order of the criteria."""
        return [int(self.cleaned_data[name]) for name in self.fields]


class ExecutorChoiceForm(forms.Form):
    """Who carries it out."""

    def __init__(self, *args: Any, executors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["executor"] = forms.ModelChoiceField(
            label=_("Wie voert het uit?"), queryset=executors, empty_label=None
        )


class DeliverForm(forms.Form):
    """A paper of this platform, or a file and where each required part of it stands."""

    OWN = "eigen"

    paper = forms.ChoiceField(
        label=_("Welk document levert u in?"), widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("Het document, als PDF"), max_length=200, required=False
    )

    def __init__(
        self, *args: Any, kind: str, papers: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if papers:
            own = (self.OWN, _("Een eigen bestand, met hieronder waar alles staat"))
            self.fields["paper"].choices = [*papers, own]  # type: ignore[attr-defined]
            self.fields["paper"].initial = papers[0][0]
        else:
            del self.fields["paper"]
        for name, label in page.parts_of(kind).items():
            self.fields[f"part_{name}"] = forms.CharField(
                label=_("Op welke bladzijde: %(part)s") % {"part": told(label)},
                max_length=100,
                required=False,
            )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before anybody reads it."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("Dit bestand is groter dan %(most)s.")
                % {"most": filesizeformat(settings.MAX_UPLOAD_BYTES)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for a file if no paper was chosen."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.chosen() and not said.get("file") and not self.errors:
            self.add_error("file", _("Kies een document of stuur een bestand."))
        return said

    def chosen(self) -> str:
        """Give the key of the paper that was chosen; empty for a file of one's own."""
        key = str(self.cleaned_data.get("paper", self.OWN))
        return "" if key == self.OWN else key

    def parts(self) -> dict[str, str]:
        """Give where each part stands."""
        return {
            name.removeprefix("part_"): said
            for name, said in self.cleaned_data.items()
            if name.startswith("part_")
        }


class JudgeForm(forms.Form):
    """What is thought of a document."""

    verdict = forms.ChoiceField(
        label=_("Oordeel"),
        choices=(("good", _("goed")), ("bad", _("niet goed, opnieuw inleveren"))),
        widget=forms.RadioSelect,
    )
    note = _text(_("Toelichting"), 2000, required=False)


class ExtendForm(forms.Form):
    """More time."""

    until = forms.DateField(
        label=_("Nieuwe uiterste dag"), widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(label=_("Waarom?"), max_length=300)


class SettleForm(forms.Form):
    """The costs that were shown."""

    costs_eur = _euros(_("Kosten die zijn aangetoond, in euro’s"))


class ReclaimForm(GroundsForm):
    """What is claimed back, and why."""

    amount_eur = _euros(_("Bedrag in euro’s"))


class ObjectionForm(forms.Form):
    """An objection."""

    grounds = _text(_("Waarom bent u het er niet mee eens?"), 4000)


class OnObjectionForm(GroundsForm):
    """A decision on an objection."""

    outcome = forms.ChoiceField(
        label=_("Besluit op bezwaar"),
        choices=(("upheld", _("gegrond")), ("dismissed", _("ongegrond"))),
        widget=forms.RadioSelect,
    )
