"""What people fill in about assessments and certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.labels.models import Assessment, ForeignCertificate, Judgement
from werklandschap.web.scans.queries.words import language

Criterion = Any
"""A criterion of the engine; forms know none of it and take what it is called."""

_GRADES = [(each, each) for each in "ABCDEFG"]


class StartForm(forms.Form):
    """For which moment an assessment begins."""

    moment = forms.ChoiceField(
        label=_("Wat wilt u laten beoordelen?"),
        choices=Assessment.Moment.choices,
        widget=forms.RadioSelect,
        initial=Assessment.Moment.BASELINE,
    )


class GradesForm(forms.Form):
    """A grade and a note per criterion; nothing is asked twice."""

    def __init__(
        self, *args: Any, criteria: list[Criterion], needs_all: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._names = [each.name for each in criteria]
        for each in criteria:
            self.fields[f"grade_{each.name}"] = forms.ChoiceField(
                label=_told(each.label),
                choices=[("", "–"), *_GRADES],
                required=needs_all,
                help_text=_rubric(each),
            )
            self.fields[f"note_{each.name}"] = forms.CharField(
                label=_("%(criterion)s: toelichting")
                % {"criterion": _told(each.label)},
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def said(self) -> tuple[dict[str, str], dict[str, str]]:
        """Give the grades and the notes by criterion, without what was left open."""
        data = self.cleaned_data
        grades = {name: data[f"grade_{name}"] for name in self._names}
        notes = {name: data[f"note_{name}"] for name in self._names}
        return _filled(grades), _filled(notes)


class JudgeForm(GradesForm):
    """A judgement, with the word of the assessor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_independent"] = forms.BooleanField(
            label=_(
                "Ik heb niets met dit terrein te maken: geen werk, opdracht, bezit of familie."
            ),
            error_messages={
                "required": _(
                    "Wie iets met het terrein te maken heeft, kan niet beoordelen. Vraag het programmateam om een ander."
                )
            },
        )


def _told(text: Text) -> str:
    return text.in_language(language())


def _rubric(criterion: Criterion) -> str:
    return "; ".join(
        f"{grade}: {_told(text)}" for grade, text in criterion.rubric.items()
    )


def _filled(told: dict[str, str]) -> dict[str, str]:
    return {name: each for name, each in told.items() if each}


class EvidenceForm(forms.Form):
    """A file for a criterion."""

    criterion = forms.ChoiceField(label=_("Waarvoor is dit bewijs?"))
    file = forms.FileField(
        label=_("Bestand"),
        max_length=200,
        help_text=_("PDF, PNG of JPG, hoogstens 10 MB."),
    )

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.name, _told(each.label)) for each in criteria]
        self.fields["criterion"].choices = choices  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Who judge."""

    one = forms.ChoiceField(label=_("Eerste beoordelaar"))
    other = forms.ChoiceField(label=_("Tweede beoordelaar"))

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(each.pk): each for each in people}
        choices = [(key, str(each)) for key, each in self._people.items()]
        for name in ("one", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> tuple[User, User]:
        """Give the two people."""
        data = self.cleaned_data
        return self._people[data["one"]], self._people[data["other"]]


class ReplaceForm(forms.Form):
    """Who judges in whose place."""

    judgement = forms.ChoiceField(label=_("Wie wordt vervangen?"))
    assessor = forms.ChoiceField(label=_("Wie beoordeelt nu?"))

    def __init__(
        self,
        *args: Any,
        judgements: list[Judgement],
        people: list[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._judgements = {str(each.pk): each for each in judgements}
        self._people = {str(each.pk): each for each in people}
        own = [(key, str(each.assessor)) for key, each in self._judgements.items()]
        others = [(key, str(each)) for key, each in self._people.items()]
        self.fields["judgement"].choices = own  # type: ignore[attr-defined]
        self.fields["assessor"].choices = others  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Judgement, User]:
        """Give the judgement, and who is asked in its place."""
        data = self.cleaned_data
        return self._judgements[data["judgement"]], self._people[data["assessor"]]


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    because = forms.CharField(label=_("Waarom trekt u dit in?"), max_length=500)


class CheckForm(forms.Form):
    """A certificate to check."""

    told = forms.CharField(
        label=_("Plak hier het certificaat"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("De inhoud van het bestand dat eindigt op .json."),
    )


class ForeignForm(forms.ModelForm):  # type: ignore[type-arg]
    """A certificate of somebody else."""

    file = forms.FileField(
        label=_("Het certificaat zelf"),
        max_length=200,
        help_text=_("PDF, PNG of JPG, hoogstens 10 MB."),
    )

    class Meta:
        model = ForeignCertificate
        fields = ("label", "grade", "issuer", "issued_on", "expires_on")
        labels = {
            "label": _("Welk keurmerk?"),
            "grade": _("Niveau"),
            "issuer": _("Wie gaf het?"),
            "issued_on": _("Datum"),
            "expires_on": _("Geldig tot"),
        }
        widgets = {
            "issued_on": forms.DateInput(attrs={"type": "date"}),
            "expires_on": forms.DateInput(attrs={"type": "date"}),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for an end that lies after the beginning."""
        data = super().clean() or self.cleaned_data
        start, end = data.get("issued_on"), data.get("expires_on")
        if start and end and end < start:
            self.add_error("expires_on", _("Deze dag ligt vóór de datum."))
        return data
