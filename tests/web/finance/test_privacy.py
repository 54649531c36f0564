"""A firm's own figures are its own, whatever address or file somebody tries."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.made import AT
from tests.web.test_every_url import OURS, address
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.finance.actions import firms as actions
from werklandschap.web.finance.models import Firm, Helper

pytestmark = pytest.mark.django_db

SECRETS = ("Bakkerij Geheim", "Nieuwe oven", "98.765", "98765")
LINES = "Omschrijving;Jaar;Bedrag\nNieuwe oven;2028;-98.765,43\n"


@pytest.fixture
def firm(park, plan, entrepreneur):
    kept = actions.keep_firm(
        park=park,
        facts={
            "name": "Bakkerij Geheim",
            "is_owner": True,
            "plot_m2": 4_000.0,
            "rate": 0.0777,
        },
        actor=entrepreneur,
        at=AT,
    )
    file = SimpleUploadedFile("regels.csv", LINES.encode())
    return actions.bring_lines(firm=kept, file=file, actor=entrepreneur, at=AT)


def colleague_of(entrepreneur):
    """Another entrepreneur on the same park."""
    from tests.web.made import PASSWORD
    from werklandschap.web.accounts.actions import add_user
    from werklandschap.web.audit.actions import PLATFORM

    return add_user(
        email="buur@example.org",
        name="Buur",
        role=Role.ENTREPRENEUR,
        scope="PARK",
        code="T001",
        password=PASSWORD,
        actor=PLATFORM,
        at=AT,
    )


def everything_seen(browser, firm, plan):
    """Read every address of the site that somebody can fill in with this firm and plan."""
    examples = {
        "firm_id": firm.pk,
        "plan_id": plan.pk,
        "code": "T001",
        "slug": "testterrein",
        "party": "entrepreneur",
        "name": "uitkomst.json",
        "scan_id": str(plan.scan_id),
        "run_id": plan.run_id,
        "key": "T001",
        "collection": "parks",
        "z": 0,
        "x": 0,
        "y": 0,
    }
    for name, (where, _) in sorted(OURS.items()):
        parts = set(re.findall(r"<(?:\w+:)?(\w+)>", where))
        if not parts <= set(examples) or not parts & {"firm_id", "plan_id", "code"}:
            continue
        for method in ("get", "post"):
            if method == "post" and name not in {"firm_leave", "bring_lines"}:
                continue
            answer = getattr(browser, method)(address(name, examples))
            body = (
                b"".join(answer.streaming_content)
                if answer.streaming
                else answer.content
            )
            yield name, body.decode(errors="replace")


OTHERS = [
    None,
    Role.ENTREPRENEUR,
    Role.PARK_MANAGER,
    Role.MUNICIPALITY,
    Role.PROGRAMME,
    Role.ADMINISTRATOR,
]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_it_by_any_address(
    role, firm, plan, people, entrepreneur, browser_of
):
    person = None if role is None else people[role]
    if role == Role.ENTREPRENEUR:
        person = colleague_of(entrepreneur)
    for name, seen in everything_seen(browser_of(person), firm, plan):
        assert not any(secret in seen for secret in SECRETS), name


def test_the_firm_sees_its_own_case(firm, plan, entrepreneur, browser_of):
    there = reverse("firm_case", kwargs={"firm_id": firm.pk, "plan_id": plan.pk})
    page = browser_of(entrepreneur).get(there).content.decode()
    assert "Bakkerij Geheim" in page
    assert "alleen u ziet deze pagina" in page
    lines = browser_of(entrepreneur).get(f"/bedrijf/{firm.pk}/bestand")
    assert "Nieuwe oven;2028;-98765,43" in lines.content.decode("utf-8-sig")


def test_a_chosen_helper_sees_it_until_leave_is_taken_back(
    firm, plan, manager, entrepreneur, browser_of
):
    there = reverse("firm_case", kwargs={"firm_id": firm.pk, "plan_id": plan.pk})
    own, other = browser_of(entrepreneur), browser_of(manager)
    assert other.get(there).status_code == 404
    leave = reverse("firm_leave", kwargs={"firm_id": firm.pk})
    own.post(leave, {"wie": manager.pk})
    assert "Bakkerij Geheim" in other.get(there).content.decode()
    money = other.get(reverse("money", kwargs={"plan_id": plan.pk})).content.decode()
    assert there in money
    own.post(leave, {"wie": manager.pk, "intrekken": "1"})
    assert other.get(there).status_code == 404
    assert not Helper.objects.exists()


def test_a_helper_changes_nothing(firm, manager, entrepreneur, browser_of):
    actions.give_leave(firm=firm, person=manager, actor=entrepreneur, at=AT)
    for name in ("bring_lines", "remove_firm", "firm_leave"):
        answer = browser_of(manager).post(reverse(name, kwargs={"firm_id": firm.pk}))
        assert answer.status_code == 403
    assert Firm.objects.count() == 1


def test_a_helper_who_lost_the_role_sees_it_no_more(
    firm, plan, manager, entrepreneur, browser_of
):
    actions.give_leave(firm=firm, person=manager, actor=entrepreneur, at=AT)
    manager.assignments.all().delete()
    there = reverse("firm_lines", kwargs={"firm_id": firm.pk})
    assert browser_of(manager).get(there).status_code == 404


def test_leave_is_only_for_who_makes_plans_for_the_park(firm, entrepreneur, outsider):
    for person in (outsider, colleague_of(entrepreneur), entrepreneur):
        with pytest.raises(actions.CannotHelp):
            actions.give_leave(firm=firm, person=person, actor=entrepreneur, at=AT)


def test_the_record_of_actions_holds_no_secret(firm):
    told = " ".join(str(each.facts) + each.subject for each in AuditEntry.objects.all())
    assert not any(secret in told for secret in SECRETS)
    assert str(firm) == str(firm.pk)


def test_a_firm_removes_all_it_told(firm, entrepreneur, manager, browser_of):
    actions.give_leave(firm=firm, person=manager, actor=entrepreneur, at=AT)
    browser_of(entrepreneur).post(reverse("remove_firm", kwargs={"firm_id": firm.pk}))
    assert not Firm.objects.exists()
    assert not Helper.objects.exists()


def test_another_plan_is_no_way_in(firm, entrepreneur, browser_of):
    from tests.web.finance.conftest import make_plan
    from tests.web.made import make_park

    elsewhere = make_plan(make_park("T002", name="Elders"))
    there = reverse("firm_case", kwargs={"firm_id": firm.pk, "plan_id": elsewhere.pk})
    assert browser_of(entrepreneur).get(there).status_code in {403, 404}
