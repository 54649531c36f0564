"""3DBAG: every form in which it is given, and what the heights and planes are worth."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from werklandschap.geo.rasters import read_grid
from werklandschap.landscape import BUILDINGS, ROOF_PLANES
from werklandschap.sources import SOURCES, documents
from werklandschap.sources._cityjson import BrokenCityModel
from werklandschap.sources.errors import CannotRead, NoReferenceSystem, TruncatedFile

HOUSES, ROOFS = SOURCES["bag3d_buildings"], SOURCES["bag3d_roof_planes"]
ID = "0503100000000001"
RD = "https://www.opengis.net/def/crs/EPSG/0/7415"
CORNER = (120_000.0, 480_000.0, 0.0)

CAMPUS = "delft-wippolder-campus"
FILES = {
    f"{CAMPUS}/3dbag_v210908_tile5910_lod22.city.json": (429, 429, 1658),
    f"{CAMPUS}/3dbag_v210908_tile5907_subset.city.json": (443, 443, 1509),
    f"{CAMPUS}/3dbag_v20241216_2panden.city.json": (2, 2, 7),
    "delft-centrum/3dbag_v210908_tile5908_subset.city.jsonl": (99, 99, 1203),
    "3dbag-overig/3dbag_delft_subset_v2024.city.jsonl": (10, 10, 26),
    "3dbag-overig/3dbag_v210908_tile901_subset.city.jsonl": (52, 52, 119),
    "3dbag-overig/3dbag_v210908_tile5870_subset.city.jsonl": (54, 53, 196),
}
"""Buildings with a footprint, of which with a roof, and roof planes in each file."""


# A small house: 8 by 10 m, eaves at 3 m and a ridge at 7 m, from south to north

VERTICES = [
    *[(0, 0, 0), (8, 0, 0), (8, 10, 0), (0, 10, 0)],
    *[(0, 0, 3), (8, 0, 3), (8, 10, 3), (0, 10, 3)],
    *[(4, 0, 7), (4, 10, 7)],
]
EAST, WEST, GROUND = [[5, 6, 9, 8]], [[4, 8, 9, 7]], [[0, 3, 2, 1]]
SHELL = [GROUND, EAST, WEST, [[0, 1, 5, 8, 4]], [[2, 3, 7, 9, 6]], [[1, 2, 6, 5]]]
ATTRIBUTES = {
    "identificatie": f"NL.IMBAG.Pand.{ID}",
    "oorspronkelijkbouwjaar": 1984,
    "status": "Pand in gebruik",
    "b3_h_maaiveld": 0.25,
    "b3_h_dak_50p": 5.5,
}


def solid(lod="2.2", **other):
    kinds = ["GroundSurface", "RoofSurface", "WallSurface"]
    return {
        "type": "Solid",
        "lod": lod,
        "boundaries": [SHELL],
        "semantics": {
            "surfaces": [{"type": kind} for kind in kinds],
            "values": [[0, 1, 1, 2, 2, None]],
        },
    } | other


def outline():
    return {"type": "MultiSurface", "lod": "0", "boundaries": [[[0, 1, 2, 3]]]}


def house(*part_geometries, own=(), name=f"NL.IMBAG.Pand.{ID}", **attributes):
    part = f"{name}-0"
    told = {key: v for key, v in (ATTRIBUTES | attributes).items() if v is not ...}
    whole = {"type": "Building", "attributes": told, "children": [part]}
    return {
        name: whole | {"geometry": list(own)},
        part: {
            "type": "BuildingPart",
            "parents": [name],
            "geometry": list(part_geometries),
        },
    }


def city(objects, scale=0.001, corner=CORNER, crs=RD, **other):
    whole = {
        "type": "CityJSON",
        "version": "2.0",
        "transform": {"scale": [scale] * 3, "translate": list(corner)},
        "metadata": {"referenceSystem": crs, "version": "v2024.12.16"},
        "CityObjects": objects,
        "vertices": [[round(c / scale) for c in point] for point in VERTICES],
    }
    whole |= other
    if crs is None:
        del whole["metadata"]["referenceSystem"]
    return {name: value for name, value in whole.items() if value is not ...}


@pytest.fixture
def given_files(tmp_path):
    """Write texts or values to files and look what they are."""

    def write(*files):
        folder = tmp_path / "given"
        folder.mkdir(exist_ok=True)
        for number, told in enumerate(files):
            text = told if isinstance(told, str) else json.dumps(told)
            (folder / f"{number}.json").write_text(text)
        return list(documents([folder], workspace=tmp_path / "work"))

    return write


def rows(source, given, area=None):
    reading = source.read(source.recognise(given), area)
    return reading, source.delivers.complete(source.tidy(reading.frame))


# What a house becomes


def test_a_house_is_a_building_with_its_heights(given_files):
    reading, found = rows(
        HOUSES, given_files(city(house(solid(), own=[outline()]), scale=0.001))
    )
    (row,) = found.reset_index().to_dict("records")
    assert row["building_id"] == ID
    assert (row["ground_m"], row["roof_m"]) == (0.25, 5.5)
    assert (row["built_year"], row["status"]) == (1984, "Pand in gebruik")
    assert row["registers"] == "3dbag"
    assert pd.isna(row["floor_area_m2"])
    assert row["geometry"].equals(box(120_000, 480_000, 120_008, 480_010))
    assert reading.published == date(2024, 12, 16)
    assert reading.repairs == {}


def test_a_gable_roof_has_two_planes_that_look_away_from_each_other(given_files):
    reading, found = rows(ROOFS, given_files(city(house(solid()))))
    assert found["building_id"].tolist() == [ID, ID]
    assert found["slope_deg"].tolist() == pytest.approx([45, 45])
    assert found["azimuth_deg"].tolist() == pytest.approx([90, 270])
    assert found["area_m2"].tolist() == pytest.approx([10 * 4 * 2**0.5] * 2)
    assert found["height_m"].tolist() == pytest.approx([5, 5])
    assert found.area.tolist() == pytest.approx([40, 40])
    assert reading.repairs == {}


def test_the_names_of_2021_are_understood(given_files):
    older = {
        "b3_h_maaiveld": ...,
        "b3_h_dak_50p": ...,
        "h_maaiveld": 1,
        "h_dak_50p": 7.5,
    }
    _, found = rows(HOUSES, given_files(city(house(solid(lod=2.2), **older))))
    assert found["ground_m"].tolist() == [1.0]
    assert found["roof_m"].tolist() == [7.5]


def sequence(**kind):
    header = city({}, **kind) | {"vertices": []}
    whole = city(house(solid()), **kind)
    feature = {name: whole[name] for name in ("CityObjects", "vertices")}
    return header, {"type": "CityJSONFeature", "id": "x"} | feature


def forms():
    header, feature = sequence()
    older = city(house(solid()), transform=..., version="1.0")
    older["vertices"] = (np.array(VERTICES) + CORNER).tolist()
    return {
        "whole": city(house(solid())),
        "points first": dict(reversed(city(house(solid())).items())),
        "version 1.0 in metres": older,
        "in centimetres": city(house(solid()), scale=0.01),
        "sequence": f"{json.dumps(header)}\n{json.dumps(feature)}\n",
        "first line too long to see": (
            f"{json.dumps(header | {'title': 'x' * 70_000})}\n{json.dumps(feature)}\n"
        ),
        "page of the API": {"features": [feature], "metadata": header, "links": []},
        "one of the API": {"id": "x", "metadata": header, "feature": feature},
        "several solids": city(
            house(
                solid(
                    type="MultiSolid",
                    boundaries=[[SHELL]],
                    semantics=solid()["semantics"] | {"values": [[[0, 1, 1, 2, 2, 2]]]},
                )
            )
        ),
        "loose surfaces": city(
            house(
                solid(
                    type="MultiSurface",
                    boundaries=SHELL,
                    semantics=solid()["semantics"] | {"values": [0, 1, 1, 2, 2, 2]},
                )
            )
        ),
    }


@pytest.mark.parametrize("form", forms())
def test_every_form_of_cityjson_says_the_same(form, given_files):
    given = given_files(forms()[form])
    reading, found = rows(ROOFS, given)
    assert found["area_m2"].tolist() == pytest.approx([10 * 4 * 2**0.5] * 2)
    assert found["azimuth_deg"].tolist() == pytest.approx([90, 270])
    assert found.total_bounds == pytest.approx([120_000, 480_000, 120_008, 480_010])
    assert reading.repairs == {}
    _, buildings = rows(HOUSES, given)
    assert buildings.area.tolist() == pytest.approx([80])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    st.sampled_from([0.001, 0.002, 0.005, 0.01]),
    st.tuples(st.integers(0, 250_000), st.integers(300_000, 600_000), st.just(0)),
)
def test_where_a_model_counts_from_changes_its_place_only(given_files, scale, corner):
    given = given_files(city(house(solid()), scale=scale, corner=corner))
    _, found = rows(ROOFS, given)
    assert found["area_m2"].tolist() == pytest.approx([10 * 4 * 2**0.5] * 2)
    assert found.total_bounds[:2] == pytest.approx(corner[:2])


def test_the_footprint_is_that_of_lod_0_else_the_ground_of_all_parts(given_files):
    name = f"NL.IMBAG.Pand.{ID}"
    second = solid(lod="1.2", boundaries=[[[[1, 1, 2, 5]], *SHELL[1:]]])
    objects = house(solid(lod="1.2"))
    objects["other"] = {"type": "BuildingPart", "parents": [name], "geometry": [second]}
    _, found = rows(HOUSES, given_files(city(objects)))
    assert found.area.tolist() == [80]
    smaller = outline() | {"boundaries": [[[0, 1, 2]]]}
    objects[name]["geometry"] = [smaller]
    _, found = rows(HOUSES, given_files(city(objects)))
    assert found.area.tolist() == [40]


def test_a_hole_is_no_roof(given_files):
    # A court of 2 by 2 m in a flat roof of 8 by 10 m.
    points = [*VERTICES, (1, 1, 3), (3, 1, 3), (3, 3, 3), (1, 3, 3)]
    roof = solid(boundaries=[[[[4, 5, 6, 7], [10, 11, 12, 13]]]])
    roof["semantics"]["values"] = [[1]]
    whole = city(house(roof), scale=1, vertices=points)
    _, found = rows(ROOFS, given_files(whole))
    assert found["area_m2"].tolist() == found.area.tolist() == [76]
    assert found["azimuth_deg"].isna().all()


def test_only_what_lies_in_the_area_is_read_and_roofs_stay_whole(given_files):
    given = given_files(city(house(solid())))
    east = box(120_005, 480_001, 120_006, 480_002)
    assert len(rows(ROOFS, given, east)[1]) == 2
    assert len(rows(HOUSES, given, east)[1]) == 1
    elsewhere = box(0, 300_000, 1, 300_001)
    for source in (HOUSES, ROOFS):
        reading, found = rows(source, given, elsewhere)
        assert found.empty
        assert reading.published is None


def test_the_newest_of_several_files_wins(given_files):
    older = city(house(solid(), b3_h_dak_50p=1.0), metadata={"referenceSystem": RD})
    between = city(house(solid(), b3_h_dak_50p=3.0))
    between["metadata"] = between["metadata"] | {"referenceDate": "2021-09-18"}
    reading, found = rows(HOUSES, given_files(older, city(house(solid())), between))
    assert found["roof_m"].tolist() == [5.5]
    assert reading.repairs == {"object_repeated": 2}
    assert reading.published == date(2024, 12, 16)


@pytest.mark.parametrize("year", [1005, 9999, 0, 1])
def test_years_that_nobody_knows_are_missing(year, given_files):
    given = given_files(city(house(solid(), oorspronkelijkbouwjaar=year)))
    reading, found = rows(HOUSES, given)
    assert found["built_year"].isna().all()
    assert reading.repairs == {"year_unknown": 1}


@pytest.mark.parametrize(
    "value", [None, "", "unknown", True, [], {}, float("nan"), ...]
)
def test_what_was_not_measured_is_missing(value, given_files):
    names = ("b3_h_maaiveld", "b3_h_dak_50p", "oorspronkelijkbouwjaar", "status")
    untold = dict.fromkeys(names, value) | {"status": None}
    _, found = rows(HOUSES, given_files(city(house(solid(), **untold))))
    columns = ["ground_m", "roof_m", "built_year", "status"]
    assert found[columns].isna().all(axis=None)


def test_what_cannot_be_used_is_skipped_and_counted(given_files):
    odd = {"type": "+SolidOfClay", "lod": "2.2", "boundaries": "clay"}
    template = {"type": "GeometryInstance", "template": 0, "boundaries": [0]}
    objects = house(solid(), odd, template)
    objects["tree"] = {"type": "SolitaryVegetationObject"}
    objects["shed"] = {"type": "Building", "attributes": {}, "geometry": [solid()]}
    objects["NL.IMBAG.Pand.0503100000000002"] = {"type": "Building"}
    reading, found = rows(HOUSES, given_files(city(objects)))
    assert found.index.tolist() == [ID]
    skipped = {"unknown_geometry": 2, "unknown_object": 1, "without_identification": 1}
    assert reading.repairs == skipped | {"without_footprint": 1}
    reading, found = rows(ROOFS, given_files(city(objects)))
    assert len(found) == 2
    assert reading.repairs == skipped | {"without_roof": 1}


def test_planes_without_area_are_left_out_and_counted(given_files):
    upright, line, point = [[0, 1, 5, 4]], [[0, 1, 0]], []
    roof = solid(boundaries=[[EAST, upright, line, point]])
    roof["semantics"]["values"] = [[1, 1, 1, 1]]
    reading, found = rows(ROOFS, given_files(city(house(roof))))
    assert found["slope_deg"].tolist() == pytest.approx([45])
    assert reading.repairs == {"ring_without_area": 3}


# Where on earth


def test_without_a_reference_system_metres_in_the_country_are_rd(given_files):
    reading, found = rows(HOUSES, given_files(city(house(solid()), crs=None)))
    assert found.area.tolist() == [80]
    assert reading.repairs == {"assumed_rd": 1}


@pytest.mark.parametrize(
    "told",
    [
        city(house(solid()), crs=None, corner=(4.0, 52.0, 0.0)),
        city(house(solid()), crs="https://www.opengis.net/def/crs/EPSG/0/4326"),
        city(house(solid()), crs="urn:ogc:def:crs:EPSG::25832"),
    ],
)
def test_what_lies_elsewhere_is_refused(told, given_files):
    for source in (HOUSES, ROOFS):
        with pytest.raises(NoReferenceSystem):
            rows(source, given_files(told))


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::7415", "EPSG:28992"])
def test_both_names_of_the_system_are_known(crs, given_files):
    reading, _ = rows(HOUSES, given_files(city(house(solid()), crs=crs)))
    assert reading.repairs == {}


# Hostile files


def with_roof(boundaries, values=None):
    semantics = solid()["semantics"] | {"values": values or [[1] * len(boundaries)]}
    return city(house(solid(boundaries=[boundaries], semantics=semantics)))


HOSTILE = {
    "a point that is not there": with_roof([[[0, 1, 99]]]),
    "a point before the first": with_roof([[[0, 1, -1]]]),
    "half a point": with_roof([[[0, 1, 1.5]]]),
    "no number": with_roof([[[0, 1, "2"]]]),
    "yes and no": with_roof([[[True, False, 2]]]),
    "far too large": with_roof([[[0, 1, 10**30]]]),
    "too shallow": with_roof([[0, 1, 2]]),
    "a number for a solid": with_roof(7, values=[[1]]),
    "a kind that is not there": with_roof([EAST], values=[[8]]),
    "a kind before the first": with_roof([EAST], values=[[-1]]),
    "too few kinds": with_roof([EAST, WEST], values=[[1]]),
    "no points": city(house(solid()), vertices=...),
    "half of the points": city(house(solid()), vertices=[[0, 0]]),
    "points that are words": city(house(solid()), vertices=[["a", "b", "c"]]),
    "no number at all": city(house(solid()), vertices=[[float("nan")] * 3] * 10),
    "a bad scale": city(house(solid()), transform={"scale": [1], "translate": "x"}),
    "objects in a list": city([f"NL.IMBAG.Pand.{ID}"]),
    "a word for an object": city({f"NL.IMBAG.Pand.{ID}": "CityObjects"}),
    "attributes in a list": city(
        {
            f"NL.IMBAG.Pand.{ID}": {"type": "Building"}
            | {"attributes": [1], "geometry": [solid()]}
        }
    ),
    "a list": [{"CityObjects": f"NL.IMBAG.Pand.{ID}"}],
    "very deep": '{"CityObjects": "NL.IMBAG.Pand.", "a": ' + "[" * 200_000,
}


@pytest.mark.parametrize("which", HOSTILE)
def test_a_file_that_is_not_sound_is_told_in_a_sentence(which, given_files):
    given = given_files(HOSTILE[which])
    with pytest.raises(BrokenCityModel) as problem:
        rows(ROOFS, given)
    assert "0.json" in problem.value.say("nl")
    assert problem.value.code == "cityjson.broken_model"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.data())
def test_a_file_that_breaks_off_is_told(given_files, data):
    header, feature = sequence()
    text = data.draw(
        st.sampled_from(
            [
                json.dumps(city(house(solid()))),
                f"{json.dumps(header)}\n{json.dumps(feature)}",
            ]
        )
    )
    mark = text.index("NL.IMBAG") + 20
    cut = data.draw(st.integers(mark, len(text) - 1))
    for source in (HOUSES, ROOFS):
        with pytest.raises(TruncatedFile):
            rows(source, given_files(text[:cut]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_whatever_is_swapped_for_nonsense_gives_an_error_of_ours_or_a_table(
    given_files, data
):
    # By way of JSON, so that nothing of it is shared with other tests.
    whole = json.loads(json.dumps(city(house(solid(), own=[outline()]))))
    here = whole
    while True:
        keys = list(here) if isinstance(here, dict) else range(len(here))
        key = data.draw(st.sampled_from(keys))
        below = here[key]
        if not (isinstance(below, (dict, list)) and below and data.draw(st.booleans())):
            break
        here = below
    nonsense = [None, 0, -7, 1e300, "x", [], {}, [[]], [None], {"a": 1}, True]
    here[key] = data.draw(st.sampled_from(nonsense))
    given = given_files(whole)
    for source in (HOUSES, ROOFS):
        try:
            rows(source, given)
        except CannotRead:
            continue


# What is whose


def test_files_without_numbers_of_the_bag_are_left_alone(given_files):
    shed = city(house(solid(), name="shed", identificatie="shed"))
    pand = {"identificatie": f"NL.IMBAG.Pand.{ID}"}
    geojson = {"type": "FeatureCollection", "features": [{"properties": pand}]}
    given = given_files(shed, geojson, "a text about CityJSON and NL.IMBAG.Pand.")
    for source in (HOUSES, ROOFS):
        assert source.recognise(given) == []


def test_buildings_far_down_a_file_are_found(given_files):
    many = [[0, 0, 0]] * 20_000
    told = {"vertices": VERTICES + many} | city(house(solid()), vertices=..., scale=1)
    given = given_files(told)
    assert "NL.IMBAG" not in given[0].head
    assert HOUSES.recognise(given) == given


def test_the_api_is_asked_for_the_buildings_in_the_area():
    for source in (HOUSES, ROOFS):
        (asset,) = source.locate(box(1, 2, 3, 4.5), date(2026, 1, 1))
        assert asset.protocol == "features"
        assert asset.url == "https://api.3dbag.nl/collections/pand/items"
        assert asset.settings["bbox"] == "1.000,2.000,3.000,4.500"


# Real files


@pytest.fixture(scope="session")
def geo(real_data):
    return real_data / "geo"


@pytest.fixture
def real(geo, tmp_path):
    def read(name, source):
        return rows(source, list(documents([geo / name], workspace=tmp_path)))

    return read


@pytest.mark.real
@pytest.mark.parametrize("name", FILES)
def test_every_building_of_a_file_is_read(name, real):
    houses, with_roof, planes = FILES[name]
    reading, buildings = real(name, HOUSES)
    assert len(buildings) == houses
    assert buildings.index.str.fullmatch(r"\d{16}").all()
    assert buildings["status"].isin(["Pand in gebruik", "Verbouwing pand"]).all()
    assert reading.published in {
        date(2021, 9, 18),
        date(2021, 9, 20),
        date(2024, 4, 20),
        date(2024, 12, 16),
    }
    _, roofs = real(name, ROOFS)
    assert len(roofs) == planes
    assert roofs["building_id"].nunique() == with_roof
    assert roofs["building_id"].isin(buildings.index).all()


@pytest.mark.real
def test_every_building_of_tile_5910_is_accounted_for(real):
    """The file has 432 buildings, of which three were not reconstructed."""
    name = f"{CAMPUS}/3dbag_v210908_tile5910_lod22.city.json"
    reading, buildings = real(name, HOUSES)
    assert len(buildings) + reading.repairs["without_footprint"] == 432
    reading, roofs = real(name, ROOFS)
    assert roofs["building_id"].nunique() + reading.repairs["without_roof"] == 432


@pytest.mark.real
@pytest.mark.parametrize("name", FILES)
def test_roofs_cover_the_footprint(name, real):
    """From above, the planes of a roof together are the building."""
    _, buildings = real(name, HOUSES)
    _, roofs = real(name, ROOFS)
    above = roofs["area_m2"] * np.cos(np.radians(roofs["slope_deg"]))
    assert above.to_numpy() == pytest.approx(roofs.area.to_numpy(), abs=1e-3)
    seen = above.groupby(roofs["building_id"]).sum()
    ground = buildings.area.reindex(seen.index)
    assert seen.sum() == pytest.approx(ground.sum(), rel=0.025)
    assert (seen / ground).median() == pytest.approx(1, abs=0.004)
    assert (seen <= ground * 1.001).all()


@pytest.mark.real
def test_slopes_and_directions_are_those_of_the_publisher(real, geo):
    """3DBAG of 2024 tells the slope and direction of each plane itself."""
    name = f"{CAMPUS}/3dbag_v20241216_2panden.city.json"
    _, roofs = real(name, ROOFS)
    told = [
        (one["b3_hellingshoek"], one["b3_azimut"], building.removesuffix("-0")[-16:])
        for building, part in json.loads((geo / name).read_text())[
            "CityObjects"
        ].items()
        for geometry in part["geometry"]
        if geometry["lod"] == "2.2"
        for one in geometry["semantics"]["surfaces"]
        if one["type"] == "RoofSurface"
    ]
    publisher = pd.DataFrame(told, columns=["slope", "azimuth", "building"])
    publisher = publisher.sort_values("building", kind="stable")
    assert roofs["building_id"].tolist() == publisher["building"].tolist()
    assert roofs["slope_deg"].to_numpy() == pytest.approx(publisher["slope"], abs=0.05)
    is_steep = roofs["azimuth_deg"].notna().to_numpy()
    # Points are rounded to millimetres: of planes of half a square metre that shows.
    assert roofs["azimuth_deg"][is_steep].to_numpy() == pytest.approx(
        publisher["azimuth"][is_steep], abs=0.6
    )
    assert (publisher["slope"][~is_steep] < 1).all()


@pytest.mark.real
def test_roofs_are_as_large_as_the_publisher_says(real, geo):
    name = "3dbag-overig/3dbag_delft_subset_v2024.city.jsonl"
    _, roofs = real(name, ROOFS)
    theirs = {
        building[-16:]: one["attributes"]
        for line in (geo / name).read_text().splitlines()[1:]
        for building, one in json.loads(line)["CityObjects"].items()
        if one["type"] == "Building"
    }
    told = pd.DataFrame.from_dict(theirs, orient="index").sort_index()
    ours = roofs["area_m2"].groupby(roofs["building_id"]).sum()
    difference = ours - told["b3_opp_dak_plat"] - told["b3_opp_dak_schuin"]
    # The publisher gives one building 8.85 m2 of flat roof more than its faces have.
    odd = "0503100000005156"
    assert difference.drop(odd).abs().max() < 0.05
    flat = roofs[(roofs["building_id"] == odd)].area.sum()
    assert flat == pytest.approx(told.loc[odd, "b3_opp_grond"], abs=0.01)


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "surface", "larger_than_m2", "how_many"),
    [
        # Cells of 5 m mix the roof with the street: only in large buildings they do not.
        (
            f"{CAMPUS}/3dbag_v210908_tile5910_lod22.city.json",
            f"{CAMPUS}/ahn_dsm_5m.tif",
            400,
            20,
        ),
        (
            "delft-centrum/3dbag_v210908_tile5908_subset.city.jsonl",
            "delft-centrum/ahn3_dsm_05m_afgeleid.tif",
            50,
            15,
        ),
    ],
)
def test_roofs_are_as_high_as_the_surface_of_ahn(
    name, surface, larger_than_m2, how_many, real, geo
):
    _, buildings = real(name, HOUSES)
    large = buildings[(buildings.area > larger_than_m2) & buildings["roof_m"].notna()]
    grid = read_grid(geo / surface)
    difference = [
        surface_inside(row.geometry, grid) - row.roof_m for row in large.itertuples()
    ]
    measured = np.array(difference)[np.isfinite(difference)]
    assert len(measured) == how_many
    assert abs(np.median(measured)) < 0.1


def surface_inside(shape, grid):
    """Give the median of the cells in a shape; NaN where none is measured."""
    inside = shapely.contains_xy(shape, *np.meshgrid(*grid.definition.centres_m()))
    heights = grid.values[inside]
    heights = heights[np.isfinite(heights)]
    return np.median(heights) if len(heights) else np.nan


@pytest.mark.real
def test_exactly_the_files_of_3dbag_are_recognised(geo, tmp_path):
    folders = [geo / CAMPUS, geo / "delft-centrum", geo / "3dbag-overig"]
    given = list(documents(folders, workspace=tmp_path))
    for source in (HOUSES, ROOFS):
        found = {document.path for document in source.recognise(given)}
        assert found == {geo / name for name in FILES}


@pytest.mark.real
def test_a_page_of_the_api_says_what_the_sequence_says(geo, real, given_files):
    """A page holds the lines of a sequence, as the API is documented."""
    name = "3dbag-overig/3dbag_delft_subset_v2024.city.jsonl"
    header, *features = map(json.loads, (geo / name).read_text().splitlines())
    given = given_files({"features": features, "metadata": header, "links": []})
    for source in (HOUSES, ROOFS):
        _, paged = rows(source, given)
        pd.testing.assert_frame_equal(paged, real(name, source)[1])


def test_empty_answers_are_empty_tables():
    for source, table in ((HOUSES, BUILDINGS), (ROOFS, ROOF_PLANES)):
        reading, found = rows(source, [])
        assert found.empty
        assert reading.published is None
        assert found.index.name == table.key
