"""What people see of the pre-score, and the browser journey of an assessor."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.browser import violations
from tests.web.finance.conftest import add_ground
from tests.web.labels.conftest import figures_at, keep_figures, pdf
from tests.web.made import AT, make_park
from werklandschap.governance.prescore import prescore
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.labels import problems, tasks
from werklandschap.web.labels.actions import assessments, scores
from werklandschap.web.labels.models import Assessment, Certificate, Score
from werklandschap.web.labels.queries import assessing, scoring, ways
from werklandschap.web.plans.actions.plans import KIND as PLAN
from werklandschap.web.plans.actions.plans import keep_plan
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.plans.tasks.package import goal_from

pytestmark = pytest.mark.django_db


def text_of(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_scan_is_scored_once_it_is_there(park, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        scan = keep_figures(park, "C")
    score = Score.objects.get()
    assert (score.scan, score.grade, score.chances["C"]) == (scan, "C", 1)


def test_scores_that_lack_are_worked_out_as_a_run(measured, team, browser_of):
    browser = browser_of(team)
    page = text_of(browser.get(reverse("label")))
    assert "1 nulmeting heeft nog geen voorscore" in page
    before = Run.objects.count()
    assert browser.post(reverse("score_all")).status_code == 302
    run = Run.objects.get(kind=scores.KIND)
    assert Run.objects.count() == before + 1
    tasks.keep(run, tasks.score_all(run.parameters, lambda *_: None))
    assert Score.objects.get().grade == "D"
    assert "nog geen voorscore" not in text_of(browser.get(reverse("label")))


def test_the_table_shows_all_scored_parks_that_somebody_may_see(
    measured, browser_of, manager
):
    hidden = make_park("T002", name="Geheimterrein", is_public=False)
    for scan in (measured, keep_figures(hidden, "B")):
        scores.score_scan(scan=scan, actor=PLATFORM, at=AT)
    page = text_of(browser_of(None).get(reverse("label")))
    assert "Testterrein" in page
    assert "D, 100" in page
    assert "Geheimterrein" not in page
    assert "Testterrein" not in text_of(
        browser_of(None).get(reverse("label") + "?cijfer=A")
    )


def test_the_page_of_a_park_explains_its_grade(park, browser_of):
    keep_figures(park, "D", spread=0.4)
    page = text_of(browser_of(None).get(address("label_park", park)))
    assert "D, " in page
    assert "%" in page
    for each in scoring.criteria_now().criteria():
        if each.is_measured:
            assert each.label.nl in page
    assert "geen NL Gebiedslabel en geen Werklandschap Label" in page


def test_the_criteria_name_their_sources_and_their_assumptions(browser_of):
    page = text_of(browser_of(None).get(reverse("label_criteria")))
    assert "bouwadaptief.nl" in page
    assert "eigen aanname" in page


def test_a_way_up_becomes_the_goal_of_a_plan(measured, manager, browser_of):
    there = address("label_park", measured.park)
    assert "De weg naar C" in text_of(browser_of(manager).get(there))
    answer = browser_of(manager).post(
        address("label_route", measured.park), {"route": "1"}
    )
    run = Run.objects.get(kind=PLAN)
    assert answer.url == reverse("plan_run", args=[run.pk])
    goal = run.parameters["goal"]
    assert goal["label"]["grade"] == "C"
    assert goal["measures"]
    read = goal_from(goal, on=AT.date())
    assert {each.indicator for each in read.targets} <= set(figures_at("D"))


def keep_way(way, cost_eur, *, is_enough=True, stage="whole"):
    """Keep a plan of one wadi for a way, as the run would that was asked for it."""
    part = {
        "id": "wadi/1", "measure": "wadi", "geometries": [], "quantity": 400.0,
        "cost_eur": cost_eur, "low_eur": 0.8 * cost_eur, "high_eur": 1.3 * cost_eur,
        "year": 2028, "why_year": {"nl": "tijdig", "en": "in time"}, "consent": [],
        "reasons": [], "why": [], "instead": None,
    }  # fmt: skip
    targets = [
        {
            "indicator": rise.criterion.indicator,
            "operator": ">=" if rise.criterion.better == "high" else "<=",
            "value": rise.value, "before": 0.0, "after": rise.value, "predicted": rise.value,
            "is_met": True,
        }
        for rise in way.route.rises
    ]  # fmt: skip
    result = {
        "cost_eur": cost_eur, "is_enough": is_enough, "stage": stage, "package": [part],
        "targets": targets,
    }  # fmt: skip
    way.run.status = Run.Status.DONE
    way.run.save()
    return keep_plan(run=way.run, result=result, actor=PLATFORM, at=AT)


def ways_of(scan):
    return ways.ways_of(scan.park, scan, scoring.prescore_of(scan))


def test_all_ways_are_worked_out_before_one_is_called_the_cheapest(
    measured, manager, browser_of
):
    browser, there = browser_of(manager), address("label_park", measured.park)
    assert "Goedkoopste weg zoeken" in text_of(browser.get(there))
    for _ in range(2):
        asked = browser.post(address("label_route", measured.park), {"route": ""})
        assert asked.url == there
    found = ways_of(measured)
    assert Run.objects.filter(kind=PLAN).count() == len(found) > 1
    page = text_of(browser.get(there))
    assert "Wordt doorgerekend" in page
    assert "Goedkoopste weg zoeken" not in page
    keep_way(found[0], 90_000.0)
    assert not any(way.is_cheapest for way in ways_of(measured))
    for way in found[2:]:
        keep_way(way, 10_000.0, is_enough=False)
    keep_way(found[1], 50_000.0)
    assert [way.is_cheapest for way in ways_of(measured)][:2] == [False, True]
    page = text_of(browser.get(there))
    assert "tussen € 40.000 en € 65.000" in plain(page)
    assert "400 m²" in plain(page)
    assert "geven de doorgerekende waarden een C" in page
    assert "Dit haalt het cijfer niet helemaal" in page


def plain(page):
    return page.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_way_that_failed_says_why_and_can_be_asked_again(
    measured, manager, browser_of
):
    browser, there = browser_of(manager), address("label_park", measured.park)
    browser.post(address("label_route", measured.park), {"route": ""})
    Run.objects.filter(kind=PLAN).update(
        status="FAILED", problem_nl="Er is geen plek.", problem_en="There is no place."
    )
    page = text_of(browser.get(there))
    assert "Er is geen plek." in page
    before = Run.objects.filter(kind=PLAN).count()
    browser.post(address("label_route", measured.park), {"route": ""})
    assert Run.objects.filter(kind=PLAN).count() == 2 * before
    assert all(way.is_asked for way in ways_of(measured))


def test_the_goal_of_a_way_brings_the_grade_if_it_is_reached(measured):
    score = scoring.prescore_of(measured)
    for way in ways_of(measured):
        figures = scoring.measured(measured.figures.all())
        for target in way.route.targets(year=2030):
            name, value = target["indicator"], target["value"]
            figures[name] = replace(figures[name], value=value, low=value, high=value)
        reached = prescore(scoring.criteria_now(), figures)
        assert reached.central == way.route.grade != score.central


# -- Moments -----------------------------------------------------------------------------
def simulated(plan, **after):
    """Keep what a plan does to the park, as it was simulated."""
    ground = add_ground(plan, {})
    ground.facts["compared"] = [
        {"indicator": name, "before": 0.0, "after": value, "after_range": None}
        for name, value in after.items()
    ]
    ground.save()


def test_a_design_is_graded_after_its_plan_and_not_from_the_scan(
    measured, manager, browser_of
):
    park = measured.park
    told = {"park": park, "scan": measured, "moment": "DESIGN", "actor": manager}
    with pytest.raises(problems.NoSimulatedPlan):
        assessments.start_assessment(**told, at=AT)
    plan = Plan.objects.create(
        park=park, scan=measured, run=measured.run, made_at=AT, is_accepted=True,
        result={"stage": "whole", "cost_eur": 0.0},
    )  # fmt: skip
    with pytest.raises(problems.NoSimulatedPlan):
        assessments.start_assessment(**told, at=AT)
    green = scoring.criteria_now().criterion("green")
    simulated(plan, **{green.indicator: green.thresholds["A"]})
    page = browser_of(manager).post(
        address("start_assessment", park), {"moment": "DESIGN"}
    )
    found = Assessment.objects.get()
    assert page.url == reverse("assessment", args=[found.pk])
    assert found.plan == plan
    grades = scoring.computed_grades(found)
    assert grades.pop("green") == "A"
    assert set(grades.values()) == {"D"}
    assert "die na het plan" in text_of(browser_of(manager).get(page.url))
    assert "Na het plan dat geldt" in text_of(
        browser_of(None).get(address("label_park", park))
    )


def test_what_was_realised_needs_a_later_scan(submitted, measured, manager):
    park = measured.park
    told = {"park": park, "moment": "REALISED", "actor": manager, "at": AT}
    with pytest.raises(problems.NeedsLaterScan, match=r"02-11-2026|nieuwe|new scan"):
        assessments.start_assessment(scan=measured, **told)
    later = keep_figures(park, "B", at=AT + timedelta(days=900))
    found = assessments.start_assessment(scan=later, **told)
    assert set(scoring.computed_grades(found).values()) == {"B"}


def test_every_page_reads_in_english(measured, judged, team, browser_of):
    found = judged()
    browser = browser_of(team)
    browser.cookies["django_language"] = "en"
    for there in (
        reverse("label"),
        reverse("label_criteria"),
        reverse("check_certificate"),
        reverse("assessments"),
        reverse("assessment", args=[found.pk]),
        address("label_park", measured.park),
    ):
        page = text_of(browser.get(there))
        assert 'lang="en"' in page
        assert "Voorscore" not in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_from_self_assessment_to_certificate_in_a_browser(
    measured, manager, team, assessors, chromium_pages, tmp_path
):
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf().read())
    mine = chromium_pages(width=360, user=manager)
    mine.goto(address("label_park", measured.park))
    assert violations(mine) == []
    mine.get_by_role("link", name="Laten beoordelen").click()
    mine.get_by_role("button", name="Beginnen").click()
    found = Assessment.objects.get()
    for each in assessing.declared_of(found):
        mine.locator(f"[name=grade_{each.name}]").select_option("C")
    mine.get_by_role("button", name="Bewaren").click()
    for each in assessing.declared_of(found):
        mine.locator("[name=criterion]").select_option(each.name)
        mine.locator("[name=file]").set_input_files(str(file))
        mine.get_by_role("button", name="Toevoegen").click()
    assert violations(mine) == []
    mine.get_by_role("button", name="Indienen").click()
    runs = chromium_pages(user=team)
    runs.goto(reverse("assessment", args=[found.pk]))
    for name, person in zip(("one", "other"), assessors, strict=True):
        runs.locator(f"[name={name}]").select_option(str(person.pk))
    runs.get_by_role("button", name="Vragen").click()
    for person in assessors:
        judge = chromium_pages(user=person)
        judge.goto(reverse("assessments"))
        judge.get_by_role("link", name="Testterrein, nulmeting").click()
        judge.get_by_role("link", name="Oordeel geven").click()
        assert violations(judge) == []
        judge.get_by_label("Ik heb niets met dit terrein te maken").check()
        judge.get_by_role("button", name="Oordeel geven").click()
    runs.reload()
    runs.get_by_role("button", name="Certificaat geven").click()
    assert violations(runs) == []
    assert "echt en geldig" in runs.inner_text("main")
    assert Certificate.objects.get().assessment == found
