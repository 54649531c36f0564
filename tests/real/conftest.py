"""Scans of real places, made once for all tests of this folder."""

from datetime import date

import geopandas as gpd
import pytest
import shapely
from geopandas import GeoDataFrame

from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.landscape.areas import read_area
from werklandschap.parameters import Assumptions
from werklandschap.sources import adopt
from werklandschap.store import Lake
from werklandschap.study import baseline_scan
from werklandschap.study.surroundings import neighbourhoods

ON = date(2026, 11, 1)
ASSUMPTIONS = Assumptions(ON)


def collect(area_file, folders, lake):
    parks = read_area(area_file, assumptions=ASSUMPTIONS).parks
    around = shapely.union_all(neighbourhoods(parks, assumptions=ASSUMPTIONS))
    return parks, adopt(around, lake, places=folders, on=ON)


@pytest.fixture(scope="session")
def laagraven_lake(real_data, tmp_path_factory):
    """De Liesbosch – Laagraven in Nieuwegein, from the original GML alone."""
    folder = real_data / "geo" / "nieuwegein-laagraven-bedrijventerrein"
    lake = Lake.create(tmp_path_factory.mktemp("laagraven"))
    outline = folder / "terreingrens_eigen_afgeleid.gpkg"
    parks, report = collect(outline, [folder / "bgt_ng_pbp_gml.zip"], lake)
    assert not report.failed
    return lake, parks


@pytest.fixture(scope="session")
def laagraven(laagraven_lake):
    lake, parks = laagraven_lake
    (park,) = baseline_scan(lake, parks, on=ON, parts=()).parks
    return park


def rectangle(bounds, name, place):
    frame = GeoDataFrame(
        {"park_id": [name], "name": [name]},
        geometry=[shapely.box(*bounds)],
        crs=RIJKSDRIEHOEK,
    )
    frame.to_file(place)
    return place


@pytest.fixture(scope="session")
def wippolder(real_data, tmp_path_factory):
    """The north of the campus in Delft, where all sources overlap."""
    folder = tmp_path_factory.mktemp("wippolder")
    bounds = (84995, 446317, 85645, 446996)
    area = rectangle(bounds, "wippolder", folder / "area.gpkg")
    lake = Lake.create(folder / "lake")
    parks, report = collect(
        area,
        [
            real_data / "geo" / "delft-wippolder-campus",
            real_data / "geo" / "natura2000-nl-2013",
        ],
        lake,
    )
    (park,) = baseline_scan(lake, parks, on=ON, parts=()).parks
    return park, report


@pytest.fixture(scope="session")
def delft_centre(real_data, tmp_path_factory):
    """Six hectares of the inner city of Delft: BGT, point clouds, 3DBAG."""
    folder = tmp_path_factory.mktemp("centre")
    bounds = (84808, 447413, 85073, 447642)
    area = rectangle(bounds, "centre", folder / "area.gpkg")
    lake = Lake.create(folder / "lake")
    parks, report = collect(area, [real_data / "geo" / "delft-centrum"], lake)
    (park,) = baseline_scan(lake, parks, on=ON, parts=()).parks
    return park, report


def values(park):
    return {estimate.indicator.name: estimate.value for estimate in park.estimates}


def read(place, **options):
    return gpd.read_file(place, **options)
