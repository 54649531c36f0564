import pytest

from werklandschap.governance import ladder
from werklandschap.governance.ladder import IN_SWARM, Status
from werklandschap.governance.programme import Standing, count, targets


def test_a_park_begins_by_applying():
    assert [each for each in Status if ladder.may_follow(None, each)] == [
        Status.APPLIED
    ]


def test_nobody_is_let_in_twice_and_who_merged_stays_merged():
    assert not ladder.may_follow(Status.PARTNER, Status.PARTNER)
    assert not any(ladder.may_follow(Status.SUCCEEDED, each) for each in Status)


@pytest.mark.parametrize("then", sorted(IN_SWARM - {Status.PARTNER}))
def test_a_step_up_asks_for_evidence_and_a_step_down_does_not(then):
    with pytest.raises(ladder.EvidenceMissing):
        ladder.check_step(Status.PARTNER, then, evidence=" ")
    ladder.check_step(Status.PARTNER, then, evidence="bezocht")
    ladder.check_step(then, Status.PARTNER, evidence="")


def test_a_park_cannot_skip_its_decision():
    with pytest.raises(ladder.NotThisStep, match="not a possible step"):
        ladder.check_step(Status.APPLIED, Status.SHOWCASE, evidence="x")


def test_every_promise_counts_by_its_own_definition():
    parks = [
        Standing(Status.APPLIED),
        Standing(Status.PARTNER, frozenset({"realisation"})),
        Standing(Status.LIVING_LAB, attributes=frozenset({"voucher"})),
        Standing(Status.LEFT, attributes=frozenset({"label"})),
    ]
    found = {each.name: count(each, parks) for each in targets()}
    assert found == {
        "in_motion": 2,
        "realised": 1,
        "living_labs": 1,
        "ambassadors": 0,
        "examples": 1,
        "vouchers": 1,
        "voucher_plans": 0,
        "labels": 1,
    }


def test_the_promises_are_those_of_the_documents():
    told = {each.name: each.target for each in targets()}
    assert (told["in_motion"], told["living_labs"], told["ambassadors"]) == (
        1000,
        4,
        10,
    )
    assert told["examples"] == told["living_labs"] + told["ambassadors"]
    # The documents mean two things by 150; both are counted (A13, C4).
    assert told["vouchers"] == told["labels"] == 150
