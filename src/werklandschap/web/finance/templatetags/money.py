"""Amounts and chances with no more digits than they deserve: ``{% load money %}``."""

import math

from django import template

from werklandschap.web.finance.queries.words import chance_short
from werklandschap.web.theme.queries import written

register = template.Library()

_DIGITS = 3


@register.filter
def about(amount_eur: float) -> str:
    """Write an amount that was worked out, in three digits that matter."""
    if not amount_eur or not math.isfinite(amount_eur):
        return written(0.0 if not amount_eur else None, "eur")
    digits = _DIGITS - 1 - math.floor(math.log10(abs(amount_eur)))
    return written(float(round(amount_eur, min(digits, 0))), "eur")


@register.filter
def chance(share: float) -> str:
    """Write a chance, never as a certainty."""
    return chance_short(share)
