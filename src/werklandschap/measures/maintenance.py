"""Planned maintenance: what is due when, and what a measure costs that rides along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.measures._declare import Measure
from werklandschap.measures._words import Family
from werklandschap.parameters import Assumptions


class AssetKind(StrEnum):
    """What is maintained."""

    ROOF = "roof"
    PAVING = "paving"
    SEWER = "sewer"
    GREEN = "green"

    @property
    def label(self) -> Text:
        """The kind for people."""
        return _KINDS[self]


_KINDS = {
    AssetKind.ROOF: Text("dak", "roof"),
    AssetKind.PAVING: Text("verharding", "paving"),
    AssetKind.SEWER: Text("riool", "sewer"),
    AssetKind.GREEN: Text("groen", "green"),
}

_RIDES = {
    Family.ROOFS: AssetKind.ROOF,
    Family.SOIL: AssetKind.PAVING,
    Family.WATER: AssetKind.SEWER,
    Family.TREES: AssetKind.GREEN,
    Family.NATURE: AssetKind.GREEN,
}
_RIDES_OTHERWISE = {
    "sunken_street": AssetKind.PAVING,
    "water_square": AssetKind.PAVING,
    "tree_in_paving": AssetKind.PAVING,
    "walking_path": AssetKind.PAVING,
    "roof_insulation": AssetKind.ROOF,
    "infiltration_crates": AssetKind.SEWER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """One line of a maintenance plan; ``row`` is where it stands in the file.

    The cost is NaN where the plan does not name one.
    """

    asset: str
    kind: AssetKind
    work: str
    year: int
    cost_eur: float
    party: str
    row: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """When something without a plan is due: the expected year, and its range."""

    earliest: int
    expected: int
    latest: int


def rides_along(measure: Measure) -> AssetKind | None:
    """Tell with which maintenance a measure goes well together; None if with none.

    Parameters
    ----------
    measure : Measure
        The measure.
    """
    return _RIDES_OTHERWISE.get(measure.name, _RIDES.get(measure.family))


def difference_eur(
    cost_eur: float, planned: Iterable[PlannedWork], *, kind: AssetKind, year: int
) -> float:
    """Work out what a measure costs more than the maintenance that it replaces.

    Parameters
    ----------
    cost_eur : float
        What the measure costs on its own. [€]
    planned : iterable of PlannedWork
        The plan of the very asset; only work of this kind in this year counts.
    kind : AssetKind
        The maintenance with which the measure rides along.
    year : int
        When the measure is carried out.

    Returns
    -------
    float
        Never below 0, and never above the cost on its own. [€]
    """
    saved = sum(
        work.cost_eur
        for work in planned
        if work.kind is kind and work.year == year and work.cost_eur > 0
    )
    return max(cost_eur - saved, 0.0)


def calendar(planned: Sequence[PlannedWork]) -> pd.DataFrame:
    """Add planned work up per year, party and kind.

    Parameters
    ----------
    planned : sequence of PlannedWork
        The plan.

    Returns
    -------
    DataFrame
        Columns ``year``, ``party``, ``kind``, ``count`` and ``cost_eur``, in order;
        work without a cost counts, at nothing.
    """
    rows = [(w.year, w.party, w.kind.value, w.cost_eur) for w in planned]
    frame = pd.DataFrame(rows, columns=["year", "party", "kind", "cost_eur"])
    grouped = frame.groupby(["year", "party", "kind"], sort=True)["cost_eur"]
    return grouped.agg(count="size", cost_eur="sum").reset_index()


def expected_renewal(
    kind: AssetKind, made_year: float, *, assumptions: Assumptions
) -> Renewal | None:
    """Expect when something is renewed next, from its age.

    Parameters
    ----------
    kind : AssetKind
        What it is.
    made_year : float
        When it was made; it is taken to be renewed whenever its life was over.
    assumptions : Assumptions
        ``measures.renewal_{kind}_year``, from low to high, and the day.

    Returns
    -------
    Renewal or None
        None where the year is not known, or lies ahead.
    """
    now = assumptions.on.year
    if np.isnan(made_year) or made_year > now:
        return None
    lives = [_life(kind, assumptions, level) for level in ("low", "central", "high")]
    # The longest life may have been over just before the shortest is: order them.
    next_years = [
        int(made_year + life * _cycles(now - made_year, life)) for life in lives
    ]
    return Renewal(min(next_years), next_years[1], max(next_years))


def _life(kind: AssetKind, assumptions: Assumptions, level: str) -> float:
    at = {
        "low": assumptions.at_level("low"),
        "central": assumptions.at_level("central"),
        "high": assumptions.at_level("high"),
    }[level]
    return at[f"measures.renewal_{kind}_year"]


def _cycles(age: float, life: float) -> int:
    return max(1, int(np.ceil(age / life)))


def expected_roofs(
    buildings: GeoDataFrame, *, assumptions: Assumptions
) -> pd.DataFrame:
    """Expect for each building when its roof is renewed next.

    Parameters
    ----------
    buildings : GeoDataFrame
        Table ``buildings``, with ``built_year``.
    assumptions : Assumptions
        See `expected_renewal`.

    Returns
    -------
    DataFrame
        Columns ``earliest``, ``expected`` and ``latest`` per building; missing where
        its age is not known.
    """
    years = buildings["built_year"].astype("float64")
    found = [
        expected_renewal(AssetKind.ROOF, year, assumptions=assumptions)
        for year in years
    ]
    nothing = (pd.NA, pd.NA, pd.NA)
    rows = [(r.earliest, r.expected, r.latest) if r else nothing for r in found]
    columns = ["earliest", "expected", "latest"]
    return pd.DataFrame(rows, index=buildings.index, columns=columns).astype("Int16")
