"""What people fill in about the money of plans."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries import payers, register
from werklandschap.web.theme.queries import told, written_exactly

_ALL_PAID = 0.001
"""Three thirds typed as 33,3 % are all of it."""


class NumberField(forms.CharField):
    """A number as people type it: 1.234,56; percentages for shares."""

    def __init__(
        self,
        *,
        unit: str = "",
        least: float = 0.0,
        most: float | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(max_length=24, **kwargs)
        self.unit, self.least, self.most = unit, least, most
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        """Write a number that was kept; leave what was typed as it is."""
        if isinstance(value, int | float):
            return register.as_shown(float(value), self.unit)
        return value

    def clean(self, value: Any) -> Any:
        """Read it, or say what it must look like."""
        text = super().clean(value)
        if not text:
            return None
        number = register.as_typed(text, self.unit)
        if number is None:
            raise ValidationError(_("Vul een getal in, bijvoorbeeld 1.234,56."))
        if number < self.least:
            raise ValidationError(_("Vul een getal van 0 of hoger in."))
        if self.most is not None and number > self.most:
            raise ValidationError(
                _("Dit is te hoog; het hoogste is %(most)s.")
                % {"most": register.as_shown(self.most, self.unit)}
            )
        return number


def as_of(data: Any, latest: Assumed) -> dict[str, Any]:
    """Give what was typed once more, now as a change of the latest version."""
    return {**data.dict(), "version": str(latest.version)}


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


class _UploadForm(forms.Form):
    def clean_file(self) -> Any:
        """Refuse a file that is too large before anybody reads it."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("Dit bestand is groter dan %(most)s.")
                % {"most": filesizeformat(settings.MAX_UPLOAD_BYTES)}
            )
        return file


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


class FirmForm(forms.Form):
    """What a firm tells of itself, in confidence."""

    KEPT = ("name", "is_owner", "plot_m2", "rate")

    name = forms.CharField(label=_("Naam van uw bedrijf"), max_length=120)
    is_owner = forms.BooleanField(
        label=_("Het pand is van ons bedrijf"), required=False
    )
    plot_m2 = NumberField(
        label=_("Oppervlakte van uw kavel, in m²"),
        required=False,
        most=1e8,
        help_text=_("Hiermee berekenen we uw deel van wat het plan doet."),
    )
    rate = NumberField(
        label=_("Rendement dat u vraagt, in % per jaar"),
        unit="share",
        most=1.0,
        required=False,
        help_text=_("Leeg: wat bedrijven gewoonlijk vragen."),
    )

    def facts(self) -> dict[str, Any]:
        """Give what was filled in."""
        return {name: self.cleaned_data[name] for name in self.KEPT}


class LinesForm(_UploadForm):
    """A file with a firm's own costs and gains."""

    file = forms.FileField(
        label=_("Bestand met uw eigen kosten en baten"),
        max_length=200,
        help_text=_(
            "CSV of XLSX met de kolommen Omschrijving, Jaar en Bedrag. Wat u betaalt staat onder nul; een komma scheidt decimalen: 1.234,56."
        ),
    )


class SplitForm(forms.Form):
    """What parties make together, and what it costs."""

    name = forms.CharField(label=_("Wat maakt u samen?"), max_length=120)
    fixed_eur = NumberField(
        label=_("Vaste kosten, in euro’s"),
        help_text=_("Die er zijn, hoe weinig er ook meedoen: ontwerp, aansluiting."),
    )
    per_need_eur = NumberField(
        label=_("Kosten per eenheid behoefte, in euro’s"),
        help_text=_("Bijvoorbeeld per m³ berging die een deelnemer nodig heeft."),
    )
    per_party_eur = NumberField(
        label=_("Kosten per deelnemer, in euro’s"),
        required=False,
        help_text=_("Voor afspraken en administratie; alleen als er meer dan één is."),
    )

    def facts(self) -> dict[str, float]:
        """Give the costs; what is empty is nothing."""
        names = ("fixed_eur", "per_need_eur", "per_party_eur")
        return {name: self.cleaned_data[name] or 0.0 for name in names}


class MembersForm(_UploadForm):
    """A file with who takes part."""

    file = forms.FileField(
        label=_("Bestand met de deelnemers"),
        max_length=200,
        help_text=_(
            "CSV of XLSX met de kolommen Naam, Oppervlakte, WOZ, Baat, Behoefte en Alleen."
        ),
    )


class PayersForm(forms.Form):
    """Who pays for each group of parts, in per cents, and who keeps it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = forms.CharField(
        label=_("Waarom? (voor wie later kijkt)"), max_length=200, required=False
    )

    def __init__(
        self,
        *args: Any,
        groups: Sequence[payers.Group],
        version: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = version
        self.parties = payers.parties()
        self._groups = groups
        for place, group in enumerate(groups):
            for name, label in self.parties:
                self.fields[f"{place}-{name}"] = NumberField(
                    label=f"{told(group.label)} {group.year}, {told(label)}",
                    unit="share",
                    most=1.0,
                    required=False,
                    initial=group.payers.get(name),
                )
            keeper = next(iter(group.keepers), "")
            self.fields[f"{place}-keeper"] = forms.ChoiceField(
                label=f"{told(group.label)} {group.year}, {_('beheerder')}",
                choices=[
                    ("", _("wie betaalt")),
                    *((name, told(label)) for name, label in self.parties),
                ],
                required=False,
                initial=keeper,
            )

    def rows(self) -> list[dict[str, Any]]:
        """Give each group with its fields."""
        return [
            {
                "group": group,
                "shares": [self[f"{place}-{name}"] for name, _label in self.parties],
                "keeper": self[f"{place}-keeper"],
            }
            for place, group in enumerate(self._groups)
        ]

    def clean(self) -> Any:
        """Refuse a row of which not everything, or more than everything, is paid."""
        cleaned = super().clean()
        for place, shares in enumerate(self._shares()):
            total = sum(shares.values())
            if shares and abs(total - 1) > _ALL_PAID:
                percent = register.as_shown(total, "share")
                self.add_error(
                    f"{place}-{self.parties[0][0]}",
                    _("Samen is dit %(percent)s %%; dat moet 100 %% zijn.")
                    % {"percent": percent},
                )
        return cleaned

    def _shares(self) -> list[dict[str, float]]:
        return [
            {
                name: share
                for name, _label in self.parties
                if (share := self.cleaned_data.get(f"{place}-{name}"))
            }
            for place in range(len(self._groups))
        ]

    def payers(self) -> dict[str, dict[str, float]]:
        """Give who pays for each part that somebody chose for, in shares of one."""
        shares = [
            {name: share / sum(own.values()) for name, share in own.items()}
            for own in self._shares()
        ]
        return payers.by_part(self._groups, shares)

    def keepers(self) -> dict[str, dict[str, float]]:
        """Give who keeps each part that somebody chose for."""
        chosen = [
            self.cleaned_data[f"{place}-keeper"] for place in range(len(self._groups))
        ]
        shares = [{name: 1.0} if name else {} for name in chosen]
        return payers.by_part(self._groups, shares)

    def stale(self, problem: str, latest: Assumed) -> None:
        """Say that somebody else was first; what was typed stays, to save once more."""
        self.add_error(None, problem)
        self.data = as_of(self.data, latest)


class DocumentForm(forms.Form):
    """Which documents, and in what language."""

    kind = forms.ChoiceField(
        label=_("Welk document?"),
        choices=(
            ("both", _("groenvisie en financieringsplan")),
            ("vision", _("alleen de groenvisie")),
            ("finance", _("alleen het financieringsplan")),
        ),
        initial="both",
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("In welke taal?"), choices=(("nl", "Nederlands"), ("en", "English"))
    )
