"""How many parks there are, by each definition that the documents give."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.governance.ladder import Status
from werklandschap.governance.programme import Standing, Target, count, targets, texts
from werklandschap.web.programme.models import Partnership, StepEvent

Attribute = Callable[[], Iterable[int]]

_ATTRIBUTES: dict[str, Attribute] = {}


def provide(name: str, parks: Attribute) -> None:
    """Let counters ask which parks (keys) have an attribute; upper apps call it.

    Parameters
    ----------
    name : str
        As the definitions name it: ``voucher``, ``voucher_delivered``, ``label``.
    parks : callable
        Gives the keys of the parks that have it.
    """
    _ATTRIBUTES[name] = parks


@dataclass(frozen=True, slots=True)
class Counter:
    """A promise and how far it is; None where nobody keeps what it counts."""

    target: Target
    count: int | None

    @property
    def share(self) -> float | None:
        """The part of the target, from 0 to 1 and on."""
        return None if self.count is None else self.count / self.target.target


def counters() -> list[Counter]:
    """Count by every definition."""
    standings = list(_standings())
    return [
        Counter(
            each,
            None
            if each.attribute and each.attribute not in _ATTRIBUTES
            else count(each, standings),
        )
        for each in targets()
    ]


def notes() -> tuple[Text, ...]:
    """List where the documents contradict each other."""
    return texts("notes")


def _standings() -> Iterable[Standing]:
    done: Mapping[int, set[str]] = defaultdict(set)
    events = StepEvent.objects.filter(kind=StepEvent.Kind.DONE).order_by()
    for partnership, step in events.values_list("partnership", "step").distinct():
        done[partnership].add(step)
    held: Mapping[int, set[str]] = defaultdict(set)
    for name, parks in _ATTRIBUTES.items():
        for park in parks():
            held[park].add(name)
    rows = Partnership.objects.exclude(status="").order_by()
    for key, park, status in rows.values_list("pk", "park", "status"):
        yield Standing(Status(status), frozenset(done[key]), frozenset(held[park]))
