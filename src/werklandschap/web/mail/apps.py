"""The app."""

from django.apps import AppConfig


class Mail(AppConfig):
    """Keeps letters until the mail server has them."""

    name = "werklandschap.web.mail"
    label = "mail"
