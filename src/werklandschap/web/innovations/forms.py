"""Forms of the innovation database."""

from collections.abc import Container
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.innovations.models import Innovation, Kind, Maturity
from werklandschap.web.innovations.queries import shipped
from werklandschap.web.parks.models import Park
from werklandschap.web.theme.queries import told
from werklandschap.web.theme.visitors import NotByProgramMixin

_LONGEST = 4000
_WIDE = forms.Textarea(attrs={"rows": 4})


class SubmissionForm(NotByProgramMixin):
    """What anybody tells about an innovation."""

    title = forms.CharField(label=_("Hoe heet het?"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Wat voor innovatie is het?"), choices=Kind.choices
    )
    summary = forms.CharField(
        label=_("Wat is het, en wat levert het op?"),
        help_text=_("In eigen woorden. Noem geen namen van mensen of leveranciers."),
        max_length=_LONGEST,
        widget=_WIDE,
    )
    how = forms.CharField(
        label=_("Hoe pakt u het aan?"),
        max_length=_LONGEST,
        widget=_WIDE,
        required=False,
    )
    failed = forms.CharField(
        label=_("Wat ging er mis?"),
        help_text=_("Juist daar leren anderen van."),
        max_length=_LONGEST,
        widget=_WIDE,
        required=False,
    )
    where = forms.CharField(
        label=_("Waar is het gedaan?"),
        help_text=_("Laat leeg als het nog niet is uitgevoerd."),
        max_length=200,
        required=False,
    )
    name = forms.CharField(label=_("Uw naam"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Alleen voor vragen van ons. Daarna wissen we het."),
        required=False,
    )
    may_be_shown = forms.BooleanField(
        label=_("Anderen mogen mij hierover mailen: toon mijn naam en adres twee jaar"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an address from who wants to be shown."""
        told = super().clean() or {}
        if told.get("may_be_shown") and not (told.get("name") and told.get("email")):
            self.add_error("may_be_shown", _("Vul dan ook uw naam en e-mailadres in."))
        return told

    def told(self) -> dict[str, Any]:
        """Give what was told, without the hidden field."""
        return {k: v for k, v in self.cleaned_data.items() if k != "website"}


class AnswersForm(forms.Form):
    """What people know of their park and no scan does."""

    def __init__(
        self, *args: Any, facts: Container[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, options) in shipped.asked_facts().items():
            if facts is not None and name not in facts:
                continue
            self.fields[name] = forms.ChoiceField(
                label=told(label),
                choices=[("", _("weet ik niet")), *((k, told(v)) for k, v in options)],
                required=False,
            )

    def answers(self) -> dict[str, str]:
        """Give what was filled in and is one of the options."""
        self.full_clean()
        return {k: v for k, v in self.cleaned_data.items() if v}


class EffectForm(forms.Form):
    """What a park measured."""

    effect = forms.ChoiceField(label=_("Wat is gemeten?"))
    park = forms.ModelChoiceField(
        label=_("Op welk terrein?"),
        queryset=Park.objects.none(),
        to_field_name="code",
    )
    value = forms.FloatField(label=_("Uitkomst"), localize=True)
    measured_on = forms.DateField(
        label=_("Wanneer?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("Hoe is het gemeten?"), max_length=300, required=False
    )

    def __init__(
        self, *args: Any, innovation: Innovation, parks: Any, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        park, effect = self.fields["park"], self.fields["effect"]
        assert isinstance(park, forms.ModelChoiceField)
        assert isinstance(effect, forms.ChoiceField)
        park.queryset = parks
        effect.choices = [
            (each["name"], f"{_in(each['label'])} ({_in(each['unit'])})")
            for each in innovation.effects
        ]

    def clean_measured_on(self) -> date:
        """Refuse what is yet to come."""
        day: date = self.cleaned_data["measured_on"]
        if day > self.on:
            raise forms.ValidationError(_("Deze dag is nog niet geweest."))
        return day


def _in(text: dict[str, str]) -> str:
    from werklandschap.web.innovations.models import text_of

    return told(text_of(text))


class EditForm(forms.Form):
    """The texts of a record."""

    title_nl = forms.CharField(label=_("Titel"), max_length=120)
    title_en = forms.CharField(label=_("Titel in het Engels"), max_length=120)
    summary_nl = forms.CharField(label=_("Samenvatting"), widget=_WIDE)
    summary_en = forms.CharField(label=_("Samenvatting in het Engels"), widget=_WIDE)
    how_nl = forms.CharField(
        label=_("Hoe pakt u het aan"), widget=_WIDE, required=False
    )
    how_en = forms.CharField(
        label=_("Hoe pakt u het aan, in het Engels"), widget=_WIDE, required=False
    )
    failed = forms.CharField(
        label=_("Wat ging er mis"),
        help_text=_("Eén punt per regel; Nederlands | Engels."),
        widget=_WIDE,
        required=False,
    )
    lessons = forms.CharField(
        label=_("Geleerde lessen"),
        help_text=_("Eén punt per regel; Nederlands | Engels."),
        widget=_WIDE,
        required=False,
    )
    maturity = forms.TypedChoiceField(
        label=_("Hoe ver is het"),
        coerce=int,
        choices=Maturity.choices,
    )
    review_on = forms.DateField(
        label=_("Opnieuw controleren vóór"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Wat is er gewijzigd, en waarom?"), max_length=200)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def initial_of(innovation: Innovation) -> dict[str, Any]:
        """Fill the form with a record."""
        texts = {"title": innovation.title, "summary": innovation.summary}
        texts["how"] = innovation.how
        told: dict[str, Any] = {}
        for name, text in texts.items():
            told |= {f"{name}_nl": text.nl, f"{name}_en": text.en}
        for name, lines in (
            ("failed", innovation.failed),
            ("lessons", innovation.lessons),
        ):
            told[name] = "\n".join(f"{line.nl} | {line.en}" for line in lines)
        return {
            **told,
            "maturity": innovation.maturity,
            "review_on": innovation.review_on,
            "seen_version": innovation.version,
        }

    def changes(self) -> dict[str, Any]:
        """Give the parts of the record as they are wanted."""
        told = self.cleaned_data
        both = {
            name: {"nl": told[f"{name}_nl"], "en": told[f"{name}_en"]}
            for name in ("title", "summary", "how")
        }
        return {
            **both,
            "failed": _lines(told["failed"]),
            "lessons": _lines(told["lessons"]),
            "maturity": told["maturity"],
            "review_on": told["review_on"].isoformat(),
        }


def _lines(text: str) -> list[dict[str, str]]:
    pairs = (line.partition("|") for line in text.splitlines() if line.strip())
    return [
        {"nl": dutch.strip(), "en": english.strip() or dutch.strip()}
        for dutch, _bar, english in pairs
    ]


class RefusalForm(forms.Form):
    """Why something is not published."""

    reason = forms.CharField(label=_("Waarom niet?"), max_length=300)
