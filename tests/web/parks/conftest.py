"""A small country with public and private parks, and figures of some of them."""

import pytest

from tests.web.made import make_park
from werklandschap.core.text import Text
from werklandschap.web.parks import figures

PLACES = [
    # code, name, place, municipality, province, kind, ha, year, public
    ("P01", "De Haar I", "Holten", ("GM1742", "Rijssen-Holten"), "PV23", "B", 8.9, 1975, 1),
    ("P02", "Laagraven-Liesbosch", "", ("GM0356", "Nieuwegein"), "PV26", "B2", 102.0, 1968, 1),
    ("P03", "Zeehaven Moerdijk", "", ("GM1709", "Moerdijk"), "PV30", "A", 1400.0, 1970, 1),
    ("P04", "'t Veld", "", ("GM0344", "Utrecht"), "PV26", "X", 4.4, None, 1),
    ("P05", "Bedrijvenpark Coördinatie", "", ("GM0344", "Utrecht"), "PV26", "C1", None, 2001, 1),
    ("P06", "Bedrijventerrein Noord", "Assen", ("GM0106", "Assen"), "PV22", "B", 31.0, 1999, 1),
    ("P07", "Geheim Laagraven", "", ("GM0356", "Nieuwegein"), "PV26", "B", 12.0, 1980, 0),
    ("P08", "Geheim Elders", "", ("GM9999", "Elders"), "PV99", "B", 77.0, 1981, 0),
]  # fmt: skip


@pytest.fixture
def country(db, park):
    """Parks P01 to P08 and T001; the last two P's are private, P07 lies near T001."""
    parks = {"T001": park}
    for code, name, place, (gm, municipality), pv, kind, ha, year, public in PLACES:
        near = {"municipality_code": "GM0310"} if code == "P07" else {}
        parks[code] = make_park(
            code,
            name=name,
            place=place,
            **{"municipality_code": gm, "municipality": municipality} | near,
            province_code=pv,
            province={"PV23": "Overijssel", "PV26": "Utrecht", "PV30": "Noord-Brabant",
                      "PV22": "Drenthe", "PV99": "Elders"}[pv],
            water_board_code="",
            region_code="",
            kind=kind,
            area_ha=None,
            gross_ha=ha,
            start_year=year,
            is_public=bool(public),
            is_placed_by_municipality=False,
        )  # fmt: skip
    return parks


@pytest.fixture
def shade(country):
    """A figure of four parks, one of them private."""
    values = {"P01": 0.1, "P02": 0.35, "P03": 0.8, "P08": 0.99}
    by_key = {country[code].pk: value for code, value in values.items()}
    provider = figures.Provider(
        indicators=lambda: [
            figures.Indicator("shade_share", Text("Schaduw", "Shade"), "%")
        ],
        values_of=lambda _name: by_key,
        stamp=lambda: "1",
    )
    figures.provide(provider)
    yield values
    figures.withdraw(provider)
