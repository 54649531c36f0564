"""The register of the whole country: what its SOURCE.txt says is what we find."""

from datetime import date

import pytest

from werklandschap.parameters import Assumptions
from werklandschap.register import read_register, summary_text, totals, validate

pytestmark = pytest.mark.real

PARKS_AND_NET_HA = {
    "PV20": (191, 4_351),
    "PV21": (277, 3_731),
    "PV22": (120, 2_741),
    "PV23": (343, 6_335),
    "PV24": (110, 2_613),
    "PV25": (490, 8_731),
    "PV26": (161, 2_871),
    "PV27": (327, 8_707),
    "PV28": (549, 14_432),
    "PV29": (215, 4_279),
    "PV30": (592, 14_653),
    "PV31": (271, 7_401),
    "NL": (3_646, 80_845),
}
KINDS = {
    "B": 2755, "B1": 420, "X": 248, "C1": 68, "A": 48, "B2": 18, "B4": 14, "B6": 14,
    "ONBEKEND": 10, "C5": 9, "C": 8, "B5": 7, "B3": 6, "C2": 5, "C3": 5, "B7": 3,
    "C4": 2, "B8": 1, "B/C1": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def register(real_data):
    return read_register(
        real_data / "stat" / "ibis_landelijk" / "ibis_bedrijventerreinen.csv"
    )


@pytest.fixture(scope="module")
def findings(register):
    return validate(register, assumptions=Assumptions(date(2026, 1, 1)))


@pytest.fixture(scope="module")
def rins(findings):
    """The parks that each rule found."""
    found = {}
    for finding in findings:
        found.setdefault(finding.rule.name, set()).add(finding.rin)
    return found


def test_all_parks_are_read_with_their_year(register):
    assert len(register) == register["rin"].nunique() == 3_646
    assert register["municipality_codes"].nunique() == 338
    assert register["corop_code"].nunique() == 40
    years = register["reference_year"].value_counts().to_dict()
    assert years == {2022: 311, 2024: 3_335}


def test_totals_per_province_are_those_that_were_published(register):
    sums = totals(register)
    assert {
        code: (row["parks"], round(row["net_ha"])) for code, row in sums.iterrows()
    } == PARKS_AND_NET_HA
    provinces = sums.drop(index="NL").sum()
    assert provinces.to_numpy() == pytest.approx(sums.loc["NL"].to_numpy())


def test_the_country_adds_up_to_what_was_published(register):
    # SOURCE.txt states 104,439 and 3,223 ha; the rows add up to 104,438.47 and 3,224.62.
    whole = totals(register).loc["NL"]
    assert whole["gross_ha"] == pytest.approx(104_439, abs=1)
    assert whole["issuable_ha"] == pytest.approx(3_223, abs=2)


def test_kinds_are_counted_as_published(register):
    assert register["kind"].value_counts().to_dict() == KINDS
    assert register["kind"].isna().sum() == 4


def test_the_faults_that_are_known_are_found_and_no_others(rins):
    assert rins["net_above_gross"] == {"2572", "29201514", "29201507", "2676"}
    assert len(rins["net_zero"]) == 14
    assert rins["gross_zero"] == {"809122", "2680", "2681"}
    assert rins["issuable_above_net"] == {
        "110191",
        "212020001",
        "110176",
        "110222",
        "27201731",
    }
    assert len(rins["kind_missing"]) == 4
    assert len(rins["kind_given_as_unknown"]) == 248 + 10
    assert rins["kind_not_in_list"] == {"4275"}


def test_faults_that_were_mended_before_are_not_there(rins):
    absent = {"rin_duplicate", "rin_missing", "name_broken", "municipality_unknown"}
    assert absent.isdisjoint(rins)
    assert "value_unreadable" not in rins


def test_names_in_capitals_are_found(register, rins):
    in_capitals = register.set_index("rin").loc[
        sorted(rins["name_in_capitals"]), "name"
    ]
    assert 2_000 < len(in_capitals) < len(register)
    assert in_capitals.str.isupper().all()
    assert (
        not register.set_index("rin")["name"]
        .drop(in_capitals.index)
        .str.fullmatch(r"[A-Z]{4,}")
        .any()
    )


def test_groningen_and_no_other_province_reports_nothing(findings):
    (silent,) = [f for f in findings if f.rule.name == "region_silent"]
    assert silent.facts == {"region": "Groningen", "parks": 191}


def test_the_years_of_two_provinces_differ(findings):
    (mixed,) = [f for f in findings if f.rule.name == "reference_years_mixed"]
    assert mixed.facts["years"] == {"2022": 311, "2024": 3_335}


def test_the_ratio_is_held_against_its_usual_range(register, rins):
    share = register["net_ha"] / register["gross_ha"]
    unusual = ((share > 0) & (share < 0.55)) | ((share > 0.85) & (share <= 1))
    assert len(rins["net_to_gross_implausible"]) == unusual.sum() > 0


@pytest.mark.parametrize(
    ("language", "total", "silent"),
    [("nl", "3.646    104.438", "Groningen"), ("en", "3,646    104,438", "Groningen")],
)
def test_the_summary_fits_a_terminal(register, findings, language, total, silent):
    text = summary_text(register, findings, language)
    table = [line for line in text.splitlines() if total in line]
    assert len(table) == 1
    (marked,) = [line for line in text.splitlines() if line.endswith(" *")]
    assert marked.startswith(silent)
    assert max(len(line) for line in text.splitlines()[:17]) <= 88
    assert "2572, 29201514, 29201507, 2676" in text
    assert " nan" not in text
