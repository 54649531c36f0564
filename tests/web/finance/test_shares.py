"""Who pays for which part, whose plots take part, and what is to be done for the money."""

from datetime import date

import icalendar
import pytest
from django.urls import reverse

from tests.web.finance.test_pages import text_of, url_of
from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.finance.actions import splits as split_actions
from werklandschap.web.finance.models import Assumed, Firm
from werklandschap.web.finance.queries import areas, firms, grounds, mixing, outcome
from werklandschap.web.finance.queries import payers as paying

pytestmark = pytest.mark.django_db


def row_of(plan, measure):
    """Find at which place of the form a measure stands."""
    groups = paying.groups_of(plan, grounds.assumed_of(plan))
    labels = [group.label.nl for group in groups]
    return next(i for i, label in enumerate(labels) if measure in label.lower())


def costs_of(plan):
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    return {row.measure: row for row in worth.case.costs}


def test_who_pays_and_keeps_is_chosen_on_a_page(plan, manager, browser_of):
    there, wadi = url_of("payers", plan), row_of(plan, "wadi")
    browser = browser_of(manager)
    page = text_of(browser.get(there))
    assert 'placeholder="100"' in page
    answer = browser.post(
        there,
        {
            "version": 0,
            f"{wadi}-municipality": "50",
            f"{wadi}-water_board": "50",
            f"{wadi}-keeper": "water_board",
            "why": "afgesproken op 3 november",
        },
    )
    assert answer.status_code == 302
    costs = costs_of(plan)
    assert costs["wadi"].payers == {"municipality": 0.5, "water_board": 0.5}
    assert costs["wadi"].keepers == {"water_board": 1.0}
    assert costs["tree"].payers == costs["tree"].keepers  # as usual
    assert AuditEntry.objects.filter(action="finance.keep_assumed").count() == 1
    assert "gemeente 50 %" in text_of(browser.get(url_of("money", plan)))


def test_what_is_not_all_paid_is_told_and_nothing_is_lost(plan, manager, browser_of):
    there, wadi = url_of("payers", plan), row_of(plan, "wadi")
    told = {"version": 0, f"{wadi}-municipality": "40,5", f"{wadi}-owner": "50"}
    page = text_of(browser_of(manager).post(there, told))
    assert "Samen is dit 90,5 %; dat moet 100 % zijn." in page
    assert 'value="40,5"' in page
    assert not Assumed.objects.exists()


def test_what_schemes_ask_leaves_who_pays_alone_and_the_reverse(
    plan, manager, browser_of
):
    browser, wadi = browser_of(manager), row_of(plan, "wadi")
    browser.post(url_of("payers", plan), {"version": 0, f"{wadi}-municipality": "100"})
    browser.post(
        url_of("change_funding", plan),
        {"version": 1, "aim": "least_effort", "worker_count": "1.250"},
    )
    kept = grounds.assumed_of(plan)
    assert kept.version == 2
    assert kept.funding["worker_count"] == 1_250
    assert costs_of(plan)["wadi"].payers == {"municipality": 1.0}


def test_who_saves_second_is_told(plan, manager, browser_of):
    browser, wadi = browser_of(manager), row_of(plan, "wadi")
    told = {"version": 0, f"{wadi}-municipality": "100"}
    browser.post(url_of("payers", plan), told)
    page = text_of(browser.post(url_of("payers", plan), told))
    assert "Iemand anders heeft dit intussen gewijzigd" in page


def test_a_visitor_of_the_money_does_not_choose_who_pays(plan, people, browser_of):
    browser = browser_of(people[Role.ENTREPRENEUR])
    assert browser.get(url_of("payers", plan)).status_code in {403, 404}


# -- Plots ------------------------------------------------------------------------------
PLOTS = [areas.Plot("A 1", 6_000.0), areas.Plot("A 2", 4_000.0)]


@pytest.fixture
def mapped(monkeypatch):
    """A map with two plots that are built on."""
    monkeypatch.setattr(areas, "plots_on", lambda _scan: PLOTS)


def begin(plan, manager):
    costs = {"fixed_eur": 10_000.0, "per_need_eur": 2.0, "per_party_eur": 0.0}
    return split_actions.begin_split(
        plan=plan, name="Wadi", costs=costs, actor=manager, at=AT
    )


def test_plots_of_the_map_take_part_by_their_area(plan, manager, browser_of, mapped):
    split = begin(plan, manager)
    browser = browser_of(manager)
    answer = browser.post(reverse("take_plots", kwargs={"split_id": split.pk}))
    page = text_of(browser.get(answer["Location"]))
    assert "A 1" in page
    assert "Naar oppervlakte" in page
    assert "Naar WOZ-waarde" not in page  # nobody knows it yet
    there = reverse("members_file", kwargs={"split_id": split.pk})
    rows = browser.get(there).content.decode("utf-8-sig").splitlines()
    assert rows[1].split(";")[:2] == ["A 1", "6000"]


def test_without_plots_on_the_map_nothing_is_lost(
    plan, manager, browser_of, monkeypatch
):
    monkeypatch.setattr(areas, "plots_on", lambda _scan: [])
    split = begin(plan, manager)
    there = reverse("take_plots", kwargs={"split_id": split.pk})
    page = text_of(browser_of(manager).post(there, follow=True))
    assert "geen kavels met een pand bekend" in page


def test_a_firm_is_a_part_of_all_plots_by_the_truest_area(park, plan, mapped):
    firm = Firm(park=park, plot_m2=2_000.0)

    def share(**told):
        return firms.share_of(firm, firms.area_of(firm, scan=plan.scan, **told))

    park.net_ha, park.area_ha = None, 4.0
    assert share() == pytest.approx(0.2)  # of the two plots, not of the roads
    park.net_ha = 2.0
    assert share() == pytest.approx(0.1)
    assert share(filled_m2=8_000.0) == pytest.approx(0.25)
    gross = areas.all_plots(park, scan=None)
    assert gross.m2 == pytest.approx(20_000)


# -- What is to be done -------------------------------------------------------------------
def test_the_list_of_what_to_do_goes_into_a_calendar(plan, manager, browser_of):
    answer = browser_of(manager).get(url_of("funding_agenda", plan))
    assert answer["Content-Type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    todo = mixing.todo_of(worth)
    assert todo  # or there would be nothing to try
    assert [str(each["SUMMARY"]) for each in events] == [each.what for each in todo]
    for event, each in zip(events, todo, strict=True):
        assert event["DTSTART"].dt == each.due
        assert not each.is_before_order or each.due < date(each.year, 1, 1)


# -- A pilot ------------------------------------------------------------------------------
def test_the_rule_that_blocks_a_pilot_is_told(plan, manager, browser_of):
    browser = browser_of(manager)
    page = text_of(browser.get(url_of("funding", plan)))
    assert "Daarvan is nog niets ingevuld" in page
    browser.post(
        url_of("change_funding", plan),
        {
            "version": 0,
            "aim": "cheapest",
            "zone_ha": "12,5",
            "environmental_category": "4",
            "co_finance_eur": "1.000",
        },
    )
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    pilot = mixing.pilot_of(worth)
    assert [each.is_met for each in pilot["conditions"]][:3] == [True, True, True]
    assert pilot["amount"] == 1_000
    assert pilot["conditions"][3].is_met is (pilot["top"] > 500)
