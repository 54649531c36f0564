"""The baseline scan: every indicator of a park, with its interval and reliability."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS, Indicator, Theme, forget
from werklandschap.landscape import (
    ALTERNATIVES,
    PARCELS,
    PARKS,
    RIJKSDRIEHOEK,
    TABLES,
    Landscape,
    gather,
)
from werklandschap.parameters import Assumptions
from werklandschap.store import Lake, Provenance
from werklandschap.study.on_disk import OnDisk
from werklandschap.study.outcome import (
    NOT_MEASURED,
    BaselineScan,
    Estimate,
    ParkScan,
)
from werklandschap.study.reliability import reliability_of

Values = Mapping[str, float]

ENGINE = f"werklandschap {version('werklandschap')}"

_SMALLEST_PLOT_M2 = 100.0
"""Parts of parcels below this are borders drawn twice, not plots (a choice)."""


def baseline_scan(
    lake: Lake,
    parks: GeoDataFrame,
    *,
    on: date,
    own_assumptions: Mapping[str, float] | None = None,
    progress: Callable[[str], None] = lambda _: None,
    folder: Path | None = None,
) -> BaselineScan:
    """Scan parks with what lies in a lake.

    Parameters
    ----------
    lake : Lake
        What was collected.
    parks : GeoDataFrame
        Table ``parks``. [m]
    on : date
        The day of the scan: what was published later is left out.
    own_assumptions : mapping of str to float, optional
        Values of the user's own, in front of the parameters.
    progress : callable
        Is told the name of each park when its turn comes.
    folder : Path, optional
        An empty folder in which the scans of several parks lie until they are not
        needed any more; without it they are all in memory.
    """
    scans = each_park(
        lake, parks, on=on, own_assumptions=own_assumptions, progress=progress
    )
    kept = tuple(scans) if folder is None else OnDisk(folder, scans)
    return BaselineScan(on=on, engine=ENGINE, parks=kept)


def each_park(
    lake: Lake,
    parks: GeoDataFrame,
    *,
    on: date,
    own_assumptions: Mapping[str, float] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[ParkScan]:
    """Scan parks one by one, so that memory stays flat however many there are.

    Parameters
    ----------
    lake : Lake
        What was collected.
    parks : GeoDataFrame
        Table ``parks``. [m]
    on : date
        The day of the scan.
    own_assumptions : mapping of str to float, optional
        Values of the user's own.
    progress : callable
        Is told the name of each park when its turn comes.
    """
    own = tuple(sorted((own_assumptions or {}).items()))
    assumptions = Assumptions(on, own=own)
    for place in range(len(parks)):
        park = parks.iloc[place : place + 1]
        progress(str(park["name"].iloc[0]))
        landscape = gather(lake, park, on=on, assumptions=assumptions)
        yield scan_park(landscape)
        forget()


def scan_park(landscape: Landscape) -> ParkScan:
    """Measure every indicator of the one park of a landscape.

    Parameters
    ----------
    landscape : Landscape
        The place; its table ``parks`` has one row.
    """
    parks = landscape.parks
    outline = parks.geometry.values[0]
    plots = plots_of(landscape)
    return ParkScan(
        park_id=str(parks.index[0]),
        name=str(parks["name"].iloc[0]),
        area_m2=float(shapely.area(outline)),
        estimates=tuple(estimates(landscape, in_order())),
        landscape=landscape,
        plots=plots,
    )


def in_order() -> list[Indicator]:
    """List the indicators, theme by theme."""
    themes = list(Theme)
    return sorted(INDICATORS.values(), key=lambda each: themes.index(each.theme))


def estimates(
    landscape: Landscape, indicators: Iterable[Indicator]
) -> Iterator[Estimate]:
    """Measure indicators of the one park of a landscape, with interval and reliability.

    The interval is the envelope of the values on the alternative landscapes that
    differ in a layer that the indicator uses.

    Parameters
    ----------
    landscape : Landscape
        The place; its table ``parks`` has one row.
    indicators : iterable of Indicator
        What to measure.
    """
    others = {name: each.apply(landscape) for name, each in ALTERNATIVES.items()}
    outline = landscape.parks.geometry.values[0]
    for indicator in indicators:
        value = _one(indicator, landscape)
        values = {"": value} | _elsewhere(indicator, others)
        low_from, low, high_from, high = _envelope(values)
        yield Estimate(
            indicator=indicator,
            value=value,
            low=low,
            high=high,
            low_from=low_from,
            high_from=high_from,
            reliability=(
                NOT_MEASURED
                if math.isnan(value)
                else reliability_of(indicator, landscape, outline)
            ),
            reason=_reason(indicator, landscape, value),
            sources=_origins(indicator, landscape),
        )


def _one(indicator: Indicator, landscape: Landscape) -> float:
    return float(indicator.measure(landscape).iloc[0])


def _elsewhere(
    indicator: Indicator, others: Mapping[str, Landscape]
) -> dict[str, float]:
    if not indicator.has_interval:
        return {}
    uses = {*indicator.layers, *(["assumptions"] if indicator.has_assumptions else [])}
    return {
        name: _one(indicator, others[name])
        for name, alternative in ALTERNATIVES.items()
        if alternative.touches & uses
    }


def _envelope(values: Values) -> tuple[str, float, str, float]:
    """Find the lowest and highest value and the alternatives that give them."""
    if math.isnan(values[""]):
        return "", math.nan, "", math.nan
    known = {name: value for name, value in values.items() if not math.isnan(value)}
    low_from = min(known, key=lambda name: known[name])
    high_from = max(known, key=lambda name: known[name])
    return low_from, known[low_from], high_from, known[high_from]


def _reason(indicator: Indicator, landscape: Landscape, value: float) -> Text | None:
    """Say why there is no value."""
    if not math.isnan(value):
        return None
    missing = [
        TABLES[name].label if name in TABLES else _GRID_LABELS[name]
        for name in indicator.missing_layers(landscape)
    ]
    if missing:
        nl = ", ".join(label.nl.lower() for label in missing)
        en = ", ".join(label.en.lower() for label in missing)
        return Text(f"geen gegevens over {nl}", f"no data on {en}")
    return Text(
        "de gegevens over dit terrein zijn hiervoor niet volledig genoeg",
        "the data on this park are not complete enough for this",
    )


_GRID_LABELS = {
    "terrain_m": Text("hoogte van het maaiveld", "height of the ground"),
    "surface_m": Text("hoogte van het oppervlak", "height of the surface"),
}


def _origins(indicator: Indicator, landscape: Landscape) -> tuple[Provenance, ...]:
    found = {
        origin.source: origin
        for name in indicator.layers
        for origin in reversed(landscape.provenance.get(name, ()))
    }
    return tuple(found[name] for name in sorted(found))


def plots_of(landscape: Landscape) -> GeoDataFrame | None:
    """Measure the indicators that mean something for a single plot, per plot.

    Parameters
    ----------
    landscape : Landscape
        The place; its table ``parks`` has one row.

    Returns
    -------
    GeoDataFrame
        One row per parcel inside the park (cut at its border), with a column per
        indicator; None where no parcels were collected. [m]
    """
    parcels = landscape.parcels
    if parcels is None:
        return None
    outline = landscape.parks.geometry.values[0]
    inside = shapely.intersection(np.asarray(parcels.geometry.values), outline)
    is_plot = shapely.area(inside) >= _SMALLEST_PLOT_M2
    zones = GeoDataFrame(
        {"name": parcels.index[is_plot].astype("str")},
        geometry=[_polygonal(shape) for shape in inside[is_plot]],
        crs=RIJKSDRIEHOEK,
        index=pd.Index(parcels.index[is_plot], name=PARKS.key),
    )
    if zones.empty:
        return None
    per_plot = landscape.having(parks=PARKS.complete(zones))
    columns = {
        indicator.name: indicator.measure(per_plot)
        for indicator in in_order()
        if indicator.is_per_plot
    }
    whole = GeoDataFrame(columns, geometry=zones.geometry.values, crs=RIJKSDRIEHOEK)
    return whole.set_index(zones.index.rename(PARCELS.key))


def _polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    parts: Sequence[shapely.Geometry] = [
        part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
