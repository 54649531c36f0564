import io
from datetime import timedelta

import geopandas as gpd
import pytest

from tests.web.api.conftest import make_scan
from tests.web.made import make_park

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/parks.parquet"


def read(client):
    answer = client.get(ADDRESS)
    table = gpd.read_parquet(io.BytesIO(answer.getvalue()))
    return table, answer.headers["ETag"]


def test_it_holds_every_public_park_with_figures(client, scanned, secret):
    make_park("T003", outline_wkb=None, west_m=None, area_ha=None)
    table, _ = read(client)
    assert list(table["code"]) == ["T001", "T003"]
    assert table.crs == "EPSG:28992"
    row = table.set_index("code").loc["T001"]
    assert (row["paved_share"], row["scanned_on"]) == (0.5, "2026-11-01")
    assert row["paved_share_low"] == pytest.approx(0.45)
    assert row.geometry.area == pytest.approx(400_000)
    assert table["canopy_share"].isna().all()


def test_it_is_sent_again_only_when_something_changed(client, scanned):
    _, tag = read(client)
    again = client.get(ADDRESS, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    scanned.scans.update(is_current=False)
    make_scan(scanned, days=-1, paved_share=0.1)
    table, newer = read(client)
    assert newer != tag
    assert table["paved_share"].item() == 0.1


def test_a_park_that_becomes_private_is_gone_at_once(client, scanned):
    read(client)
    scanned.is_public = False
    scanned.changed_at += timedelta(seconds=1)
    scanned.save()
    table, _ = read(client)
    assert table.empty
