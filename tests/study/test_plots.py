"""Plots are what is built on: a road is a parcel too, but nobody's plot."""

import pytest
import shapely
from geopandas import GeoDataFrame

from werklandschap.examples import mini_park
from werklandschap.landscape import BUILDINGS, PARCELS, RIJKSDRIEHOEK
from werklandschap.study.plots import built_plots_m2, plot_outlines


@pytest.fixture
def place():
    bare = mini_park()
    west, south, east, north = bare.parks.total_bounds
    middle = (west + east) / 2
    shapes = {
        "built": shapely.box(west - 50, south, middle, north),
        "road": shapely.box(middle, south, east, north),
        "beyond": shapely.box(east + 10, south, east + 60, north),
    }
    parcels = GeoDataFrame(
        {"parcel_id": list(shapes)}, geometry=list(shapes.values()), crs=RIJKSDRIEHOEK
    ).set_index("parcel_id")
    block = shapely.box(west + 10, south + 10, west + 20, south + 20)
    buildings = GeoDataFrame(
        {"building_id": ["b"], "registers": ["bag"]},
        geometry=[block],
        crs=RIJKSDRIEHOEK,
    ).set_index("building_id")
    return bare.having(
        parcels=PARCELS.complete(parcels), buildings=BUILDINGS.complete(buildings)
    )


def test_parcels_are_cut_at_the_border_and_those_outside_are_gone(place):
    outlines = plot_outlines(place)
    assert set(outlines.index) == {"built", "road"}
    assert outlines.area.sum() == pytest.approx(place.parks.area.sum())


def test_only_plots_with_a_building_are_somebodys(place):
    assert built_plots_m2(place).to_dict() == pytest.approx(
        {"built": place.parks.area.sum() / 2}
    )


def test_without_parcels_nothing_is_known(place):
    assert built_plots_m2(place.having(parcels=None)) is None
    assert built_plots_m2(place.having(buildings=None)) is None
