"""From candidates and rules to sites."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.measures._words import Party, Ruling, Site, Verdict

_VERDICTS = (Verdict.PROMISING, Verdict.NEEDS_STUDY, Verdict.UNFIT)
_M2_PER_HA = 10_000.0

_SIZES: Mapping[Unit, Callable[[GeoDataFrame], Any]] = {
    Unit.SQUARE_METRE: lambda rows: rows.geometry.area,
    Unit.METRE: lambda rows: rows.geometry.length,
    Unit.HECTARE: lambda rows: rows.geometry.area / _M2_PER_HA,
    Unit.COUNT: lambda rows: np.ones(len(rows)),
}
"""How much fits on a candidate of which the pool does not say it."""


def judged(
    name: str,
    unit: Unit,
    consent: tuple[Party, ...],
    candidates: GeoDataFrame,
    rulings: Sequence[Ruling],
) -> list[Site]:
    """Judge every candidate of a measure by all rulings.

    Parameters
    ----------
    name : str
        The measure.
    unit : Unit
        In what it is counted.
    consent : tuple of Party
        Who must agree besides whoever the ground is of.
    candidates : GeoDataFrame
        At least one; see `werklandschap.measures._pools`.
    rulings : sequence of Ruling
        What each rule finds of each candidate.

    Returns
    -------
    list of Site
        Promising first, then those that need study and the unfit; large before small.
    """
    none = [np.zeros(len(candidates), np.intp)]
    codes = np.array([*(ruling.codes for ruling in rulings), *none])
    worst, sizes = codes.max(axis=0), _sizes(unit, candidates)
    facts = zip(
        candidates.index,
        candidates.geometry.values,
        candidates["host"],
        candidates["why"],
        candidates["is_public"],
        strict=True,
    )
    sites = [
        Site(
            id=f"{name}/{key}",
            geometry=shape,
            host=str(host),
            verdict=_VERDICTS[worst[n]],
            reasons=(why, *_reasons(rulings, codes[:, n])),
            consent=_consent(consent, is_public),
            largest_quantity=float(sizes[n]),
        )
        for n, (key, shape, host, why, is_public) in enumerate(facts)
    ]
    order = np.lexsort((-sizes, worst))
    return [sites[n] for n in order if sizes[n] > 0]


def _reasons(rulings: Sequence[Ruling], codes: NDArray[np.intp]) -> list[Text]:
    said = [
        (ruling.study, ruling.unfit)[code - 1]
        for ruling, code in zip(rulings, codes, strict=False)
        if code
    ]
    return [text for text in said if text is not None]


def _sizes(unit: Unit, candidates: GeoDataFrame) -> NDArray[np.float64]:
    if "quantity" in candidates:
        return np.asarray(candidates["quantity"], np.float64)
    return np.asarray(_SIZES[unit](candidates), np.float64)


def _consent(others: tuple[Party, ...], is_public: bool | None) -> tuple[Party, ...]:
    """Add whoever the ground is of; both where that is not known."""
    if pd.isna(is_public):
        own: tuple[Party, ...] = (Party.OWNER, Party.MUNICIPALITY)
    else:
        own = (Party.MUNICIPALITY,) if is_public else (Party.OWNER,)
    return tuple(dict.fromkeys((*own, *others)))
