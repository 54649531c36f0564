"""Words of the label: ``{% load labels %}``."""

from django import template

from werklandschap.web.scans.queries.words import per_cent

register = template.Library()


@register.filter
def chance(share: float) -> str:
    """Write a chance in whole per cents: its own uncertainty allows no more digits."""
    return per_cent(share)
