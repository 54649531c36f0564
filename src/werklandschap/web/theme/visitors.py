"""What anybody may send without an account: not too often, and not by a program."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

_HOUR_S = 60 * 60


def may_send(request: HttpRequest, *, what: str, most: int = 5) -> bool:
    """Count one message of an address; False when it has sent too many within an hour.

    Each message takes one of ``most`` slots for an hour. Taking a slot is one step in the
    database, so that a thousand messages at once take no more; a refused one only reads.

    Parameters
    ----------
    request : HttpRequest
        Whose address counts; only a keyed hash of it is kept, and for an hour.
    what : str
        The kind of message; each kind has its own count.
    most : int
        So many an hour.
    """
    address = request.META.get("REMOTE_ADDR", "")
    told = salted_hmac("messages of an address", address).hexdigest()[:32]
    slots = [f"sent:{what}:{told}:{number}" for number in range(most)]
    taken = cache.get_many(slots)
    return any(
        cache.add(slot, True, timeout=_HOUR_S) for slot in slots if slot not in taken
    )


class NotByProgramMixin(forms.Form):
    """A field that people do not see: who fills it in is a program, and is refused."""

    website = forms.CharField(
        label=_("Laat dit veld leeg"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuse programs, which fill in every field; a person reads what to do."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Dit veld moet leeg blijven."))
        return ""

    def seen_fields(self) -> Iterator[Any]:
        """Give the fields that people see."""
        return (field for field in self.visible_fields() if field.name != "website")
