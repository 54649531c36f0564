"""What people see of the pre-score, and the browser journey of an assessor."""

import pytest
from django.urls import reverse

from tests.web.browser import violations
from tests.web.labels.conftest import figures_at, keep_figures, pdf
from tests.web.made import AT, make_park
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.labels import tasks
from werklandschap.web.labels.actions import scores
from werklandschap.web.labels.models import Assessment, Certificate, Score
from werklandschap.web.labels.queries import assessing, scoring, standing
from werklandschap.web.plans.actions.plans import KIND as PLAN
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


def test_the_cheapest_of_the_ways_that_were_worked_out_is_marked(measured):
    from werklandschap.web.plans.actions.plans import ask_plan, keep_plan

    park, score = measured.park, scoring.prescore_of(measured)
    for cost, way in zip(
        (90_000.0, 50_000.0), standing.ways_of(park, measured, score)[:2], strict=True
    ):
        run = ask_plan(
            park=park,
            scan=measured,
            goal=standing.goal_of(way.route, on=AT.date()),
            actor=PLATFORM,
            at=AT,
        )
        result = {"cost_eur": cost, "is_enough": True, "stage": "whole"}
        keep_plan(run=run, result=result, actor=PLATFORM, at=AT)
    ways = standing.ways_of(park, measured, score)
    assert [way.is_cheapest for way in ways][:2] == [False, True]


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
