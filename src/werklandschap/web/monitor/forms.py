"""The levers of the forecast."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LeversForm(forms.Form):
    """What would fit in a year; what is left open has no limit."""

    joined = forms.FloatField(
        label=_("Regisseurs: zoveel nieuwe terreinen per jaar"),
        required=False,
        min_value=0,
        max_value=5000,
    )
    voucher = forms.FloatField(
        label=_("Vouchers per jaar"), required=False, min_value=0, max_value=5000
    )
    voucher_delivered = forms.FloatField(
        label=_("Begeleiding: zoveel plannen per jaar"),
        required=False,
        min_value=0,
        max_value=5000,
    )
    realisation = forms.FloatField(
        label=_("Stroomnet: zoveel procent van de terreinen moet wachten"),
        required=False,
        min_value=0,
        max_value=100,
    )
