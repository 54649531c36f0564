"""Sharing a cost: laws that hold for every rule, and files that people bring."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.finance.actions import splits as actions
from werklandschap.web.finance.models import Split
from werklandschap.web.finance.queries import grounds, outcome, splitting

pytestmark = pytest.mark.django_db

COSTS = {"fixed_eur": 20_000.0, "per_need_eur": 80.0, "per_party_eur": 500.0}


def member(number, *, alone=None):
    return {
        "name": f"Kavel {number}",
        "area_m2": 1_000.0 * number,
        "woz_eur": None,
        "benefit_eur": 9_000.0 * number,
        "need": 50.0 * number,
        "alone_eur": alone,
    }


def split_of(*members, **costs):
    return Split(name="Wadi", costs={**COSTS, **costs}, members=list(members))


def test_every_rule_pays_the_whole_cost():
    shared = splitting.shared_of(split_of(*(member(n) for n in range(1, 6))))
    assert [rule.name for rule in shared.rules] == [
        "equal",
        "area",
        "benefit",
        "shapley",
        "least_core",
        "nucleolus",
    ]
    for rule in shared.rules:
        assert sum(rule.pays) == pytest.approx(shared.total)


def test_by_hand_for_two_of_the_same():
    shared = splitting.shared_of(split_of(member(1), member(1)))
    # 20,000 once, 80 for each of 100, and 500 for each of two.
    assert shared.total == 20_000 + 8_000 + 1_000
    assert shared.alone == (24_000.0, 24_000.0)
    for rule in shared.rules:
        assert rule.pays == pytest.approx((14_500.0, 14_500.0))
        assert rule.is_stable


def test_who_is_cheaper_off_alone_is_named():
    members = [member(n) for n in range(1, 5)] + [member(5, alone=1_000.0)]
    shared = splitting.shared_of(split_of(*members))
    (equal,) = (rule for rule in shared.rules if rule.name == "equal")
    assert equal.losers == ("Kavel 5",)
    assert not equal.is_stable


def test_what_must_come_from_outside_before_everyone_stays():
    shared = splitting.shared_of(
        split_of(member(1, alone=6_000.0), member(2, alone=7_000.0))
    )
    assert not shared.exists
    assert shared.contribution == pytest.approx(shared.total - 13_000)


def test_above_fourteen_the_split_is_sampled_with_its_error():
    shared = splitting.shared_of(split_of(*(member(n % 4 + 1) for n in range(16))))
    assert not shared.is_exact
    assert shared.exists is None
    (shapley,) = (rule for rule in shared.rules if rule.name == "shapley")
    assert sum(shapley.pays) == pytest.approx(shared.total)
    assert all(error >= 0 for error in shapley.errors)
    same = [shapley.pays[n] for n in range(0, 16, 4)]
    assert max(same) - min(same) <= 6 * max(shapley.errors)


@pytest.mark.parametrize("count", [0, 1])
def test_one_has_nobody_to_share_with(count):
    assert splitting.shared_of(split_of(*(member(1) for _ in range(count)))) is None


def test_the_whole_plan_is_shared_among_who_gains(plan, manager, browser_of):
    page = browser_of(manager).get(reverse("splits", kwargs={"plan_id": plan.pk}))
    assert "Het hele plan" in page.content.decode()
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    whole = splitting.whole_plan_of(worth)
    for row in whole.rows:
        assert sum(pays for pays, _ in row["cells"]) == pytest.approx(whole.cost)


# -- On the page -------------------------------------------------------------------------
@pytest.fixture
def split(plan, manager):
    return actions.begin_split(
        plan=plan, name="Gezamenlijke wadi", costs=COSTS, actor=manager, at=AT
    )


MEMBERS = """Deelnemers 2026;;;;;
Naam;Oppervlakte;WOZ;Baat;Behoefte;Alleen
Hal 1;5.000,50;2.500.000;12.000;120;
Hal 2;veel;1;1;1;1
Hal 3;12.500;4.100.000;30.000;300;18.000,75
;10;;;5;
Hal 5;10;;;-5;
"""


def bring(browser, split, content, name="deelnemers.csv"):
    file = SimpleUploadedFile(name, content)
    there = reverse("bring_members", kwargs={"split_id": split.pk})
    return browser.post(there, {"file": file}, follow=True)


def test_members_are_read_the_dutch_way_row_by_row(split, manager, browser_of):
    page = bring(browser_of(manager), split, MEMBERS.encode()).content.decode()
    split.refresh_from_db()
    assert [each["name"] for each in split.members] == ["Hal 1", "Hal 3"]
    assert split.members[0]["area_m2"] == 5000.5
    assert split.members[1]["alone_eur"] == 18000.75
    assert [each["row"] for each in split.notes] == [4, 6, 7]
    assert "‘veel’ is geen getal" in page
    assert "Naam ontbreekt" in page
    assert "liever weg" in page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"hallo", "Gebruik het sjabloon"),
        (b"\0\1\2", "geen leesbaar"),
        (b"PK\3\4 no zip", "geen leesbaar"),
        (b"Naam;Oppervlakte;Behoefte\n" + b"a;1;1\n" * 600, "meer dan 500 regels"),
        (b"Naam;Oppervlakte;Behoefte\n" + b"a;1;1\n" * 300, "tot en met 200"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(
    content, says, split, manager, browser_of
):
    split.members = [member(1), member(2)]
    split.save()
    assert says in bring(browser_of(manager), split, content).content.decode()
    split.refresh_from_db()
    assert len(split.members) == 2


def test_only_its_maker_sees_a_split_until_it_is_shared(
    split, manager, people, browser_of
):
    there = reverse("split", kwargs={"split_id": split.pk})
    other = browser_of(people[Role.MUNICIPALITY])
    assert other.get(there).status_code == 404
    share = reverse("share_split", kwargs={"split_id": split.pk})
    assert other.post(share, {"delen": "1"}).status_code == 404
    browser_of(manager).post(share, {"delen": "1"})
    assert "Gezamenlijke wadi" in other.get(there).content.decode()
    entrepreneur = browser_of(people[Role.ENTREPRENEUR])
    assert entrepreneur.get(there).status_code == 403


def test_a_name_that_looks_like_a_formula_stays_a_name(split, manager, browser_of):
    split.members = [member(1) | {"name": "=1+1"}, member(2)]
    split.save()
    file = browser_of(manager).get(reverse("split_file", kwargs={"split_id": split.pk}))
    assert "'=1+1;" in file.content.decode("utf-8-sig")


@pytest.mark.parametrize("name", ["members_template", "lines_template"])
def test_a_template_can_be_brought_back(name, split, people, browser_of):
    role = Role.PARK_MANAGER if name == "members_template" else Role.ENTREPRENEUR
    content = browser_of(people[role]).get(reverse(name)).content
    assert b"Voorbeeld" in content
    if name == "members_template":
        bring(browser_of(people[role]), split, content)
        split.refresh_from_db()
        assert (len(split.members), split.notes) == (2, [])
