"""What an asker fills in who follows a question by its link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.helpdesk.forms.choices import LONGEST_TEXT


class NewLinkForm(forms.Form):
    """Where a new link goes: only to the address that came with the question."""

    email = forms.EmailField(label=_("Uw e-mailadres"))


class TextForm(forms.Form):
    """A note of the asker."""

    text = forms.CharField(
        label=_("Uw bericht"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EvaluateForm(forms.Form):
    """How it went."""

    rating = forms.TypedChoiceField(
        label=_("Hoe tevreden bent u?"),
        coerce=int,
        choices=[
            (5, _("5: heel tevreden")),
            (4, "4"),
            (3, "3"),
            (2, "2"),
            (1, _("1: helemaal niet")),
        ],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Wat is er veranderd op uw terrein?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
