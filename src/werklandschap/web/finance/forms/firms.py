"""What a firm tells of itself, in confidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.finance.forms.fields import NumberField, UploadForm


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


class LinesForm(UploadForm):
    """A file with a firm's own costs and gains."""

    file = forms.FileField(
        label=_("Bestand met uw eigen kosten en baten"),
        max_length=200,
        help_text=_(
            "CSV of XLSX met de kolommen Omschrijving, Jaar en Bedrag. Wat u betaalt staat onder nul; een komma scheidt decimalen: 1.234,56."
        ),
    )
