"""The baseline scan: every indicator of a park, with its interval and reliability."""

import math
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
)
from datetime import date
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS, Indicator, Theme, forget
from werklandschap.landscape import (
    ALTERNATIVES,
    GRID_LABELS,
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
from werklandschap.study.plots import plot_outlines
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.reliability import reliability_of
from werklandschap.study.simulate import (
    PARTS,
    Part,
    found_by,
    made_of,
    simulate,
    simulated_elsewhere,
    touched_by,
)
from werklandschap.study.weather import weather_in, weather_origins

Values = Mapping[str, float]

_NOT_ASKED = Text(
    "deze simulatie is niet gevraagd", "this simulation was not asked for"
)
_NOT_SIMULATED = Text(
    "voor deze simulatie ontbreken gegevens, zoals hoogtes of weer",
    "data for this simulation are missing, such as heights or weather",
)
_NOTHING_AGAIN: Mapping[str, Landscape] = MappingProxyType({})

ENGINE = f"werklandschap {version('werklandschap')}"


def baseline_scan(
    lake: Lake,
    parks: GeoDataFrame,
    *,
    on: date,
    own_assumptions: Mapping[str, float] | None = None,
    parts: Collection[Part] = PARTS,
    cell_m: float = 1.0,
    progress: Callable[[str], None] = lambda _: None,
    tell: Tell = nobody,
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
    parts : collection of {"heat", "water", "sun"}
        What to simulate.
    cell_m : float
        Size of the cells of simulations. [m]
    progress : callable
        Is told the name of each park when its turn comes.
    tell : callable
        Is told each step of the simulations when it begins.
    folder : Path, optional
        An empty folder in which the scans of several parks lie until they are not
        needed any more; without it they are all in memory.
    """
    scans = each_park(
        lake,
        parks,
        on=on,
        own_assumptions=own_assumptions,
        parts=parts,
        cell_m=cell_m,
        progress=progress,
        tell=tell,
    )
    kept = tuple(scans) if folder is None else OnDisk(folder, scans)
    return BaselineScan(on=on, engine=ENGINE, parks=kept)


def each_park(
    lake: Lake,
    parks: GeoDataFrame,
    *,
    on: date,
    own_assumptions: Mapping[str, float] | None = None,
    parts: Collection[Part] = PARTS,
    cell_m: float = 1.0,
    progress: Callable[[str], None] = lambda _: None,
    tell: Tell = nobody,
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
    parts, cell_m, tell
        See `baseline_scan`.
    progress : callable
        Is told the name of each park when its turn comes.
    """
    own = tuple(sorted((own_assumptions or {}).items()))
    assumptions = Assumptions(on, own=own)
    weather = weather_in(lake, on=on) if parts else None
    sky = {"weather_hours": weather_origins(lake, on=on)} if parts else {}
    for place in range(len(parks)):
        park = parks.iloc[place : place + 1]
        progress(str(park["name"].iloc[0]))
        landscape = gather(lake, park, on=on, assumptions=assumptions)
        landscape = landscape.having(provenance={**landscape.provenance, **sky})
        yield scan_park(
            landscape, weather=weather, parts=parts, cell_m=cell_m, tell=tell
        )
        forget()


def scan_park(
    landscape: Landscape,
    *,
    weather: pd.DataFrame | None = None,
    parts: Collection[Part] = (),
    cell_m: float = 1.0,
    tell: Tell = nobody,
) -> ParkScan:
    """Measure every indicator of the one park of a landscape.

    Parameters
    ----------
    landscape : Landscape
        The place; its table ``parks`` has one row.
    weather : DataFrame, optional
        Table ``weather_hours``, for simulations of a year.
    parts, cell_m, tell
        See `baseline_scan`.
    """
    again: dict[str, Landscape] = {}
    if parts:
        landscape = simulate(
            landscape, weather=weather, parts=parts, cell_m=cell_m, tell=tell
        )
        again = simulated_elsewhere(
            landscape, weather=weather, cell_m=cell_m, tell=tell
        )
    parks = landscape.parks
    outline = parks.geometry.values[0]
    plots = plots_of(landscape)
    return ParkScan(
        park_id=str(parks.index[0]),
        name=str(parks["name"].iloc[0]),
        area_m2=float(shapely.area(outline)),
        estimates=tuple(estimates(landscape, in_order(), again=again)),
        landscape=landscape,
        plots=plots,
    )


def in_order() -> list[Indicator]:
    """List the indicators, theme by theme."""
    themes = list(Theme)
    return sorted(INDICATORS.values(), key=lambda each: themes.index(each.theme))


def estimates(
    landscape: Landscape,
    indicators: Iterable[Indicator],
    *,
    again: Mapping[str, Landscape] = _NOTHING_AGAIN,
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
    again : mapping of str to Landscape
        Alternatives on which simulations ran again, by name.
    """
    others = {
        name: again.get(name) or each.apply(landscape)
        for name, each in ALTERNATIVES.items()
    }
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
        if (alternative.touches | touched_by(name)) & uses
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
    names = indicator.missing_layers(landscape)
    if parts := [part for name in names for part in found_by(name)]:
        return _NOT_SIMULATED if landscape.simulated & set(parts) else _NOT_ASKED
    missing = [_label(name) for name in names]
    if missing:
        nl = ", ".join(label.nl.lower() for label in missing)
        en = ", ".join(label.en.lower() for label in missing)
        return Text(f"geen gegevens over {nl}", f"no data on {en}")
    return Text(
        "de gegevens over dit terrein zijn hiervoor niet volledig genoeg",
        "the data on this park are not complete enough for this",
    )


def _label(layer: str) -> Text:
    return TABLES[layer].label if layer in TABLES else GRID_LABELS[layer]


def _origins(indicator: Indicator, landscape: Landscape) -> tuple[Provenance, ...]:
    found = {
        origin.source: origin
        for layer in indicator.layers
        for name in made_of(layer)
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
    outlines = plot_outlines(landscape)
    if outlines is None or outlines.empty:
        return None
    zones = GeoDataFrame(
        {"name": outlines.index.astype("str")},
        geometry=outlines.to_numpy(),
        crs=RIJKSDRIEHOEK,
        index=pd.Index(outlines.index, name=PARKS.key),
    )
    per_plot = landscape.having(parks=PARKS.complete(zones))
    columns = {
        indicator.name: indicator.measure(per_plot)
        for indicator in in_order()
        if indicator.is_per_plot
    }
    whole = GeoDataFrame(columns, geometry=zones.geometry.values, crs=RIJKSDRIEHOEK)
    return whole.set_index(zones.index.rename(PARCELS.key))
