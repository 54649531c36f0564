"""Further pages of a park, from the apps that have them.

Apps above this one (plans) bring their pages here in ``AppConfig.ready``; the page of a
park links to what there is and need not know where it came from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park


@dataclass(frozen=True, slots=True)
class Part:
    """A further page of a park.

    Attributes
    ----------
    label : Text
        What it is called.
    text : Text
        What it gives, in one sentence.
    url_of : callable
        Gives its address for a park.
    """

    label: Text
    text: Text
    url_of: Callable[[Park], str]


_PARTS: list[Part] = []


def provide(part: Part) -> None:
    """Let the page of a park link to a further page."""
    _PARTS.append(part)


def parts_of(park: Park) -> list[dict[str, Any]]:
    """List the further pages of a park, in the order in which they were brought."""
    return [
        {"label": part.label, "text": part.text, "url": part.url_of(park)}
        for part in _PARTS
    ]
