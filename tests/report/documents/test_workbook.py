"""The workbook: another engine recalculates it and finds the same euros."""

import pytest
from tests.report.documents.recalculate import Recalculated

from werklandschap.report.documents.workbook import workbook

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:formulas")


@pytest.fixture(scope="module")
def book(told, tmp_path_factory):
    place = tmp_path_factory.mktemp("workbook") / "kasstroom.xlsx"
    place.write_bytes(workbook(told("nl")))
    return Recalculated(place)


def label_of(row):
    return row.label.nl[0].upper() + row.label.nl[1:]


def test_every_party_has_the_same_result(book, case):
    at = book.rows("Uitkomst")
    for row in case.parties:
        total = book.value("Uitkomst", f"E{at[label_of(row)]}")
        assert total == pytest.approx(sum(row.by_year_eur), abs=1)
        own = book.value("Uitkomst", f"C{at[label_of(row)]}")
        assert own == pytest.approx(row.value_eur, abs=1)


def test_society_has_the_same_balance(book, case):
    at = book.rows("Uitkomst")["Samen"]
    assert book.value("Uitkomst", f"D{at}") == pytest.approx(
        case.social[0].value_eur, abs=1
    )


def test_a_changed_price_moves_the_outcome_as_ours_does(told, case, tmp_path):
    """What a controller fills in does what the same value does with us."""
    from dataclasses import replace

    from werklandschap.study.business_case import business_case

    price = "appraisal.storage_eur_per_m3"
    place = tmp_path / "kasstroom.xlsx"
    place.write_bytes(workbook(told("nl")))
    book = Recalculated(place)
    row = book.rows("Aannames")["Waterberging, eenmalig"]
    book.sheets["Aannames"][f"B{row}"] = 450.0
    own = replace(case.choices, own=(*case.choices.own, (price, 450.0)))
    ours = business_case(case.planned, case.effects, own, paid_by=case.funding)
    at = book.rows("Uitkomst")["Samen"]
    assert book.value("Uitkomst", f"D{at}") == pytest.approx(
        ours.social[0].value_eur, abs=1
    )


def test_amounts_are_formulas(book):
    for sheet in ("Bedragen", "Per partij"):
        cells = {
            cell: said
            for cell, said in book.sheets[sheet].items()
            if cell.startswith("D") and int(cell[1:]) > 4
        }
        assert cells
        assert all(str(said).startswith("=") for said in cells.values())
    priced = [
        said
        for cell, said in book.sheets["Hoeveelheden"].items()
        if cell.startswith("B") and int(cell[1:]) > 4
    ]
    assert sum(str(said).startswith("=") for said in priced) > 0.7 * len(priced)


def test_what_is_generated_is_called_so_on_every_sheet(book):
    for cells in book.sheets.values():
        assert "Gegenereerd voorbeeld" in cells.values()
