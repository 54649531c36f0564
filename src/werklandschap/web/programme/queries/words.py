"""Words that forms and pages of the programme take from the rules."""

from collections.abc import Sequence

from werklandschap.core.text import Text
from werklandschap.governance.deals import in_euros
from werklandschap.governance.ladder import CHECKS, IN_SWARM, Status, next_steps
from werklandschap.governance.programme import steps, texts
from werklandschap.web.theme.queries import language, told

Choices = list[tuple[str, str]]

__all__ = [
    "CHECKS",
    "IN_SWARM",
    "Status",
    "brings",
    "choices_of_brings",
    "choices_of_statuses",
    "choices_of_steps",
    "gets",
    "in_euros",
    "language",
    "yields",
]


def gets() -> Sequence[Text]:
    """List what a partner park gets."""
    return texts("gets")


def brings() -> Sequence[Text]:
    """List what a partner park brings."""
    return texts("brings")


def yields() -> Sequence[Text]:
    """List what a Green Deal yields a province."""
    return texts("yields")


def choices_of_brings() -> Choices:
    """List the contributions to subscribe to, by number."""
    return [(str(number), told(each)) for number, each in enumerate(brings(), 1)]


def choices_of_steps() -> Choices:
    """List the steps of the toolbox."""
    return [(each.name, told(each.label)) for each in steps().values()]


def choices_of_statuses(status: str) -> Choices:
    """List what a park may become."""
    return [(each.value, told(each.label)) for each in next_steps(Status(status))]
