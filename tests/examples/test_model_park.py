"""The model park is plausible, agrees with itself and can be made again."""

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import affinity

from werklandschap.examples import GeneratedPlace, model_park
from werklandschap.geo.burn import burn
from werklandschap.geo.overlay import area_per_class, area_within
from werklandschap.landscape import COVER_CLASSES, TABLES

THEMES = {
    "road",
    "road_support",
    "vegetated",
    "bare",
    "water",
    "water_support",
    "building",
    "structure",
}


@pytest.fixture(scope="module", params=[(1, 40.0), (7, 30.0), (12, 60.0)], ids=str)
def place(request) -> GeneratedPlace:
    seed, area_ha = request.param
    return model_park(seed=seed, area_ha=area_ha, cell_m=1.0)


def outline_of(place: GeneratedPlace) -> shapely.Polygon:
    return place.parks.geometry.iloc[0]


def heights_at(place: GeneratedPlace, name: str, shapes) -> list[np.ndarray]:
    """The cells of a grid whose centre lies in each shape."""
    grid = place.grids[name]
    at = burn(list(shapes), grid.definition)
    return [grid.values[at == number] for number in range(len(shapes))]


def test_every_table_is_as_declared(place):
    for name, table in place.tables.items():
        TABLES[name].check(table)
        assert TABLES[name].shape is None or table.is_valid.all()
        assert len(table)


@pytest.mark.parametrize("area_ha", [30.0, 60.0])
def test_has_the_area_that_was_asked_for(area_ha):
    place = model_park(area_ha=area_ha, cell_m=5.0)
    assert place.parks.area.item() == pytest.approx(area_ha * 10_000, rel=1e-5)


def test_is_too_small_for_a_street():
    with pytest.raises(ValueError, match="at least"):
        model_park(area_ha=5.0)


def test_lies_where_it_was_put():
    here = model_park(cell_m=5.0, centre_m=(155_000.0, 463_000.0))
    there = model_park(cell_m=5.0, centre_m=(90_000.0, 400_000.0))
    moved = affinity.translate(outline_of(here), -65_000.0, -63_000.0)
    assert moved.equals_exact(outline_of(there), 0.002)


def test_the_cover_neither_overlaps_nor_leaves_slits(place):
    shapes = place.tables["cover"].geometry.values
    assert shapely.coverage_is_valid(shapes)
    union = shapely.union_all(shapes)
    assert union.area == pytest.approx(shapely.area(shapes).sum(), rel=1e-12)


def test_only_a_few_percent_is_unmapped(place):
    mapped = area_within(place.tables["cover"], place.parks).item()
    assert 0.01 <= 1 - mapped / place.parks.area.item() <= 0.03
    assert "unmapped" not in set(place.tables["cover"]["cover_class"])


def test_the_ground_around_the_park_is_mapped_as_well(place):
    extent = shapely.box(*place.grids["terrain_m"].definition.bounds)
    around = extent.difference(outline_of(place))
    mapped = shapely.intersection(place.tables["cover"].geometry.values, around)
    assert shapely.area(mapped).sum() == pytest.approx(around.area, rel=1e-6)
    west, south, east, north = outline_of(place).bounds
    outer = extent.bounds
    assert (
        min(west - outer[0], south - outer[1], outer[2] - east, outer[3] - north) >= 99
    )


def test_speaks_the_language_of_the_cover_table(place):
    cover = place.tables["cover"]
    assert set(cover["cover_class"]) <= set(COVER_CLASSES)
    assert set(cover["theme"]) <= THEMES
    assert (cover["level"] == 0).all()
    functions = set(cover.loc[cover["theme"] == "road", "function"])
    assert functions == {
        "rijbaan lokale weg",
        "voetpad",
        "fietspad",
        "parkeervlak",
        "inrit",
    }


def test_its_shares_are_those_of_a_business_park(place):
    shares = (
        area_per_class(place.tables["cover"], place.parks, "cover_class").iloc[0]
        / place.parks.area.item()
    )
    green = ["grassland", "planting", "shrubs", "forest", "verge", "bank"]
    assert 0.15 <= shares["building"] <= 0.40
    assert 0.10 <= shares.reindex(green).sum() <= 0.35
    assert 0.005 <= shares["water"] <= 0.10
    assert shares["closed_paving"] > 0.04
    assert shares["open_paving"] > 0.04


def test_buildings_stand_on_one_plot_and_are_in_the_cover(place):
    buildings, parcels = place.tables["buildings"], place.tables["parcels"]
    tree = shapely.STRtree(parcels.geometry.values)
    _, parcel = tree.query(buildings.geometry.values, predicate="within")
    assert len(parcel) == len(buildings)
    cover = place.tables["cover"]
    built = cover[cover["theme"] == "building"]
    assert set(built.geometry.to_wkb()) == set(buildings.geometry.to_wkb())


def test_parcels_share_out_the_park(place):
    parcels = place.tables["parcels"]
    assert parcels.area.sum() == pytest.approx(place.parks.area.item(), rel=1e-6)
    np.testing.assert_allclose(parcels["registered_m2"], parcels.area, atol=0.51)
    some_unbuilt = ~parcels.geometry.apply(
        lambda plot: place.tables["buildings"].intersects(plot).any()
    )
    assert some_unbuilt.any()


def test_has_halls_of_all_sizes_and_ages(place):
    buildings = place.tables["buildings"]
    assert len(buildings) > 30
    assert buildings.area.between(100, 20_000).all()
    assert buildings.area.max() > 4_000
    years = buildings["built_year"].dropna().astype(int)
    assert years.between(1960, 2025).all()
    assert years.nunique() > 10
    has_office = buildings["uses"].str.contains("kantoorfunctie")
    assert 0.05 < has_office.mean() < 0.95
    assert (buildings["floor_area_m2"] > 0.5 * buildings.area).all()


def test_roof_planes_cover_each_building_once(place):
    planes, buildings = place.tables["roof_planes"], place.tables["buildings"]
    seen_m2 = planes.area.groupby(planes["building_id"]).sum()
    np.testing.assert_allclose(seen_m2[buildings.index], buildings.area, rtol=1e-4)


def test_slopes_are_those_of_their_planes(place):
    planes = place.tables["roof_planes"]
    is_flat = planes["slope_deg"] == 0
    assert 0 < is_flat.mean() < 1
    assert planes["azimuth_deg"].isna().equals(is_flat)
    along_m2 = planes.area / np.cos(np.radians(planes["slope_deg"]))
    np.testing.assert_allclose(planes["area_m2"], along_m2, rtol=1e-9)


def test_roofs_are_as_high_in_the_grid_as_in_the_tables(place):
    planes = place.tables["roof_planes"]
    found = heights_at(place, "surface_m", planes.geometry)
    is_flat = planes["slope_deg"] == 0
    for cells, height_m, flat in zip(found, planes["height_m"], is_flat, strict=True):
        if flat:
            np.testing.assert_allclose(cells, height_m, atol=1e-5)
        else:
            assert cells.mean() == pytest.approx(height_m, abs=0.15)


def test_slanted_roofs_run_down_along_their_azimuth(place):
    planes = place.tables["roof_planes"]
    slanted = planes[planes["slope_deg"] > 0]
    grid = place.grids["surface_m"]
    x, y = grid.definition.centres_m()
    at = burn(list(slanted.geometry), grid.definition)
    for number, plane in enumerate(slanted.itertuples()):
        row, column = np.nonzero(at == number)
        run = np.stack([x[column], y[row], np.ones(len(row))], axis=1)
        run[:, :2] -= run[:, :2].mean(axis=0)
        (east, north, _), *_ = np.linalg.lstsq(run, grid.values[row, column])
        assert np.degrees(np.arctan(np.hypot(east, north))) == pytest.approx(
            plane.slope_deg, abs=0.1
        )
        downhill = np.degrees(np.arctan2(-east, -north)) % 360
        off = (downhill - plane.azimuth_deg + 180) % 360 - 180
        assert abs(off) < 1.0


def test_the_height_of_a_building_is_the_median_of_its_cells(place):
    buildings = place.tables["buildings"]
    for cells, height_m in zip(
        heights_at(place, "surface_m", buildings.geometry),
        buildings["roof_m"],
        strict=True,
    ):
        assert np.median(cells) == pytest.approx(height_m, abs=0.4)
    for cells, level_m in zip(
        heights_at(place, "terrain_m", buildings.geometry),
        buildings["ground_m"],
        strict=True,
    ):
        np.testing.assert_allclose(cells, level_m, atol=1e-5)


def test_nothing_lies_below_the_ground(place):
    terrain, surface = place.grids["terrain_m"], place.grids["surface_m"]
    assert terrain.definition == surface.definition
    assert np.isfinite(terrain.values).all()
    assert (surface.values >= terrain.values - 1e-4).all()
    assert -2 < terrain.values.min() < terrain.values.max() < 6
    assert surface.values.max() < 35


def test_water_is_level_and_lies_low(place):
    cover = place.tables["cover"]
    water = heights_at(place, "terrain_m", cover[cover["theme"] == "water"].geometry)
    levels = np.concatenate(water)
    assert np.unique(levels).size == 1
    roads = heights_at(place, "terrain_m", cover[cover["theme"] == "road"].geometry)
    assert np.concatenate(roads).min() > levels[0] + 0.3


def test_roads_shed_their_water(place):
    cover = place.tables["cover"]
    road = shapely.union_all(
        cover.loc[cover["function"] == "rijbaan lokale weg"].geometry.values
    ).intersection(outline_of(place))
    crown, edge = road.buffer(-2.4), road.difference(road.buffer(-1.0))
    high, low = (
        np.concatenate(heights_at(place, "terrain_m", [s])) for s in (crown, edge)
    )
    assert high.mean() > low.mean() + 0.02


def test_trees_stand_in_green_and_clear_of_walls(place):
    trees, cover = place.tables["trees"], place.tables["cover"]
    green = cover[cover["cover_class"].isin(["verge", "grassland", "planting"])]
    tree = shapely.STRtree(green.geometry.values)
    standing, _ = tree.query(trees.geometry.values, predicate="within")
    assert len(standing) == len(trees) > 100
    assert trees["height_m"].between(3, 20).all()
    assert (trees["crown_diameter_m"] < trees["height_m"]).all()
    buildings = shapely.union_all(place.tables["buildings"].geometry.values)
    assert (trees.distance(buildings) > trees["crown_diameter_m"] / 2).all()


def test_crowns_show_in_the_surface(place):
    trees = place.tables["trees"]
    surface, terrain = place.grids["surface_m"], place.grids["terrain_m"]
    where = surface.definition
    row = ((where.north_m - trees.geometry.y) // where.cell_m).astype(int)
    column = ((trees.geometry.x - where.west_m) // where.cell_m).astype(int)
    above_m = surface.values[row, column] - terrain.values[row, column]
    assert (above_m > 0.8 * trees["height_m"]).all()


def test_has_loading_docks(place):
    """Somewhere beside a hall the ground is more than half a metre below its floor."""
    buildings, terrain = place.tables["buildings"], place.grids["terrain_m"]
    large = buildings[buildings.area > 2_500]
    rings = large.buffer(3.0).difference(large.geometry)
    lowest = [cells.min() for cells in heights_at(place, "terrain_m", rings)]
    assert (large["ground_m"] - lowest > 0.9).any()
    assert terrain.definition.cell_m == 1.0


def test_nature_lies_some_kilometres_away(place):
    nature = place.tables["protected_areas"]
    assert 1_500 < nature.distance(outline_of(place)).item() < 5_000


def test_lies_in_one_region_of_every_kind(place):
    regions = place.tables["regions"]
    assert set(regions["kind"]) == {"municipality", "corop", "province"}
    assert regions.contains(outline_of(place)).all()
    for kind in ("municipality", "corop", "province"):
        code = place.parks[f"{kind}_code"].item()
        assert regions.loc[code, "kind"] == kind


def test_the_weather_is_a_whole_year_that_looks_dutch(place):
    hours = place.tables["weather_hours"]
    assert len(hours) == 8_760
    assert hours.notna().all(axis=None)
    assert (hours["ends_at"].diff().dropna() == pd.Timedelta(hours=1)).all()
    sunlight_kwh = hours["global_radiation_w_per_m2"].sum() / 1_000
    assert 950 < sunlight_kwh < 1_150
    assert hours["rain_mm"].sum() == pytest.approx(850, abs=2)
    assert 10 < hours["temperature_c"].mean() < 12
    assert hours["relative_humidity_share"].between(0.3, 1).all()
    assert hours["wind_direction_deg"].between(0, 360).all()


def test_all_places_have_the_weather_in_common(place):
    other = model_park(seed=9, area_ha=10.0, cell_m=2.0)
    pd.testing.assert_frame_equal(
        place.tables["weather_hours"], other.tables["weather_hours"]
    )


def test_says_everywhere_that_it_is_generated(place):
    for name in ("parks", "protected_areas", "regions"):
        assert (
            place.tables[name]["name"].str.contains("(gegenereerd)", regex=False).all()
        )
    assert (place.tables["weather_hours"]["station_code"] == "gegenereerd").all()


def test_the_same_seed_gives_the_same_park_and_another_one_another():
    one, again, other = (model_park(seed=seed, cell_m=2.0) for seed in (3, 3, 4))
    for name, table in one.tables.items():
        same = again.tables[name]
        if TABLES[name].shape is not None:
            assert table.geometry.to_wkb().equals(same.geometry.to_wkb())
            table, same = (each.drop(columns="geometry") for each in (table, same))
        pd.testing.assert_frame_equal(table, same)
    for name, grid in one.grids.items():
        assert grid.values.tobytes() == again.grids[name].values.tobytes()
    assert not outline_of(one).equals(outline_of(other))


def test_writes_the_same_bytes_again(tmp_path):
    one, again = (
        model_park(seed=2, area_ha=30.0, cell_m=2.0).write(tmp_path / name)
        for name in ("one", "again")
    )
    assert [file.name for file in one] == [
        "generated.gpkg",
        "area.gpkg",
        "terrain.tif",
        "surface.tif",
    ]
    assert [f.read_bytes() for f in one] == [f.read_bytes() for f in again]
