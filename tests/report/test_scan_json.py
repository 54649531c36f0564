"""scan.json: the whole outcome, to the last digit, as its schema promises."""

import copy
import json
from dataclasses import replace

import jsonschema
import pytest

from werklandschap.report.scan_json import SCHEMA, scan_as_json, schema


@pytest.fixture
def told(scan):
    return json.loads(scan_as_json(scan))


def test_the_schema_is_itself_sound():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_holds_what_was_agreed(told):
    assert set(told) == {"schema", "notice", "engine", "on", "parks"}
    assert told["notice"]["nl"] == "Signalerend, geen oordeel"
    assert told["schema"] == SCHEMA
    assert told["on"] == "2026-11-24"
    (park,) = told["parks"]
    assert set(park) == {
        "park_id",
        "name",
        "area_m2",
        "is_generated",
        "repairs",
        "indicators",
        "simulations",
    }
    assert park["simulations"] == {"parts": [], "cell_m": None, "showers": []}
    assert park["repairs"] == {"sliver": 3}
    assert set(park["indicators"][0]) == {
        "name",
        "label",
        "theme",
        "value",
        "low",
        "high",
        "low_from",
        "high_from",
        "unit",
        "reliability",
        "reliability_parts",
        "reason",
        "references",
        "sources",
    }
    assert set(park["indicators"][0]["sources"][0]) == {
        "name",
        "title",
        "publisher",
        "published",
        "licence",
        "landing_page",
    }


def test_what_was_not_measured_is_null_and_says_why(told):
    canopy = told["parks"][0]["indicators"][2]
    assert (canopy["value"], canopy["low"], canopy["high"]) == (None, None, None)
    assert canopy["reason"]["en"] == "No heights were collected for this park."


def test_none_is_zero(told):
    out_of_use = told["parks"][0]["indicators"][-1]
    assert (out_of_use["value"], out_of_use["reason"]) == (0.0, None)


def test_keeps_every_digit(scan, make_estimate):
    third = 1 / 3
    estimate = make_estimate("paved_share", third, third - 1e-16, third + 1e-16)
    park = replace(scan.parks[0], estimates=(estimate,), area_m2=0.1 + 0.2)
    told = json.loads(scan_as_json(replace(scan, parks=(park,))))
    assert told["parks"][0]["indicators"][0]["value"] == third
    assert told["parks"][0]["indicators"][0]["low"] == third - 1e-16
    assert told["parks"][0]["area_m2"] == 0.1 + 0.2


def test_the_same_scan_gives_the_same_text(scan):
    assert scan_as_json(scan) == scan_as_json(copy.deepcopy(scan))


def test_low_value_and_high_stand_in_order(told):
    for figure in told["parks"][0]["indicators"]:
        if figure["value"] is not None:
            assert figure["low"] <= figure["value"] <= figure["high"]


def test_a_place_that_was_made_up_says_so(generated):
    assert json.loads(scan_as_json(generated))["parks"][0]["is_generated"] is True


@pytest.mark.parametrize(
    "change",
    [
        {"value": None},
        {"reliability": 1.1},
        {"unit": ""},
        {"reason": "none"},
        {"extra": 1},
    ],
)
def test_the_schema_refuses_what_was_not_promised(told, change):
    told["parks"][0]["indicators"][0] |= change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, schema())
