"""Requests as our views may count on them."""

from django.http import HttpRequest

from werklandschap.web.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request by someone who is signed in."""

    user: User
