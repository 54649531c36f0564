"""The app."""

from django.apps import AppConfig


class Pages(AppConfig):
    """Shows what belongs to no other app."""

    name = "werklandschap.web.pages"
    label = "pages"
