"""Finding, filtering and sorting parks, held against an independent computation."""

import itertools
import re

import pandas as pd
import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from tests.web.made import AT
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.fulltext import is_one_slip
from werklandschap.web.parks.actions import load_register
from werklandschap.web.parks.classes import borders_of, class_of, legend
from werklandschap.web.parks.search import Index, in_order


def shown(client, query):
    """The codes of the table, over all its pages."""
    pages = (
        client.get(f"/?{query}&pagina={page}").content.decode()
        for page in itertools.count(1)
    )
    codes = []
    for text in pages:
        codes += re.findall(r'data-code="(\w+)"', text)
        if 'rel="next"' not in text:
            break
    return codes


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("laagraven", "P02"),
        ("LAAGRAVEN", "P02"),
        ("laagravne", "P02"),
        ("lagraven", "P02"),
        ("lagraaven", "P02"),
        ("liesbos", "P02"),
        ("moerdyk", "P03"),
        ("haven", "P03"),
        ("zeehavens", "P03"),
        ("coordinatie", "P05"),
        ("Coördinatie", "P05"),
        ("bedrijventerreinen noord", "P06"),
        ("bedrijventerreinen", "P06"),
        ("bedrijventerreinen in nieuwegein", "P02"),
        ("rijssen-holten haar", "P01"),
        ("holten", "P01"),
        ("P03", "P03"),
        ("veld", "P04"),
    ],
)
def test_search_finds_first_what_was_meant(country, client, query, code):
    found = client.get("/zoeken", {"q": query}).json()["parks"]
    assert found[0]["url"] == country[code].get_absolute_url()
    assert shown(client, f"q={query}")[0] == code


@pytest.mark.parametrize(
    "query", ["", " ", "zzzzqqq", "%00", "\0", "'; drop", "💧", "-"]
)
def test_search_gives_nothing_for_nothing(country, client, query):
    assert client.get("/zoeken", {"q": query}).json()["parks"] == []


@given(st.text(max_size=120))
def test_search_takes_whatever_people_type(text):
    index = Index({1: ("De Haar", "Holten", "Rijssen-Holten", "628")})
    assert set(index.find(text)) <= {1}


@given(st.text("abcdefghij", min_size=4, max_size=12), st.data())
def test_one_slip_of_the_finger_is_forgiven(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + "z" + word[at:],
        word[:at] + "z" + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ]
    assert all(is_one_slip(slip, word) for slip in slips if len(slip) >= 4)


@pytest.mark.real
def test_search_finds_something_in_the_national_register(national_loaded, client):
    for query in ("rijsen", "bedrijventerreinen utrecht", "de haar", "b"):
        assert client.get("/zoeken", {"q": query}).json()["parks"]


@pytest.fixture
def national_loaded(db, real_data):
    folder = real_data / "stat" / "ibis_landelijk"
    file = folder / "ibis_bedrijventerreinen.csv"
    load_register(file, source="landelijk", actor=PLATFORM, at=AT)
    return pd.read_csv(file, dtype={"rin_nummer": str}, keep_default_na=False)


@pytest.mark.real
def test_filters_and_order_equal_pandas_on_the_national_register(
    national_loaded, client
):
    table = national_loaded
    asked = "provincie=PV23&provincie=PV25&soort=B&ha_van=10&ha_tot=40"
    is_in = (
        table["provinciecode"].isin([23, 25])
        & table["wloc_type"].str.startswith("B")
        & ~table["wloc_type"].str.contains("/")
        & table["ha_bruto"].between(10, 40)
    )
    wanted = table[is_in].set_index("rin_nummer")
    assert 200 < len(wanted) < 600
    codes = shown(client, f"{asked}&sorteer=-oppervlakte")
    assert sorted(codes) == sorted(wanted.index)
    sizes = wanted["ha_bruto"].reindex(codes)
    assert sizes.is_monotonic_decreasing
    by_name = shown(client, asked)
    assert by_name == sorted(by_name, key=lambda rin: by_name_in(wanted, rin))


def by_name_in(table, rin):
    return in_order(" ".join(table.loc[rin, "plan_naam"].split())), rin


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("kleur=shade_share&van=30", ["P02", "P03"]),
        ("kleur=shade_share&van=30&tot=50", ["P02"]),
        ("filter=shade_share:0.3:0.5", ["P02"]),
        ("filter=shade_share::0.2&provincie=PV23", ["P01"]),
        ("kleur=shade_share&sorteer=-shade_share&van=0", ["P03", "P02", "P01"]),
        ("jaar_van=1970&jaar_tot=1975", ["P01", "P03"]),
        ("ha_van=1000", ["P03"]),
        ("soort=A", ["P03"]),
        ("soort=C", ["P05"]),
        ("soort=X", ["P04"]),
        ("gemeente=GM0344", ["P05", "P04"]),
        ("q=utrecht&soort=X", ["P04"]),
    ],
)
def test_each_filter_leaves_what_it_says(country, shade, client, query, codes):
    assert shown(client, query) == codes


@pytest.mark.parametrize("sort", ["naam", "oppervlakte", "startjaar", "soort"])
def test_what_is_not_known_comes_last_in_either_order(country, client, sort):
    up, down = (shown(client, f"sorteer={sign}{sort}") for sign in ("", "-"))
    assert sorted(up) == sorted(down)
    unknown = {"oppervlakte": "P05", "startjaar": "P04"}.get(sort)
    if unknown:
        assert up[-1] == down[-1] == unknown


@pytest.mark.parametrize(
    "query",
    [
        "provincie=PV99", "provincie=<script>", "soort=Z", "kleur=nope", "ha_van=x",
        "ha_van=-5", "ha_van=nan", "ha_tot=1e999", "ha_van=9&ha_tot=3", "jaar_van=12",
        "jaar_van=2000&jaar_tot=1990", "filter=nope:1:2", "filter=shade_share:a:b",
        "filter=shade_share:2:1", "sorteer=wachtwoord", "pagina=0", "pagina=-1",
        "pagina=99999999999", "pagina=²", "kaart=1/2", "kaart=javascript:x",
        "gemeente=GM0344%27--", "kleur=shade_share&van=veel",
    ],
)  # fmt: skip
def test_what_an_address_has_wrong_is_left_out_and_told(country, shade, client, query):
    answer = client.get("/?" + query)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "utrecht-alert--warning" in text
    assert "overgeslagen" in text
    assert "<script>" not in text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("query", ["pagina=400", "terrein=NIETS", "q=", "van=3", "x=y"])
def test_what_does_no_harm_is_passed_over_in_silence(country, client, query):
    answer = client.get("/?" + query)
    assert answer.status_code == 200
    assert "utrecht-alert--warning" not in answer.content.decode()


def test_links_of_the_page_keep_the_whole_state(country, shade, client):
    query = (
        "q=laag&provincie=PV26&soort=B&ha_van=5&kleur=shade_share"
        "&filter=shade_share:0.1:0.9&kaart=7.5/52.1/5.3"
    )
    text = client.get("/?" + query).content.decode()
    header = re.search(r'parks-sort" href="\?([^"]+)"', text)[1]
    for part in query.split("&"):
        assert escape(part) in header


def test_a_selected_park_is_shown_on_the_page_where_it_is(db, client):
    table = pd.DataFrame({"name": [f"Terrein {n:03}" for n in range(120)]})
    frame = table.set_axis([f"N{n:03}" for n in range(120)])
    load_register(frame, source="x", actor=PLATFORM, at=AT)
    text = client.get("/?terrein=N077").content.decode()
    codes = re.findall(r'data-code="(\w+)"', text)
    assert codes == [f"N{n:03}" for n in range(50, 100)]
    assert re.search(r'id="terrein-N077"[^>]* class="is-selected"', text)
    assert text.count("is-selected") == 1


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_every_value_has_a_class_and_classes_ascend(values):
    borders = borders_of(values)
    assert borders == sorted(set(borders))
    assert len(borders) <= 4
    classes = legend(values, borders)
    assert sum(each.parks for each in classes) == len(values)
    assert all(0 <= class_of(value, borders) <= len(borders) for value in values)


def test_the_legend_says_borders_unit_and_what_was_not_measured(country, shade, client):
    text = client.get("/?kleur=shade_share").content.decode()
    legend_text = text.partition('id="parks-legend"')[2].partition("</section>")[0]
    assert "Schaduw (%)" in legend_text
    assert "niet gemeten: 4" in legend_text
    assert "<path" in legend_text
    assert legend_text.count("<rect") == 4
