"""The map: true to the land, small enough to send, readable without colour."""

import re
from dataclasses import replace

import numpy as np
import pyogrio
import pytest
import shapely
from geopandas import GeoDataFrame
from lxml import etree
from shapely import Polygon, box

from werklandschap.landscape import COVER_CLASSES, PARKS, RIJKSDRIEHOEK, SURFACES
from werklandschap.report.map import draw_map, map_sources
from werklandschap.report.map_words import legend, map_alt
from werklandschap.report.paths import Frame, polygon_path
from werklandschap.report.patterns import PATTERNS

SVG = "{http://www.w3.org/2000/svg}"


def rings(path: str) -> list[Polygon]:
    """Read a path of relative lines back into rings, in units of paper."""
    found = []
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        moves = np.array(steps.split(), int).reshape(-1, 2)
        found.append(Polygon(np.vstack([[int(x), int(y)], moves]).cumsum(axis=0)))
    return found


def path_of(svg: str, cover_class: str) -> str:
    node = etree.fromstring(svg).find(f".//{SVG}path[@id='all-{cover_class}']")
    return node.get("d")


@pytest.fixture
def drawn(scan):
    return draw_map(scan.parks[0], width_mm=170, height_mm=130, language="nl")


def test_is_well_formed(drawn):
    etree.fromstring(drawn.svg)


def test_shows_every_class_with_its_share(drawn):
    assert {cover.name: share for cover, share in drawn.classes} == pytest.approx(
        {
            "building": 0.25,
            "open_paving": 0.25,
            "planting": 250 * 110 / 120_000,
            "unmapped": 40 / 300,
            "forest": 100 * 110 / 120_000,
            "water": 50 * 110 / 120_000,
        }
    )


def test_draws_areas_to_scale(drawn, scan):
    bounds = scan.parks[0].landscape.parks.total_bounds
    frame = Frame.around(tuple(bounds), width_mm=170, height_mm=130)
    for cover, share in drawn.classes:
        (ring,) = rings(path_of(drawn.svg, cover.name))
        assert ring.area * frame.metres_per_unit**2 == pytest.approx(
            share * 120_000, rel=0.01
        )


def test_scale_bar_is_as_long_as_it_says(drawn, scan):
    bounds = scan.parks[0].landscape.parks.total_bounds
    frame = Frame.around(tuple(bounds), width_mm=170, height_mm=130)
    length = int(re.search(r"v22h(\d+)v-22", drawn.svg)[1])
    (label,) = {
        node.text for node in etree.fromstring(drawn.svg).iter(f"{SVG}text")
    } - {"N"}
    assert label == "100\u202fm"
    assert length * frame.metres_per_unit == pytest.approx(100, rel=0.01)


def test_legend_holds_the_classes_present_and_no_other(drawn):
    labels = [entry["label"] for entry in legend(drawn, "nl")]
    assert set(labels) == {
        "gebouw",
        "open verharding",
        "groenvoorziening",
        "niet ingetekend",
        "bos",
        "water",
        "boom",
        "grens van het terrein",
    }


def test_every_class_but_the_plain_ones_has_a_pattern():
    plain = {
        "building",
        "structure",
        "closed_paving",
        "traffic_island",
        "hedgerow",
        "dune",
    }
    assert set(PATTERNS) | plain == set(COVER_CLASSES)


def test_patterns_that_are_used_are_defined(drawn):
    used = set(re.findall(r"url\(#([a-z_]+)\)", drawn.svg))
    defined = set(re.findall(r'<pattern id="([a-z_]+)"', drawn.svg))
    assert used == defined == {"open_paving", "planting", "forest", "water", "unmapped"}


def test_is_described_for_who_cannot_see_it(drawn, scan):
    text = map_alt(scan.parks[0], drawn, "nl")
    assert text.startswith(
        "Kaart van de bodembedekking van Het Klaver. gebouw 25\u202f%"
    )


def test_names_the_sources_of_what_it_shows_only(scan):
    sources = map_sources(scan.parks[0].landscape)
    assert [origin.source for origin in sources] == ["bgt"]


def test_draws_what_little_there_is(scan):
    park = scan.parks[0]
    bare = park.landscape.having(surfaces=None, buildings=None, trees=None, water=None)
    drawn = draw_map(
        replace(park, landscape=bare), width_mm=80, height_mm=80, language="en"
    )
    etree.fromstring(drawn.svg)
    assert drawn.classes == ()
    assert not drawn.has_trees


def test_other_parks_do_not_enter(many_parks):
    one, other = many_parks.parks[:2]
    both = one.landscape.having(surfaces=other.landscape.surfaces)
    drawn = draw_map(
        replace(one, landscape=both), width_mm=80, height_mm=80, language="nl"
    )
    assert drawn.classes == ()


def test_neighbours_keep_touching():
    left = Polygon([(0, 0), (10.03, 0), (10.04, 7.77), (9.96, 20), (0, 20)])
    right = box(0, 0, 20, 20).difference(left)
    frame = Frame.around((0, 0, 20, 20), width_mm=10, height_mm=10)
    drawn = [
        rings(polygon_path(np.array([shape]), frame))[0] for shape in (left, right)
    ]
    assert shapely.union_all(drawn).area == pytest.approx(sum(d.area for d in drawn))
    assert shapely.union_all(drawn).geom_type == "Polygon"


def test_holes_and_specks():
    frame = Frame.around((0, 0, 100, 100), width_mm=10, height_mm=10)
    ring = box(0, 0, 100, 100).difference(box(20, 20, 40, 40))
    speck = box(50, 50, 50.001, 50.001)
    assert len(rings(polygon_path(np.array([ring]), frame))) == 2
    assert polygon_path(np.array([speck]), frame) == ""


@pytest.mark.real
def test_a_real_park_is_drawn_whole_and_small(real_data, scan):
    folder = real_data / "geo" / "nieuwegein-laagraven-bedrijventerrein"
    outline = pyogrio.read_dataframe(folder / "terreingrens_eigen_afgeleid.gpkg")
    halls = pyogrio.read_dataframe(
        folder / "bgt_nieuwegein_geconverteerd.gpkg", layer="buildingpart"
    )
    parks = PARKS.complete(
        GeoDataFrame(
            {"park_id": ["RIN9"], "name": ["De Liesbosch"]},
            geometry=outline.geometry.values,
            crs=RIJKSDRIEHOEK,
        ).set_index("park_id")
    )
    surfaces = SURFACES.complete(
        GeoDataFrame(
            {
                "surface_id": halls["gml_id"],
                "park_id": "RIN9",
                "theme": "building",
                "cover_class": "building",
                "is_paved": True,
                "green_fraction": 0.0,
                "water_fraction": 0.0,
                "bare_fraction": 1.0,
            },
            geometry=halls.geometry.values,
            crs=RIJKSDRIEHOEK,
        ).set_index("surface_id")
    )
    landscape = scan.parks[0].landscape.having(
        parks=parks, surfaces=surfaces, trees=None, buildings=None
    )
    park = replace(scan.parks[0], park_id="RIN9", landscape=landscape)
    drawn = draw_map(park, width_mm=170, height_mm=188, language="nl")
    frame = Frame.around(tuple(parks.total_bounds), width_mm=170, height_mm=188)
    area = sum(ring.area for ring in rings(path_of(drawn.svg, "building")))
    assert area * frame.metres_per_unit**2 == pytest.approx(334_000, rel=0.01)
    assert len(drawn.svg) < 3_000_000


def test_what_hardly_covers_anything_is_not_told_as_nothing(drawn):
    tiny = replace(drawn, classes=((COVER_CLASSES["water"], 0.0002),))
    assert legend(tiny, "nl")[0]["share"] == "<0,1\u202f%"
