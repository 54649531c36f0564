"""Vector tiles: where parks are, what a browser may keep, and which tiles there are."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from django.urls import reverse

from tests.web.made import AT, make_park
from tests.web.parks.decode import layers, tile_at
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.parks.actions import load_register

PLACE = (5.1, 52.04)


def ask(client, z, x, y, **headers):
    return client.get(reverse("tile", args=(z, x, y)), headers=headers)


def test_an_outline_is_drawn_where_it_lies(park, client):
    outline = gpd.GeoSeries.from_wkb([bytes(park.outline_wkb)], crs="EPSG:28992")
    there = outline.to_crs("EPSG:3857").iloc[0]
    middle = outline.to_crs("EPSG:4326").iloc[0].centroid
    for z, off_m in ((10, 90), (12, 25), (13, 12)):
        at = tile_at(middle.x, middle.y, z)
        tile = layers(ask(client, z, *at).content, z, *at)
        (shape,) = tile["outlines"].geometry
        box = shapely.box(*_bounds(z, *at))
        assert shape.hausdorff_distance(there.intersection(box)) < off_m
        assert "points" not in tile


def _bounds(z, x, y):
    size = 40_075_016.686 / 2**z
    west, north = x * size - 20_037_508.343, 20_037_508.343 - y * size
    return west, north - size, west + size, north


def test_far_out_every_park_is_a_point_with_its_number(country, client):
    tile = layers(ask(client, 0, 0, 0).content, 0, 0, 0)
    public = {code for code, park in country.items() if park.is_public}
    assert set(tile["points"]["code"]) == public
    assert set(tile) == {"points"}


def test_parks_at_one_municipality_stand_apart_and_near(db, client):
    names = [f"Terrein {n}" for n in range(40)]
    frame = pd.DataFrame({"name": names, "municipality_code": "GM1742"})
    load_register(
        frame.set_axis([f"N{n}" for n in range(40)]), source="x", actor=PLATFORM, at=AT
    )
    for z in (8, 12):
        found = []
        x, y = tile_at(6.46, 52.3, z)
        for at in ((x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            tile = layers(ask(client, z, *at).content, z, *at)
            found += list(tile["points"].geometry) if tile else []
        points = set(shapely.to_wkt(found, rounding_precision=0))
        assert len(points) >= 40
        assert shapely.MultiPoint(found).minimum_rotated_rectangle.length < 120_000


@pytest.mark.parametrize(
    "at", [(0, 1, 0), (3, 8, 0), (3, 0, 8), (15, 0, 0), (30, 1, 1), (999999, 1, 1)]
)
def test_tiles_that_do_not_exist_are_not_found(country, client, at):
    assert ask(client, *at).status_code == 404


@pytest.mark.parametrize(
    "path", ["-1/0/0", "0/0/-1", "1.5/0/0", "a/b/c", "0/0/0/../../../../health"]
)
def test_what_is_no_tile_is_not_found(country, client, path):
    assert client.get(f"/tegels/parken/{path}.mvt").status_code == 404


def test_a_tile_at_sea_is_empty(country, client):
    assert ask(client, 10, 0, 0).content == b""


def test_a_browser_keeps_a_tile_until_a_park_changes(park, client):
    first = ask(client, 0, 0, 0)
    assert first["Cache-Control"].startswith("public")
    again = ask(client, 0, 0, 0, **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    version = first["ETag"].strip('"')
    url = reverse("tile", args=(0, 0, 0))
    assert "immutable" in client.get(f"{url}?v={version}")["Cache-Control"]
    assert "immutable" not in client.get(f"{url}?v=old")["Cache-Control"]
    make_park("T002")
    changed = ask(client, 0, 0, 0, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_the_shared_tile_sets_no_cookie_and_does_not_vary_by_it(park, client):
    answer = ask(client, 0, 0, 0)
    assert not answer.cookies
    assert "Cookie" not in answer["Vary"]


@pytest.mark.real
def test_the_national_register_is_in_the_tiles(db, real_data, client):
    folder = real_data / "stat" / "ibis_landelijk"
    load_register(
        folder / "ibis_bedrijventerreinen.csv", source="x", actor=PLATFORM, at=AT
    )
    tile = layers(ask(client, 0, 0, 0).content, 0, 0, 0)
    assert tile["points"]["code"].nunique() == 3_646
