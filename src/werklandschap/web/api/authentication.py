"""Who asks: somebody with a key, or somebody who is signed in."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from werklandschap.web.accounts.models import Token, User
from werklandschap.web.accounts.queries import by_token


class Bearer(BaseAuthentication):
    """Knows people by the key in ``Authorization: Bearer wl_…``."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """Find who owns the key; None if there is no such header.

        Raises
        ------
        AuthenticationFailed
            If nobody owns it.
        """
        scheme, _space, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        today = timezone.now().date()
        token = by_token(secret.decode("latin-1").strip(), on=today)
        if token is None:
            raise AuthenticationFailed(
                _("Deze sleutel bestaat niet of is ingetrokken.")
            )
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Say how to sign in."""
        return 'Bearer realm="werklandschap"'


class KeyOpensIt(BasePermission):
    """A key for reading changes nothing."""

    message = _("Deze sleutel mag alleen lezen.")

    def has_permission(self, request: Request, view: Any) -> bool:
        """Compare what is asked with what the key is for."""
        if request.method in SAFE_METHODS or not isinstance(request.auth, Token):
            return True
        return request.auth.may == Token.May.WRITE
