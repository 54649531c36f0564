"""In which larger borders a place lies; apps that know places tell it here."""

from collections.abc import Callable, Mapping

Resolver = Callable[[str, str], Mapping[str, str] | None]

_RESOLVERS: list[Resolver] = []


def provide(resolver: Resolver) -> None:
    """Make known how to find the borders of ``(scope, code)``; called when apps start."""
    if resolver not in _RESOLVERS:
        _RESOLVERS.append(resolver)


def borders_of(scope: str, code: str) -> Mapping[str, str]:
    """Give the codes, by scope, of all borders in which a place is known to lie.

    Parameters
    ----------
    scope : str
        Kind of place.
    code : str
        Which one; nothing is known about a place that no app has heard of.
    """
    found = {scope: code}
    for resolver in _RESOLVERS:
        found |= resolver(scope, code) or {}
    return found
