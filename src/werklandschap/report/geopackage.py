"""The outcome of a scan as a GeoPackage for QGIS and other programs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd
import pyogrio
from geopandas import GeoDataFrame

from werklandschap.landscape import LAYERS, TABLES
from werklandschap.report.words import GENERATED, SIGNALLING
from werklandschap.study.outcome import BaselineScan, ParkScan

_GEOMETRY_TYPES = {
    "polygon": "MultiPolygon",
    "line": "MultiLineString",
    "point": "Point",
}


def write_geopackage(scan: BaselineScan, place: Path) -> None:
    """Write the landscape's tables and the results, all parks together.

    Layers: one per table of the landscape that was collected; ``parks`` with a column
    per indicator; ``plots`` with a row per plot; ``indicators``, a table without
    geometry, with a row per park and indicator. The same scan gives the same bytes.

    Parameters
    ----------
    scan : BaselineScan
        The outcome.
    place : Path
        The file to write; it must not be there yet.
    """
    with _clock_stopped(scan.on):
        about, seen = _about(scan), dict[str, pd.DataFrame]()
        _add_layer(place, "parks", _parks(scan), "MultiPolygon", about)
        for park in scan.parks:
            for name, frame in _tables_of(park):
                fresh = _not_seen(name, frame, seen)
                shape = _GEOMETRY_TYPES[TABLES[name].shape or "polygon"]
                _add_layer(place, name, fresh, shape, about)
            if park.plots is not None:
                plots = _with_park(park.plots, park)
                _add_layer(place, "plots", plots, "MultiPolygon", about)
        _add_layer(place, "indicators", indicator_rows(scan), None, about)


def write_layer(
    frame: GeoDataFrame, place: Path, *, name: str, scan: BaselineScan
) -> None:
    """Write one table of polygons as a GeoPackage of its own, always the same bytes.

    Parameters
    ----------
    frame : GeoDataFrame
        The table.
    place : Path
        The file to write; it must not be there yet.
    name : str
        Name of the layer.
    scan : BaselineScan
        The scan that it belongs to.
    """
    with _clock_stopped(scan.on):
        _add_layer(place, name, frame, "MultiPolygon", _about(scan))


def indicator_rows(scan: BaselineScan) -> pd.DataFrame:
    """List every figure of a scan: a row per park and indicator.

    Parameters
    ----------
    scan : BaselineScan
        The outcome.

    Returns
    -------
    DataFrame
        ``park_id``, ``name``, ``value``, ``low``, ``high`` (missing when not
        measured), ``unit`` and ``reliability`` from 0 to 1.
    """
    rows = [
        (
            park.park_id,
            estimate.indicator.name,
            float(estimate.value),
            float(estimate.low),
            float(estimate.high),
            str(estimate.indicator.unit),
            float(estimate.reliability.value),
        )
        for park in scan.parks
        for estimate in park.estimates
    ]
    columns = ["park_id", "name", "value", "low", "high", "unit", "reliability"]
    kinds = dict.fromkeys(("value", "low", "high", "reliability"), "float64")
    texts = dict.fromkeys(("park_id", "name", "unit"), "str")
    return pd.DataFrame(rows, columns=columns).astype(kinds | texts)


def _parks(scan: BaselineScan) -> GeoDataFrame:
    rows = []
    for park in scan.parks:
        figures = {e.indicator.name: [float(e.value)] for e in park.estimates}
        row = park.landscape.parks.loc[[park.park_id]].assign(
            area_m2=float(park.area_m2), is_generated=park.landscape.is_generated
        )
        measured = pd.DataFrame(figures, index=row.index)
        rows.append(GeoDataFrame(pd.concat([row, measured], axis=1)))
    return GeoDataFrame(pd.concat(rows))


def _tables_of(park: ParkScan) -> Iterator[tuple[str, GeoDataFrame]]:
    for name in LAYERS:
        if name in TABLES and name != "parks":
            frame = getattr(park.landscape, name)
            if frame is not None:
                yield name, frame


def _not_seen(
    name: str, frame: GeoDataFrame, seen: dict[str, pd.DataFrame]
) -> GeoDataFrame:
    """Leave out what a park before wrote: neighbours may both hold the same object."""
    keys = frame.index.to_frame(index=False)
    if "park_id" in frame:
        keys = keys.assign(park_id=frame["park_id"].to_numpy())
    before = seen.get(name, keys.iloc[:0])
    both = pd.concat([before, keys], ignore_index=True)
    is_fresh = ~both.duplicated().to_numpy()[len(before) :]
    seen[name] = both.drop_duplicates()
    return frame[is_fresh]


def _with_park(plots: GeoDataFrame, park: ParkScan) -> GeoDataFrame:
    return plots if "park_id" in plots else plots.assign(park_id=park.park_id)


def _about(scan: BaselineScan) -> str:
    """Say on every layer how the figures are meant, and that a place was made up."""
    is_generated = any(park.landscape.is_generated for park in scan.parks)
    said = [SIGNALLING, *([GENERATED] if is_generated else [])]
    return " · ".join(f"{text.nl} / {text.en}" for text in said)


def _add_layer(
    place: Path, name: str, frame: pd.DataFrame, geometry_type: str | None, about: str
) -> None:
    keyed = (
        frame.reset_index()
        if frame.index.name is not None
        else frame.reset_index(drop=True)
    )
    pyogrio.write_dataframe(
        keyed,
        place,
        layer=name,
        driver="GPKG",
        append=place.exists(),
        geometry_type=geometry_type,
        layer_options={"DESCRIPTION": about},
        promote_to_multi=geometry_type is not None and geometry_type != "Point",
    )


@contextmanager
def _clock_stopped(on: date) -> Iterator[None]:
    """Let GDAL write a day of ours where it would write the time of the clock."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{on}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
