"""What the programme team sets at the desk: letters and partners."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.helpdesk.actions import letters
from werklandschap.web.helpdesk.forms.choices import LONGEST_TEXT
from werklandschap.web.helpdesk.queries import routing


class LetterForm(forms.Form):
    """Words of a letter."""

    subject = forms.CharField(label=_("Onderwerp"), max_length=200)
    body = forms.CharField(
        label=_("Tekst"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse places that we cannot fill in, and dots or brackets within them."""
        found = super().clean() or {}
        for name in ("subject", "body"):
            if unknown := letters.unknown_places(found.get(name, "")):
                self.add_error(
                    name,
                    _("Dit kunnen wij niet invullen: %(what)s")
                    % {"what": ", ".join(f"{{{each}}}" for each in unknown)},
                )
        return found


class PartnerSettingsForm(forms.Form):
    """Whether a partner takes part, where it works and where it has an interest."""

    is_active = forms.BooleanField(label=_("Doet mee"), required=False)
    regions = forms.MultipleChoiceField(
        label=_("Werkt in deze regio’s (geen gekozen: overal)"),
        choices=routing.region_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    conflicts = forms.CharField(
        label=_("Heeft een belang bij"),
        help_text=_(
            "Nummers van terreinen, gemeenten of regio’s, met een komma ertussen."
        ),
        required=False,
        max_length=2000,
    )

    def clean_conflicts(self) -> list[str]:
        """Cut into codes."""
        told = self.cleaned_data["conflicts"].replace(";", ",").split(",")
        return [code.strip() for code in told if code.strip()]
