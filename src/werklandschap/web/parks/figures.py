"""What is measured of parks, from whoever measures it.

Apps above this one (scans) bring their figures here in ``AppConfig.ready``; the map, the
table and the filters take what there is and need not know where it came from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from werklandschap.core.text import Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that is measured of parks: its name, label and unit as a symbol."""

    name: str
    label: Text
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """Somebody who knows figures.

    Attributes
    ----------
    indicators : callable
        Lists the indicators of which any park has a figure.
    values_of : callable
        Gives the values of one indicator by the key of the park; parks of which it was
        not measured are absent. Shares run from 0 to 1.
    stamp : callable
        Gives a text that changes whenever a figure does.
    """

    indicators: Callable[[], Sequence[Indicator]]
    values_of: Callable[[str], Mapping[int, float]]
    stamp: Callable[[], str]


_PROVIDERS: list[Provider] = []


def provide(provider: Provider) -> None:
    """Let the map, the table and the filters use somebody's figures."""
    _PROVIDERS.append(provider)


def withdraw(provider: Provider) -> None:
    """Do without somebody's figures again, as a test does that brought its own."""
    _PROVIDERS.remove(provider)


def indicators() -> dict[str, Indicator]:
    """List by name what is measured of any park."""
    return {each.name: each for by in _PROVIDERS for each in by.indicators()}


def values_of(indicator: str) -> Mapping[int, float]:
    """Give the values of an indicator by the key of the park; empty if unknown."""
    for provider in _PROVIDERS:
        if any(each.name == indicator for each in provider.indicators()):
            return provider.values_of(indicator)
    return {}


def stamp() -> str:
    """Give a text that changes whenever any figure does."""
    return "|".join(provider.stamp() for provider in _PROVIDERS)
