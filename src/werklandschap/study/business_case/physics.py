"""What can be read off a landscape about its worth: quantities that benefits ask for."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import shapely
from geopandas import GeoDataFrame

from werklandschap.landscape import Landscape
from werklandschap.measures.maintenance import expected_roofs
from werklandschap.parameters import Assumptions

_COOLED = "kantoor"
_KG_PER_T = 1_000.0
_MM_PER_M = 1_000.0
_M2_PER_HA = 10_000.0


def water_storage_m3(world: Landscape, reference: Landscape) -> float | None:
    """Add up the room for water that a world has more than the reference.

    Parameters
    ----------
    world, reference : Landscape
        With layers on roofs, stores below the ground and heights.

    Returns
    -------
    float or None
        On roofs, below the ground and where it was dug; None without heights. [m³]
    """
    if world.terrain_m is None or reference.terrain_m is None:
        return None
    cell_m2 = world.terrain_m.definition.cell_m**2
    dug_m = reference.terrain_m.values - world.terrain_m.values
    dug = float(np.nansum(np.maximum(dug_m, 0))) * cell_m2
    return dug + _held_m3(world) - _held_m3(reference)


def _held_m3(world: Landscape) -> float:
    layers = (world.roof_layers, world.ground_stores)
    return sum(
        float((layer.geometry.area * layer["storage_mm"]).sum()) / _MM_PER_M
        for layer in layers
        if layer is not None
    )


def discharged_m2(world: Landscape) -> float | None:
    """Tell from how many square metres all rain of a year runs off.

    Parameters
    ----------
    world : Landscape
        With ``rain_year``.

    Returns
    -------
    float or None
        Ground from which half runs off counts for half; None if not simulated. [m²]
    """
    rain = world.rain_year
    if rain is None:
        return None
    return float((rain["area_m2"] * rain["discharged_share"]).sum())


def panels_kwp(world: Landscape) -> float:
    """Add up the power of panels that people placed.

    Parameters
    ----------
    world : Landscape
        With what was placed.
    """
    layers = (world.roof_layers, world.shade_objects, world.wall_layers)
    return sum(float(layer["power_kwp"].sum()) for layer in layers if layer is not None)


def trees_count(world: Landscape) -> float | None:
    """Count trees on the park.

    Parameters
    ----------
    world : Landscape
        With trees.

    Returns
    -------
    float or None
        None where nobody counted trees.
    """
    if world.trees is None:
        return None
    outline = world.parks.geometry.union_all()
    return float(world.trees.intersects(outline).sum())


def green_ha(world: Landscape) -> float | None:
    """Add up ground and roofs with plants.

    Parameters
    ----------
    world : Landscape
        With ground cover, and layers on roofs where there are.

    Returns
    -------
    float or None
        None without ground cover. [ha]
    """
    surfaces = world.surfaces
    if surfaces is None:
        return None
    ground = float((surfaces.geometry.area * surfaces["green_fraction"]).sum())
    return (ground + float(_planted_m2(world).sum())) / _M2_PER_HA


def _planted_m2(world: Landscape) -> "np.typing.NDArray[np.float64]":
    layers = world.roof_layers
    if layers is None:
        return np.zeros(0)
    planted: np.typing.NDArray[np.float64] = (
        layers.geometry.area * layers["green_share"]
    ).to_numpy()
    return planted


def green_roof_on_cooled_m2(world: Landscape) -> float | None:
    """Add up green roofs on buildings with offices in them, which are cooled.

    Parameters
    ----------
    world : Landscape
        With buildings and their uses.

    Returns
    -------
    float or None
        None where no use of any building is known. [m²]
    """
    buildings = world.buildings
    if buildings is None or buildings["uses"].isna().all():
        return None
    if world.roof_layers is None:
        return 0.0
    uses = buildings["uses"].fillna("").str.lower()
    cooled = buildings.index[uses.str.contains(_COOLED)]
    is_on = world.roof_layers["building_id"].isin(cooled).to_numpy()
    return float(_planted_m2(world)[is_on].sum())


def roof_renewals_put_off(
    world: Landscape, *, made_year: int, longer_year: float
) -> list[tuple[int, float]] | None:
    """Find which renewals of roofs green puts off: when they fall away and come back.

    Parameters
    ----------
    world : Landscape
        With what is on roofs, and years of construction.
    made_year : int
        The calendar year in which the green is laid.
    longer_year : float
        How much longer a roof lasts below it. [year]

    Returns
    -------
    list of (year, area) or None
        What falls away is above zero, what comes back below. None where nothing is known
        of the age of any building. [m²]
    """
    buildings, layers = world.buildings, world.roof_layers
    if buildings is None or buildings["built_year"].isna().all():
        return None
    if layers is None:
        return []
    own = _own_roofs(buildings, layers)
    due = expected_roofs(own, assumptions=world.assumptions)["expected"]
    steps = []
    for building, planted in zip(
        layers["building_id"], _planted_m2(world), strict=True
    ):
        year = due.get(building)
        # An array a year long: a renewal in the year of the works rides along with them.
        if planted and year is not None and year == year and int(year) > made_year:
            steps.append((int(year) - 1, float(planted)))
            steps.append((int(year) - 1 + round(longer_year), -float(planted)))
    return steps


def _own_roofs(buildings: GeoDataFrame, layers: GeoDataFrame) -> GeoDataFrame:
    is_own = buildings.index.isin(layers["building_id"].dropna())
    found: GeoDataFrame = buildings[is_own & buildings["built_year"].notna()]
    return found


def near_green_share(
    world: Landscape, green: Iterable[shapely.Geometry], *, within_m: float
) -> float | None:
    """Tell which part of all floor is near new green.

    Parameters
    ----------
    world : Landscape
        With buildings.
    green : iterable of Geometry
        Where it becomes greener. [m]
    within_m : float
        What is near. [m]

    Returns
    -------
    float or None
        Of the floor of buildings, or of their footprints where no floor is known; None
        without buildings. [-]
    """
    buildings = world.buildings
    if buildings is None or buildings.empty:
        return None
    inside = buildings[buildings.intersects(world.parks.geometry.union_all())]
    area = inside.geometry.area
    floor = inside["floor_area_m2"].fillna(area)
    if not floor.sum() > 0:
        return None
    around = shapely.union_all([shapely.buffer(shape, within_m) for shape in green])
    return float(floor[inside.intersects(around)].sum() / floor.sum())


def panels_kwh(world: Landscape) -> float:
    """Tell how much power panels that people placed give in a year.

    Parameters
    ----------
    world : Landscape
        With what was placed.
    """
    return panels_kwp(world) * world.assumptions["appraisal.solar_full_load_h"]


def _own_kwh(world: Landscape) -> float:
    return panels_kwh(world) * world.assumptions["appraisal.solar_own_use_share"]


def _co2_t(world: Landscape) -> float:
    per_kwh = world.assumptions["appraisal.power_co2_kg_per_kwh"]
    return panels_kwh(world) * per_kwh / _KG_PER_T


Reading = Callable[[Landscape, Landscape], float | None]

READINGS: Mapping[str, Reading] = {
    "water_storage_m3": water_storage_m3,
    "large_tree_count": lambda world, _: trees_count(world),
    "biodiversity_ha": lambda world, _: green_ha(world),
    "green_roof_on_cooled_building_m2": lambda world, _: green_roof_on_cooled_m2(world),
    "solar_own_use_kwh": lambda world, _: _own_kwh(world),
    "solar_fed_in_kwh": lambda world, _: panels_kwh(world) - _own_kwh(world),
    "co2_avoided_t": lambda world, _: _co2_t(world),
}
"""What benefits ask of a world, read off its map; some of what it has beyond a reference."""


def grows_years(name: str, given: Assumptions) -> int:
    """Tell in how many years an effect has come in full.

    Parameters
    ----------
    name : str
        One of `READINGS`.
    given : Assumptions
        The assumptions of the place.
    """
    is_tree = name == "large_tree_count"
    return round(given["appraisal.tree_grown_year"]) if is_tree else 1
