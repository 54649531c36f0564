"""Guards of views: who may not do something is told so, in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from werklandschap.web.accounts.models import User
from werklandschap.web.accounts.rules import PERMISSIONS, Person, may

View = Callable[..., HttpResponseBase]

SIGNED_IN = "signed in"
"""What `signed_in` views ask, in the place where others name a permission."""


def guarded(permission: str) -> Callable[[View], View]:
    """Let a view be reached by those whom the table allows it somewhere.

    A visitor is sent to the page for signing in; others hear that they may not. What
    the view asks is written on it (``asks``), so that a test can walk all views.
    """
    assert permission in PERMISSIONS

    def guard(view: View) -> View:
        return _checked(view, permission, lambda person: may(person, permission))

    return guard


def signed_in(view: View) -> View:
    """Let a view be reached by whoever has signed in, whatever their roles."""
    return _checked(view, SIGNED_IN, lambda person: isinstance(person, User))


def _checked(view: View, asks: str, allows: Callable[[Person], bool]) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if allows(request.user):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied(asks)

    checked.asks = asks  # type: ignore[attr-defined]
    return checked


def demand(person: Person, permission: str, subject: object) -> None:
    """Go on only if somebody may do something to this very thing.

    Raises
    ------
    PermissionDenied
        If they may not.
    """
    if not may(person, permission, subject):
        raise PermissionDenied(permission)
