"""Two small parks beside each other, with every layer that an indicator may ask for."""

from datetime import date

import numpy as np
import pytest
from geopandas import GeoDataFrame
from shapely import Point, box
from shapely.affinity import translate

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.landscape import (
    BUILDINGS,
    PARCELS,
    PARKS,
    PROTECTED_AREAS,
    RAIN_YEAR,
    RIJKSDRIEHOEK,
    ROOF_PLANES,
    SOLAR_ROOFS,
    SURFACES,
    SURROUNDINGS,
    TREES,
    Landscape,
    with_fractions,
)
from werklandschap.parameters import Assumptions

ON = date(2026, 11, 1)
ASSUMPTIONS = Assumptions(ON)
CELLS = GridDefinition(0.0, 100.0, 1.0, 100, 300)
EAST_M = 200.0
"""The second park lies this far east of the first."""

GROUND = (
    (box(0, 0, 40, 40), "building", "building", None),
    (box(40, 0, 60, 100), "road", "closed_paving", "rijbaan lokale weg"),
    (box(60, 0, 64, 100), "road", "open_paving", "voetpad"),
    (box(64, 0, 80, 50), "road", "open_paving", "parkeervlak"),
    (box(64, 50, 100, 100), "vegetated", "planting", None),
    (box(80, 0, 100, 50), "vegetated", "grassland", None),
    (box(0, 40, 40, 70), "unvegetated", "yard", None),
    (box(0, 70, 30, 100), "water", "water", "waterloop"),
    (box(30, 70, 40, 100), "unmapped", "unmapped", None),
)


def table(kind, shapes, names, **columns):
    frame = GeoDataFrame(columns, geometry=list(shapes), crs=RIJKSDRIEHOEK, index=names)
    return kind.complete(frame.rename_axis(kind.key))


def surfaces():
    shapes, themes, classes, functions, parks = [], [], [], [], []
    for park, east_m in (("west", 0.0), ("east", EAST_M)):
        for shape, theme, cover, function in GROUND:
            shapes.append(translate(shape, east_m))
            # The second park has grass where the first has its road.
            is_grass = park == "east" and function == "rijbaan lokale weg"
            themes.append("vegetated" if is_grass else theme)
            classes.append("grassland" if is_grass else cover)
            functions.append(None if is_grass else function)
            parks.append(park)
    frame = GeoDataFrame(
        {"park_id": parks, "theme": themes, "cover_class": classes},
        geometry=shapes,
        crs=RIJKSDRIEHOEK,
        index=[f"s{n}" for n in range(len(shapes))],
    )
    frame["function"] = functions
    return with_fractions(frame.rename_axis(SURFACES.key), assumptions=ASSUMPTIONS)


def grid(values):
    return Grid(CELLS, np.asarray(values, np.float32))


def heights():
    """Flat ground, halls of 8 m, a wood of 6 m in the planting, a hedge of 1 m."""
    above = np.zeros(CELLS.shape, np.float32)
    for east in (0, int(EAST_M)):
        above[60:100, east : east + 40] = 8.0
        above[10:30, east + 70 : east + 90] = 6.0
        above[60:70, east + 82 : east + 98] = 1.0
    terrain = np.full(CELLS.shape, 1.0, np.float32)
    terrain[60:100, 0:40] = np.nan
    return grid(terrain), grid(1.0 + above)


@pytest.fixture
def two_parks():
    """A landscape of two parks of one hectare each."""
    terrain_m, surface_m = heights()
    halls = [box(0, 0, 40, 40), translate(box(0, 0, 40, 40), EAST_M)]
    east_of_it = np.broadcast_to(np.arange(CELLS.columns, dtype=float), CELLS.shape)
    depth = np.where(east_of_it % 200 < 50, 0.12, 0.0)
    return Landscape(
        on=ON,
        assumptions=ASSUMPTIONS,
        parks=table(
            PARKS,
            [box(0, 0, 100, 100), box(EAST_M, 0, EAST_M + 100, 100)],
            ["west", "east"],
            name=["West", "East"],
        ),
        surfaces=surfaces(),
        surroundings=table(
            SURROUNDINGS,
            [box(100, 0, 200, 100)],
            ["around"],
            park_id="",
            theme="vegetated",
            cover_class="grassland",
            is_paved=False,
            green_fraction=1.0,
            water_fraction=0.0,
            bare_fraction=0.0,
        ),
        buildings=table(
            BUILDINGS,
            halls,
            ["b1", "b2"],
            built_year=[1970, 2005],
            status=["Pand in gebruik", "Pand buiten gebruik"],
            uses="industriefunctie",
            floor_area_m2=[1_600.0, 3_200.0],
            registers=["bag;bgt", "bag"],
        ),
        roof_planes=table(
            ROOF_PLANES,
            halls,
            ["r1", "r2"],
            building_id=["b1", "b2"],
            area_m2=[1_600.0, 1_700.0],
            slope_deg=[0.0, 20.0],
            azimuth_deg=[np.nan, 180.0],
            height_m=9.0,
        ),
        solar_roofs=table(
            SOLAR_ROOFS,
            halls,
            ["r1", "r2"],
            building_id=["b1", "b2"],
            found_in=["model", "heights"],
            area_m2=[1_600.0, 1_700.0],
            slope_deg=[0.0, 20.0],
            azimuth_deg=[np.nan, 180.0],
            usable_area_m2=[1_000.0, 1_200.0],
            power_kwp=[140.0, 250.0],
            yield_mwh_per_year=[120.0, 240.0],
            yield_kwh_per_kwp=[120_000 / 140, 960.0],
            shading_loss_share=[0.2, 0.0],
            green_roof=["needs_study", "promising"],
        ),
        trees=table(
            TREES,
            [Point(70, 90), Point(75, 80), Point(45, 20), Point(EAST_M + 90, 90)],
            ["t1", "t2", "t3", "t4"],
            crown_diameter_m=[6.0, np.nan, 4.0, 8.0],
        ),
        parcels=table(
            PARCELS,
            [
                box(0, 0, 50, 100),
                box(50, 0, 100, 100),
                box(EAST_M, 0, EAST_M + 100, 100),
            ],
            ["p1", "p2", "p3"],
        ),
        protected_areas=table(
            PROTECTED_AREAS, [box(1_000, 0, 2_000, 1_000)], ["n1"], name="Natuur"
        ),
        terrain_m=terrain_m,
        surface_m=surface_m,
        sky_view=grid(np.full(CELLS.shape, 0.8)),
        shade_noon=grid(east_of_it % 2),
        shade_afternoon=grid(east_of_it % 4 < 1),
        pet=grid(30.0 + east_of_it / 20),
        cool_distance=grid(east_of_it),
        flood_70=grid(depth),
        flood_90=grid(depth * 1.5),
        flood_160=grid(depth * 3),
        rain_year=table(
            RAIN_YEAR,
            [
                box(0, 0, 60, 100),
                box(60, 0, 100, 100),
                box(EAST_M, 0, EAST_M + 100, 100),
            ],
            ["y1", "y2", "y3"],
            park_id=["west", "west", "east"],
            surface=["closed_paving", "planted", "planted"],
            area_m2=[6_000.0, 4_000.0, 10_000.0],
            infiltrated_share=[0.0, 0.4, 0.5],
        ),
    )
