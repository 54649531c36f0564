"""Sun on the roofs of a place: shade, panels, what they yield, and room for green."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Cells
from werklandschap.indicators.roofs import Grade, grades
from werklandschap.landscape import SOLAR_ROOFS, Landscape
from werklandschap.simulation.roof_fit import COARSEST_CELL_M, fit_planes
from werklandschap.simulation.solar import (
    Shading,
    hourly_profile,
    roof_yield,
    sky,
    usable_area_m2,
)
from werklandschap.simulation.sun import bin_numbers, binned, shadow_height_m
from werklandschap.study.scene import Scene
from werklandschap.study.sunlight import place_of
from werklandschap.study.tiles import Tile, tiles_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_PLANE_HOURS_AT_ONCE = 2_190_000
"""The shade of so many hours of planes fits well in memory: 250 planes for a year."""

_WORDS = {
    Grade.PROMISING: "promising",
    Grade.STUDY: "needs_study",
    Grade.UNFIT: "unfit",
}
_SKY_BANDS, _SKY_WAYS = 8, 16
"""In so many heights and directions one looks at the sky."""


class _Shade(NamedTuple):
    """What shade leaves of the light of roof planes.

    ``lit`` is the part of each plane (row) that the beam reaches per bin (column) of
    positions of the sun; ``bin_of_hour`` holds -1 for hours without beam.
    """

    lit: Floats
    bin_of_hour: Integers
    sky_view: Floats

    def of(self, planes: slice) -> Shading:
        """Give the shade of some of the planes per hour of the weather."""
        # One column more, which -1 stands for: without beam nothing is lost.
        lit = np.column_stack([self.lit[planes], np.ones(len(self.lit[planes]))])
        return Shading(lit[:, self.bin_of_hour], self.sky_view[planes])


class _Cells(NamedTuple):
    """The cells of roof planes in a tile: whose, and where; heights in m NAP."""

    plane: Integers
    row: Integers
    column: Integers
    receiver_m: Cells
    tops_m: Cells


def solar_roofs(
    scene: Scene, landscape: Landscape, weather: pd.DataFrame
) -> dict[str, GeoDataFrame]:
    """Find what solar panels on the roofs of the parks yield, and where green may lie.

    Parameters
    ----------
    scene : Scene
        The place in cells: what casts shade.
    landscape : Landscape
        The same place, with its assumptions.
    weather : DataFrame
        Table ``weather_hours`` of one station, whole years.

    Returns
    -------
    dict of str to GeoDataFrame
        Table ``solar_roofs``; without the entry where no roofs are known, or nothing
        from which they could be found.
    """
    planes = roof_planes_of(landscape)
    if planes is None or landscape.buildings is None:
        return {}
    if planes.empty:
        return {"solar_roofs": SOLAR_ROOFS.empty()}
    limits = landscape.assumptions
    found, open_yield = _yields(scene, landscape, planes, weather)
    kwh = found["kwh_per_year"]
    loss = 1 - kwh / open_yield["kwh_per_year"].where(open_yield["kwh_per_year"] > 0)
    names = [_WORDS[Grade(g)] for g in grades(landscape.buildings, planes, limits)]
    table = planes.assign(
        usable_area_m2=usable_area_m2(planes, assumptions=limits),
        power_kwp=found["kwp"],
        yield_mwh_per_year=kwh / 1_000,
        yield_kwh_per_kwp=found["kwh_per_kwp"],
        shading_loss_share=loss.clip(0, 1),
        green_roof=names,
    )
    return {"solar_roofs": SOLAR_ROOFS.complete(table)}


def solar_hours(
    scene: Scene, landscape: Landscape, weather: pd.DataFrame
) -> pd.DataFrame:
    """Find what solar panels on the roofs of the parks yield in every hour.

    Parameters
    ----------
    scene, landscape, weather
        See `solar_roofs`; the weather may be of any length.

    Returns
    -------
    DataFrame
        A row per hour of the weather and a column per roof plane with room for panels;
        no columns where no roofs are known. [kWh]
    """
    ends_at = pd.DatetimeIndex(weather["ends_at"], name="ends_at")
    planes = roof_planes_of(landscape)
    if planes is None or planes.empty:
        return pd.DataFrame(index=ends_at)
    limits, (latitude_deg, longitude_deg) = landscape.assumptions, place_of(landscape)
    planes = planes[usable_area_m2(planes, assumptions=limits) > 0]
    shade = _shade(scene, landscape, planes, weather)
    parts = [
        hourly_profile(
            planes.iloc[some],
            weather,
            latitude_deg=latitude_deg,
            longitude_deg=longitude_deg,
            shading=shade.of(some),
            assumptions=limits,
        )
        for some in _some_at_once(len(planes), len(weather))
    ]
    return pd.concat(parts, axis=1) if parts else pd.DataFrame(index=ends_at)


def roof_planes_of(landscape: Landscape) -> GeoDataFrame | None:
    """Take the roof planes of the parks: modelled, or else found in measured heights.

    Parameters
    ----------
    landscape : Landscape
        The place.

    Returns
    -------
    GeoDataFrame or None
        Table ``roof_planes`` with ``found_in``: ``model``, or ``heights`` for buildings
        of which no roof is modelled. None where nothing is known of roofs.
    """
    known, surface = landscape.roof_planes, landscape.surface_m
    is_fine = surface is not None and surface.definition.cell_m <= COARSEST_CELL_M
    if landscape.buildings is None or (known is None and not is_fine):
        return None
    outline = shapely.union_all(np.asarray(landscape.parks.geometry.values))
    inside = landscape.buildings[landscape.buildings.intersects(outline)]
    parts = []
    if known is not None:
        parts.append(known[known["building_id"].isin(inside.index)])
        inside = inside[~inside.index.isin(known["building_id"])]
    if surface is not None and is_fine:
        parts.append(fit_planes(surface, inside, assumptions=landscape.assumptions))
    words = ("heights",) if known is None else ("model", "heights")
    named = [
        part.assign(found_in=word) for part, word in zip(parts, words, strict=False)
    ]
    whole = [part for part in named if len(part)] or named[:1]
    return GeoDataFrame(pd.concat(whole), crs=landscape.parks.crs)


def _yields(
    scene: Scene, landscape: Landscape, planes: GeoDataFrame, weather: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Estimate power and yield with the shade that there is, and without any."""
    latitude_deg, longitude_deg = place_of(landscape)
    shade = _shade(scene, landscape, planes, weather)

    def yields(some: slice, shading: Shading | None) -> pd.DataFrame:
        return roof_yield(
            planes.iloc[some],
            weather,
            latitude_deg=latitude_deg,
            longitude_deg=longitude_deg,
            shading=shading,
            assumptions=landscape.assumptions,
        )

    parts = [
        yields(some, shade.of(some))
        for some in _some_at_once(len(planes), len(weather))
    ]
    return pd.concat(parts), yields(slice(None), None)


def _some_at_once(count: int, hours: int) -> list[slice]:
    step = max(1, _PLANE_HOURS_AT_ONCE // max(1, hours))
    return [slice(start, start + step) for start in range(0, count, step)]


def _shade(
    scene: Scene, landscape: Landscape, planes: GeoDataFrame, weather: pd.DataFrame
) -> _Shade:
    """Cast a shadow per bin of positions of the sun, and look at the sky."""
    latitude_deg, longitude_deg = place_of(landscape)
    light = sky(weather, latitude_deg=latitude_deg, longitude_deg=longitude_deg)
    positions = pd.DataFrame(
        {
            "elevation_deg": 90 - np.degrees(np.arccos(light.cos_zenith)),
            "azimuth_deg": np.degrees(light.azimuth_rad),
        }
    )
    bins = binned(positions, light.beam_w_per_m2)
    bin_of_hour = np.full(len(weather), -1)
    numbers = bin_numbers(*positions.to_numpy().T)
    bin_of_hour[light.hour] = bins.index.get_indexer(pd.Index(numbers))
    suns = bins[["elevation_deg", "azimuth_deg"]].to_numpy("float64")
    patches = _sky_patches()
    lit = _lit_shares(scene, landscape, planes, np.vstack([suns, patches]))
    view = _sky_view(planes, patches, lit[:, len(suns) :])
    return _Shade(lit[:, : len(suns)], bin_of_hour, view)


def _lit_shares(
    scene: Scene, landscape: Landscape, planes: GeoDataFrame, suns: Floats
) -> Floats:
    """Average over the cells of each plane; one without cells is not shaded."""
    limits, cell_m = landscape.assumptions, scene.definition.cell_m
    code = burn(list(planes.geometry.values), scene.definition)
    rise = np.tan(np.radians(planes["slope_deg"].to_numpy("float64").clip(0, 80)))
    # A sloping cell is as high as its edge, or roofs would shade themselves.
    lift_m = limits["solar.panel_height_m"] + rise * cell_m
    roofs_m, tops_m = scene.roofs_m, scene.crowns_m
    lit = np.zeros((len(suns), len(planes)))
    for tile in tiles_of(
        scene.definition,
        tile_m=limits["scene.tile_m"],
        halo_m=limits["scene.sky_halo_m"],
    ):
        cells = _cells(tile, code, lift_m, roofs_m, tops_m)
        if len(cells.plane):
            _add_lit(cells, cell_m, suns, lit)
    count = np.bincount(code[code >= 0], minlength=len(planes))
    share = np.divide(lit, count, out=np.ones_like(lit), where=count > 0)
    return np.ascontiguousarray(share.T)


def _sky_patches() -> Floats:
    """Spread directions over the sky: elevation and azimuth, in degrees."""
    height = (np.arange(_SKY_BANDS) + 0.5) * 90 / _SKY_BANDS
    around = np.arange(_SKY_WAYS) * 360 / _SKY_WAYS
    patches: Floats = np.stack(np.meshgrid(height, around), axis=-1).reshape(-1, 2)
    return patches


def _sky_view(planes: GeoDataFrame, patches: Floats, lit: Floats) -> Floats:
    """Weigh what a plane sees of an even sky by how squarely the light arrives."""
    slope = np.radians(planes["slope_deg"].to_numpy("float64"))[:, None]
    azimuth = np.radians(planes["azimuth_deg"].fillna(0.0).to_numpy("float64"))[:, None]
    height, around = np.radians(patches).T
    squarely = np.cos(slope) * np.sin(height)
    squarely = squarely + np.sin(slope) * np.cos(height) * np.cos(around - azimuth)
    # Patches shrink towards the zenith.
    weight = squarely.clip(0) * np.cos(height)
    seen: Floats = (weight * lit).sum(axis=1) / weight.sum(axis=1)
    return seen.clip(0, 1)


def _cells(
    tile: Tile, code: NDArray[np.int32], lift_m: Floats, roofs_m: Cells, tops_m: Cells
) -> _Cells:
    row, column = np.nonzero(code[tile.own] >= 0)
    plane = code[tile.own][row, column].astype(np.int64)
    row, column = (
        row + tile.own_in_wide[0].start,
        column + tile.own_in_wide[1].start,
    )
    receiver = roofs_m[tile.wide][row, column] + lift_m[plane].astype(np.float32)
    tops = np.ascontiguousarray(tops_m[tile.wide])
    return _Cells(plane, row, column, receiver, tops)


def _add_lit(cells: _Cells, cell_m: float, suns: Floats, lit: Floats) -> None:
    for number, (elevation_deg, azimuth_deg) in enumerate(suns):
        reach = shadow_height_m(cells.tops_m, cell_m, elevation_deg, azimuth_deg)
        is_lit = reach[cells.row, cells.column] <= cells.receiver_m
        lit[number] += np.bincount(cells.plane[is_lit], minlength=lit.shape[1])
