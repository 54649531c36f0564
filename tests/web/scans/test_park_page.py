"""The page of a park says what was found, where it stands and what changed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from tests.web.made import AT, make_park
from tests.web.scanned import put_down
from werklandschap.web.accounts.models import Role
from werklandschap.web.parks import figures
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries import current, page, peers, words

pytestmark = pytest.mark.django_db


def shown(client, park):
    answer = client.get(park.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_was_found(client, modelled, scan):
    text = shown(client, modelled)
    for said in (
        "In het kort",
        "Verhard, daken meegeteld",
        "GeoPackage",
        "2 november 2026",
    ):
        assert said in text
    assert "Gegenereerd voorbeeld" in text
    assert "Bedrijventerrein ·" in text


def test_the_summary_begins_with_what_matters_to_firms(scan):
    found = page.page_of(scan)
    assert 3 <= len(found.in_short) <= 5
    assert "water tegen de gevel" in found.in_short[0].nl
    assert "hete middag" in found.in_short[1].nl
    assert len({sentence.nl for sentence in found.in_short}) == len(found.in_short)


def test_the_page_is_whole_in_english(client, modelled, scan):
    answer = client.get(modelled.get_absolute_url(), headers={"Accept-Language": "en"})
    text = answer.content.decode()
    assert "In short" in text
    for dutch in ("In het kort", "Betrouwbaarheid", "niet gemeten", "Kaart en cijfers"):
        assert dutch not in text


def test_every_figure_tells_where_it_comes_from(scan):
    for figure in words.shown(scan, scan.figures.all()).values():
        assert figure.meaning is not None, figure.indicator
        assert figure.formula
        if figure.is_measured:
            assert figure.why_reliability
            assert figure.most_sensitive
            assert all(source["licence"] for source in figure.sources)
        else:
            assert figure.reason is not None


def test_made_up_data_are_told_even_of_a_real_outline(client, modelled, scan):
    Park.objects.update(is_generated=False, changed_at=AT + timedelta(hours=3))
    assert "Gegenereerd voorbeeld" in shown(client, modelled)


def test_a_page_without_a_scan_says_how_to_begin(client, park, people, browser_of):
    assert "nog geen nulmeting" in shown(client, park)
    manager = browser_of(people[Role.PARK_MANAGER])
    assert f"{reverse('start_scan')}?terrein={park.code}" in shown(manager, park)


def test_at_most_three_things_to_do(scan, modelled, people):
    for person in people.values():
        assert len(page.next_steps(person, modelled, scan)) <= 3


def test_who_is_involved_has_no_names(client, modelled, scan, people):
    text = shown(client, modelled)
    assert "Parkmanager" in text
    for person in people.values():
        assert person.email not in text


def test_an_old_address_leads_to_the_new_one(client, modelled):
    answer = client.get(f"/bedrijventerreinen/{modelled.code}-oude-naam")
    assert answer.headers["Location"] == modelled.get_absolute_url()
    assert client.get("/bedrijventerreinen/NEE-oude-naam").status_code == 404


def test_a_number_may_hold_a_dash_and_a_name_may_hold_nothing(client, db):
    dashed = make_park("GEN-01-A", name="Lage Weide")
    assert "Lage Weide" in shown(client, dashed)
    nameless = make_park("GEN-02", name="北")
    assert "北" in shown(client, nameless)


# -- Among other parks -------------------------------------------------------------------
@pytest.fixture
def neighbours(place, keep_scan, modelled):
    """Nine parks like this one, and one that is much larger."""

    def put(number, **more):
        park = put_down(place[1], f"N{number}", name=f"Buur {number}", **more)
        share = number / 10
        keep_scan(
            park=park,
            figures={
                "paved_share": {"value": share, "low": share, "high": share},
            },
        )

    for number in range(1, 10):
        put(number)
    put(10, area_ha=900.0, gross_ha=900.0)
    return keep_scan(figures={"paved_share": {"value": 0.65, "low": 0.6, "high": 0.7}})


def test_a_park_is_placed_among_those_like_it(neighbours):
    places = peers.places_of(neighbours.park, neighbours.figures.all())
    near, country = places.near["paved_share"], places.country["paved_share"]
    assert (len(near.values), near.lower, near.tenths) == (9, 6, 7)
    assert len(country.values) == 10
    assert near.deciles()[0] == 0.1
    assert near.deciles()[-1] == 0.9


def test_few_parks_give_no_place(scan, client, modelled):
    assert not peers.places_of(modelled, scan.figures.all()).near
    assert "te weinig vergelijkbare terreinen gemeten (0)" in shown(client, modelled)


def test_real_parks_are_not_compared_with_generated_ones(neighbours, place):
    real = put_down(place[1], "ECHT", is_generated=False)
    assert not peers.places_of(real, neighbours.figures.all()).country


def test_many_parks_do_not_make_many_queries(
    neighbours, client, modelled, django_assert_max_num_queries
):
    page._page.cache_clear()
    with django_assert_max_num_queries(30):
        shown(client, modelled)


# -- In time -----------------------------------------------------------------------------
def test_a_change_within_the_interval_is_not_certain(keep_scan):
    keep_scan(figures={"paved_share": {"value": 0.6, "low": 0.5, "high": 0.7}})
    later = keep_scan(
        at=AT + timedelta(hours=1),
        figures={"paved_share": {"value": 0.65, "low": 0.6, "high": 0.7}},
    )
    row = later.figures.get(indicator="paved_share")
    figure = words.shown(later, [row])["paved_share"]
    before = later.park.scans.exclude(pk=later.pk).get()
    told = page.change_in_words(figure, before.figures.get(indicator="paved_share"))
    assert "geen zekere verandering" in told
    assert "60" in told


def test_older_scans_stay_readable(keep_scan, client, modelled):
    first = keep_scan()
    keep_scan(at=AT + timedelta(hours=1))
    address = reverse("scan", args=[modelled.code, "modelterrein", first.pk])
    assert address in shown(client, modelled)
    text = client.get(address).content.decode()
    assert "niet de huidige" in text
    assert f'"{modelled.get_absolute_url()}"' in text


def test_a_degraded_scan_says_so(keep_scan, client, modelled):
    keep_scan(is_degraded=True)
    assert "ontbraken gegevens" in shown(client, modelled)


# -- For the map of parks ----------------------------------------------------------------
def test_the_map_of_parks_gets_current_figures(keep_scan, modelled):
    scan = keep_scan(figures={"infiltrated_share": {"value": None}})
    named = figures.indicators()
    assert "paved_share" in named
    assert named["paved_share"].unit == "%"
    value = scan.figures.get(indicator="paved_share").value
    assert figures.values_of("paved_share") == {modelled.pk: value}
    assert "infiltrated_share" not in named  # nothing was measured of it


def test_the_map_hears_of_new_figures(keep_scan):
    before = current.stamp()
    keep_scan()
    assert current.stamp() != before


def test_layers_are_told_in_the_language_of_the_reader(scan):
    with translation.override("en"):
        layers = page.layers_of(scan)
    names = {layer["name"] for layer in layers["layers"]}
    assert {
        "cover",
        "pet",
        "flood_70",
        "flood_90",
        "flood_160",
        "ponds",
        "roofs",
    } <= names
    assert any("Depth of water" in layer["title"] for layer in layers["layers"])
    west, south, east, north = layers["bounds"]
    assert 3 < west < east < 8
    assert 50 < south < north < 54
    assert Park.objects.get().longitude_deg


def test_the_page_follows_what_is_measured_elsewhere(
    client, neighbours, modelled, place, keep_scan
):
    """A page is kept once rendered, until any of its figures or peers change."""
    assert "9 zijn gemeten" in shown(client, modelled)
    keep_scan(park=put_down(place[1], "N11", name="Buur 11"))
    assert "10 zijn gemeten" in shown(client, modelled)
