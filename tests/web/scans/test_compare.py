"""Beside each other: what may be seen, at most four, and why two scans differ."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.made import AT
from tests.web.scanned import put_down
from werklandschap.web.accounts.models import Role
from werklandschap.web.jobs.models import Run
from werklandschap.web.scans.queries import compare
from werklandschap.web.scans.queries.causes import causes_of

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def paved(value):
    return {"paved_share": {"value": value, "low": value, "high": value}}


def cause(before, after, indicator="paved_share"):
    return next(
        each for each in causes_of(before, after) if each.indicator == indicator
    )


def test_four_parks_stand_beside_each_other_and_no_more(client, scan, modelled, place):
    codes = [modelled.code]
    codes += [put_down(place[1], f"N{n}", name=f"Buur {n}").code for n in range(5)]
    answer = client.get(reverse("compare"), {"terrein": codes})
    text = answer.content.decode()
    assert "Buur 2" in text
    assert "Buur 3" not in text
    assert "hoogstens vier" in text
    assert text.count("nog geen nulmeting") == 3


def test_nothing_chosen_says_what_to_do(client, db):
    answer = client.get(reverse("compare"), {"terrein": "NEE", "nulmeting": "x'--"})
    assert answer.status_code == 200
    assert "nog niets om te vergelijken" in answer.content.decode()


def test_the_chart_draws_what_is_asked(client, scan, modelled):
    told = compare.chosen(
        _visitor(), parks=[modelled.code], scans=[], indicator="green_share"
    )
    assert told.indicator == "green_share"
    value = scan.figures.get(indicator="green_share").value
    assert float(told.bars[0].width) == pytest.approx(100 * value, abs=0.01)
    unknown = compare.chosen(_visitor(), parks=[modelled.code], scans=[], indicator="x")
    assert unknown.indicator == "paved_share"


def _visitor():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_only_the_method_differs(keep_scan):
    before = keep_scan(figures=paved(0.5))
    after = keep_scan(at=LATER, figures=paved(0.6), parameters_hash="other")
    told = cause(before, after)
    assert told.method == pytest.approx(0.1)
    assert (told.park, told.data) == (0.0, 0.0)


def test_a_later_day_of_the_source_is_the_park(keep_scan, outcome):
    keys = _keys(outcome, "2027-01-01")
    before = keep_scan(figures=paved(0.5))
    after = keep_scan(
        at=LATER,
        figures={"paved_share": paved(0.6)["paved_share"] | {"sources": keys}},
        input_hashes={"cover": "other"},
    )
    told = cause(before, after)
    assert told.park == pytest.approx(0.1)
    assert (told.data, told.method) == (0.0, 0.0)


def test_the_same_day_told_otherwise_is_the_data(keep_scan):
    before = keep_scan(figures=paved(0.5))
    inputs = {**before.input_hashes, "cover": "other"}
    after = keep_scan(at=LATER, figures=paved(0.6), input_hashes=inputs)
    told = cause(before, after)
    assert told.data == pytest.approx(0.1)
    assert (told.park, told.method) == (0.0, 0.0)


def test_another_outline_is_the_park(keep_scan):
    before = keep_scan(figures=paved(0.5))
    inputs = {**before.input_hashes, "outline": "other"}
    after = keep_scan(at=LATER, figures=paved(0.6), input_hashes=inputs)
    assert cause(before, after).park == pytest.approx(0.1)


def test_a_source_more_and_a_later_day_cannot_be_divided(keep_scan, outcome):
    keys = [*_keys(outcome, "2027-01-01"), "osm@2027-01-01"]
    before = keep_scan(figures=paved(0.5))
    after = keep_scan(
        at=LATER,
        figures={"paved_share": paved(0.6)["paved_share"] | {"sources": keys}},
        input_hashes={"cover": "other"},
    )
    told = cause(before, after)
    assert told.shared == pytest.approx(0.1)
    assert (told.park, told.data) == (None, None)


def test_data_and_method_are_divided_by_a_scan_in_between(keep_scan):
    """Old data, new method: what it differs from the former is the method alone."""
    before = keep_scan(figures=paved(0.5))
    inputs = {**before.input_hashes, "cover": "other"}
    after = keep_scan(
        at=LATER, figures=paved(0.6), input_hashes=inputs, parameters_hash="new"
    )
    assert cause(before, after).method is None
    keep_scan(at=LATER + timedelta(hours=1), figures=paved(0.53), parameters_hash="new")
    told = cause(before, after)
    assert told.method == pytest.approx(0.03)
    assert told.data == pytest.approx(0.07)


def test_the_parts_add_up_to_the_change(keep_scan):
    before = keep_scan(figures=paved(0.5))
    inputs = {**before.input_hashes, "cover": "other"}
    after = keep_scan(at=LATER, figures=paved(0.6), input_hashes=inputs)
    for told in causes_of(before, after):
        parts = (told.park, told.data, told.shared, told.method)
        assert sum(part or 0.0 for part in parts) == pytest.approx(
            told.after - told.before
        )


def test_who_may_can_have_old_data_calculated_again(
    keep_scan, people, browser_of, client
):
    before = keep_scan(figures=paved(0.5))
    inputs = {**before.input_hashes, "cover": "other"}
    after = keep_scan(
        at=LATER, figures=paved(0.6), input_hashes=inputs, parameters_hash="new"
    )
    asked = {"nulmeting": [str(before.pk), str(after.pk)]}
    manager = browser_of(people[Role.PARK_MANAGER])
    words = "Oude gegevens opnieuw doorrekenen"
    assert words in manager.get(reverse("compare"), asked).content.decode()
    assert words not in client.get(reverse("compare"), asked).content.decode()
    answer = manager.post(reverse("scan_again", args=[before.pk]))
    run = Run.objects.order_by("-asked_at").first()
    assert answer.headers["Location"] == reverse("run", args=[run.pk])
    assert run.parameters["on"] == before.on.isoformat()


def _keys(outcome, day):
    row = next(r for r in outcome[0].facts.figures if r["indicator"] == "paved_share")
    return [f"{key.rsplit('@', 1)[0]}@{day}" for key in row["sources"]]
