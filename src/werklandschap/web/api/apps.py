"""The app."""

from django.apps import AppConfig


class Api(AppConfig):
    """Gives data to programs."""

    name = "werklandschap.web.api"
    label = "api"
