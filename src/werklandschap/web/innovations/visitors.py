"""What anybody may send without an account: not too often, and not by a program."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

PER_HOUR = 5


def may_send(request: HttpRequest, *, what: str, at: datetime) -> bool:
    """Count one message of an address; False when it has sent too many this hour.

    Parameters
    ----------
    request : HttpRequest
        Whose address counts; it is kept as a hash, and for an hour.
    what : str
        The kind of message; each kind has its own count.
    at : datetime
        Now.
    """
    address = request.META.get("REMOTE_ADDR", "")
    told = f"{settings.SECRET_KEY}{address}{at:%Y%m%d%H}"
    key = f"sent:{what}:{hashlib.sha256(told.encode()).hexdigest()}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) <= PER_HOUR


class HoneypotMixin(forms.Form):
    """A field that people do not see: who fills it in is a program."""

    website = forms.CharField(
        label=_("Laat dit veld leeg"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_by_program(self) -> bool:
        """Whether the hidden field was filled in."""
        return bool(self.cleaned_data.get("website"))

    def seen_fields(self) -> Iterator[Any]:
        """Give the fields that people see."""
        return (field for field in self.visible_fields() if field.name != "website")
