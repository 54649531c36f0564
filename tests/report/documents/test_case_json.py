"""A business case as JSON keeps its promises, also to who may not see everything."""

import json

import pytest

from werklandschap.report.case_json import case_as_json, schema


def test_it_is_what_the_schema_promises_and_agrees_with_the_case(case):
    told = json.loads(case_as_json(case, engine="test"))  # checked as it is written
    assert told["schema"] == schema()["$id"]
    assert told["social"][0]["value_eur"] == pytest.approx(case.social[0].value_eur)
    total = sum(sum(row["by_year_eur"]) for row in told["parties"])
    assert total == pytest.approx(sum(sum(row.by_year_eur) for row in case.parties))
    spent = sum(told["funding"]["spend_eur"])
    from_sources = sum(sum(s["by_year_eur"]) for s in told["funding"]["sources"])
    own = sum(told["funding"]["own_eur"])
    assert spent == pytest.approx(from_sources + own + told["funding"]["unpaid_eur"])


def test_a_cash_flow_that_is_not_the_readers_is_not_in_it(case):
    told = json.loads(case_as_json(case, engine="test", parties={"municipality"}))
    for row in told["parties"]:
        assert ("by_year_eur" in row) is (row["party"] == "municipality")


def test_every_field_of_the_schema_is_written(case):
    told = json.loads(case_as_json(case, engine="test"))
    assert set(told) == set(schema()["properties"])
    assert set(told["gains"][0]) == set(schema()["$defs"]["gain"]["properties"])
