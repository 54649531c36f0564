"""Maps and tables of what was simulated: true to the cells, readable without colour."""

import base64
import io
import re
import warnings
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from geopandas import GeoDataFrame
from lxml import etree
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import MemoryFile
from shapely import box

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.landscape import PLOT_WATER, RIJKSDRIEHOEK, SOLAR_ROOFS
from werklandschap.report.class_pictures import MapClass, class_swatch, dots_of, picture
from werklandschap.report.paths import Frame
from werklandschap.report.simulated_maps import MAPS, simulated_maps
from werklandschap.report.simulated_tables import plot_rows, roof_rows

WEST_M, SOUTH_M = 120_000.0, 450_000.0


def with_layers(park, **layers):
    return replace(park, landscape=park.landscape.having(**layers))


def depths(value_west: float, value_east: float) -> Grid:
    """Depths on the park of 400 by 300 m: one west of its middle, one east."""
    definition = GridDefinition(WEST_M, SOUTH_M + 300, 2.0, 150, 200)
    values = np.full(definition.shape, value_west, np.float32)
    values[:, 100:] = value_east
    return Grid(definition, values)


def read_png(address: str) -> np.ndarray:
    png = base64.b64decode(address.removeprefix("data:image/png;base64,"))
    with warnings.catch_warnings(), MemoryFile(io.BytesIO(png)) as memory:
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with memory.open() as file:
            return np.moveaxis(file.read(), 0, 2)


def image_of(svg: str) -> np.ndarray:
    (address,) = re.findall(r'href="(data:image/png;base64,[^"]+)"', svg)
    return read_png(address)


@pytest.fixture
def flooded(scan):
    return with_layers(scan.parks[0], flood_70=depths(0.01, 0.50))


def test_shares_are_of_the_cells_in_the_park(flooded):
    (told,) = simulated_maps(flooded, "en")
    shares = {row["label"]: row["share"] for row in told["legend"]}
    assert shares["30 cm and deeper"].startswith("50")
    assert shares["5–10 cm"].startswith("0")


def test_ground_that_was_not_calculated_has_no_share(scan):
    pet = depths(np.nan, 38.0)
    (told,) = simulated_maps(with_layers(scan.parks[0], pet=pet), "en")
    shares = [row["share"] for row in told["legend"]]
    assert [share for share in shares if share.startswith("100")]


def test_what_is_painted_lies_where_it_was_calculated(flooded):
    (told,) = simulated_maps(flooded, "nl")
    etree.fromstring(told["svg"])
    painted = image_of(told["svg"])[..., 3] > 0
    frame = Frame.around(
        (WEST_M, SOUTH_M, WEST_M + 400, SOUTH_M + 300), width_mm=170.0, height_mm=92.0
    )
    x, y = dots_of(frame).centres_m()
    assert painted.shape == dots_of(frame).shape
    is_deep = (x > WEST_M + 200) & (x < WEST_M + 400)
    is_row = (y > SOUTH_M) & (y < SOUTH_M + 300)
    np.testing.assert_array_equal(painted, np.outer(is_row, is_deep))


@pytest.mark.parametrize("each", MAPS, ids=lambda each: each.layer)
def test_no_two_classes_look_alike_in_grey(each):
    """The second channel: neighbours differ by pattern, or by much lightness."""
    seen = []
    for number in range(1, len(each.classes) + 1):
        dots = image_of(class_swatch(each.classes, number))[..., :3].astype(float)
        grey = dots @ [0.299, 0.587, 0.114]
        seen.append((each.classes[number - 1].pattern, grey.mean()))
    for (one, light), (other, dark) in pairwise(seen):
        assert one != other or abs(light - dark) > 20


def test_a_class_without_cells_is_transparent():
    classes = (MapClass(0.0, "#ff0000", "lines", MAPS[0].title),)
    codes = np.array([[0, 1], [1, 0]])
    dots = read_png(picture(codes, classes))
    assert (dots[..., 3] > 0).tolist() == (codes > 0).tolist()


def test_a_map_says_how_often_its_shower_falls(flooded):
    for language, often in (("nl", "eens in de"), ("en", "once in")):
        (told,) = simulated_maps(flooded, language)
        assert often in told["note"]


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "geen hoogtes"), ("en", "no heights")]
)
def test_a_heat_map_on_assumed_heights_says_so_itself(scan, language, said):
    layers = {"pet": depths(30.0, 38.0), "flood_70": depths(0.01, 0.50)}
    park = with_layers(scan.parks[0], **layers)
    blind = with_layers(park, simulated_without=frozenset({"surface_m"}))
    heat, flood = simulated_maps(blind, language)
    assert said in heat["note"]
    assert said in heat["alt"]
    assert said not in flood["note"]
    assert said not in simulated_maps(park, language)[0]["note"]


def test_a_map_tells_of_cells_that_are_larger_than_usual(scan):
    definition = GridDefinition(WEST_M, SOUTH_M + 300, 4.0, 75, 100)
    coarse = Grid(definition, np.full(definition.shape, 0.2, np.float32))
    (told,) = simulated_maps(with_layers(scan.parks[0], flood_70=coarse), "nl")
    assert "cellen van 4 m" in told["note"]


def test_plots_are_listed_by_what_they_shed(scan):
    names = [f"p{n}" for n in range(8)]
    plots = GeoDataFrame(
        {
            "plot_id": names,
            "kind": "parcel",
            "rain_m3": 700.0,
            "received_m3": 20.0,
            "shed_m3": [10.0 * n for n in range(8)],
            "stored_m3": 5.0,
            "taken_m3": 1.0,
        },
        geometry=[
            box(WEST_M + 40 * n, SOUTH_M, WEST_M + 40 * n + 40, SOUTH_M + 100)
            for n in range(7)
        ]
        # The last lies elsewhere.
        + [box(WEST_M + 5_000, SOUTH_M, WEST_M + 5_040, SOUTH_M + 100)],
        crs=RIJKSDRIEHOEK,
    ).set_index("plot_id")
    park = with_layers(scan.parks[0], plot_water=PLOT_WATER.complete(plots))
    rows = plot_rows(park, "nl")
    assert [row[0] for row in rows] == ["p6", "p5", "p4", "p3", "p2", "p1"]
    assert rows[0][3].startswith("60")
    assert plot_rows(scan.parks[0], "nl") == []


def test_a_roof_is_all_planes_of_a_building(scan):
    roofs = GeoDataFrame(
        {
            "roof_plane_id": ["a", "b", "c"],
            "building_id": ["one", "one", "two"],
            "found_in": "model",
            "area_m2": [100.0, 50.0, 200.0],
            "slope_deg": 0.0,
            "usable_area_m2": [60.0, 30.0, 80.0],
            "power_kwp": [10.0, 5.0, 0.0],
            "yield_mwh_per_year": [9.0, 4.5, 0.0],
            "shading_loss_share": [0.1, 0.1, np.nan],
            "green_roof": ["promising", "unfit", "needs_study"],
        },
        geometry=[box(WEST_M, SOUTH_M, WEST_M + 10, SOUTH_M + 10)] * 3,
        crs=RIJKSDRIEHOEK,
    ).set_index("roof_plane_id")
    park = with_layers(scan.parks[0], solar_roofs=SOLAR_ROOFS.complete(roofs))
    one, two = roof_rows(park, "en")
    assert [part.split("\u202f")[0] for part in one] == [
        "one",
        "90",
        "14",
        "900",
        "10.0",
        "promising",
    ]
    assert two[0] == "two"
    assert two[3] == two[4] == "–"
