"""The app."""

from django.apps import AppConfig


class Parks(AppConfig):
    """Knows the parks."""

    name = "werklandschap.web.parks"
    label = "parks"

    def ready(self) -> None:
        """Tell the apps below in which borders parks lie."""
        from werklandschap.web.accounts import borders
        from werklandschap.web.parks.queries import borders_of_place

        borders.provide(borders_of_place)
