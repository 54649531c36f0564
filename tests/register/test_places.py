"""A park belongs to the region in which most of it lies."""

import pandas as pd
from geopandas import GeoDataFrame
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from werklandschap.landscape import PARKS, REGIONS, RIJKSDRIEHOEK
from werklandschap.register import with_regions


def parks_at(*shapes):
    names = [f"park {n}" for n in range(len(shapes))]
    frame = GeoDataFrame(
        {"name": names}, geometry=list(shapes), crs=RIJKSDRIEHOEK, index=names
    )
    return PARKS.complete(frame.rename_axis(PARKS.key))


def west_and_east(*, border=1000, codes=("GM0001", "GM0002"), kind="municipality"):
    frame = GeoDataFrame(
        {"name": ["West", "Oost"], "kind": kind},
        geometry=[box(0, 0, border, 2000), box(border, 0, 2000, 2000)],
        crs=RIJKSDRIEHOEK,
        index=pd.Index(codes, name=REGIONS.key),
    )
    return REGIONS.complete(frame)


@given(st.integers(1, 999).filter(lambda part: part != 500))
def test_the_larger_part_decides(part):
    park = box(1000 - part, 0, 2000 - part, 100)
    code = with_regions(parks_at(park), west_and_east())["municipality_code"].item()
    assert code == ("GM0001" if part > 500 else "GM0002")


def test_equal_parts_go_to_the_first_code_in_any_order():
    park = parks_at(box(500, 0, 1500, 100))
    regions = west_and_east(codes=("GM0009", "GM0002"))
    for given_regions in (regions, regions[::-1]):
        assert with_regions(park, given_regions)["municipality_code"].item() == "GM0002"


def test_touching_a_border_is_not_lying_in_it():
    beside = parks_at(box(2000, 0, 2100, 100), box(5000, 0, 5100, 100))
    assert with_regions(beside, west_and_east())["municipality_code"].isna().all()


def test_only_the_kinds_that_are_given_are_replaced():
    park = parks_at(box(0, 0, 100, 100)).assign(province_code="PV99", corop_code="CR99")
    placed = with_regions(park, west_and_east(kind="province", codes=("PV01", "PV02")))
    assert placed["province_code"].item() == "PV01"
    assert placed["corop_code"].item() == "CR99"
    assert park["province_code"].item() == "PV99"
    PARKS.check(placed)


def test_the_park_is_where_it_is_whatever_the_others_are():
    shapes = [box(100 * n, 0, 100 * n + 90, 90) for n in range(20)]
    together = with_regions(parks_at(*shapes), west_and_east())
    for shape, code in zip(shapes, together["municipality_code"], strict=True):
        alone = with_regions(parks_at(shape), west_and_east())
        assert alone["municipality_code"].item() == code


def test_no_parks_is_no_problem():
    assert with_regions(PARKS.empty(), west_and_east()).empty
