"""Every address for every role, compared with the table of permissions."""

import re
from importlib import import_module
from importlib.util import find_spec
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.web.made import AT, SCOPES, make_park
from werklandschap.web.accounts.guards import SIGNED_IN
from werklandschap.web.accounts.models import Role
from werklandschap.web.accounts.rules import PERMISSIONS
from werklandschap.web.jobs.actions import be_seen
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.models import Plan, Session, Variant
from werklandschap.web.scans.models import Scan

pytestmark = pytest.mark.django_db

OF_APPS = {
    each.label: import_module(f"tests.web.{each.label}.examples")
    for each in apps.get_app_configs()
    if find_spec(f"tests.web.{each.label}") is not None
    and find_spec(f"tests.web.{each.label}.examples") is not None
}
"""What apps with much of their own say of their addresses: which are `PUBLIC`, which parts
stand for something `OF_A_PARK`, and `examples` of each part."""

PUBLIC = {
    "home",
    "park",
    "scan",
    "scan_file",
    "compare",
    "health",
    "set_language",
    "accept",
    "about",
    "method",
    "indicators",
    "sources",
    "assumptions",
    "news",
    "accessibility",
    "privacy",
    "contact",
    "components",
    "security_txt",
    "robots_txt",
    "search",
    "tile",
    "map_values",
    "ambition",
    "speak",
    "design",
    "effect",
    "variant_picture",
    "plans",
    "plan",
    "maintenance_template",
    "parks",
    "province",
    "municipality",
    "api",
    "api_root",
    "api_description",
    "api_parks",
    "api_parks_bulk",
    "api_park",
    "api_scans",
    "api_scan",
    "api_indicators",
    "api_indicator",
    "api_runs",
    "api_run",
    "api_elsewhere",
    "ogc_landing",
    "ogc_slash",
    "ogc_description",
    "ogc_conformance",
    "ogc_collections",
    "ogc_collection",
    "ogc_schema",
    "ogc_parks",
    "ogc_scans",
    "ogc_feature",
}.union(*(each.PUBLIC for each in OF_APPS.values()))
"""Addresses that ask for nothing; a new one must be put here on purpose. What they show of
private parks is tested below; the API asks for a token itself where it changes things."""

ANSWERS_FOR_ITSELF = {"api_runs", "api_run"}
"""Addresses of the API that ask for a token: 401 and 403 are theirs."""


def patterns(resolver=None, prefix=""):
    """Give every address of the site with its name and view."""
    for each in (resolver or get_resolver()).url_patterns:
        where = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, where)
        elif isinstance(each, URLPattern):
            yield where, each


OURS = {
    each.name: (where, each.callback)
    for where, each in patterns()
    if not where.startswith("account/")  # the library for signing in guards its own
}
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
every_url = pytest.mark.parametrize("name", sorted(OURS))


def asks(name):
    """Tell what a view asks: a permission, an account, or nothing."""
    return getattr(OURS[name][1], "asks", None)


def test_every_address_has_a_name():
    assert None not in OURS


@every_url
def test_an_address_is_guarded_or_public_on_purpose(name):
    assert (asks(name) is None) == (name in PUBLIC)
    assert asks(name) in {None, SIGNED_IN, *PERMISSIONS}


def address(name, examples):
    """Fill in an address with things that exist."""
    where = OURS[name][0]
    if name == "api_elsewhere":
        return "/api/nothing"
    parts = set(_PART.findall(where))
    given = {key: value for key, value in examples.items() if key in parts}
    if name.startswith("api_indicator"):
        given = {key: "paved_share" for key in given if key == "name"}
    return reverse(name, kwargs=given)


def app_of(name):
    """Name the app to which an address belongs."""
    return OURS[name][1].__module__.split(".")[2]


def examples_of(park, people, name):
    """Give something real for every part of an address; its own app knows best."""
    found = examples_of_all(park, people)
    if of_app := OF_APPS.get(app_of(name)):
        plan = Plan.objects.get(pk=found["plan_id"])
        found |= of_app.examples(park=park, people=people, plan=plan)
    return found


def examples_of_all(park, people):
    """Give the parts that many apps have in their addresses."""
    manager = people[Role.PARK_MANAGER]
    run = Run.objects.create(
        kind="scan",
        key=uuid4().hex,
        parameters={"park": park.code},
        engine="test",
        heartbeat_at=AT,
        asked_at=AT,
        status="DONE",
    )
    scan = Scan.objects.create(
        park=park, run=run, on=AT.date(), made_at=AT, engine="test", cell_m=1
    )
    session = Session.objects.create(park=park, name="Ronde", made_at=AT)
    variant = Variant.objects.create(
        park=park, scan=scan, name="Ontwerp", made_at=AT, changed_at=AT
    )
    plan_run = Run.objects.create(
        kind="plan",
        key=uuid4().hex,
        parameters={"park": park.code},
        engine="test",
        heartbeat_at=AT,
        asked_at=AT,
        status="DONE",
    )
    plan = Plan.objects.create(park=park, scan=scan, run=plan_run, made_at=AT)
    return {
        "session_id": session.pk,
        "version": 1,
        "variant_id": variant.pk,
        "plan_id": plan.pk,
        "code": park.code,
        "slug": "testterrein",
        "z": 0,
        "x": 0,
        "y": 0,
        "secret": "onbekend",
        "token_id": 1,
        "pseudonym": manager.pseudonym,
        "assignment_id": manager.assignments.get().pk,
        "run_id": run.pk,
        "scan_id": str(scan.pk),
        "name": "scan.json",
        "collection": "parks",
        "key": park.code,
    }


def is_sent_to_sign_in(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


@every_url
def test_a_role_reaches_what_the_table_allows(name, park, people, browser_of):
    be_seen(name="a worker", at=timezone.now())
    there = address(name, examples_of(park, people, name))
    wrong = {}
    for role in (Role.VISITOR, *SCOPES):
        answer = browser_of(people.get(role)).get(there)
        # Read to its end, a file is closed and the database stays open.
        answer.getvalue()
        if told := _differs(answer, name, role):
            wrong[role] = told
    assert wrong == {}


def _differs(answer, name, role):
    """Tell how an answer differs from what the table says of this role; None if not."""
    if answer.status_code >= 500:
        return answer.status_code
    may = is_allowed(asks(name), role)
    was_refused = is_sent_to_sign_in(answer) or answer.status_code in {401, 403}
    if name not in ANSWERS_FOR_ITSELF and was_refused == may:
        return f"{'refused' if was_refused else 'let in'}: {answer.status_code}"
    if not may and is_sent_to_sign_in(answer) != (role == Role.VISITOR):
        return f"sent elsewhere: {answer.status_code}"
    return None


def is_allowed(asked, role):
    """Tell whether a role gets past the guard of a view somewhere."""
    if asked is None:
        return True
    if asked == SIGNED_IN:
        return role != Role.VISITOR
    return role in PERMISSIONS[asked].roles


OF_A_PARK = {
    *("code", "scan_id", "run_id", "key", "session_id", "variant_id", "plan_id")
}.union(*(each.OF_A_PARK for each in OF_APPS.values()))
ABOUT_A_PARK = sorted(
    name
    for name, (where, _) in OURS.items()
    if OF_A_PARK & set(_PART.findall(where))
    and name not in {"province", "municipality"}
)


@pytest.mark.parametrize("name", ABOUT_A_PARK)
def test_a_private_park_is_nowhere_for_whom_it_is_not(
    name, people, outsider, browser_of
):
    private = make_park(is_public=False, name="Geheimterrein")
    there = address(name, examples_of(private, people, name))
    wrong = {
        (who, method): told
        for who, browser in (
            ("visitor", browser_of(None)),
            ("outsider", browser_of(outsider)),
        )
        for method in ("get", "post")
        if (told := _gives_away(getattr(browser, method)(there)))
    }
    assert wrong == {}


def _gives_away(answer):
    """Tell what an answer gives away of a park that the reader may not know of."""
    if answer.status_code not in {302, 401, 403, 404, 405}:
        return answer.status_code
    if answer.status_code == 302 and not is_sent_to_sign_in(answer):
        return f"sent to {answer.url}"
    return "its name" if b"Geheimterrein" in answer.getvalue() else None
