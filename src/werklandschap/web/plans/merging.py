"""Two people change one design: what does not conflict is merged, and nothing is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

Placement = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did since a version: placed or moved, and taken away (by id)."""

    placed: Sequence[Placement] = ()
    removed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """The design after a change, and by id what two people did differently.

    ``doubled`` were moved by both: both stand, the later one under a new id. ``kept``
    were taken away by one and changed by the other: they stay.
    """

    placements: list[Placement]
    doubled: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def is_smooth(self) -> bool:
        """Whether nobody did anything differently from another."""
        return not (self.doubled or self.kept)


def merged(
    base: Iterable[Placement], current: Sequence[Placement], change: Change
) -> Merged:
    """Bring a change of an older version into the current one.

    Parameters
    ----------
    base : iterable of Placement
        The version that was changed.
    current : sequence of Placement
        What others made of it in the meantime.
    change : Change
        What is to be merged.
    """
    before, now = _by_id(base), _by_id(current)
    kept = [one for one in change.removed if one in now and now[one] != before.get(one)]
    gone = set(change.removed) - set(kept)
    result = {one: told for one, told in now.items() if one not in gone}
    doubled, restored = [], []
    for placed in change.placed:
        one = str(placed["id"])
        was, stands = before.get(one), result.get(one)
        if stands is not None and stands not in (was, placed):
            doubled.append(one)
            one = uuid4().hex
        elif was is not None and one not in now:
            restored.append(one)
        result[one] = {**placed, "id": one}
    return Merged(list(result.values()), tuple(doubled), (*kept, *restored))


def _by_id(placements: Iterable[Placement]) -> dict[str, Placement]:
    return {str(each["id"]): each for each in placements}
