"""The app."""

from django.apps import AppConfig


class Audit(AppConfig):
    """Keeps the record of every action."""

    name = "werklandschap.web.audit"
    label = "audit"
