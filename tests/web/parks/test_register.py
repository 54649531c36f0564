"""Loading registers of parks: all or nothing, twice the same, and what people set stays."""

from datetime import timedelta

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from django.db.models import Count, Sum

from tests.web.made import AT, make_park
from werklandschap import examples
from werklandschap.core.errors import WerklandschapError
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.parks.actions import correct_park, load_register
from werklandschap.web.parks.models import Load, Park
from werklandschap.web.parks.naming import readable
from werklandschap.web.parks.register import FIELDS, RegisterRefused

LATER = AT + timedelta(days=1)
PARKS_AND_NET_HA = {
    "PV20": (191, 4_351), "PV21": (277, 3_731), "PV22": (120, 2_741),
    "PV23": (343, 6_335), "PV24": (110, 2_613), "PV25": (490, 8_731),
    "PV26": (161, 2_871), "PV27": (327, 8_707), "PV28": (549, 14_432),
    "PV29": (215, 4_279), "PV30": (592, 14_653), "PV31": (271, 7_401),
}  # fmt: skip
"""What SOURCE.txt of the national register says."""


def load(parks, at=AT, source="register", **more):
    return load_register(parks, source=source, actor=PLATFORM, at=at, **more)


def table(**columns):
    frame = pd.DataFrame({"name": ["De Haar", "De Keizer"], **columns})
    return frame.set_axis(["1", "2"])


def everything():
    return list(Park.objects.order_by("code").values("added_at", "changed_at", *FIELDS))


@pytest.fixture
def national(real_data):
    return real_data / "stat" / "ibis_landelijk" / "ibis_bedrijventerreinen.csv"


@pytest.fixture
def rijssen_holten(real_data):
    return (
        real_data
        / "stat"
        / "ibis_rijssen_holten"
        / "ibis_bedrijventerreinen_rijssen_holten.geojson"
    )


@pytest.mark.real
def test_the_national_register_loads_as_published(db, national):
    done = load(national)
    assert (done.added, done.changed, done.unchanged) == (3_646, 0, 0)
    sums = Park.objects.values("province_code").annotate(
        n=Count("pk"), ha=Sum("net_ha")
    )
    assert {
        row["province_code"]: (row["n"], round(row["ha"])) for row in sums.order_by()
    } == PARKS_AND_NET_HA


@pytest.mark.real
def test_parks_without_geometry_stand_at_their_municipality_and_say_so(db, national):
    load(national)
    assert Park.objects.filter(is_placed_by_municipality=True).count() == 3_646
    assert not Park.objects.filter(outline_wkb__isnull=False).exists()
    for code, place in {"GM1742": (6.46, 52.30), "GM0935": (5.69, 50.85)}.items():
        park = Park.objects.filter(municipality_code=code).first()
        assert (park.longitude_deg, park.latitude_deg) == pytest.approx(place, abs=0.1)
        assert park.municipality in {"Rijssen-Holten", "Maastricht"}
        assert park.region
        assert park.province


@pytest.mark.real
def test_loading_twice_changes_nothing(db, national):
    load(national)
    before = everything()
    again = load(national, LATER)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3_646)
    assert everything() == before
    assert AuditEntry.objects.filter(action="parks.load").count() == 2


@pytest.mark.real
def test_polygons_of_an_older_register_fill_what_is_missing_and_no_more(
    db, national, rijssen_holten
):
    load(national, source="landelijk")
    done = load(rijssen_holten, LATER, source="Rijssen-Holten")
    assert (done.added, done.changed) == (12, 7)
    haar = Park.objects.get(code="628")
    assert (haar.source, haar.gross_ha) == ("landelijk", 8.87)
    assert haar.area_ha == pytest.approx(8.77, abs=0.01)
    assert not haar.is_placed_by_municipality
    # Number 691 stands for 231 ha today and stood for 26 ha then: not the same park.
    rijssen = Park.objects.get(code="691")
    assert rijssen.outline_wkb is None
    before = everything()
    load(rijssen_holten, LATER + timedelta(days=1), source="Rijssen-Holten")
    load(national, LATER + timedelta(days=1), source="landelijk")
    assert everything() == before


def test_what_people_corrected_stays(db):
    load(table(kind=["B", "B"]))
    park = Park.objects.get(code="1")
    correct_park(park=park, facts={"name": "Haarpark"}, actor=PLATFORM, at=LATER)
    done = load(table(kind=["A", "A"]), LATER)
    park.refresh_from_db()
    assert (park.name, park.kind) == ("Haarpark", "A")
    assert done.changed == 2


def test_what_a_register_does_not_know_or_name_any_more_stays(db):
    load(table(start_year=[1985, 1990], place=["Holten", "Holten"]))
    done = load(table(start_year=[None, 1991]).iloc[:1], LATER)
    assert Park.objects.get(code="1").start_year == 1985
    assert Park.objects.get(code="2").place == "Holten"
    assert (done.unchanged, done.absent) == (1, 1)


def test_a_private_park_stays_private(db):
    make_park("1", is_public=False)
    load(table())
    assert not Park.objects.get(code="1").is_public


@pytest.mark.parametrize(
    ("columns", "numbers", "code"),
    [
        ({}, ["1", "1"], "parks.number_repeated"),
        ({}, ["1", ""], "parks.number_missing"),
        ({}, ["1", "../2"], "parks.number_unusable"),
        ({"name": ["De Haar", " "]}, ["1", "2"], "parks.name_missing"),
        (
            {"unreadable": [None, "gross_ha=n.v.t."]},
            ["1", "2"],
            "parks.value_unreadable",
        ),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_loaded(db, columns, numbers, code):
    with pytest.raises(RegisterRefused) as refused:
        load(table(**columns).set_axis(numbers))
    (problem,) = refused.value.problems
    assert (problem.row, problem.code) == (2, code)
    assert problem.say("nl") != problem.say("en")
    assert not Park.objects.exists()
    assert not Load.objects.exists()
    assert not AuditEntry.objects.exists()


def test_areas_without_numbers_keep_the_one_that_their_outline_gives(db, tmp_path):
    shapes = [shapely.box(136_000 + x, 450_000, 136_300 + x, 450_300) for x in (0, 900)]
    for order in (1, -1):
        file = tmp_path / f"area{order}.geojson"
        frame = gpd.GeoDataFrame(
            {"naam": ["a", "b"]}, geometry=shapes, crs="EPSG:28992"
        )
        frame[::order].to_file(file)
        load(file)
    assert Park.objects.count() == 2
    assert dict(Park.objects.values_list("name", "west_m")) == {
        "a": 136_000,
        "b": 136_900,
    }


def test_the_model_country_loads_as_generated(db):
    (chunk,) = examples.model_country(parks=20)
    done = load(chunk.parks, is_generated=True)
    assert done.added == Park.objects.filter(is_generated=True).count() == 20
    assert load(chunk.parks, LATER).unchanged == 20


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\1\2", b"PK\x03\x04 no archive", b"<kml></kml>", b"%PDF-1.7, no", b"{"],
)
def test_other_files_are_refused_by_their_content(db, tmp_path, content):
    from werklandschap.web.parks.queries import kind_of

    file = tmp_path / "x"
    file.write_bytes(content)
    with pytest.raises(WerklandschapError) as told:
        load(file.rename(file.with_suffix(kind_of(file))))
    assert told.value.say("nl")


def test_only_capitals_change_in_names():
    for name in ("DE HAAR II", "'T VEEN", "A.B.C. PARK", "IJSSELOEVER A12", "de Kol"):
        assert readable(name).casefold() == name.casefold()
    assert readable("'T VEEN") == "'t Veen"
