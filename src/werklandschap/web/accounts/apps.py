"""The app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Knows people, their organisations and what they may do."""

    name = "werklandschap.web.accounts"
    label = "accounts"
