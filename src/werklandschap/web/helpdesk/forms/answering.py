"""What a partner fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposalForm(forms.Form):
    """A proposal: what, how, what it brings, what it costs."""

    what = forms.CharField(
        label=_("Wat gaat u doen?"), widget=forms.Textarea(attrs={"rows": 6})
    )
    how = forms.CharField(
        label=_("Hoe en wanneer?"), widget=forms.Textarea(attrs={"rows": 4})
    )
    result = forms.CharField(
        label=_("Wat levert het op?"), widget=forms.Textarea(attrs={"rows": 4})
    )
    cost_eur = forms.DecimalField(
        label=_("Kosten, zonder btw (€)"), min_value=0, max_digits=10, decimal_places=2
    )
    own_eur = forms.DecimalField(
        label=_("Eigen bijdrage van de vrager (€)"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
    )


class DraftForm(ProposalForm):
    """A proposal that is not finished: every field may be empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class DeclineForm(forms.Form):
    """Why it does not suit."""

    reason = forms.CharField(label=_("Waarom past het niet?"), max_length=300)
