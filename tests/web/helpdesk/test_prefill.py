"""A proposal that begins with what the platform knows of the park, and from where."""

import pytest
from django.urls import reverse

from tests.web.finance.conftest import add_ground, make_plan
from tests.web.helpdesk import made
from werklandschap.study.business_case import make
from werklandschap.web.finance.queries import outcome
from werklandschap.web.helpdesk.models import Approach
from werklandschap.web.helpdesk.queries import a4, prefill, routing
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.models import Figure
from werklandschap.web.scans.queries import page
from werklandschap.web.theme.queries import long_date, told

pytestmark = pytest.mark.django_db
FIELDS = ("what", "how", "result", "cost_eur")


@pytest.fixture(autouse=True)
def desk(db, monkeypatch):
    monkeypatch.setattr(make, "_DRAWS", 512)
    monkeypatch.setattr(outcome, "DRAWS_SHOWN", 512)
    outcome.forget()
    made.open_desk()


@pytest.fixture
def partner():
    return made.partner_person(*made.partners("heijmans"))


def ask_about(park, **more):
    return made.ask(place=routing.place_of_park(park), **more)


@pytest.fixture
def plan(park):
    """The plan that counts, with its effects, of a park with a scan."""
    plan = make_plan(park)
    Plan.objects.update(is_accepted=True)
    for name, value in {"paved_share": 0.7, "canopy_share": 0.02}.items():
        Figure.objects.create(
            scan=plan.scan,
            indicator=name,
            value=value,
            low=0.9 * value,
            high=1.1 * value,
            coverage=1,
            currency=1,
            fit=1,
        )
    add_ground(plan)
    return plan


def test_it_has_scan_plan_appraisal_and_funding_each_with_its_source(plan, partner):
    found = prefill.first_words(ask_about(plan.park), partner)
    first = told(page.page_of(plan.scan).in_short[0])
    assert first in found["result"]
    assert f"Bron: nulmeting van {long_date(plan.scan.on)}." in found["result"]
    assert "Ontharden" in found["what"]
    assert f"Bron: plan van {long_date(plan.made_at)}." in found["what"]
    assert found["cost_eur"] == plan.result["cost_eur"]
    assert "Eigen geld" in found["how"]
    assert "Bron: financiering van het plan" in found["how"]
    assert "Bron: kosten en baten van het plan over 30 jaar" in found["result"]


def test_the_form_shows_it_and_as_it_stands_it_fits_one_a4(plan, partner, browser_of):
    question = ask_about(plan.park)
    approach = made.put_out(question)
    answer = browser_of(partner).get(reverse("proposal", args=[approach.pk]))
    said = answer.content.decode()
    assert "met de bron erbij" in said
    for name, value in answer.context["form"].initial.items():
        assert name in FIELDS
        setattr(approach, name, value)
    assert approach.how.splitlines()[0] in said
    assert a4.pages_of(approach) == 1
    assert not Approach.objects.get().what  # shown, and nothing is kept yet


def test_it_is_in_the_language_of_who_asks(plan, partner):
    found = prefill.first_words(ask_about(plan.park, text="How do we depave?"), partner)
    assert "Source: plan of" in found["what"]
    assert "Bron" not in str(found)


def test_what_is_not_known_is_left_out(park, partner, outsider):
    assert prefill.first_words(made.ask(), partner) == {}
    question = ask_about(park)
    assert prefill.first_words(question, partner) == {}
    plan = make_plan(park)
    Plan.objects.update(is_accepted=True)
    bare = prefill.first_words(question, partner)
    assert "how" not in bare  # its effects were not simulated, so no money is told
    add_ground(plan)
    assert "how" in prefill.first_words(question, partner)
    assert "how" not in prefill.first_words(question, outsider)  # may not see its money
