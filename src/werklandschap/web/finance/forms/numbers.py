"""Numbers of one's own, and what schemes ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.finance.forms.fields import NumberField, as_of
from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries import register
from werklandschap.web.theme.queries import told, written_exactly


class AssumptionsForm(forms.Form):
    """Numbers of one's own beside the published ones; empty is as published."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = forms.CharField(label=_("Waarom wijkt u af?"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        rows: Sequence[register.Row],
        own: Mapping[str, float],
        version: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = version
        self._rows = rows
        for each in rows:
            row = each.row
            self.fields[row.parameter] = NumberField(
                label=told(row.label),
                unit=row.unit,
                most=1.0 if row.unit == "share" else None,
                required=False,
                initial=own.get(row.parameter),
            )

    def rows_with_fields(self) -> list[tuple[register.Row, forms.BoundField]]:
        """Give each row of the register with the field for one's own number."""
        return [(each, self[each.row.parameter]) for each in self._rows]

    def values(self) -> dict[str, float]:
        """Give the numbers that were filled in."""
        names = [each.row.parameter for each in self._rows]
        return {
            name: self.cleaned_data[name]
            for name in names
            if self.cleaned_data[name] is not None
        }

    def stale(self, problem: str, latest: Assumed) -> None:
        """Say that somebody else was first; what was typed stays, to save once more."""
        self.add_error(None, problem)
        self.data = as_of(self.data, latest)
        labels = {each.row.parameter: each.row for each in self._rows}
        for name, value in latest.values.items():
            if name in labels and value != self.cleaned_data.get(name):
                shown = written_exactly(value, labels[name].unit)
                self.add_error(name, _("Er staat nu %(value)s.") % {"value": shown})


class FundingForm(forms.Form):
    """What schemes ask of a park and its plan; what is empty is not known."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    aim = forms.ChoiceField(
        label=_("Wat is het belangrijkst?"),
        choices=(
            ("cheapest", _("zo goedkoop mogelijk voor ondernemers")),
            ("least_public", _("zo weinig mogelijk geld van overheden")),
            ("least_effort", _("zo weinig mogelijk werk aan aanvragen")),
        ),
        widget=forms.RadioSelect,
        initial="cheapest",
    )
    province = forms.CharField(label=_("Provincie"), max_length=40, required=False)
    own_eur = NumberField(
        label=_("Eigen geld per jaar, in euro’s"),
        required=False,
        help_text=_("Van alle partijen samen. Leeg: zo veel als nodig is."),
    )
    worker_count = NumberField(
        label=_("Hoeveel mensen werken er op het terrein?"),
        required=False,
        help_text=_("Nodig om verzuim mee te tellen."),
    )
    woz_eur = NumberField(
        label=_("WOZ-waarde van alle panden samen, in euro’s"),
        required=False,
        help_text=_("Nodig voor de waarde van vastgoed en voor een ondernemersfonds."),
    )
    owner_occupied_share = NumberField(
        label=_("Deel van de eigenaren dat zelf in het pand zit, in %"),
        unit="share",
        most=1.0,
        required=False,
    )
    plots_m2 = NumberField(
        label=_("Oppervlakte van alle kavels, in m²"), required=False
    )
    de_minimis_received_eur = NumberField(
        label=_("Al ontvangen kleine staatssteun in drie jaar, in euro’s"),
        required=False,
    )
    co_finance_eur = NumberField(
        label=_("Inleg van provincie of gemeente, in euro’s"), required=False
    )
    zone_ha = NumberField(
        label=_("Oppervlakte van de kansenzone, in hectare"),
        required=False,
        help_text=_("Voor een rijksbijdrage aan een pilot."),
    )
    environmental_category = forms.TypedChoiceField(
        label=_("Hoogste milieucategorie van het terrein"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=(("", _("niet bekend")), *((n, str(n)) for n in range(1, 7))),
    )
    is_mixed_at_city_edge = forms.BooleanField(
        label=_("Het terrein is gemengd en ligt aan de stadsrand"), required=False
    )
    has_support = forms.BooleanField(
        label=_("De stemming voor een BIZ is gewonnen"), required=False
    )
    levy_yearly_eur = NumberField(
        label=_("Heffing per jaar, van allen samen, in euro’s"), required=False
    )
    levy_years = forms.IntegerField(
        label=_("Hoeveel jaar duurt de heffing?"),
        required=False,
        min_value=0,
        max_value=30,
    )
    loan_years = forms.IntegerField(
        label=_("In hoeveel jaar wordt een lening terugbetaald?"),
        required=False,
        min_value=1,
        max_value=30,
    )
    has_large_connection = forms.BooleanField(
        label=_("Er is een grootverbruikersaansluiting op het stroomnet"),
        required=False,
    )
    has_transport_indication = forms.BooleanField(
        label=_("De netbeheerder heeft transport toegezegd"), required=False
    )

    def facts(self) -> dict[str, Any]:
        """Give what was filled in; what is empty stays as usual."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and value not in (None, "")
        }

    def stale(self, problem: str, latest: Assumed) -> None:
        """Say that somebody else was first; what was typed stays, to save once more."""
        self.add_error(None, problem)
        self.data = as_of(self.data, latest)
