"""How far a figure can be trusted, judged by where its data come from."""

from datetime import date

import numpy as np
import shapely
from geopandas import GeoDataFrame

from werklandschap.geo.grids import Grid
from werklandschap.indicators import Indicator
from werklandschap.landscape import GRIDS, SIMULATED, Landscape
from werklandschap.parameters import Assumptions
from werklandschap.store import Provenance
from werklandschap.study.outcome import Reliability

_DAYS_PER_YEAR = 365.25


def reliability_of(
    indicator: Indicator, landscape: Landscape, park: shapely.Geometry
) -> Reliability:
    """Judge an indicator of one park by the origin of the layers it uses.

    Each part is that of the weakest layer. What was worked out from other tables
    without an origin of its own counts as fully covered, current and fitting; a simulated
    grid fits as well as its cells. A layer
    that the indicator can do without, and had to, lowers the fit by the parameter
    ``scan.without_layer_share``, and so does each thing that a simulation had to do
    without.

    Parameters
    ----------
    indicator : Indicator
        What was measured.
    landscape : Landscape
        The place, with the provenance of its layers.
    park : Polygon or MultiPolygon
        The park. [m]
    """
    layers = [
        name
        for name in indicator.layers
        if name != "parks" and getattr(landscape, name) is not None
    ]
    origins = [p for name in layers for p in landscape.provenance.get(name, ())]
    coverage = min((_coverage(name, landscape, park) for name in layers), default=1.0)
    currency = min((_best_currency(name, landscape) for name in layers), default=1.0)
    fits = [_fit(origin.resolution_m, indicator) for origin in origins]
    fits += [
        _fit(getattr(landscape, name).definition.cell_m, indicator)
        for name in layers
        if name in SIMULATED
    ]
    fit = min(fits, default=1.0)
    if len(layers) < len([name for name in indicator.layers if name != "parks"]):
        fit *= landscape.assumptions["scan.without_layer_share"]
    if any(name in SIMULATED for name in layers):
        lacked = len(landscape.simulated_without)
        fit *= landscape.assumptions["scan.without_layer_share"] ** lacked
    return Reliability(coverage=coverage, currency=currency, fit=fit)


def _coverage(name: str, landscape: Landscape, park: shapely.Geometry) -> float:
    """Tell which part of the park a layer is about."""
    layer = getattr(landscape, name)
    if name in GRIDS:
        return _measured_share(layer, landscape, park)
    extents = [
        shapely.from_wkt(origin.extent_wkt)
        for origin in landscape.provenance.get(name, ())
    ]
    asked = 1.0
    if extents and park.area:
        asked = shapely.intersection(shapely.union_all(extents), park).area / park.area
    return min(asked, _mapped_share(layer, park) if name == "surfaces" else 1.0)


def _mapped_share(surfaces: GeoDataFrame, park: shapely.Geometry) -> float:
    unmapped = surfaces[surfaces["cover_class"] == "unmapped"]
    inside = unmapped[unmapped.representative_point().within(park)]
    return float(np.clip(1 - inside.area.sum() / max(park.area, 1e-9), 0, 1))


def _measured_share(grid: Grid, landscape: Landscape, park: shapely.Geometry) -> float:
    """Tell which part of the open ground has a height; holes under roofs are no gap."""
    x, y = grid.definition.centres_m()
    west, south, east, north = park.bounds
    rows = np.flatnonzero((y >= south) & (y <= north))
    columns = np.flatnonzero((x >= west) & (x <= east))
    if not len(rows) or not len(columns):
        return 0.0
    heights = grid.values[np.ix_(rows, columns)]
    holes = np.isnan(heights).mean()
    covered = _covered_share(landscape, park)
    return float(np.clip(1 - max(0.0, holes - covered), 0, 1))


def _covered_share(landscape: Landscape, park: shapely.Geometry) -> float:
    """Estimate the part of the park's box under roofs and water, which has no ground."""
    shapes = [
        frame.geometry.values
        for frame in (landscape.buildings, landscape.water)
        if frame is not None
    ]
    if not shapes:
        return 0.0
    box = shapely.box(*park.bounds)
    inside = shapely.intersection(np.concatenate(shapes), box)
    return float(shapely.area(inside).sum() / max(box.area, 1e-9))


def _best_currency(name: str, landscape: Landscape) -> float:
    origins = landscape.provenance.get(name, ())
    return min(
        (
            currency(origin, on=landscape.on, assumptions=landscape.assumptions)
            for origin in origins
        ),
        default=1.0,
    )


def currency(origin: Provenance, *, on: date, assumptions: Assumptions) -> float:
    """Tell how fresh data are, from 0 to 1.

    Data within their refresh period count fully; after that their currency halves every
    ``scan.halving_time_year``. Data without a date count as the parameter
    ``scan.undated_currency_share``.

    Parameters
    ----------
    origin : Provenance
        Where the data come from.
    on : date
        The day of the scan.
    assumptions : Assumptions
        The parameters in force.
    """
    if origin.published is None:
        return assumptions["scan.undated_currency_share"]
    late_days = max(0, (on - origin.published).days - origin.refreshed_every_days)
    halving_days = assumptions["scan.halving_time_year"] * _DAYS_PER_YEAR
    return float(0.5 ** (late_days / halving_days))


def _fit(resolution_m: float, indicator: Indicator) -> float:
    return min(1.0, indicator.needs_resolution_m / max(resolution_m, 1e-9))
