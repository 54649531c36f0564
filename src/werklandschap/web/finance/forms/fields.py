"""Fields and parts of forms about money."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries import register


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


class UploadForm(forms.Form):
    """A form with a file, as large as the platform takes."""

    def clean_file(self) -> Any:
        """Refuse a file that is too large before anybody reads it."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("Dit bestand is groter dan %(most)s.")
                % {"most": filesizeformat(settings.MAX_UPLOAD_BYTES)}
            )
        return file
