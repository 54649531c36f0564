"""The app."""

from django.apps import AppConfig


class Theme(AppConfig):
    """Holds the looks that every page shares."""

    name = "werklandschap.web.theme"
    label = "theme"
