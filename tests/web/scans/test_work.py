"""The long work of a scan: what it tells, what it keeps, and when it does nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.web.made import AT
from tests.web.scanned import CELL_M, ON
from werklandschap.core.errors import WerklandschapError
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.worker import work
from werklandschap.web.scans import actions, tasks
from werklandschap.web.scans.models import Figure, Scan
from werklandschap.web.scans.queries import store

pytestmark = pytest.mark.django_db


def start(park, *, at=AT, parts=actions.PARTS, cell_m=CELL_M):
    return actions.start_scan(
        park=park, parts=parts, cell_m=cell_m, actor=PLATFORM, at=at
    )


def test_every_step_is_told_in_order(outcome):
    told = outcome[1][1:]  # after the word that it begins
    numbers = [done for _, done, _ in told]
    totals = {total for _, _, total in told}
    assert numbers == sorted(numbers)
    assert len(totals) == 1
    assert numbers[-1] == totals.pop() - 1
    words = " ".join(step.nl for step, _, _ in told)
    assert "wolkbreuk" in words
    assert "kaartlagen" in words


def test_a_scan_keeps_its_files_and_figures(scan, outcome, data):
    assert scan.is_current
    assert not scan.is_degraded
    assert {"report_nl.pdf", "report_en.pdf", "scan.gpkg", "figures.csv"} <= set(
        scan.files
    )
    results = store.the_results()
    for name, facts in scan.files.items():
        assert results.file(scan.result_hash, name).stat().st_size == facts["bytes"]
    figure = scan.figures.get(indicator="paved_share")
    assert 0 < figure.low <= figure.value <= figure.high <= 1
    keys = {source["key"] for source in scan.sources}
    assert set(figure.sources) <= keys
    assert all(source["licence"] for source in scan.sources)


def test_what_was_not_measured_says_why(modelled):
    asked = {"park": "T001", "on": ON.isoformat(), "parts": [], "cell_m": CELL_M}
    found = tasks.scan_a_park(asked, lambda *_: None).facts
    missing = [row for row in found.figures if row["value"] is None]
    assert missing
    assert all(row["reason_nl"] and row["reason_en"] for row in missing)
    assert all(row["low"] is row["high"] is None for row in missing)


def test_nothing_is_left_in_the_workspace(outcome, place):
    home, _ = place
    assert not list((home / "results").glob(".*"))


def test_the_same_question_is_asked_once(modelled, outcome):
    assert start(modelled).pk == start(modelled).pk
    assert start(modelled, cell_m=2.0).pk != start(modelled).pk
    assert start(modelled, parts=["heat"]).pk != start(modelled).pk
    assert start(modelled, at=AT + timedelta(days=1)).pk != start(modelled).pk


def test_another_outline_is_another_question(modelled, outcome):
    first = start(modelled)
    import shapely

    outline = shapely.from_wkb(bytes(modelled.outline_wkb)).buffer(-5)
    modelled.outline_wkb = shapely.to_wkb(outline)
    assert start(modelled).pk != first.pk


def test_what_was_calculated_is_not_calculated_again(modelled, scan):
    """Even if another question leads to it: the data in the lake decide."""
    told = []
    parameters = {
        "park": modelled.code,
        "on": scan.on.isoformat(),
        "parts": list(actions.PARTS),
        "cell_m": CELL_M,
    }
    again = tasks.scan_a_park(parameters, lambda step, *_: told.append(step.nl))
    assert again.result_hash == scan.result_hash
    assert again.facts is None
    assert not any("wolkbreuk" in step for step in told)


def test_a_known_outcome_makes_no_second_scan(modelled, scan):
    run = Run.objects.create(
        kind="scan",
        key="x",
        engine="1",
        status=Run.Status.DONE,
        heartbeat_at=AT,
        asked_at=AT,
    )
    tasks.keep(run, jobs.Outcome(scan.result_hash))
    assert Scan.objects.count() == 1


def test_a_degraded_scan_never_replaces_a_whole_one(keep_scan):
    whole = keep_scan()
    poor = keep_scan(is_degraded=True, at=AT + timedelta(hours=1))
    whole.refresh_from_db()
    assert whole.is_current
    assert not poor.is_current
    better = keep_scan(at=AT + timedelta(hours=2))
    whole.refresh_from_db()
    assert better.is_current
    assert not whole.is_current


def test_a_degraded_scan_is_better_than_none(keep_scan):
    assert keep_scan(is_degraded=True).is_current
    assert keep_scan(at=AT + timedelta(hours=1)).is_current


@pytest.mark.parametrize(
    "less",
    [{"parts": ["heat"]}, {"cell_m": CELL_M * 2}, {"on": AT.date().replace(day=1)}],
)
def test_a_scan_that_knows_less_does_not_become_current(keep_scan, less):
    keep_scan()
    assert not keep_scan(at=AT + timedelta(hours=1), **less).is_current


def test_keeping_is_audited_and_whole(keep_scan):
    scan = keep_scan()
    assert AuditEntry.objects.filter(
        action="scans.keep", subject__endswith=str(scan.pk)
    )
    with pytest.raises(Exception, match=r"(?i)unique"):
        keep_scan(
            at=AT + timedelta(hours=1),
            figures={"green_share": {"indicator": "paved_share"}},
        )


def test_a_park_without_data_says_so(make_far_park, data):
    parameters = {"park": "VER", "on": "2026-11-02", "parts": [], "cell_m": 8.0}
    with pytest.raises(tasks.NothingKnown) as problem:
        tasks.scan_a_park(parameters, lambda *_: None)
    assert "Ver weg" in problem.value.say("nl")


@pytest.fixture
def make_far_park(db):
    import shapely

    from tests.web.scanned import put_down

    return put_down(
        shapely.box(30_000, 390_000, 30_500, 390_400), "VER", name="Ver weg"
    )


def test_missing_heights_make_a_scan_degraded(modelled, data, tmp_path, settings):
    """The same park with its heights taken away: no water can be simulated."""
    settings.LAKE, settings.RESULTS = str(tmp_path / "lake"), str(tmp_path / "results")
    settings.DATA_FOLDERS = [str(data / "files" / "generated.gpkg")]
    parameters = {
        "park": modelled.code,
        "on": "2026-11-02",
        "parts": ["water"],
        "cell_m": CELL_M,
    }
    assert tasks.scan_a_park(parameters, lambda *_: None).is_degraded


def test_a_park_without_outline_cannot_be_scanned(park):
    park.outline_wkb = None
    with pytest.raises(actions.NoOutline):
        start(park)
    assert not Run.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_cancelling_stops_at_the_next_step_and_cleans_up(
    modelled, outcome, data, monkeypatch
):
    """Who cancels while data are collected never sees a simulation begin."""
    run = start(modelled, parts=["heat"])
    told = jobs.tell

    def tell(**facts):
        told(**facts)
        if "bij elkaar" in facts["step"].nl:
            actions.cancel_scan(run=run, actor=PLATFORM, at=timezone.now())

    monkeypatch.setattr(jobs, "tell", tell)
    work(batch=True)
    run.refresh_from_db()
    assert run.status == Run.Status.CANCELLED
    assert not any("hemel" in note.nl for note in run.notes.all())
    assert not Scan.objects.exists()
    assert not Figure.objects.exists()
    assert not list((data / "results").glob(".*"))


@pytest.mark.django_db(transaction=True)
def test_a_worker_carries_a_scan_to_its_page(modelled, outcome, data, client):
    run = start(modelled, parts=[])
    work(batch=True)
    run.refresh_from_db()
    assert run.status == Run.Status.DONE, run.problem_nl
    assert Scan.objects.get(run=run).is_current
    assert client.get(modelled.get_absolute_url()).status_code == 200


def test_problems_are_known_errors():
    assert issubclass(tasks.NothingKnown, WerklandschapError)
