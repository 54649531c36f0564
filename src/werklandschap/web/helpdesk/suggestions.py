"""What may already answer a question; apps that hold answers make themselves known here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_MOST_EACH = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to read: what kind of thing it is, its title and where it stands."""

    kind: str
    title: str
    text: str
    url: str


Provider = Callable[[str, str], Sequence[Suggestion]]

_PROVIDERS: list[Provider] = []


def provide(provider: Provider) -> None:
    """Make known who can find answers to ``(question, language)``, the best first.

    Parameters
    ----------
    provider : callable
        Gives few or no suggestions, and only what everybody may see.
    """
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def suggestions(question: str, language: str) -> list[Suggestion]:
    """Ask all who may know; the best of each.

    Parameters
    ----------
    question : str
        What somebody typed so far.
    language : str
        nl or en.
    """
    return [
        found
        for provider in _PROVIDERS
        for found in list(provider(question, language))[:_MOST_EACH]
    ]
