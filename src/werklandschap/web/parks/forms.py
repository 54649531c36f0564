"""Forms about parks."""

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class RegisterForm(forms.Form):
    """A file with a register of parks, and what it is called."""

    source = forms.CharField(
        label=_("Naam van het register"),
        help_text=_("Bijvoorbeeld: IBIS 2024, landelijke tabel."),
        max_length=200,
    )
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_(
            "CSV, Excel, GeoPackage, GeoJSON of GeoParquet, hoogstens 20 MB. "
            "Er is een kolom met nummers en een met namen nodig."
        ),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too large to read in one go."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("Dit bestand is groter dan 20 MB. Verdeel het over meer bestanden.")
            )
        return file
