"""What people see and change of the money of a plan, page by page."""

import json

import pytest
from django.urls import reverse

from tests.web.finance.conftest import PACKAGE, make_plan
from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.finance.actions import assumed as actions
from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries import grounds, outcome, register

pytestmark = pytest.mark.django_db

PAGES = (
    "try_out",
    "register",
    "payers",
    "splits",
    "funding",
    "documents",
    "change_funding",
)
GAS = "appraisal.flood_direct_eur_per_m2"


def text_of(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def url_of(name, plan, /, **more):
    return reverse(name, kwargs={"plan_id": plan.pk, **more})


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_in_both_languages(name, plan, manager, browser_of):
    browser = browser_of(manager)
    dutch = text_of(browser.get(url_of(name, plan)))
    browser.cookies["django_language"] = "en"
    english = text_of(browser.get(url_of(name, plan)))
    assert dutch.split("<h1")[1].split("</h1>")[0] not in english


# -- Who pays, who gains -----------------------------------------------------------------
def test_the_overview_says_who_is_better_off_and_what_is_not_counted(
    plan, manager, browser_of
):
    page = text_of(browser_of(manager).get(url_of("money", plan)))
    assert "kans dat de ondernemer binnen 8 jaar beter af is" in page
    assert "Niet meegeteld is iets anders dan nul" in page
    assert "Geen gas bekend." in page
    assert "We rekenen er niet mee" in page
    assert "Prijspeil" in page
    assert "Discontovoet" in page


def test_the_parties_add_up_to_society(plan):
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    by_year = [sum(years) for years in zip(*_flows(worth), strict=True)]
    rate = worth.choices.assumptions(AT.date())["appraisal.discount_share"]
    value = sum(each / (1 + rate) ** year for year, each in enumerate(by_year))
    (social,) = (
        each
        for each in worth.case.social
        if each.horizon_years == 30 and each.rate == rate
    )
    assert value == pytest.approx(social.value_eur, abs=0.05)


def _flows(worth):
    return [row.by_year_eur for row in worth.case.parties]


def test_a_longer_look_ahead_is_another_outcome(plan, manager, browser_of):
    browser = browser_of(manager)
    assert "over 40 jaar" in text_of(browser.get(url_of("money", plan) + "?jaren=40"))
    assert "over 30 jaar" in text_of(browser.get(url_of("money", plan) + "?jaren=999"))


@pytest.mark.parametrize("told", ["-3", "1e9", "acht", ""])
def test_nonsense_in_an_address_is_passed_over(told, plan, manager, browser_of):
    page = text_of(browser_of(manager).get(f"{url_of('money', plan)}?binnen={told}"))
    assert "binnen 8 jaar" in page


def test_without_effects_only_costs_stand_and_that_is_told(
    bare_plan, manager, people, browser_of
):
    page = text_of(browser_of(manager).get(url_of("money", bare_plan)))
    assert "nu alleen de kosten" in page
    assert "Baten berekenen" in page
    page = text_of(
        browser_of(people[Role.ENTREPRENEUR]).get(url_of("money", bare_plan))
    )
    assert "Baten berekenen" not in page


def test_a_plan_without_works_says_so(park, manager, browser_of):
    plan = make_plan(park, package=[])
    for name in ("money", "try_out", "register", "funding", "change_assumptions"):
        assert "geen werken" in text_of(browser_of(manager).get(url_of(name, plan)))


def test_a_party_sees_its_own_case_and_others_do_not(plan, people, browser_of):
    own = url_of("money_party", plan, party="entrepreneur")
    assert "Geld per jaar" in text_of(browser_of(people[Role.ENTREPRENEUR]).get(own))
    assert browser_of(people[Role.PARTNER]).get(own).status_code == 404
    public = url_of("money_party", plan, party="municipality")
    assert "Geld per jaar" in text_of(browser_of(people[Role.PARTNER]).get(public))
    nobody = url_of("money_party", plan, party="nobody")
    assert browser_of(people[Role.PARK_MANAGER]).get(nobody).status_code == 404


def test_files_hold_no_cash_flow_of_others(plan, people, browser_of):
    there = url_of("money_file", plan, name="kasstromen.csv")
    seen = browser_of(people[Role.PARTNER]).get(there).content.decode("utf-8-sig")
    assert "gemeente;" in seen
    assert "ondernemer;" not in seen
    there = url_of("money_file", plan, name="uitkomst.json")
    told = json.loads(browser_of(people[Role.PARTNER]).get(there).content)
    rows = {each["party"]: each for each in told["parties"]}
    assert "by_year_eur" in rows["municipality"]
    assert "by_year_eur" not in rows["entrepreneur"]


def test_every_file_is_there_and_opens_in_a_spreadsheet(plan, manager, browser_of):
    from werklandschap.web.finance.queries.files import NAMES

    for name in NAMES:
        answer = browser_of(manager).get(url_of("money_file", plan, name=name))
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        if name.endswith(".csv"):
            rows = answer.content.decode("utf-8-sig").splitlines()
            assert len(rows) > 1
            assert len({row.count(";") for row in rows if '"' not in row}) == 1
    other = browser_of(manager).get(url_of("money_file", plan, name="geheim.csv"))
    assert other.status_code == 404


# -- Assumptions -------------------------------------------------------------------------
def test_a_slider_moves_the_outcome_and_keeps_nothing(plan, manager, browser_of):
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    slider = register.sliders_of(worth, {})[0]
    there = f"{url_of('try_out', plan)}?{slider.name}={slider.high}"
    browser = browser_of(manager)
    part = text_of(browser.get(f"{there}&deel=uitkomst"))
    assert "<html" not in part
    assert "1 aanname is verschoven" in part
    assert "1 aanname is verschoven" in text_of(browser.get(there))
    assert not Assumed.objects.exists()


def test_ten_sliders_at_most_and_the_one_that_matters_most_is_first(plan):
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    swings = [each.swing_eur for each in register.sliders_of(worth, {})]
    assert 0 < len(swings) <= 10
    assert swings == sorted(swings, reverse=True)


@pytest.mark.parametrize("told", ["nan", "inf", "-1e300", "x", ""])
def test_a_slider_stays_within_its_ends(told, plan):
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    slider = register.sliders_of(worth, {})[0]
    tried = register.tried_from({slider.name: told, "no.such": "1"}, worth)
    assert set(tried) <= {slider.name}
    assert all(slider.low <= value <= slider.high for value in tried.values())


def test_a_number_of_ones_own_is_marked_everywhere(plan, manager, browser_of):
    browser = browser_of(manager)
    browser.post(
        url_of("change_assumptions", plan),
        {"version": 0, GAS: "1.234,56", "why": "Eigen taxatie"},
    )
    kept = Assumed.objects.get()
    assert (kept.version, kept.values) == (1, {GAS: 1234.56})
    assert kept.made_by == manager
    for name in ("money", "funding", "try_out", "register"):
        page = text_of(browser.get(url_of(name, plan)))
        assert "wl-assumption" in page
        assert "Waterschade per m² vloer" in page
    assert "Eigen taxatie" in text_of(browser.get(url_of("register", plan)))
    assert AuditEntry.objects.filter(action="finance.keep_assumed").exists()


def test_a_size_that_somebody_had_measured_stands_in_front_of_the_simulation(
    plan, manager, browser_of
):
    name, browser = "effect.water_storage_m3", browser_of(manager)
    usual = outcome.worth_of(plan, grounds.assumed_of(plan)).case
    browser.post(
        url_of("change_assumptions", plan),
        {"version": 0, "why": "landmeter", name: "90,0"},
    )
    case = outcome.worth_of(plan, grounds.assumed_of(plan)).case

    def storage(found):
        return next(row for row in found.gains if row.benefit == "storage")

    assert storage(case).size == 90
    assert storage(case).value_eur == pytest.approx(storage(usual).value_eur / 2)
    page = text_of(browser.get(url_of("register", plan)))
    assert "Ruimte voor water" in page
    assert "zelf ingevuld" in page


def test_percentages_are_typed_as_people_write_them(plan, manager, browser_of):
    name = "appraisal.discount_share"
    browser = browser_of(manager)
    browser.post(url_of("change_assumptions", plan), {"version": 0, name: "3,5"})
    assert Assumed.objects.get().values == {name: pytest.approx(0.035)}
    assert 'value="3,5"' in text_of(browser.get(url_of("change_assumptions", plan)))


@pytest.mark.parametrize(
    ("name", "told", "says"),
    [
        ("appraisal.discount_share", "-1", "0 of hoger"),
        ("appraisal.discount_share", "101", "te hoog"),
        (GAS, "veel", "1.234,56"),
        (GAS, "9" * 20, "1.234,56"),
    ],
)
def test_a_number_that_cannot_be_is_told_and_nothing_is_lost(
    name, told, says, plan, manager, browser_of
):
    page = text_of(
        browser_of(manager).post(
            url_of("change_assumptions", plan),
            {"version": 0, name: told, "why": "Zomaar"},
        )
    )
    assert says in page
    assert f'value="{told}"' in page
    assert 'value="Zomaar"' in page
    assert not Assumed.objects.exists()


def test_who_saves_second_sees_what_the_first_saved_and_loses_nothing(
    plan, manager, people, browser_of
):
    other = people[Role.MUNICIPALITY]
    actions.keep_values(
        plan=plan, version=0, values={GAS: 300.0}, why="", actor=other, at=AT
    )
    browser = browser_of(manager)
    there = url_of("change_assumptions", plan)
    page = text_of(browser.post(there, {"version": 0, GAS: "200"}))
    assert "Iemand anders heeft dit intussen gewijzigd" in page
    assert "Er staat nu 300" in page
    assert 'value="200"' in page
    assert 'name="version" value="1"' in page
    browser.post(there, {"version": 1, GAS: "200"})
    assert grounds.assumed_of(plan).values == {GAS: 200.0}


def test_what_is_kept_changes_the_outcome(plan, manager):
    before = outcome.worth_of(plan, grounds.assumed_of(plan)).case
    actions.keep_values(
        plan=plan, version=0, values={GAS: 0.0}, why="", actor=manager, at=AT
    )
    after = outcome.worth_of(plan, grounds.assumed_of(plan)).case
    assert after.social[0].value_eur < before.social[0].value_eur


def test_an_entrepreneur_changes_no_assumption(plan, entrepreneur, browser_of):
    answer = browser_of(entrepreneur).post(
        url_of("change_assumptions", plan), {"version": 0, GAS: "1"}
    )
    assert answer.status_code == 403
    assert not Assumed.objects.exists()


# -- Funding -----------------------------------------------------------------------------
def test_sources_pay_what_is_spent_and_the_list_says_what_comes_first(
    plan, manager, browser_of
):
    page = text_of(browser_of(manager).get(url_of("funding", plan)))
    assert "Vraag aan vóór de opdracht" in page
    assert "onrendabele top" in page.lower()
    worth = outcome.worth_of(plan, grounds.assumed_of(plan))
    mix = worth.case.funding.mix
    paid = float(mix.by_source_eur.sum() + mix.own_eur.sum()) + mix.unpaid_eur
    assert paid == pytest.approx(sum(each[3] for each in PACKAGE), abs=1.0)


def test_little_own_money_leaves_a_gap_and_names_the_rule(plan, manager, browser_of):
    browser = browser_of(manager)
    answer = browser.post(
        url_of("change_funding", plan),
        {"version": 0, "aim": "cheapest", "own_eur": "1.000,50", "loan_years": 10},
    )
    assert answer.status_code == 302
    assert Assumed.objects.get().funding["own_eur"] == 1000.5
    page = text_of(browser.get(url_of("funding", plan)))
    assert "nog niet gedekt" in page
    assert "Eigen geld dat er is" in page


@pytest.mark.parametrize("aim", ["least_public", "least_effort", "no such"])
def test_another_aim_is_tried_without_keeping_it(aim, plan, manager, browser_of):
    page = text_of(browser_of(manager).get(f"{url_of('funding', plan)}?doel={aim}"))
    assert "Bronnen per jaar" in page
    assert not Assumed.objects.exists()


def test_amounts_that_nobody_knows_stay_unknown(park, manager, browser_of):
    plan = make_plan(park)
    plan.scan.on = AT.date().replace(year=2027)
    plan.scan.save()
    page = text_of(browser_of(manager).get(url_of("funding", plan)))
    assert "We raden niet" in page
    assert "nog niet bekend" in page


def test_the_page_of_a_park_leads_to_the_plan_that_counts(
    park, plan, manager, browser_of
):
    there = reverse("park_money", kwargs={"code": park.code, "slug": "testterrein"})
    answer = browser_of(manager).get(there)
    assert answer.url == url_of("money", plan)
    plan.delete()
    assert "nog geen plan" in text_of(browser_of(manager).get(there))
