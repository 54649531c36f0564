"""What people fill in about ambitions, designs and plans."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werklandschap.web.plans.queries import catalogue

_OPERATORS = ((">=", _("ten minste")), ("<=", _("ten hoogste")))
_SHARE = "share"
OWN_TARGETS = 3
"""So many rows for targets of one's own stand in the form at once."""


def _own(number: int) -> dict[str, forms.Field]:
    return {
        f"indicator_{number}": forms.ChoiceField(
            label=_("Cijfer"),
            choices=lambda: [("", "–"), *catalogue.choices_of_indicators()],
            required=False,
        ),
        f"operator_{number}": forms.ChoiceField(
            label=_("Ten minste of ten hoogste"),
            choices=_OPERATORS,
            required=False,
        ),
        f"value_{number}": forms.FloatField(
            label=_("Waarde"),
            required=False,
        ),
        f"year_{number}": forms.IntegerField(
            label=_("In welk jaar"),
            required=False,
            min_value=2020,
            max_value=2100,
        ),
    }


class AmbitionForm(forms.Form):
    """Which sets of targets count, and which targets of one's own."""

    name = forms.CharField(label=_("Hoe heet deze ambitie?"), max_length=120)
    sets = forms.MultipleChoiceField(
        label=_("Welke doelen tellen?"),
        choices=catalogue.choices_of_sets,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Bij meer sets telt steeds het strengste doel."),
    )
    for_municipality = forms.BooleanField(
        label=_("Geldt voor alle terreinen van de gemeente"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, OWN_TARGETS + 1):
            self.fields.update(_own(number))

    def whole(self) -> list[forms.BoundField]:
        """Give the fields about the ambition as a whole."""
        return [self[name] for name in ("name", "sets", "for_municipality")]

    def own(self) -> list[list[forms.BoundField]]:
        """Give the fields of each target of one's own."""
        return [
            [self[name] for name in _own(number)]
            for number in range(1, OWN_TARGETS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Gather the targets; ask for at least one set or target."""
        data = super().clean() or self.cleaned_data
        data["targets"] = [
            target
            for number in range(1, OWN_TARGETS + 1)
            if (target := self._target(data, number)) is not None
        ]
        if not self.errors and not data.get("sets") and not data["targets"]:
            raise ValidationError(_("Kies een set of vul een eigen doel in."))
        return data

    def _target(self, data: dict[str, Any], number: int) -> dict[str, Any] | None:
        indicator = data.get(f"indicator_{number}")
        value = data.get(f"value_{number}")
        if not indicator:
            return None
        if value is None:
            self.add_error(f"value_{number}", _("Vul een waarde in."))
            return None
        year = data.get(f"year_{number}") or timezone.localdate().year + 4
        scale = 100.0 if catalogue.unit_of(indicator) == _SHARE else 1.0
        return {
            "indicator": indicator,
            "operator": data.get(f"operator_{number}") or ">=",
            "value": value / scale,
            "year": year,
        }


class SessionForm(forms.Form):
    """About which themes parties are asked what they want."""

    name = forms.CharField(label=_("Waarover gaat deze ronde?"), max_length=120)
    themes = forms.MultipleChoiceField(
        label=_("Welke thema’s?"),
        choices=catalogue.choices_of_themes,
        widget=forms.CheckboxSelectMultiple,
    )


class VoiceForm(forms.Form):
    """What a party wants per theme, and how much that weighs."""

    party = forms.CharField(
        label=_("Namens wie vult u dit in?"),
        max_length=80,
        help_text=_("Bijvoorbeeld: gemeente, bakkerij, ondernemersvereniging."),
    )

    def __init__(
        self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._themes = themes
        for name, label in themes:
            self.fields[f"level_{name}"] = forms.TypedChoiceField(
                label=_("%(theme)s: hoe ver wilt u gaan?") % {"theme": label},
                choices=_LEVELS,
                coerce=int,
                initial=2,
            )
            self.fields[f"weight_{name}"] = forms.TypedChoiceField(
                label=_("%(theme)s: hoe zwaar weegt dit voor u?") % {"theme": label},
                choices=_WEIGHTS,
                coerce=float,
                initial=1.0,
            )

    def said(self) -> tuple[dict[str, int], dict[str, float]]:
        """Give the levels and weights by theme."""
        data = self.cleaned_data
        levels = {name: data[f"level_{name}"] for name, _label in self._themes}
        weights = {name: data[f"weight_{name}"] for name, _label in self._themes}
        return levels, weights


_LEVELS = (
    (0, _("0: niets doen")),
    (1, _("1: alleen wat moet")),
    (2, _("2: een stap verder")),
    (3, _("3: ver")),
    (4, _("4: koploper")),
)
_WEIGHTS = ((0.5, _("licht")), (1.0, _("gewoon")), (2.0, _("zwaar")))


class VariantForm(forms.Form):
    """A new design."""

    name = forms.CharField(label=_("Naam van het ontwerp"), max_length=120)


class CommentForm(forms.Form):
    """What somebody says about a design."""

    text = forms.CharField(
        label=_("Uw reactie"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GoalForm(forms.Form):
    """What a plan must reach, with what, and what it may cost."""

    measures = forms.MultipleChoiceField(
        label=_("Welke maatregelen mogen mee?"),
        choices=catalogue.flat_choices_of_measures,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Minder maatregelen geeft sneller een antwoord."),
    )
    objective = forms.ChoiceField(
        label=_("Wat zoekt u?"),
        choices=(
            ("cheapest", _("alle doelen, zo goedkoop mogelijk")),
            (
                "better_off",
                _("alle doelen, en zo veel mogelijk partijen die er beter van worden"),
            ),
            ("most", _("zo veel mogelijk van de doelen, binnen het budget")),
        ),
        initial="cheapest",
        widget=forms.RadioSelect,
    )
    budget_eur = forms.FloatField(
        label=_("Budget in euro’s"),
        required=False,
        min_value=0,
        help_text=_("Leeg: zo goedkoop mogelijk, zonder grens."),
    )
    per_year_eur = forms.FloatField(
        label=_("Hoogstens per jaar, in euro’s"), required=False, min_value=0
    )
    only_public = forms.BooleanField(
        label=_("Alleen op openbare grond"), required=False
    )
    no_tenants = forms.BooleanField(
        label=_("Niets waarvoor huurders nodig zijn"), required=False
    )

    def __init__(
        self, *args: Any, variants: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"] = forms.ChoiceField(
            label=_("Welk ontwerp staat al vast?"),
            required=False,
            choices=[("", _("geen")), *variants],
            help_text=_("Wat daarin staat, telt mee voor de doelen."),
        )

    def families(self) -> list[tuple[str, list[Any], bool]]:
        """Give the ticks of measures by family, and whether any of a family is ticked."""
        ticks = {each.data["value"]: each for each in self["measures"]}
        found = []
        for family, measures in catalogue.choices_of_measures():
            own = [ticks[name] for name, _label in measures]
            found.append((family, own, any(each.data["selected"] for each in own)))
        return found

    def others(self) -> list[forms.BoundField]:
        """Give all fields but the measures."""
        return [each for each in self.visible_fields() if each.name != "measures"]

    def clean(self) -> dict[str, Any]:
        """Ask for a budget where as much as possible is wanted for it."""
        data = super().clean() or self.cleaned_data
        is_most = data.get("objective") == "most"
        if is_most and not self.errors and data.get("budget_eur") is None:
            self.add_error("budget_eur", _("Vul in hoeveel er te besteden is."))
        return data

    def clean_budget_eur(self) -> float | None:
        """Say that nothing can be bought for nothing."""
        budget: float | None = self.cleaned_data["budget_eur"]
        if budget == 0:
            raise ValidationError(
                _(
                    "Met een budget van nul kan niets. Laat het leeg of vul een bedrag in."
                )
            )
        return budget


class MaintenanceForm(forms.Form):
    """A file with planned maintenance."""

    file = forms.FileField(
        label=_("Bestand met het onderhoudsplan"),
        max_length=200,
        help_text=_(
            "CSV of XLSX met de kolommen Object, Soort, Werkzaamheden, Jaar, Kosten en Beheerder."
        ),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before anybody reads it."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("Dit bestand is groter dan %(most)s.")
                % {"most": filesizeformat(settings.MAX_UPLOAD_BYTES)}
            )
        return file
