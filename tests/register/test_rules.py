"""Each rule finds its fault, and nothing in a register without faults."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from geopandas import GeoDataFrame
from shapely import box

from werklandschap.parameters import Assumptions
from werklandschap.register import RULES, Severity, canonical, unchecked_rules, validate

ASSUMPTIONS = Assumptions(date(2026, 1, 1))

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def sound(parks=60):
    """A register without faults: parks of 10 ha with 7 ha of plots, all drawn."""
    return canonical(
        GeoDataFrame(
            {
                "rin_nummer": [str(1000 + n) for n in range(parks)],
                "plan_naam": [f"Terrein {n}" for n in range(parks)],
                "gemeentecode": "1742",
                "provinciecode": "23",
                "corop_code": "12",
                "jaar": 2024,
                "wloc_type": "B",
                "ha_bruto": 10.0,
                "ha_netto": 7.0,
                "ha_uitgeefbaar": 1.0,
            },
            geometry=[box(n * 1000, 0, n * 1000 + 250, 400) for n in range(parks)],
            crs="EPSG:28992",
        )
    )


def with_fault(**faults):
    register = sound()
    for column, value in faults.items():
        register.loc[3, column] = value
    return register


def found(register):
    return {
        (finding.rule.name, finding.rin)
        for finding in validate(register, assumptions=ASSUMPTIONS)
    }


FAULTS = [
    ("net_above_gross", {"net_ha": 10.5}),
    ("issuable_above_net", {"issuable_ha": 7.5}),
    ("net_zero", {"net_ha": 0.0, "issuable_ha": 0.0}),
    ("net_to_gross_implausible", {"net_ha": 5.0}),
    ("net_to_gross_implausible", {"net_ha": 9.0}),
    ("kind_missing", {"kind": None}),
    ("kind_given_as_unknown", {"kind": "X"}),
    ("kind_not_in_list", {"kind": "B/C1"}),
    ("name_in_capitals", {"name": "JAGTLUST II"}),
    ("name_broken", {"name": "De Kie\ufffdn"}),
    ("name_broken", {"name": "De KieÃ«n"}),
    ("name_broken", {"name": "De Kie?n"}),
    ("name_missing", {"name": None}),
    ("municipality_unknown", {"municipality_codes": "GM0000"}),
    ("municipality_unknown", {"municipality_codes": None}),
    ("municipality_unknown", {"municipality_codes": "Rijssen"}),
    ("value_unreadable", {"unreadable": "gross_ha=n.v.t."}),
]


def test_a_sound_register_has_no_findings():
    assert validate(sound(), assumptions=ASSUMPTIONS) == []


@pytest.mark.parametrize(("rule", "fault"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_is_found_in_the_park_that_has_it_and_by_no_other_rule(rule, fault):
    assert found(with_fault(**fault)) == {(rule, "1003")}


def test_an_area_of_zero_is_told_once_for_each_thing_that_is_wrong():
    empty = with_fault(gross_ha=0.0, net_ha=0.0, issuable_ha=0.0)
    assert found(empty) == {
        ("gross_zero", "1003"),
        ("net_zero", "1003"),
        ("area_unlike_polygon", "1003"),
    }


@pytest.mark.parametrize("name", ["DSM", "A12", "De Mors", "Agro-PARK", "4e fase"])
def test_acronyms_and_ordinary_names_are_not_in_capitals(name):
    assert found(with_fault(name=name)) == set()


def test_a_park_drawn_too_small_is_found_and_a_small_difference_is_not():
    assert found(with_fault(gross_ha=10.4)) == set()
    assert ("area_unlike_polygon", "1003") in found(with_fault(gross_ha=10.6))
    assert ("area_unlike_polygon", "1003") in found(with_fault(gross_ha=9.4))


def test_the_polygons_of_a_park_are_measured_together():
    register = sound()
    half = register.loc[[3]].set_geometry([box(0, 5000, 250, 5200)], crs=register.crs)
    other = half.set_geometry([box(0, 6000, 250, 6200)], crs=register.crs)
    split = pd.concat([register.drop(index=3), half, other], ignore_index=True)
    assert found(split) == {("rin_with_several_polygons", "1003")}


def test_rows_with_the_same_rin_that_contradict_each_other_are_duplicates():
    register = pd.concat([sound(), sound()[:1].assign(name="Anders")])
    assert ("rin_duplicate", "1000") in found(register)
    table = pd.DataFrame(sound()).drop(columns="geometry")
    assert found(pd.concat([table, table[:1]])) == {("rin_duplicate", "1000")}


def test_a_park_without_rin_is_named():
    register = with_fault(rin=None)
    findings = validate(register, assumptions=ASSUMPTIONS)
    assert [finding.rule.name for finding in findings] == ["rin_missing"]
    assert "Terrein 3" in findings[0].say("nl")


def test_a_province_is_silent_when_many_parks_all_report_zero():
    silent = sound().assign(issuable_ha=0.0)
    assert found(silent) == {("region_silent", "")}
    one_speaks = silent.copy()
    one_speaks.loc[7, "issuable_ha"] = 0.1
    assert found(one_speaks) == set()
    assert found(silent[:49]) == set()
    assert found(silent.assign(issuable_ha=np.nan)) == set()


def test_mixed_years_are_counted():
    register = with_fault(reference_year=2022)
    (finding,) = validate(register, assumptions=ASSUMPTIONS)
    assert finding.rule.name == "reference_years_mixed"
    assert finding.facts["years"] == {"2022": 1, "2024": 59}


def test_thresholds_can_be_changed():
    strict = Assumptions(
        ASSUMPTIONS.on, own=(("register.area_difference_share", 0.001),)
    )
    register = with_fault(gross_ha=10.1)
    assert validate(register, assumptions=ASSUMPTIONS) == []
    names = [f.rule.name for f in validate(register, assumptions=strict)]
    assert names == ["area_unlike_polygon"]


def test_a_column_that_was_not_supplied_is_not_at_fault_but_unchecked():
    register = canonical(pd.DataFrame({"RIN_NUMMER": ["1"], "PLAN_NAAM": ["x"]}))
    assert validate(register, assumptions=ASSUMPTIONS) == []
    unchecked = {rule.name for rule in unchecked_rules(register)}
    assert {"kind_missing", "net_above_gross", "area_unlike_polygon"} <= unchecked
    assert unchecked.isdisjoint({"rin_duplicate", "name_broken", "value_unreadable"})


def test_the_worst_comes_first():
    register = with_fault(net_ha=10.5, kind=None, reference_year=2022)
    severities = [f.rule.severity for f in validate(register, assumptions=ASSUMPTIONS)]
    assert severities == [Severity.ERROR, Severity.WARNING, Severity.NOTE]


@every_rule
def test_every_rule_is_told_in_two_languages_with_a_reference(rule):
    assert rule.label.nl != rule.label.en
    assert rule.sentence.nl != rule.sentence.en
    assert rule.reference.title
    assert rule.needs


@every_rule
def test_every_rule_is_tried_in_this_file(rule):
    elsewhere = {
        "gross_zero",
        "area_unlike_polygon",
        "rin_duplicate",
        "rin_missing",
        "rin_with_several_polygons",
        "region_silent",
        "reference_years_mixed",
    }
    assert rule.name in {name for name, _ in FAULTS} | elsewhere


def test_findings_are_json_with_both_languages():
    register = with_fault(net_ha=10.5, municipality_codes=None)
    facts = [f.to_json() for f in validate(register, assumptions=ASSUMPTIONS)]
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts
    error, warning = facts
    assert error["message"] == {
        "nl": "Terrein 3: netto 10,5 ha is meer dan bruto 10 ha.",
        "en": "Terrein 3: net 10.5 ha is more than gross 10 ha.",
    }
    assert error["rin"] == "1003"
    assert warning["facts"]["municipality_codes"] is None
    assert "nan" not in warning["message"]["nl"]
