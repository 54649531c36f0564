"""Killing the worker in the middle of a scan and the web process in the middle of a write.

SIGKILL, at moments of chance. Afterwards nothing that was promised may be lost, every
run must finish, and neither the database nor any file may be half.
"""

import hashlib
import json
import os
import random
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import _platform as platform
from benchmarks._compare import Row

KILLS, SCANS = 10, 5
_SEED = 10
_PATIENCE_S = 1_500.0
_SIDE_M = 300


@dataclass
class Writer:
    """Somebody who adds areas all the time, and remembers which were confirmed."""

    port: int
    session: str
    asked: int = 0
    confirmed: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def write_for_ever(self) -> None:
        visitor = platform.Visitor(self.port, timeout_s=20)
        visitor.cookies["sessionid"] = self.session
        while not self.stop.is_set():
            try:
                self._write(visitor)
            except OSError:
                time.sleep(0.05)

    def _write(self, visitor: platform.Visitor) -> None:
        if "csrftoken" not in visitor.cookies:
            visitor.get("/terreinen/toevoegen")
        self.asked += 1
        name = f"Proef {self.asked}"
        form = {
            "name": name,
            "outline": _square(self.asked),
            "csrfmiddlewaretoken": visitor.cookies["csrftoken"],
        }
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _ = visitor.ask("POST", "/terreinen/toevoegen", urlencode(form), kind)
        if status == 302:
            self.confirmed.append(name)


def _square(number: int) -> str:
    west, south = 100_000 + 400 * (number % 200), 450_000 + 400 * (number // 200)
    corners = ((0, 0), (1, 0), (1, 1), (0, 1))
    return "\n".join(f"{west + x * _SIDE_M}, {south + y * _SIDE_M}" for x, y in corners)


def run(*, quick: bool) -> Iterator[Row]:
    """Kill and look what is left."""
    kills = 3 if quick else KILLS
    with platform.home() as home:
        _ask_for_scans()
        writer = _writer()
        worker, web = _kill_again_and_again(writer, kills)
        _finish()
        yield Row(
            f"{worker} x SIGKILL of a worker in a scan", *_cells(_of_runs(), _runs())
        )
        yield Row(
            f"{web} x SIGKILL of the web process in a write",
            *_cells(
                _of_writes(writer),
                f"{writer.asked} writes, {len(writer.confirmed)} confirmed",
            ),
        )
        yield Row("the database", *_cells(_of_database(home), "PRAGMA integrity_check"))
        yield Row("files", *_cells(_of_files(home), "results and lake"))


def _cells(faults: list[str], what: str) -> tuple[str, str, str, str, str]:
    return what, "", "", "", "; ".join(faults)[:300] or "whole"


def _ask_for_scans() -> None:
    from django.utils import timezone

    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.example import actions
    from werklandschap.web.parks.models import Park
    from werklandschap.web.scans.actions import start_scan

    at = timezone.now()
    actions.found_country(number=SCANS, actor=PLATFORM, at=at)
    for park in Park.objects.order_by("code"):
        actions.collect_model_park(park=park, actor=PLATFORM, at=at)
        start_scan(park=park, parts=["sun"], cell_m=2.0, actor=PLATFORM, at=at)


def _writer() -> Writer:
    from django.test import Client
    from django.utils import timezone

    from werklandschap.web.accounts.actions import add_user
    from werklandschap.web.accounts.models import Role, Scope
    from werklandschap.web.audit.actions import PLATFORM

    user = add_user(
        email="writer@example.org",
        name="Writer",
        role=Role.PROGRAMME,
        scope=Scope.PROGRAMME,
        actor=PLATFORM,
        at=timezone.now(),
    )
    client = Client()
    client.force_login(
        user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return Writer(platform.free_port(), client.cookies["sessionid"].value)


def _kill_again_and_again(writer: Writer, kills: int) -> tuple[int, int]:
    chance = random.Random(_SEED)
    serve = ("serve", "--port", str(writer.port))
    thread = threading.Thread(target=writer.write_for_ever)
    web, worker = platform.start(*serve), platform.start("worker")
    thread.start()
    killed = 0
    for _ in range(kills):
        platform.wait_until_it_answers(writer.port)
        if _is_a_scan_running(worker):
            time.sleep(chance.uniform(0.2, 6.0))
            platform.kill(worker)
            killed += 1
            worker = platform.start("worker")
        written = len(writer.confirmed)
        _wait(lambda before=written: len(writer.confirmed) > before)
        time.sleep(chance.uniform(0.0, 1.0))
        platform.kill(web)
        web = platform.start(*serve)
    writer.stop.set()
    thread.join()
    platform.kill(web)
    platform.kill(worker)
    return killed, kills


def _is_a_scan_running(worker: subprocess.Popen[bytes]) -> bool:
    """Wait for a run that goes on now and may still be broken off."""
    from django.utils import timezone

    from werklandschap.web.jobs.models import ATTEMPTS, SILENCE, Run

    def goes_on() -> bool:
        lives = timezone.now() - SILENCE / 3
        running = Run.objects.filter(status=Run.Status.RUNNING, heartbeat_at__gt=lives)
        return running.filter(attempt__lt=ATTEMPTS, done__gt=0).exists()

    return _wait(goes_on) and worker.poll() is None


def _wait(until: object, patience_s: float = 180.0) -> bool:
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        if callable(until) and until():
            return True
        time.sleep(0.1)
    return False


def _finish() -> None:
    """Let a worker that nobody kills do what is left."""
    from werklandschap.web.jobs.models import Run

    with platform.running(("worker",)):
        _wait(lambda: not Run.objects.filter(status__in=Run.OPEN).exists(), _PATIENCE_S)


def _runs() -> str:
    from werklandschap.web.jobs.models import Run

    return ", ".join(f"{run.status} ({run.attempt})" for run in Run.objects.all())


def _of_runs() -> list[str]:
    from werklandschap.web.jobs.models import Run
    from werklandschap.web.scans.models import Scan

    unfinished = Run.objects.exclude(status=Run.Status.DONE)
    faults = [f"{run.status} after {run.attempt}" for run in unfinished]
    done = Run.objects.filter(status=Run.Status.DONE)
    return faults + [
        f"{run.pk} has no scan of its own"
        for run in done
        if Scan.objects.filter(run=run).count() != 1
    ]


def _of_writes(writer: Writer) -> list[str]:
    from werklandschap.web.audit.models import AuditEntry
    from werklandschap.web.parks.models import Park

    kept = Park.objects.filter(name__startswith="Proef ")
    names = set(kept.values_list("name", flat=True))
    faults = [f"{name} was lost" for name in writer.confirmed if name not in names]
    entries = AuditEntry.objects.filter(action="parks.add")
    told = sorted(entries.values_list("subject", flat=True))
    if told != sorted(f"parks.Park:{park.pk}" for park in kept):
        faults.append("the record and the parks differ")
    return faults


def _of_database(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "werklandschap.sqlite3")) as database:
        (whole,) = database.execute("PRAGMA integrity_check").fetchone()
        loose = database.execute("PRAGMA foreign_key_check").fetchall()
    return ([] if whole == "ok" else [whole]) + [str(row) for row in loose]


def _of_files(home: Path) -> list[str]:
    from werklandschap.store.lake import hash_of
    from werklandschap.web.scans.models import Scan

    faults = [
        f"{digest[:8]} is gone"
        for digest in Scan.objects.values_list("result_hash", flat=True)
        if not (home / "results" / digest[:2] / digest).is_dir()
    ]
    for folder in (home / "results").glob("??/*"):
        hashes = {file.name: hash_of(file) for file in sorted(folder.iterdir())}
        told = json.dumps(hashes, sort_keys=True)
        if hashlib.sha256(told.encode()).hexdigest() != folder.name:
            faults.append(f"{folder.name[:8]} is not what its name says")
    for description in (home / "lake" / "pieces").rglob("[!.]*.json"):
        json.loads(description.read_text("utf-8"))
        if not any(description.with_suffix(s).exists() for s in (".parquet", ".tif")):
            faults.append(f"{description.name} describes nothing")
    return faults + _left_over(home)


def _left_over(home: Path) -> list[str]:
    """List what dead processes were writing and nobody has cleaned up."""
    return [
        f"{place.name} was left"
        for folder in ("results", "lake")
        for place in (home / folder).rglob(".*-*")
        if (maker := place.name[1:].partition("-")[0]).isdigit()
        and not _is_alive(int(maker))
    ]


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
