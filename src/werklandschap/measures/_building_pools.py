"""Candidates on buildings: roofs, walls and the building as a whole."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.landscape import Landscape
from werklandschap.measures._pools import empty_pool, pool_of
from werklandschap.measures._say import said
from werklandschap.measures._shapes import outline_of, shapes_of
from werklandschap.measures._words import Pool
from werklandschap.parameters import Assumptions

Floats = NDArray[np.float64]

_SIMPLER_M = 0.5


@lru_cache(maxsize=2)
def buildings(landscape: Landscape) -> GeoDataFrame:
    """Find the buildings of the parks.

    Facts: ``built_year``, ``floor_m2``, ``roof_m2``, ``wall_m2``, ``glass_m2`` and
    ``height_m``.
    """
    frame = landscape.buildings
    if frame is None or frame.empty:
        return empty_pool()
    limits = landscape.assumptions
    middle = frame.geometry.representative_point()
    own = frame[middle.within(outline_of(landscape)).to_numpy()]
    shapes = shapes_of(own)
    height = (own["roof_m"] - own["ground_m"]).clip(lower=0)
    height = height.fillna(limits["scene.building_height_m"]).to_numpy(np.float64)
    wall_m2 = shapely.length(shapes) * height
    footprint = shapely.area(shapes)
    floor = own["floor_area_m2"].fillna(pd.Series(footprint, own.index)).to_numpy()
    ids = list(own.index.astype("str"))
    return pool_of(
        list(shapes),
        ids,
        host=ids,
        is_public=pd.array([False] * len(ids), dtype="boolean"),
        built_year=own["built_year"].astype("float64").to_numpy(),
        floor_m2=floor,
        roof_m2=footprint,
        glass_m2=wall_m2 * limits["measures.glass_share"],
        wall_m2=wall_m2 * (1 - limits["measures.glass_share"]),
        height_m=height,
        why=[_building(area) for area in floor],
    )


def _building(floor_m2: float) -> Text:
    return said(
        "Pand met {area} m² vloer.", "Building with {area} m² of floor.", area=floor_m2
    )


def per_building(column: str, times: str = "") -> Pool:
    """Make a pool of buildings that counts a fact, times a parameter of ``measures``."""

    def counted(landscape: Landscape) -> GeoDataFrame:
        pool = buildings(landscape)
        if pool.empty:
            return pool
        factor = landscape.assumptions[times] if times else 1.0
        return pool.assign(quantity=pool[column] * factor)

    return counted


def each_building(landscape: Landscape) -> GeoDataFrame:
    """Find the buildings, each counting once."""
    pool = buildings(landscape)
    return pool if pool.empty else pool.assign(quantity=1.0)


@lru_cache(maxsize=2)
def roofs(landscape: Landscape) -> GeoDataFrame:
    """Find roof planes of some size; footprints where no roof is modelled.

    Facts: ``slope_deg``, ``azimuth_deg`` (missing if not known or flat), ``built_year``
    and ``span_m`` of the building.
    """
    own = buildings(landscape)
    if own.empty:
        return own
    least_m2 = landscape.assumptions["measures.smallest_roof_m2"]
    planes = _planes(landscape, own)
    planes = planes[planes.geometry.area >= least_m2]
    facts = own.loc[planes["building_id"]]
    shapes = list(planes.geometry.values)
    slope = planes["slope_deg"].to_numpy(np.float64)
    return pool_of(
        shapes,
        list(planes.index.astype("str")),
        host=list(planes["building_id"]),
        is_public=facts["is_public"].array,
        slope_deg=slope,
        azimuth_deg=planes["azimuth_deg"].to_numpy(np.float64),
        built_year=facts["built_year"].to_numpy(),
        span_m=_span_m(shapes_of(facts)),
        why=[
            _roof(area, tilt, landscape.assumptions["roofs.flat_slope_deg"])
            for area, tilt in zip(planes.geometry.area, slope, strict=True)
        ],
    )


def _planes(landscape: Landscape, own: GeoDataFrame) -> GeoDataFrame:
    known = landscape.roof_planes
    named = own.assign(building_id=own.index, slope_deg=np.nan, azimuth_deg=np.nan)
    columns = ["building_id", "slope_deg", "azimuth_deg", "geometry"]
    if known is None:
        return named[columns]
    modelled = known[known["building_id"].isin(own.index)][columns]
    rest = named[~named.index.isin(modelled["building_id"])][columns]
    return GeoDataFrame(pd.concat([modelled, rest]), crs=own.crs)


def _roof(area: float, slope: float, flat_deg: float) -> Text:
    if np.isnan(slope):
        return said(
            "Dak van {area} m² waarvan de vorm niet bekend is.",
            "Roof of {area} m² of which the shape is not known.",
            area=area,
        )
    if slope < flat_deg:
        return said("Plat dak van {area} m².", "Flat roof of {area} m².", area=area)
    return said(
        "Hellend dak van {area} m² ({slope}°).",
        "Pitched roof of {area} m² ({slope}°).",
        area=area,
        slope=slope,
    )


def _span_m(footprints: NDArray[np.object_]) -> Floats:
    """Measure the short side of the smallest rectangle around each footprint."""
    around = shapely.oriented_envelope(footprints)
    half, area = shapely.length(around) / 2, shapely.area(around)
    spans: Floats = (half - np.sqrt(np.maximum(half**2 - 4 * area, 0.0))) / 2
    return spans


def with_panels(landscape: Landscape) -> GeoDataFrame:
    """Find roofs, each counting the panels that fit on it, in kWp."""
    pool = roofs(landscape)
    if pool.empty:
        return pool
    power = panel_kwp(
        pool.geometry.area.to_numpy(),
        pool["slope_deg"].to_numpy(),
        landscape.assumptions,
    )
    return pool.assign(quantity=power)


def panel_kwp(area_m2: Floats, slope_deg: Floats, limits: Assumptions) -> Floats:
    """Tell what panels fit on roof; one of unknown slope counts as flat. [kWp]."""
    is_pitched = slope_deg >= limits["roofs.flat_slope_deg"]
    usable = np.where(
        is_pitched,
        limits["roofs.solar_pitched_usable_share"],
        limits["roofs.solar_flat_usable_share"],
    )
    power: Floats = area_m2 * usable * limits["roofs.solar_module_kwp_per_m2"]
    return power


@lru_cache(maxsize=2)
def walls(landscape: Landscape) -> GeoDataFrame:
    """Find long straight walls; ``quantity`` is what plants or panels may cover, in m².

    Facts: ``azimuth_deg`` (the way it faces), ``built_year`` and ``height_m``.
    """
    own = buildings(landscape)
    if own.empty:
        return own
    limits = landscape.assumptions
    rows = [
        (building, number, line, azimuth)
        for building, shape in zip(own.index, own.geometry.values, strict=True)
        for number, (line, azimuth) in enumerate(_straight(shape))
        if line.length >= limits["measures.shortest_wall_m"]
    ]
    hosts = [row[0] for row in rows]
    facts = own.loc[hosts]
    height = np.minimum(facts["height_m"], limits["measures.wall_green_height_m"])
    lengths = np.array([row[2].length for row in rows])
    return pool_of(
        [row[2] for row in rows],
        [f"{row[0]}#{row[1]}" for row in rows],
        host=hosts,
        is_public=facts["is_public"].array,
        azimuth_deg=[row[3] for row in rows],
        built_year=facts["built_year"].to_numpy(),
        height_m=height.to_numpy(),
        quantity=lengths * height.to_numpy(),
        why=[
            said("Gevel van {long} m lang.", "Wall of {long} m long.", long=each)
            for each in lengths
        ],
    )


def _straight(shape: shapely.Geometry) -> list[tuple[shapely.LineString, float]]:
    """Take the straight parts of the outline, and which way each faces."""
    found = []
    for part in shapely.get_parts(shape):
        ring = shapely.get_exterior_ring(shapely.normalize(part.simplify(_SIMPLER_M)))
        points = shapely.get_coordinates(ring)
        for (x, y), (to_x, to_y) in pairwise(points):
            line = shapely.LineString([(x, y), (to_x, to_y)])
            # A normalised ring runs clockwise: what is left of it is outside.
            facing = np.degrees(np.arctan2(-(to_y - y), to_x - x)) % 360
            found.append((line, float(facing)))
    return found


def with_wall_panels(landscape: Landscape) -> GeoDataFrame:
    """Find walls, each counting the panels that fit on it, in kWp."""
    pool = walls(landscape)
    if pool.empty:
        return pool
    density = landscape.assumptions["roofs.solar_module_kwp_per_m2"]
    return pool.assign(quantity=pool["quantity"] * density)


def facts_at(landscape: Landscape, hosts: list[str], column: str) -> Floats:
    """Look up a fact of buildings; 0 of one that is not there."""
    pool = buildings(landscape)
    if pool.empty:
        return np.zeros(len(hosts))
    found: Floats = pool[column].reindex(hosts).fillna(0.0).to_numpy(np.float64)
    return found
