"""What more than one form lets people choose from."""

from typing import Any

from werklandschap.web.helpdesk.queries import routing
from werklandschap.web.theme.queries import told

LONGEST_TEXT = 4000


def steps(empty: Any = "–") -> list[tuple[str, Any]]:
    """List the steps of the toolbox for a form."""
    labels = routing.step_labels().items()
    return [("", empty), *((key, told(label)) for key, label in labels)]


def regions(empty: Any = "–") -> list[tuple[str, Any]]:
    """List the regions for a form."""
    return [("", empty), *routing.region_choices()]
