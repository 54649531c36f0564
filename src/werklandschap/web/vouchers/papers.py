"""Papers that this platform made of a park; the app that makes them makes itself known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from werklandschap.web.parks.models import Park


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that a run made, as a voucher can take it.

    ``kind`` is that of a deliverable; ``parts`` tells where in it each required part
    stands, as the run wrote it down. ``origin`` is what made it and from what.
    """

    key: str
    kind: str
    name: str
    made_at: datetime
    is_of_accepted_plan: bool
    sha256: str
    parts: Mapping[str, str]
    origin: Mapping[str, Any]
    read: Callable[[], bytes] = field(repr=False)


Provider = Callable[[Park], Sequence[Paper]]

_PROVIDERS: list[Provider] = []


def provide(provider: Provider) -> None:
    """Make known who has papers of parks, the newest first.

    Parameters
    ----------
    provider : callable
        Lists the papers of a park that are still there.
    """
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def papers_of(park: Park, kind: str = "") -> list[Paper]:
    """List the papers of a park, of one kind or of all.

    Parameters
    ----------
    park : Park
        The park.
    kind : str
        A deliverable; empty for all.
    """
    return [
        paper
        for provider in _PROVIDERS
        for paper in provider(park)
        if kind in {"", paper.kind}
    ]
