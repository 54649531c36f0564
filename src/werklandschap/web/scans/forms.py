"""What people fill in about scans and areas."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from werklandschap.web.parks.models import Park
from werklandschap.web.scans.actions import PARTS
from werklandschap.web.scans.queries.correcting import kinds_of_park

_PART_LABELS = {
    "heat": _("Hitte: hoe warm een hete middag voelt, en waar schaduw is"),
    "water": _("Water: hoe diep het water staat na een wolkbreuk"),
    "sun": _("Zon: wat zonnepanelen op de daken opbrengen"),
}
_CELLS = (
    ("1.0", _("1 meter (gewoon)")),
    ("2.0", _("2 meter (sneller, grover)")),
    ("0.5", _("een halve meter (langzaam, fijnst)")),
)


class ScanForm(forms.Form):
    """What to simulate, and in how much detail."""

    terrein = forms.CharField(widget=forms.HiddenInput)
    parts = forms.MultipleChoiceField(
        label=_("Wat wilt u laten doorrekenen?"),
        choices=[(part, _PART_LABELS[part]) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Zonder deze onderdelen duurt een nulmeting ongeveer een minuut."),
    )
    cell_m = forms.TypedChoiceField(
        label=_("Hoe fijn?"),
        choices=_CELLS,
        coerce=float,
        initial="1.0",
        widget=forms.RadioSelect,
    )


class CorrectionForm(forms.ModelForm[Park]):
    """What a register can have wrong about a park, and people know."""

    kind = forms.ChoiceField(label=_("Soort"), choices=kinds_of_park, required=False)
    start_year = forms.IntegerField(
        label=_("Startjaar"), min_value=1850, max_value=2100, required=False
    )
    gross_ha = forms.FloatField(
        label=_("Bruto oppervlakte (ha)"), min_value=0, max_value=20_000, required=False
    )
    net_ha = forms.FloatField(
        label=_("Netto oppervlakte (ha)"), min_value=0, max_value=20_000, required=False
    )

    class Meta:
        model = Park
        fields = ("name", "place", "kind", "start_year", "gross_ha", "net_ha")
        labels: ClassVar = {"name": _("Naam"), "place": _("Plaats")}

    def clean(self) -> dict[str, Any]:
        """Refuse a net area that is larger than the gross one."""
        told: dict[str, Any] = super().clean() or {}
        net, gross = told.get("net_ha"), told.get("gross_ha")
        if net is not None and gross is not None and net > gross:
            raise ValidationError(
                _("Netto kan niet groter zijn dan bruto."), code="net_over_gross"
            )
        return told


class AreaForm(forms.Form):
    """An area of somebody's own: drawn, pasted or in a file."""

    name = forms.CharField(label=_("Naam van het gebied"), max_length=160)
    outline = forms.CharField(
        label=_("Grens als tekst"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "GeoJSON, of op elke regel een hoekpunt: RD-coördinaten (136000, 450000) of "
            "lengte en breedte in graden (5.12, 52.04). De kaart vult dit voor u in."
        ),
    )
    file = forms.FileField(
        label=_("Of een bestand"),
        required=False,
        max_length=200,
        help_text=_(
            "GeoPackage, GeoJSON, GeoParquet, of een ZIP met een shapefile of GML."
        ),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before anybody reads it."""
        file = self.cleaned_data.get("file")
        if file is not None and file.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("Dit bestand is groter dan %(most)s. Upload alleen de grens.")
                % {"most": filesizeformat(settings.MAX_UPLOAD_BYTES)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one outline."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if not data.get("file") and not (data.get("outline") or "").strip():
            raise ValidationError(
                _("Teken een gebied, plak een grens of kies een bestand.")
            )
        return data
