"""Opportunities: chosen by rules, told with care."""

from dataclasses import replace
from string import Formatter

import pytest

from werklandschap.core.units import Unit
from werklandschap.parameters import Assumptions
from werklandschap.report.facts import Facts
from werklandschap.report.numbers import Quantity
from werklandschap.report.opportunities import RULES, SHOWN, largest_opportunities

every_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field}


@pytest.fixture
def facts(scan):
    return Facts.of(scan.parks[0])


def knowing(facts: Facts, **quantities: tuple[float, float, float]) -> Facts:
    units = {"share": Unit.SHARE, "m": Unit.METRE, "kwp": Unit.KILOWATT_PEAK}
    units |= {"count": Unit.COUNT, "m2": Unit.SQUARE_METRE}
    known = {
        name: Quantity(*numbers, units[name.rsplit("_", 1)[1]])
        for name, numbers in quantities.items()
    }
    return replace(facts, quantities=known, reliabilities=dict.fromkeys(known, 1.0))


@every_rule
def test_says_the_same_in_both_languages(rule):
    for sentence in rule.sentences:
        assert placeholders(sentence.nl) == placeholders(sentence.en)


@every_rule
def test_can_always_say_something_of_what_it_measures(rule):
    simplest = placeholders(rule.sentences[-1].nl) - {"perhaps"}
    assert {name.removesuffix("_range") for name in simplest} <= set(rule.needs)


@every_rule
def test_never_calls_anything_suitable(rule):
    told = [rule.headline, *rule.sentences]
    assert not any("geschikt" in text.nl.lower() for text in told)
    assert not any("suitable" in text.en.lower() for text in told)


@every_rule
def test_stands_on_parameters(rule, facts):
    assert facts.assumptions[rule.begins] != facts.assumptions[rule.is_full]


def test_tells_at_most_three_the_weightiest_first(facts):
    found = largest_opportunities(
        knowing(
            facts,
            paved_share=(0.60, 0.60, 0.60),
            solar_potential_kwp=(5000.0, 5000.0, 5000.0),
            green_distance_m=(700.0, 700.0, 700.0),
            old_floor_area_share=(0.5, 0.5, 0.5),
            out_of_use_share=(0.0, 0.0, 0.0),
        )
    )
    assert len(found) == SHOWN
    assert [o.name for o in found] == ["solar", "green_walk", "old_buildings"]
    assert sorted((o.weight for o in found), reverse=True) == [o.weight for o in found]


def test_tells_one_of_each_subject(facts):
    found = largest_opportunities(
        knowing(facts, near_trees_count=(0.0, 0.0, 0.0), canopy_share=(0.1, 0.1, 0.1))
    )
    assert [o.name for o in found] == ["near_trees"]


def test_is_sure_only_when_the_whole_interval_is(facts):
    sure = largest_opportunities(knowing(facts, green_distance_m=(500.0, 400.0, 600.0)))
    unsure = largest_opportunities(
        knowing(facts, green_distance_m=(500.0, 200.0, 600.0))
    )
    assert "waarschijnlijk" in sure[0].sentence.nl
    assert "probably" in sure[0].sentence.en
    assert "mogelijk" in unsure[0].sentence.nl
    assert "possibly" in unsure[0].sentence.en


def test_is_not_sure_of_a_figure_of_low_reliability(facts):
    known = knowing(facts, paved_share=(0.8, 0.75, 0.85))
    for reliability, word in ((0.9, "probably"), (0.3, "possibly")):
        trusted = replace(known, reliabilities={"paved_share": reliability})
        (told,) = largest_opportunities(trusted)
        assert word in told.sentence.en


def test_an_unreliable_figure_weighs_less(facts):
    known = knowing(facts, paved_share=(0.8, 0.8, 0.8))
    doubtful = replace(known, reliabilities={"paved_share": 0.5})
    (firm,), (weak,) = largest_opportunities(known), largest_opportunities(doubtful)
    assert weak.weight == pytest.approx(firm.weight / 2)


def test_own_thresholds_count(facts):
    known = knowing(facts, paved_share=(0.5, 0.5, 0.5))
    own = Assumptions(
        facts.assumptions.on, own=(("opportunities.depaving_from_share", 0.3),)
    )
    assert largest_opportunities(known) == ()
    assert largest_opportunities(replace(known, assumptions=own))[0].name == "depaving"


def test_says_what_the_interval_allows(facts):
    (found,) = largest_opportunities(
        knowing(facts, solar_potential_kwp=(28_411.0, 19_200.0, 37_350.0))
    )
    assert "28.000\u202fkWp aan zonnepanelen (19.000\u00a0tot\u00a037.000)" in (
        found.sentence.nl
    )


def test_nothing_known_is_nothing_told(facts):
    assert largest_opportunities(knowing(facts)) == ()


def test_no_parcels_is_no_division(facts):
    known = knowing(
        facts, unbuilt_plots_count=(0.0, 0.0, 0.0), parcels_count=(0.0, 0.0, 0.0)
    )
    assert largest_opportunities(known) == ()
