"""The app."""

from django.apps import AppConfig


class Jobs(AppConfig):
    """Carries out long work."""

    name = "werklandschap.web.jobs"
    label = "jobs"
