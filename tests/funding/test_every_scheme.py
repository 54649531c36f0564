"""What holds for every scheme, and the examples that lawyers can read beside it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from werklandschap.funding import (
    SCHEMES,
    Applicant,
    Case,
    Kind,
    StackingContradicts,
    check_stacking,
)

HERE = Path(__file__).parent
DECIMALS = {
    name for name in Case.__annotations__ if name.endswith(("_eur", "_per_kwh"))
}
every_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))


def case_of(told):
    facts = {
        name: Decimal(value) if name in DECIMALS else value
        for name, value in told.items()
    }
    facts["applicant"] = Applicant(told["applicant"])
    facts["works"] = frozenset(map(Kind, told["works"]))
    facts["with_schemes"] = frozenset(told.get("with_schemes", ()))
    return Case(**facts)


def examples():
    for name in SCHEMES:
        for each in yaml.safe_load((HERE / f"{name}.yml").read_text("utf-8")):
            yield pytest.param(name, each, id=f"{name}: {each['name']}")


@pytest.mark.parametrize(("name", "example"), list(examples()))
def test_examples(name, example):
    grant = SCHEMES[name].assess(case_of(example["case"]))
    told = example["amount_eur"]
    assert grant.amount_eur == (None if told is None else Decimal(told))
    reasons = " ".join(reason.nl for reason in grant.reasons)
    assert reasons
    assert example.get("says", "") in reasons


@every_scheme
def test_has_examples_that_pay_and_that_do_not(scheme):
    told = yaml.safe_load((HERE / f"{scheme.name}.yml").read_text("utf-8"))
    assert any(Decimal(e["amount_eur"] or 0) > 0 for e in told)
    assert len(told) >= 2


@every_scheme
def test_says_who_what_when_and_where_it_is_written(scheme):
    assert scheme.label.nl
    assert scheme.applicants
    assert scheme.works
    assert scheme.closes is None or scheme.opens < scheme.closes
    assert scheme.reference.url
    assert scheme.excludes <= set(SCHEMES)
    assert scheme.needs <= set(SCHEMES)
    for word in (scheme.level, scheme.form, scheme.order, scheme.effort):
        assert word.label.en != word.label.nl or word.label.en == "park"


@every_scheme
def test_gives_nothing_the_day_before_it_opens_and_when_closed(scheme):
    case = first_case(scheme)
    early = scheme.assess(replace(case, applied_on=scheme.opens - timedelta(days=1)))
    assert early.amount_eur == 0
    if scheme.closes:
        late = scheme.assess(replace(case, applied_on=scheme.closes))
        assert late.amount_eur == 0


@pytest.mark.parametrize(
    "scheme", [s for s in SCHEMES.values() if s.known_until], ids=lambda s: s.name
)
def test_does_not_know_amounts_of_years_to_come(scheme):
    grant = scheme.assess(replace(first_case(scheme), applied_on=scheme.known_until))
    assert grant.amount_eur is None
    assert str(scheme.known_until.year) in grant.reasons[0].nl


@every_scheme
def test_pays_nothing_for_no_costs(scheme):
    grant = scheme.assess(replace(first_case(scheme), eligible_costs_eur=Decimal(0)))
    assert grant.amount_eur == 0


def first_case(scheme):
    told = yaml.safe_load((HERE / f"{scheme.name}.yml").read_text("utf-8"))
    return case_of(told[0]["case"])


def test_the_rules_of_stacking_do_not_contradict():
    check_stacking(SCHEMES.values())


def test_a_rule_that_needs_what_it_excludes_is_refused():
    one = SCHEMES["mia"]
    both = replace(one, needs=frozenset({"vamil"}), excludes=frozenset({"vamil"}))
    with pytest.raises(StackingContradicts) as refused:
        check_stacking([both, SCHEMES["vamil"]])
    assert "sluit die ook uit" in refused.value.say("nl")
    other = replace(SCHEMES["vamil"], excludes=frozenset({"mia"}))
    with pytest.raises(StackingContradicts):
        check_stacking([replace(one, needs=frozenset({"vamil"})), other])


def test_what_needs_another_says_so():
    needing = replace(SCHEMES["vamil"], needs=frozenset({"mia"}))
    grant = needing.assess(first_case(SCHEMES["vamil"]))
    assert "alleen samen met" in grant.reasons[0].nl
    assert date(2026, 3, 2) == first_case(needing).applied_on
