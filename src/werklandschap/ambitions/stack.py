"""Several sets of targets together: the strictest counts, conflicts are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from werklandschap.ambitions.targets import AmbitionSet, Operator, Target


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two targets for one indicator that cannot both be met."""

    at_least: Target
    at_most: Target


@dataclass(frozen=True, slots=True)
class Stacked:
    """The targets that count, those that a stricter one overrules, and conflicts."""

    targets: tuple[Target, ...]
    overruled: tuple[Target, ...]
    conflicts: tuple[Conflict, ...]


def stacked(sets: Iterable[AmbitionSet]) -> Stacked:
    """Put sets on top of each other.

    A target is overruled by one for the same indicator, on the same side, that asks as
    much or more and no later. Of two that ask the same the first set keeps it.

    Parameters
    ----------
    sets : iterable of AmbitionSet
        In order of who comes first.
    """
    every = [target for each in sets for target in each.targets]
    kept = [t for n, t in enumerate(every) if not _is_overruled(n, every)]
    ordered = sorted(kept, key=lambda t: (t.indicator, t.operator, t.year))
    lost = tuple(target for target in every if target not in kept)
    return Stacked(tuple(ordered), lost, tuple(_conflicts(ordered)))


def _is_overruled(number: int, every: Sequence[Target]) -> bool:
    return any(
        _asks_as_much(other, every[number])
        and (not _asks_as_much(every[number], other) or place < number)
        for place, other in enumerate(every)
        if place != number
    )


def _asks_as_much(one: Target, other: Target) -> bool:
    return (
        one.indicator == other.indicator
        and one.operator is other.operator
        and one.operator.holds(one.value, other.value)
        and one.year <= other.year
    )


def _conflicts(targets: Sequence[Target]) -> Iterable[Conflict]:
    for low in targets:
        for high in targets:
            if (
                low.indicator == high.indicator
                and low.operator is Operator.AT_LEAST
                and high.operator is Operator.AT_MOST
                and low.value > high.value
            ):
                yield Conflict(low, high)
