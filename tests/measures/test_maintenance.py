"""Promises of maintenance plans: read as people keep them, told row by row."""

import math
from datetime import date

import pandas as pd
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.core.money import amount_eur
from werklandschap.measures import MEASURES
from werklandschap.measures.maintenance import (
    AssetKind,
    PlannedWork,
    calendar,
    difference_eur,
    expected_renewal,
    expected_roofs,
    rides_along,
)
from werklandschap.measures.maintenance_file import (
    PlanWithoutHeader,
    read_plan,
    write_template,
)
from werklandschap.measures.sheets import UnreadableSheet
from werklandschap.parameters import Assumptions

MESSY = [
    ["Meerjarenonderhoudsplan 2026–2040", "", "", "", "", ""],
    ["", "", "", "", "", ""],
    [
        "Object",
        "Categorie",
        "Omschrijving",
        "Uitvoerings jaar",
        "Kosten (€)",
        "Beheerder",
    ],
    ["Hal 1", "Dak", "Dakbedekking vervangen", "2031", "€ 48.500,00", "Eigenaar"],
    ["", "Dak", "Goten schilderen", "2028.0", "1.250,50", "Eigenaar"],
    ["Handelsweg", "", "Herstraten", "Q3 2029", "120.000", "Gemeente"],
    ["handelsweg", "", "herstraten", "2029", "120.000", "Gemeente"],
    ["Riool zuid", "Riolering", "Relinen", "2035/2036", "", "Gemeente"],
    ["Plantsoen", "Groen", "Vervangen", "binnenkort", "4000", "Gemeente"],
    ["Kade", "Kunstwerk", "Inspectie", "2027", "900", "Gemeente"],
    ["Hal 2", "Dak", "Vervangen", "1987", "900", "Eigenaar"],
    ["Hal 3", "Dak", "Vervangen", "2030", "pm", "Eigenaar"],
    ["Totaal", "", "", "", "174.750,50", ""],
]


@pytest.fixture(params=["csv", "csv-windows", "xlsx"])
def messy(request, tmp_path):
    if request.param == "xlsx":
        path = tmp_path / "mjop.xlsx"
        frame = pd.DataFrame(
            MESSY[1:], columns=MESSY[0][:1] + [f"c{n}" for n in range(5)]
        )
        frame = frame.where(frame != "", None)
        pyogrio.write_dataframe(frame, path, layer="Blad1", driver="XLSX")
        return path
    path = tmp_path / "mjop.csv"
    encoding = "cp1252" if request.param.endswith("windows") else "utf-8-sig"
    path.write_text("\n".join(";".join(row) for row in MESSY), encoding)
    return path


def test_a_messy_plan_is_read_as_far_as_it_goes(messy):
    plan = read_plan(messy, year=2026)
    found = [(w.asset, w.kind, w.year, w.row) for w in plan.works]
    assert found == [
        ("Hal 1", AssetKind.ROOF, 2031, 4),
        ("Hal 1", AssetKind.ROOF, 2028, 5),
        ("Handelsweg", AssetKind.PAVING, 2029, 6),
        ("Riool zuid", AssetKind.SEWER, 2035, 8),
    ]
    assert [w.cost_eur for w in plan.works[:3]] == [48_500, 1_250.5, 120_000]
    assert math.isnan(plan.works[3].cost_eur)


def test_every_row_that_is_left_out_is_told_in_words(messy):
    plan = read_plan(messy, year=2026)
    assert [(note.row, note.column) for note in plan.problems] == [
        (7, "asset"),
        (9, "year"),
        (10, "kind"),
        (11, "year"),
        (12, "cost"),
    ]
    assert "rij 6" in plan.problems[0].text.nl
    assert "binnenkort" in plan.problems[1].text.nl
    for note in (*plan.problems, *plan.repairs):
        assert note.text.nl.endswith(".")
        assert note.text.en != note.text.nl


def test_what_was_made_of_merged_cells_and_text_years_is_told(messy):
    repaired = {(note.row, note.column) for note in read_plan(messy, year=2026).repairs}
    assert {(5, "asset"), (6, "year"), (8, "year")} <= repaired


@pytest.mark.parametrize("name", ["sjabloon.csv", "sjabloon.xlsx"])
def test_the_template_reads_back_without_a_problem(tmp_path, name):
    write_template(tmp_path / name)
    plan = read_plan(tmp_path / name, year=2026)
    assert len(plan.works) == 2
    assert plan.problems == plan.repairs == ()
    assert plan.works[0].cost_eur == 48_500


def test_what_is_no_plan_is_refused_with_a_reason(tmp_path):
    (tmp_path / "a.csv").write_text("een;twee\n1;2\n")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "c.xls").write_bytes(b"\xd0\xcf\x11\xe0\0\0")
    with pytest.raises(PlanWithoutHeader, match=r"a\.csv"):
        read_plan(tmp_path / "a.csv", year=2026)
    for name in ("b.xlsx", "c.xls", "absent.csv"):
        with pytest.raises(UnreadableSheet):
            read_plan(tmp_path / name, year=2026)


@given(st.integers(0, 10**9))
def test_amounts_the_dutch_way_are_read_back(cents):
    euros, rest = divmod(cents, 100)
    dutch = f"{euros:,}".replace(",", ".") + f",{rest:02d}"
    assert amount_eur(f"€ {dutch}") == pytest.approx(cents / 100)


@given(st.text(max_size=12))
def test_whatever_a_cell_says_is_an_amount_or_none(told):
    amount = amount_eur(told)
    assert amount is None or math.isfinite(amount)


def work(year=2031, cost_eur=48_500.0, kind=AssetKind.ROOF):
    return PlannedWork(
        asset="hal 1",
        kind=kind,
        work="w",
        year=year,
        cost_eur=cost_eur,
        party="p",
        row=1,
    )


def test_riding_along_costs_the_difference_in_that_year_only():
    planned = [
        work(),
        work(year=2040),
        work(cost_eur=math.nan),
        work(kind=AssetKind.GREEN),
    ]
    on = {"kind": AssetKind.ROOF}
    assert difference_eur(75_000, planned, year=2031, **on) == 26_500
    assert difference_eur(75_000, planned, year=2030, **on) == 75_000
    assert difference_eur(10_000, planned, year=2031, **on) == 0


@given(st.floats(0, 1e7), st.lists(st.floats(0, 1e6), max_size=4))
def test_riding_along_never_costs_more_and_never_pays(cost, planned):
    works = [work(cost_eur=each) for each in planned]
    found = difference_eur(cost, works, kind=AssetKind.ROOF, year=2031)
    assert 0 <= found <= cost


def test_a_calendar_adds_up_to_the_plan():
    found = calendar([work(), work(), work(year=2040), work(cost_eur=math.nan)])
    assert found["cost_eur"].sum() == 3 * 48_500
    assert found["count"].sum() == 4
    assert found["year"].is_monotonic_increasing


@given(st.integers(1850, 2026), st.sampled_from(list(AssetKind)))
def test_an_expected_renewal_lies_ahead_within_its_range(made, kind):
    found = expected_renewal(kind, made, assumptions=Assumptions(date(2026, 11, 1)))
    assert 2026 <= found.earliest <= found.expected <= found.latest


def test_of_an_unknown_age_nothing_is_expected(park):
    assert (
        expected_renewal(AssetKind.ROOF, math.nan, assumptions=park.assumptions) is None
    )
    unknown = park.buildings.assign(
        built_year=park.buildings["built_year"].where(park.buildings.index == "none")
    )
    assert expected_roofs(unknown, assumptions=park.assumptions).isna().all(axis=None)
    known = expected_roofs(park.buildings, assumptions=park.assumptions)
    assert known["expected"].notna().sum() == park.buildings["built_year"].notna().sum()


def test_measures_ride_along_with_what_they_replace():
    assert rides_along(MEASURES["sedum_roof"]) is AssetKind.ROOF
    assert rides_along(MEASURES["permeable_paving"]) is AssetKind.PAVING
    assert rides_along(MEASURES["sunken_street"]) is AssetKind.PAVING
    assert rides_along(MEASURES["battery"]) is None
