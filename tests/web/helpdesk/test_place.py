"""Where a question is about: pointed at on the map, or by name."""

import pytest
import shapely
from django.urls import reverse

from tests.web.made import AT, make_park
from werklandschap.web.helpdesk.queries import placing
from werklandschap.web.helpdesk.queries.placing import Point
from werklandschap.web.parks import outlines
from werklandschap.web.parks.places import places

pytestmark = pytest.mark.django_db
WITHIN = Point(136_400, 450_250)  # the middle of park T001
NEAR = Point(137_800, 450_250)  # a kilometre east of it


def at(point, person=None):
    return placing.places_at(point, person, on=AT.date())


def degrees(point):
    told = outlines.degrees_of(point.east_m, point.north_m)
    return f"{told['longitude_deg']:.5f},{told['latitude_deg']:.5f}"


def test_within_a_park_it_is_that_park(park):
    make_park("T002", outline_wkb=None, name="Zonder omtrek")
    (found,) = at(WITHIN)
    assert (found.park_id, found.region_code) == (park.pk, "ES14")


def test_beside_a_park_one_chooses_between_what_is_near(park):
    make_park("T002", name="Verder", is_public=False)
    found = at(NEAR)
    assert found[0].park_id == park.pk
    assert "T002" not in str(found)  # a private park of others is never among them
    municipalities = [each for each in found if each.park_id is None]
    assert len(municipalities) == 3
    assert all(each.region_code for each in municipalities)


def test_without_borders_the_nearest_municipality_comes_first():
    for code in ("GM0344", "GM0014", "GM0983"):
        middle = places()[code]
        assert at(Point(middle.x_m, middle.y_m))[0].municipality_code == code


def test_with_borders_it_is_the_municipality_in_which_it_lies(monkeypatch):
    geopandas = pytest.importorskip("geopandas")
    borders = geopandas.GeoDataFrame(
        {"kind": ["municipality", "municipality", "province"]},
        index=["GM0014", "GM0344", "PV26"],
        geometry=[
            shapely.box(0, 300_000, 50_000, 400_000),
            shapely.box(100_000, 400_000, 180_000, 500_000),
            shapely.box(0, 300_000, 300_000, 700_000),
        ],
        crs=28992,
    )
    monkeypatch.setattr("werklandschap.web.parks.queries._regions", lambda *_: borders)
    (found,) = at(NEAR)
    assert (found.municipality_code, found.park_id) == ("GM0344", None)


@pytest.mark.parametrize(
    "typed", ["", "x", "5.1", "5,52,1", "nan,nan", "inf,52", "2.0,48.8", "5e400,52"]
)
def test_what_is_no_point_in_the_country_is_none(typed):
    assert placing.point_of(typed) is None


def test_far_out_at_sea_there_is_nothing():
    assert at(placing.point_of("3.3,53.5")) == []


def where(client, **given):
    client.post(reverse("ask_step", args=["wie"]), {"asker": "PARK", "level": "PARK"})
    return client.post(reverse("ask_step", args=["waar"]), given)


def test_a_point_in_a_park_goes_on_and_one_beside_it_asks(client, park):
    assert where(client, point=degrees(WITHIN)).status_code == 302
    assert client.session["question"]["value"] == "terrein:T001"
    asked = where(client, point=degrees(NEAR))
    assert "Kies wat u bedoelt" in asked.content.decode()
    assert degrees(NEAR) in asked.content.decode()
    chosen = where(client, point=degrees(NEAR), choice="terrein:T001")
    assert chosen.status_code == 302
    assert client.session["question"]["value"] == "terrein:T001"


def test_a_point_of_which_we_know_nothing_is_said(client):
    for point in ("3.3,53.5", "<script>", "2.0,48.8"):
        said = where(client, point=point).content.decode()
        assert "Op deze plek kennen wij geen terrein of gemeente" in said
        assert "<script>&" not in said
    assert where(client, point="x", choice="terrein:T001").status_code == 200
