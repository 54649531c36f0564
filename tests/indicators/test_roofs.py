"""How much roof there is and what its slope leaves room for."""

import re
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from shapely.affinity import rotate

from werklandschap.examples import model_park
from werklandschap.indicators import INDICATORS, roofs
from werklandschap.indicators.roofs import (
    flat_roof_share,
    green_roof_promising_m2,
    green_roof_study_m2,
    green_roof_unfit_m2,
    roof_area_m2,
    solar_potential_kwp,
    span_m,
)
from werklandschap.landscape import BUILDINGS, PARKS, RIJKSDRIEHOEK, ROOF_PLANES
from werklandschap.parameters import Assumptions
from werklandschap.sources import SOURCES, documents

ASSUMED = Assumptions(date(2026, 1, 1))
GREEN = (green_roof_promising_m2, green_roof_study_m2, green_roof_unfit_m2)
PARK = box(0, 0, 400, 100)


def frame(table, outlines, names, **columns):
    found = gpd.GeoDataFrame(
        columns,
        geometry=list(outlines),
        crs=RIJKSDRIEHOEK,
        index=pd.Index(names, name=table.key, dtype="str"),
    )
    return table.complete(found)


def zones(*outlines):
    names = [f"p{x}" for x in range(len(outlines))]
    return frame(PARKS, outlines, names, name=names)


def buildings(*rows):
    """Make buildings of (outline, year)."""
    outlines, years = zip(*rows, strict=True) if rows else [()] * 2
    return frame(
        BUILDINGS,
        outlines,
        [f"b{x}" for x in range(len(rows))],
        built_year=pd.array(list(years), dtype="Int16"),
        registers=["bag"] * len(rows),
    )


def planes(*rows):
    """Make roof planes of (building, outline, area, slope, azimuth)."""
    names, outlines, areas, slopes, azimuths = (
        zip(*rows, strict=True) if rows else [()] * 5
    )
    return frame(
        ROOF_PLANES,
        outlines,
        [f"r{x}" for x in range(len(rows))],
        building_id=pd.array(list(names), dtype="str"),
        area_m2=np.array(areas, float),
        slope_deg=np.array(slopes, float),
        azimuth_deg=np.array(azimuths, float),
        height_m=8.0,
    )


def green(own_buildings, own_planes, parks=None, assumed=ASSUMED):
    place = zones(PARK) if parks is None else parks
    return [each(place, own_buildings, own_planes, assumed) for each in GREEN]


def one_roof(slope, *, year=2000, width=20.0, azimuth=np.nan):
    outline = box(10, 10, 40, 10 + width)
    return buildings((outline, year)), planes(("b0", outline, 100.0, slope, azimuth))


@pytest.mark.parametrize(
    ("slope", "year", "width", "expected"),
    [
        (0, 2000, 20, "promising"),
        (15, 2000, 20, "promising"),
        (15.1, 2000, 20, "study"),
        (30, 2000, 20, "study"),
        (30.1, 2000, 20, "unfit"),
        (60, 1950, 20, "unfit"),
        (0, 1979, 20, "study"),
        (0, 1980, 20, "promising"),
        (0, 1979, 10, "promising"),
        (0, None, 20, "promising"),
    ],
)
def test_slope_age_and_span_tell_what_a_green_roof_asks(slope, year, width, expected):
    found = green(*one_roof(slope, year=year, width=width))
    areas = dict(
        zip(
            ("promising", "study", "unfit"),
            [each.item() for each in found],
            strict=True,
        )
    )
    assert areas.pop(expected) == 100
    assert not any(areas.values())


@settings(max_examples=25)
@given(st.floats(2, 60), st.floats(2, 60), st.floats(0, 180))
def test_the_span_is_the_short_side_however_a_hall_is_turned(width, length, turn):
    hall = rotate(box(0, 0, width, length), turn)
    assert span_m(buildings((hall, 1970))).item() == pytest.approx(
        min(width, length), rel=1e-3
    )


roof = st.tuples(
    st.integers(0, 4),
    st.floats(1, 900),
    st.floats(0, 80),
    st.one_of(st.just(float("nan")), st.floats(0, 360)),
)
years = st.lists(st.one_of(st.none(), st.integers(1900, 2025)), min_size=5, max_size=5)


def made(own_years, drawn):
    halls = [box(20 * x, 0, 20 * x + 15, 20 + x) for x in range(5)]
    has_all = [(f"b{x}", halls[x], 1.0, 0.0, np.nan) for x in range(5)]
    own_planes = planes(*has_all, *[(f"b{b}", halls[b], *rest) for b, *rest in drawn])
    return buildings(*zip(halls, own_years, strict=True)), own_planes


@settings(max_examples=25)
@given(years, st.lists(roof, max_size=9), st.sampled_from(["low", "central", "high"]))
def test_the_three_classes_add_up_to_the_roof(own_years, drawn, level):
    own_buildings, own_planes = made(own_years, drawn)
    assumed = ASSUMED.at_level(level)
    total = sum(each.item() for each in green(own_buildings, own_planes, None, assumed))
    assert total == pytest.approx(own_planes["area_m2"].sum())
    assert total == pytest.approx(
        roof_area_m2(zones(PARK), own_buildings, own_planes).item()
    )


@settings(max_examples=25)
@given(years, st.lists(roof, max_size=9))
def test_older_buildings_are_never_more_promising(own_years, drawn):
    own_buildings, own_planes = made(own_years, drawn)
    older, _ = made([1900] * 5, drawn)
    now, then = green(own_buildings, own_planes)[0], green(older, own_planes)[0]
    assert then.item() <= now.item()


@settings(max_examples=25)
@given(st.lists(roof, max_size=9))
def test_the_low_end_of_solar_is_never_above_the_high_end(drawn):
    own_buildings, own_planes = made([2000] * 5, drawn)
    low, central, high = (
        solar_potential_kwp(
            zones(PARK), own_buildings, own_planes, ASSUMED.at_level(level)
        ).item()
        for level in ("low", "central", "high")
    )
    assert low <= central <= high
    assert high <= 0.23 * own_planes["area_m2"].sum()


@pytest.mark.parametrize(
    ("slope", "azimuth", "usable"),
    [
        (0, np.nan, 0.44),
        (4.9, 0, 0.44),
        (5, 180, 0.55),
        (30, 90, 0.55),
        (30, 315, 0.55),
        (30, 316, 0.0),
        (30, 0, 0.0),
        (30, 44, 0.0),
        (30, 45, 0.55),
        (30, np.nan, 0.55),
    ],
)
def test_pitched_roofs_to_the_north_hold_no_panels(slope, azimuth, usable):
    own_buildings, own_planes = one_roof(slope, azimuth=azimuth)
    power = solar_potential_kwp(zones(PARK), own_buildings, own_planes, ASSUMED)
    assert power.item() == pytest.approx(100 * usable * 0.21)


def test_a_building_without_planes_counts_with_its_footprint():
    two = buildings((box(0, 0, 10, 10), 2000), (box(20, 0, 40, 10), 2000))
    own_planes = planes(("b0", box(0, 0, 10, 10), 115.0, 30.0, 180.0))
    parks = zones(PARK, box(500, 0, 600, 100))
    assert roof_area_m2(parks, two, own_planes).tolist() == [115 + 200, 0]
    assert roof_area_m2(parks, two).tolist() == [100 + 200, 0]


def test_roofs_of_which_too_little_is_known_are_not_measured():
    two = buildings((box(0, 0, 10, 10), 2000), (box(20, 0, 40, 10), 2000))
    own_planes = planes(("b0", box(0, 0, 10, 10), 100.0, 0.0, np.nan))
    parks = zones(PARK, box(0, 0, 15, 15), box(500, 0, 600, 100))
    solar = solar_potential_kwp(parks, two, own_planes, ASSUMED)
    for values in (*green(two, own_planes, parks), solar):
        assert np.isnan(values.iloc[0])  # a third of the footprint has planes
        assert values.iloc[1] >= 0  # all of it
        assert values.iloc[2] == 0  # nothing is built there


def test_the_flat_share_goes_by_area():
    own_planes = planes(
        ("b0", box(0, 0, 10, 10), 300.0, 4.9, np.nan),
        ("b0", box(10, 0, 20, 10), 100.0, 5.0, 90.0),
    )
    parks = zones(PARK, box(500, 0, 600, 100))
    share = flat_roof_share(parks, own_planes, ASSUMED)
    assert share.iloc[0] == 0.75
    assert np.isnan(share.iloc[1])


@pytest.mark.parametrize("formula", [*GREEN, solar_potential_kwp])
def test_nothing_built_is_no_roof(formula):
    values = formula(zones(PARK), buildings(), planes(), ASSUMED)
    assert values.item() == 0
    assert values.name == formula.__name__


def test_roofs_are_never_called_suitable():
    text = Path(roofs.__file__).read_text("utf-8").lower()
    labels = " ".join(
        each.label.nl + each.label.en
        for each in INDICATORS.values()
        if each.theme == "energy"
    )
    assert not re.search(r"\b(on)?geschikt|suitable", text + labels.lower())


def test_agrees_with_plain_pandas_on_a_model_park():
    place = model_park(seed=2, area_ha=12, cell_m=5.0)
    own_buildings, own_planes = place.tables["buildings"], place.tables["roof_planes"]
    outline = place.parks.geometry.iloc[0]
    points = own_planes.geometry.representative_point()
    held = own_planes[points.within(outline)]
    year = own_buildings["built_year"].reindex(held["building_id"]).to_numpy()
    rectangles = own_buildings.geometry.minimum_rotated_rectangle()
    span = rectangles.map(lambda r: min(_sides(r))).reindex(held["building_id"])
    suspect = (year < 1980) & (span.to_numpy() > 10)
    slope = held["slope_deg"].to_numpy()
    expected = [
        held.loc[(slope <= 15) & ~suspect, "area_m2"].sum(),
        held.loc[(slope <= 30) & ((slope > 15) | suspect), "area_m2"].sum(),
        held.loc[slope > 30, "area_m2"].sum(),
    ]
    found = [each.item() for each in green(own_buildings, own_planes, place.parks)]
    assert found == pytest.approx(expected)
    assert found[0] > 0
    assert found[1] > 0


def _sides(rectangle):
    corners = np.array(rectangle.exterior.coords)[:3]
    return np.linalg.norm(np.diff(corners, axis=0), axis=1)


@pytest.mark.real
def test_agrees_with_plain_pandas_on_the_roofs_of_delft(real_data, tmp_path):
    folder = real_data / "geo" / "delft-wippolder-campus"
    file = folder / "3dbag_v210908_tile5910_lod22.city.json"
    tables = []
    for name in ("bag3d_buildings", "bag3d_roof_planes"):
        source = SOURCES[name]
        found = list(documents([file], workspace=tmp_path / name))
        reading = source.read(source.recognise(found), None)
        tables.append(source.delivers.complete(source.tidy(reading.frame)))
    own_buildings, own_planes = tables
    park = zones(box(*own_buildings.total_bounds))
    roof_m2 = own_planes["area_m2"].sum()
    without = ~own_buildings.index.isin(own_planes["building_id"])
    bare_m2 = own_buildings[without].geometry.area.sum()

    total = roof_area_m2(park, own_buildings, own_planes).item()
    assert total == pytest.approx(roof_m2 + bare_m2, rel=1e-9)
    assert total > own_buildings.geometry.area.sum()  # slopes are larger than plans
    areas = [each.item() for each in green(own_buildings, own_planes, park)]
    assert sum(areas) == pytest.approx(roof_m2, rel=1e-9)
    assert areas[2] == pytest.approx(
        own_planes.query("slope_deg > 30")["area_m2"].sum(), rel=1e-9
    )
    flat_m2 = own_planes.query("slope_deg < 5")["area_m2"].sum()
    assert flat_roof_share(park, own_planes, ASSUMED).item() == pytest.approx(
        flat_m2 / roof_m2
    )
    off_south = (own_planes["azimuth_deg"] - 180).abs()
    sunny = own_planes[(own_planes["slope_deg"] >= 5) & ~(off_south > 135)]
    power = (flat_m2 * 0.44 + sunny["area_m2"].sum() * 0.55) * 0.21
    assert solar_potential_kwp(
        park, own_buildings, own_planes, ASSUMED
    ).item() == pytest.approx(power)
