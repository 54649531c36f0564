"""Which papers."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
