"""Where panels fit on roofs, and how they lie."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import ArrayLike, NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions

Floats = NDArray[np.float64]


Integers = NDArray[np.int64]


_SOUTH_DEG = 180.0


_EAST_DEG, _WEST_DEG = 90.0, 270.0


@dataclass(eq=False)
class UnusableRoofs(WerklandschapError):
    """Roofs or shade with values that are missing or impossible."""

    code: ClassVar[str] = "solar.unusable_roofs"
    message: ClassVar[Text] = Text(
        nl="Van de daken of hun schaduw ontbreekt {what}, of het is onmogelijk.",
        en="Of the roofs or their shade, {what} is missing or impossible.",
    )

    what: str


class Panels(NamedTuple):
    """Panels of one direction, and on which plane they lie."""

    plane: Integers
    slope_rad: Floats
    azimuth_rad: Floats
    power_kwp: Floats


def usable_area_m2(
    planes: GeoDataFrame,
    *,
    obstacles: GeoDataFrame | None = None,
    assumptions: Assumptions,
) -> Floats:
    """Measure the part of each roof plane that is free for panels [1]_.

    Parameters
    ----------
    planes : GeoDataFrame
        Roof planes from above with ``area_m2`` and ``slope_deg``. [m]
    obstacles : GeoDataFrame, optional
        What stands on the roofs, from above. If nobody knows, a usual part of the plane
        counts as free. [m]
    assumptions : Assumptions
        Uses ``solar.edge_setback_m``, ``solar.flat_free_share``,
        ``solar.smallest_area_m2``, ``roofs.flat_slope_deg`` and
        ``roofs.solar_pitched_usable_share``.

    Returns
    -------
    array of shape (n,)
        Area along the slope; 0 where too little is left. [m²]

    Raises
    ------
    UnusableRoofs
        If an area or slope is missing or impossible.

    References
    ----------
    .. [1] ADR 0018: solar roofs.
    """
    area = checked("area_m2", planes["area_m2"].to_numpy(), 0.0, np.inf)
    slope = checked("slope_deg", planes["slope_deg"].to_numpy(), 0.0, 90.0)
    setback_m = assumptions["solar.edge_setback_m"]
    shapes = np.asarray(planes.geometry.values)
    inner = shapely.buffer(shapes, -setback_m, join_style="mitre")
    if obstacles is not None and len(obstacles):
        around = shapely.buffer(np.asarray(obstacles.geometry.values), setback_m)
        inner = shapely.difference(inner, shapely.union_all(around))
    flat_m2 = shapely.area(shapes)
    left = np.divide(
        shapely.area(inner), flat_m2, out=np.zeros_like(flat_m2), where=flat_m2 > 0
    )
    if obstacles is None:
        is_flat = slope < assumptions["roofs.flat_slope_deg"]
        pitched_share = assumptions["roofs.solar_pitched_usable_share"]
        usual = np.where(is_flat, assumptions["solar.flat_free_share"], pitched_share)
        left = np.minimum(left, usual)
    usable: Floats = area * np.minimum(left, 1.0)
    usable[usable < assumptions["solar.smallest_area_m2"]] = 0.0
    return usable


def panels_on(
    planes: GeoDataFrame, obstacles: GeoDataFrame | None, assumptions: Assumptions
) -> Panels:
    """Lay panels: one direction on a slope, two on a flat roof."""
    usable = usable_area_m2(planes, obstacles=obstacles, assumptions=assumptions)
    slope = planes["slope_deg"].to_numpy("float64")
    azimuth = planes["azimuth_deg"].to_numpy("float64")
    is_flat = slope < assumptions["roofs.flat_slope_deg"]
    off_south = np.abs(azimuth - _SOUTH_DEG)
    faces_north = ~is_flat & (off_south > assumptions["roofs.solar_off_south_deg"])
    cover = np.where(is_flat, assumptions["solar.flat_cover_share"], 1.0)
    kwp = usable * cover * assumptions["roofs.solar_module_kwp_per_m2"]
    kwp[faces_north] = 0.0
    tilt = np.where(is_flat, assumptions["solar.flat_panel_slope_deg"], slope)
    in_pairs = is_flat | np.isnan(azimuth)
    one, two = np.flatnonzero(~in_pairs), np.flatnonzero(in_pairs)
    plane = np.concatenate([one, two, two])
    ways = np.repeat([_EAST_DEG, _WEST_DEG], len(two))
    share = np.where(in_pairs, 0.5, 1.0)
    return Panels(
        plane,
        np.radians(tilt[plane]),
        np.radians(np.concatenate([azimuth[one], ways])),
        (kwp * share)[plane],
    )


def checked(what: str, values: ArrayLike, lowest: float, highest: float) -> Floats:
    """Make sure that all numbers are there and possible."""
    numbers = np.asarray(values, np.float64)
    # Written so that NaN fails too.
    if not ((numbers >= lowest) & (numbers <= highest)).all():
        raise UnusableRoofs(what)
    return numbers
