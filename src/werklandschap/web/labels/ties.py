"""What ties people to a park; apps that know of ties make themselves known here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Why a person, or everybody of an organisation, has to do with a park.

    An organisation is known by its key, or only by its name.
    """

    because: Text
    person_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""


Provider = Callable[[Park], Iterable[Tie]]

_PROVIDERS: list[Provider] = []


def provide(provider: Provider) -> None:
    """Make known who can tell what ties people to a park.

    Parameters
    ----------
    provider : callable
        Gives the ties to a park.
    """
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def provided(park: Park) -> list[Tie]:
    """Ask all who may know.

    Parameters
    ----------
    park : Park
        The park.
    """
    return [tie for provider in _PROVIDERS for tie in provider(park)]
