"""The dashboard, its data, the forecast and the report that writes itself."""

import csv
import io
import re
import subprocess
from datetime import date, datetime, timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.browser import violations
from tests.web.finance.conftest import add_ground
from tests.web.labels.conftest import keep_figures
from tests.web.made import AT
from tests.web.programme.made import BY, complete, voucher_round
from werklandschap.report.quarterly import sentences
from werklandschap.web.labels.models import ForeignCertificate
from werklandschap.web.monitor.queries import (
    ahead,
    course,
    effects,
    quarterly,
    story,
    works,
)
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan
from werklandschap.web.programme.models import Partnership
from werklandschap.web.programme.queries.counters import counters
from werklandschap.web.vouchers.actions import decisions, settlement

pytestmark = pytest.mark.django_db


def text_of(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# -- Counting ----------------------------------------------------------------------------
def test_counts_of_today_are_those_of_the_programme(swarm):
    told = story.read().counts(timezone.now())
    for each in counters():
        if each.count is not None:
            assert told[each.target.name] == each.count
    assert told["in_motion"] == 13
    assert told["realised"] == 1


def test_a_day_can_be_counted_again(swarm):
    told = story.read()
    ends = [told.counts(AT - timedelta(days=each)) for each in (400, 200, 50, 0)]
    assert [each["in_motion"] for each in ends] == sorted(
        each["in_motion"] for each in ends
    )
    assert ends[0]["in_motion"] < 13
    assert ends[2]["realised"] == 0


def test_what_ended_still_counts_for_the_days_before(swarm):
    partnership = Partnership.objects.filter(park__province_code="PV26").first()
    voucher = decisions.grant(application=complete(voucher_round(), partnership), **BY)
    after = AT + timedelta(days=(voucher.deliver_by - AT.date()).days + 1)
    settlement.lapse(
        voucher=voucher, grounds="Er kwam niets.", actor=BY["actor"], at=after
    )
    ForeignCertificate.objects.create(
        park=partnership.park, label="NL_AREA", issuer="X", issued_on=AT.date(),
        expires_on=AT.date() + timedelta(days=30), added_at=AT,
    )  # fmt: skip
    told = story.read()
    days = (AT - timedelta(days=1), AT + timedelta(days=1), after + timedelta(days=1))
    counts = [told.counts(day) for day in days]
    assert [each["vouchers"] for each in counts] == [0, 1, 0]
    assert [each["labels"] for each in counts] == [0, 1, 0]


def test_small_numbers_are_kept_back_and_cannot_be_worked_out(swarm):
    found = course.course(AT)
    told = {each.name: each.taking_part for each in found.provinces}
    assert told["Zuid-Holland"] is None  # one park
    assert told["Gelderland"] is None  # else that one follows from the total
    assert told["Utrecht"] == 7
    for row in course.open_data(found):
        assert row["where"] == "NL" or row["count"] in {7, "<5"}


def test_contradictions_of_the_documents_are_shown(swarm, browser_of):
    page = text_of(browser_of(None).get(reverse("course")))
    assert "De 150 zijn in S1 terreinen met het label en in S2 vouchers" in page
    assert "Gegenereerd" in page or "gegenereerd" in page
    assert "100.000" in page  # what the province paid into the deal


def test_open_data_are_a_table(swarm, browser_of):
    answer = browser_of(None).get(reverse("course_data"))
    rows = list(csv.DictReader(io.StringIO(text_of(answer))))
    now = [r for r in rows if r["what"] == "in_motion" and r["where"] == "NL"]
    assert now[-1]["count"] == "13"


def test_an_empty_programme_has_a_dashboard(db, browser_of):
    for name in ("course", "course_data", "forecast", "programme_effect"):
        text_of(browser_of(None).get(reverse(name)))


# -- Hectares ----------------------------------------------------------------------------
def test_measured_and_planned_hectares_are_never_added(swarm):
    park = Partnership.objects.order_by("pk").first().park
    keep_figures(park, "D", at=AT - timedelta(days=400))
    newest = keep_figures(park, "C", at=AT)
    Plan.objects.create(
        park=park, scan=newest, run=newest.run, made_at=AT, is_accepted=True, accepted_at=AT,
        result={"targets": [{"indicator": "green_share", "before": 0.2, "after": 0.3}]},
    )  # fmt: skip
    green = works.works([park.pk], at=AT)[0]
    assert green.measured == pytest.approx(0.05 * 40)  # from 15 to 20 %
    assert green.planned == pytest.approx(0.1 * 40)


def test_water_and_co2_are_counted_where_a_plan_tells_them_and_nowhere_else(
    swarm, browser_of
):
    one, other = (each.park for each in Partnership.objects.order_by("pk")[:2])
    for park in (one, other):
        scan = keep_figures(park, "C", at=AT)
        plan = Plan.objects.create(
            park=park, scan=scan, run=scan.run, made_at=AT, is_accepted=True, accepted_at=AT
        )  # fmt: skip
    add_ground(plan, {"water_storage_m3": (2028, 180.0), "co2_avoided_t": (2029, 12.5)})
    found = {each.kind.effect: each for each in works.works([one.pk, other.pk], at=AT)}
    storage, co2 = found["water_storage_m3"], found["co2_avoided_t"]
    assert (storage.planned, storage.planned_parks, storage.uncounted_plans) == (
        180.0,
        1,
        1,
    )
    assert co2.planned == 12.5
    assert co2.measured is None
    page = text_of(browser_of(None).get(reverse("course")))
    assert "een nulmeting ziet niet welke zonnepanelen er liggen" in page
    assert "1 plan niet geteld" in page
    assert "0,27" in page  # the number it hangs on, with its mark
    assert "aanname, bewerkbaar" in page


def test_what_the_whole_simulation_found_goes_before_what_was_asked(swarm):
    park = Partnership.objects.order_by("pk").first().park
    scan = keep_figures(park, "C", at=AT)
    plan = Plan.objects.create(
        park=park, scan=scan, run=scan.run, made_at=AT, is_accepted=True, accepted_at=AT,
        result={"targets": [{"indicator": "green_share", "before": 0.2, "after": 0.3}]},
    )  # fmt: skip
    ground = add_ground(plan, {})
    ground.facts["compared"] = [
        {"indicator": "ponding_m3", "before": 900.0, "after": 500.0},
        {"indicator": "green_share", "before": 0.2, "after": 0.25},
    ]
    ground.save()
    found = {each.kind.indicator: each for each in works.works([park.pk], at=AT)}
    assert found["green_share"].planned == pytest.approx(0.05 * 40)
    assert found["ponding_m3"].planned == pytest.approx(400.0)


def test_the_effect_that_was_put_in_is_found_between_two_scans(swarm):
    own = set(Partnership.objects.values_list("park", flat=True))
    parks = [Park.objects.get(pk=key) for key in sorted(own)[:6]]
    parks += list(Park.objects.exclude(pk__in=own)[:6])
    for park in parks:
        keep_figures(park, "D", at=AT - timedelta(days=400))
        keep_figures(park, "C" if park.pk in own else "D", at=AT)
    found = effects.effects(story.read(), at=timezone.now())
    green = found.rows[0].effect
    assert green.difference == pytest.approx(5.0)
    assert green.pairs == 6


# -- The forecast ------------------------------------------------------------------------
def test_the_history_is_what_happened(swarm):
    history = ahead.history_of(story.read(), at=timezone.now())
    assert history.total == 13
    assert history.parks == 25
    realised = next(each for each in history.stages if each.name == "realisation")
    assert realised.done == 1


def test_a_lever_lowers_what_may_come(swarm, browser_of):
    told = story.read()
    free = ahead.ahead(told, at=AT, levers={})
    held = ahead.ahead(told, at=AT, levers={"joined": 1.0})
    assert held.goals[0].high < free.goals[0].high
    page = text_of(browser_of(None).get(reverse("forecast") + "?joined=1&voucher=x"))
    assert "Dit klopt nog niet" in page
    text_of(browser_of(None).get(reverse("forecast") + "?joined=1"))


# -- The report --------------------------------------------------------------------------
def words_of(content):
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return re.sub(r"\s+", " ", told.replace("\u202f", " ").replace("\u00a0", " "))


@pytest.mark.parametrize("name", ["quarterly_report", "quarterly_slides"])
def test_the_report_says_what_the_figures_say(name, swarm, browser_of):
    answer = browser_of(None).get(reverse(name, args=[2026, 3]))
    words = words_of(answer.content)
    found = quarterly.figures_of(2026, 3, now=timezone.now())
    for each in sentences(found, "nl"):
        assert re.sub(r"\s+", " ", each.replace("\u202f", " ")) in words
    at = story.moment(date(2026, 9, 30))
    counts = story.read().counts(at)
    assert f"Terreinen die stappen zetten: {counts['in_motion']} van de 1.000" in words
    for each in found.expected:
        assert f"{round(100 * each.chance)} %" in words
    assert "niet geteld" in words
    if name == "quarterly_report":
        assert "0,27 kg/kWh, 0,2 – 0,35; aanname" in words
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "pdfuaid" in bytes(pdf.Root.Metadata.read_bytes()).decode()


def test_the_same_quarter_is_the_same_report(swarm):
    now = datetime(2026, 11, 20, tzinfo=AT.tzinfo)
    assert quarterly.report(2026, 3, now=now) == quarterly.report(2026, 3, now=now)


@pytest.mark.parametrize(("year", "quarter"), [(2022, 4), (2026, 5), (2032, 4)])
def test_of_other_quarters_there_is_no_report(year, quarter, db, browser_of):
    answer = browser_of(None).get(reverse("quarterly_report", args=[year, quarter]))
    assert answer.status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_dashboard_in_a_browser(swarm, chromium_pages):
    page = chromium_pages(width=360)
    page.goto(reverse("course"))
    assert violations(page) == []
    page.get_by_role("link", name="Halen we het?").click()
    page.get_by_label("Vouchers per jaar").fill("1")
    page.get_by_role("button", name="Doorrekenen").click()
    assert violations(page) == []
    assert "1.000" in page.inner_text("main")
