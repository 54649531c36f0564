"""Several measures after each other; taking one away again."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from werklandschap.landscape import PLACED, Landscape
from werklandschap.measures._declare import MEASURES
from werklandschap.measures._stale import without_stale
from werklandschap.measures._words import Change, Place


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One measure, by name, on some places."""

    measure: str
    places: tuple[Place, ...]


def carry_out(landscape: Landscape, steps: Iterable[Step]) -> Change:
    """Carry out measures one after the other.

    Parameters
    ----------
    landscape : Landscape
        The landscape as it is; it stays so.
    steps : iterable of Step
        The measures; each finds the landscape as the one before left it.
    """
    change = Change(landscape)
    for step in steps:
        after = MEASURES[step.measure].carry_out(change.landscape, step.places)
        change = Change(after.landscape, change.works + after.works)
    return change


def removed(landscape: Landscape, measure: str) -> Landscape:
    """Take everything away again that a reversible measure placed.

    Parameters
    ----------
    landscape : Landscape
        The landscape with the measure.
    measure : str
        Its name.
    """
    kept = {name: _without(landscape, name, measure) for name in PLACED}
    return without_stale(Change(landscape.having(**kept)), landscape)


def _without(landscape: Landscape, name: str, measure: str) -> pd.DataFrame | None:
    table: pd.DataFrame | None = getattr(landscape, name)
    if table is None:
        return None
    is_its = table.index.str.startswith(f"{measure}:")
    if not is_its.any():
        return table
    return None if is_its.all() else table[~is_its]
