import hashlib
import json
import re
import runpy
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.governance import lottery, terms, vouchers
from werklandschap.governance.vouchers import Treatment, Waiting

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "check-a-lottery.md"
waiting = st.lists(
    st.tuples(st.integers(1, 20_000), st.integers(0, 30)), min_size=1, max_size=30
).map(
    lambda rows: [
        Waiting(number, number, Decimal(euros), points)
        for number, (euros, points) in enumerate(rows, 1)
    ]
)


@given(waiting, st.integers(0, 100_000), st.none() | st.integers(0, 10))
@pytest.mark.parametrize("treatment", Treatment)
def test_what_fits_never_costs_more_than_there_is_and_nobody_passes(
    treatment, rows, budget, quota
):
    ordered = vouchers.in_order(treatment, rows, seed="s")
    fit = vouchers.that_fit(ordered, budget_eur=Decimal(budget), quota=quota)
    amounts = {each.number: each.amount_eur for each in rows}
    assert sum(amounts[number] for number in fit) <= budget
    assert quota is None or len(fit) <= quota
    assert fit == [each.number for each in ordered][: len(fit)]


@given(waiting)
def test_points_go_first_and_earlier_receipt_decides_between_equals(rows):
    ordered = vouchers.in_order(Treatment.POINTS, rows)
    keys = [(-each.points, each.place) for each in ordered]
    assert keys == sorted(keys)


@given(st.sets(st.integers(1, 500), min_size=1), st.text(min_size=1, max_size=20))
def test_a_draw_is_a_permutation_that_depends_on_nothing_but_the_seed(numbers, seed):
    order = lottery.drawn(numbers, seed=seed)
    assert sorted(order) == sorted(numbers)
    assert order == lottery.drawn(sorted(numbers, reverse=True), seed=seed)


def test_every_number_has_the_same_chance():
    firsts = [lottery.drawn(range(1, 5), seed=str(each))[0] for each in range(4000)]
    expected = 1000
    chi_squared = sum(
        (firsts.count(number) - expected) ** 2 / expected for number in range(1, 5)
    )
    assert chi_squared < 16.3  # one in a thousand by chance, three degrees of freedom


def test_the_script_in_the_guide_finds_the_same_order(tmp_path, monkeypatch, capsys):
    """The guide's own ten lines know nothing of ours."""
    script = re.search(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[1]
    assert len(script.strip().splitlines()) <= 10
    assert "werklandschap" not in script
    secret, value = "geheim", "12,5"
    numbers = list(range(1, 51))
    order = lottery.drawn(numbers, seed=lottery.seed_of(secret, value))
    draw = {
        "secret_sha256": hashlib.sha256(secret.encode()).hexdigest(),
        "secret": secret,
        "public_value": value,
        "numbers": numbers,
        "order": order,
    }
    (tmp_path / "script.py").write_text(script, "utf-8")
    for told, expected in ((order, "klopt"), (numbers, "klopt niet")):
        file = tmp_path / "loting.json"
        file.write_text(json.dumps(draw | {"order": told}), "utf-8")
        monkeypatch.setattr(sys, "argv", ["script.py", str(file)])
        runpy.run_path(str(tmp_path / "script.py"))
        assert capsys.readouterr().out.strip() == expected


@settings(deadline=None)  # the calendar of a year is made when it is first asked
@given(st.dates(date(2024, 1, 1), date(2032, 1, 1)), st.integers(0, 100))
def test_a_term_ends_on_a_working_day_and_never_early(start, days):
    end = terms.last_day(start, days=days)
    assert end >= start + timedelta(days=days)
    assert (end - start).days - days <= 5
    assert end.weekday() < 5


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2027, 1, 29), 56, date(2027, 3, 30)),  # Good Friday, then Easter
        (date(2026, 3, 10), 56, date(2026, 5, 6)),  # Liberation day, no lustrum
        (date(2026, 11, 2), 42, date(2026, 12, 14)),
    ],
)
def test_terms_of_the_law(start, days, end):
    assert terms.last_day(start, days=days) == end


def test_a_suspension_moves_the_end():
    assert terms.suspended(date(2026, 11, 2), days=10) == date(2026, 11, 12)
    assert terms.suspended(date(2026, 11, 2), days=12) == date(2026, 11, 16)


@given(
    st.decimals(1, 20_000, places=2),
    st.decimals(0, 50_000, places=2),
    st.decimals(0, "0.99", places=2),
)
def test_nobody_gets_more_than_granted_or_than_their_part(granted, costs, own):
    paid = vouchers.payable_eur(granted_eur=granted, costs_eur=costs, own_share=own)
    assert 0 <= paid <= granted
    assert paid <= costs * (1 - own) + Decimal("0.01")


def test_what_is_not_known_of_a_scheme_stays_unknown():
    schemes = vouchers.schemes()
    assert {each.province_code for each in schemes.values()} >= {
        "PV26",
        "PV25",
        "PV28",
        "PV30",
    }
    assert all(each.amount_eur >= 15_000 for each in schemes.values())
    assert all(each.own_share is None for each in schemes.values())
    assert schemes["overijssel"].amount_eur == 20_000


def test_a_document_must_point_to_every_part():
    parts = dict.fromkeys(vouchers.deliverables()["green_vision"].parts, "blz. 3")
    assert vouchers.missing_parts("green_vision", parts) == []
    assert [
        each.nl for each in vouchers.missing_parts("green_vision", parts | {"map": " "})
    ] == ["Een kaart"]
