"""Every record that comes with the platform keeps its promises."""

from datetime import date

import pytest

from tests.web.made import AT
from werklandschap.core.text import Text
from werklandschap.governance.evidence import Prior
from werklandschap.indicators import INDICATORS
from werklandschap.measures import MEASURES
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.innovations.actions import records
from werklandschap.web.innovations.models import Innovation, Kind, Maturity
from werklandschap.web.innovations.queries import shipped as package
from werklandschap.web.innovations.words import MARKS, PARTIES, THEMES

RECORDS = dict(package.records())
every_record = pytest.mark.parametrize("code", RECORDS)
TEXTS = ("title", "summary", "how")


def test_there_are_enough_of_every_kind():
    kinds = [record["kind"] for record in RECORDS.values()]
    assert len(kinds) >= 25
    assert all(kinds.count(kind) >= 5 for kind in Kind.values)


@every_record
def test_a_record_is_whole_in_both_languages(code):
    record = RECORDS[code]
    told = [record[name] for name in TEXTS] + record["failed"] + record["lessons"]
    assert all(text["nl"] and text["en"] for text in told)
    assert record["maturity"] in Maturity.values
    assert set(record["themes"]) <= set(THEMES)
    assert record["themes"]
    assert {*record["pays"], *record["gains"]} <= set(PARTIES)
    assert record["sources"]
    assert record.get("measure", "wadi") in MEASURES
    date.fromisoformat(record["review_on"])


@every_record
def test_every_number_of_a_record_says_where_it_comes_from(code):
    for effect in RECORDS[code]["effects"]:
        Prior(effect["low"], effect["central"], effect["high"], worth_parks=3)
        assert {effect["mark"], effect.get("range_mark", "seed")} <= set(MARKS)
        assert effect["source"]["publisher"]
    cost = RECORDS[code].get("cost")
    if cost:
        assert cost["low"] <= cost["central"] <= cost["high"]
        assert cost["mark"] in MARKS


@every_record
def test_conditions_are_about_what_a_park_can_tell(code):
    facts = {*INDICATORS, *package.vocabulary()["facts"]}
    conditions = package.conditions_of(RECORDS[code])
    assert conditions
    for condition in conditions:
        assert condition.fact in facts
        assert condition.one_of or {condition.at_least, condition.at_most} != {None}
        options = package.asked_facts().get(condition.fact, (None, []))[1]
        assert set(condition.one_of) <= {name for name, _ in options}


def test_every_condition_of_the_vocabulary_is_used():
    used = {
        each if isinstance(each, str) else each["use"]
        for record in RECORDS.values()
        for each in record["conditions"]
    }
    assert used == set(package.vocabulary()["conditions"])


def test_loading_twice_changes_nothing(shipped):
    assert records.load_shipped(actor=PLATFORM, at=AT) == 0
    assert shipped.count() == len(RECORDS)


def test_a_newer_record_becomes_a_new_version_unless_somebody_edited(swale, people):
    other = Innovation.objects.get(code="led")
    records.edit(
        innovation=other,
        changes={"how": {"nl": "Anders", "en": "Otherwise"}},
        seen_version=1,
        note="anders",
        actor=people[Role.PROGRAMME],
        at=AT,
    )
    Innovation.objects.update(shipped_hash="older")

    records.load_shipped(actor=PLATFORM, at=AT)

    swale.refresh_from_db()
    other.refresh_from_db()
    assert swale.version == 2
    assert swale.versions.count() == 2
    assert other.how == Text("Anders", "Otherwise")


def test_two_editors_at_once_lose_nothing(swale, people):
    editor = people[Role.PROGRAMME]

    def edit(text):
        records.edit(
            innovation=swale,
            changes={"how": {"nl": text, "en": text}},
            seen_version=1,
            note="",
            actor=editor,
            at=AT,
        )

    edit("Eerste")
    with pytest.raises(records.ChangedMeanwhile):
        edit("Tweede")
    swale.refresh_from_db()
    assert swale.how.nl == "Eerste"


def test_who_no_longer_agrees_is_forgotten(swale, people):
    contact = records.add_contact(
        innovation=swale,
        name="Iemand",
        email="iemand@example.org",
        actor=people[Role.PROGRAMME],
        at=AT,
    )
    later = AT.replace(year=AT.year + 3)
    assert records.forget_contacts(actor=PLATFORM, at=AT) == 0
    assert records.forget_contacts(actor=PLATFORM, at=later) == 1
    assert contact.expires_on < later.date()
