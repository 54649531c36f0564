"""The register in a few lines: sums that say what was not reported."""

from datetime import date

import numpy as np
import pandas as pd

from werklandschap.parameters import Assumptions
from werklandschap.register import canonical, summary_text, totals, validate

ASSUMPTIONS = Assumptions(date(2026, 1, 1))


def register(**columns):
    frame = {
        "rin_nummer": ["1", "2", "3"],
        "plan_naam": ["De Mors", "Plaagslagen", "De Haar"],
        "provinciecode": ["23", "23", None],
        "gemeentecode": ["1742"] * 3,
        "jaar": [2024] * 3,
        "ha_bruto": [10.0, 20.0, 1_500.0],
        "ha_netto": [7.0, None, 1_000.0],
        "ha_uitgeefbaar": [None, None, 2.0],
        "wloc_type": ["B"] * 3,
    }
    return canonical(pd.DataFrame(frame | columns))


def test_sums_leave_out_what_is_missing_and_are_missing_where_nothing_is_known():
    sums = totals(register())
    assert sums["parks"].to_dict() == {"": 1, "PV23": 2, "NL": 3}
    assert sums.loc["PV23", ["gross_ha", "net_ha"]].tolist() == [30.0, 7.0]
    assert np.isnan(sums.loc["PV23", "issuable_ha"])
    assert sums.loc["NL", ["gross_ha", "issuable_ha"]].tolist() == [1_530.0, 2.0]
    nothing = totals(register(ha_uitgeefbaar=[None] * 3))
    assert nothing["issuable_ha"].isna().all()


def test_numbers_are_written_as_the_reader_does():
    findings = validate(register(), assumptions=ASSUMPTIONS)
    assert findings == []
    dutch, english = (summary_text(register(), [], lang) for lang in ("nl", "en"))
    assert "1.530" in dutch
    assert "1,530" in english
    assert "Overijssel" in dutch
    assert "onbekend" in dutch
    assert "–" in dutch
    assert "Niets dat opvalt." in dutch
    assert "Could not be checked: several polygons" in english


def test_each_rule_has_a_line_with_its_count_and_first_parks():
    wrong = register(
        rin_nummer=list("123"),
        ha_netto=[11.0, 21.0, 1_600.0],
        wloc_type=["B", None, "Q"],
    )
    findings = validate(wrong, assumptions=ASSUMPTIONS)
    lines = summary_text(wrong, findings, "en").splitlines()
    assert "error             3  net above gross: 1, 2, 3" in lines
    assert "warning           1  kind missing: 2" in lines
    assert "warning           1  kind not in the code list: 3" in lines


def test_an_empty_register_has_a_summary():
    empty = register()[:0]
    assert "0" in summary_text(empty, validate(empty, assumptions=ASSUMPTIONS), "nl")
