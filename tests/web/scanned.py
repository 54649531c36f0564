"""A generated park that was really scanned, in large cells, once for all tests.

`conftest.py` of this folder lays these fixtures out, and nobody else: a session fixture
that is imported into two modules is made twice.
"""

import copy
from datetime import date

import pytest
import shapely
from django.db import transaction

from tests.web.made import AT, make_park
from werklandschap.examples import model_park
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.scans import actions, tasks

CELL_M = 8.0
ON = date(2026, 11, 2)


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """Files of a generated park of ten hectares, with a lake and results beside them."""
    home = tmp_path_factory.mktemp("scanned")
    made = model_park(seed=5, area_ha=10.0, cell_m=2.0)
    made.write(home / "files")
    return home, made.parks.geometry.iloc[0]


@pytest.fixture
def data(place, settings):
    """Settings under which the lake, the results and the files of that park count."""
    home, _ = place
    settings.LAKE, settings.RESULTS = str(home / "lake"), str(home / "results")
    settings.DATA_FOLDERS = [str(home / "files")]
    return home


def put_down(outline, code="T001", **more) -> Park:
    """Add a park with this outline."""
    west, south, east, north = outline.bounds
    facts = {
        "name": "Modelterrein",
        "outline_wkb": shapely.to_wkb(outline),
        "west_m": west,
        "south_m": south,
        "east_m": east,
        "north_m": north,
        "area_ha": outline.area / 10_000,
        "is_generated": True,
        **more,
    }
    return make_park(code, **facts)


class _Undone(Exception):
    """Takes back what was written."""


@pytest.fixture(scope="session")
def outcome(place, django_db_setup, django_db_blocker):
    """What a scan of that park found: computed once, in cells of eight metres."""
    from django.test.utils import override_settings

    home, outline = place
    told = []
    own = override_settings(
        LAKE=str(home / "lake"),
        RESULTS=str(home / "results"),
        DATA_FOLDERS=[str(home / "files")],
    )
    with own, django_db_blocker.unblock():
        try:
            with transaction.atomic():
                put_down(outline)
                found = tasks.scan_a_park(
                    {
                        "park": "T001",
                        "on": ON.isoformat(),
                        "parts": list(actions.PARTS),
                        "cell_m": CELL_M,
                    },
                    lambda step, done, total: told.append((step, done, total)),
                )
                raise _Undone
        except _Undone:
            return found, told


@pytest.fixture
def modelled(db, place, data) -> Park:
    """The park itself, without a scan."""
    return put_down(place[1])


@pytest.fixture
def keep_scan(modelled, outcome):
    """Keep what was found as a scan; every fact can be another."""

    def keep(*, is_degraded=False, at=AT, figures=None, park=None, **more):
        found = copy.deepcopy(outcome[0].facts)
        facts = {
            name: getattr(found, name) for name in actions.Found.__dataclass_fields__
        }
        facts["park_code"] = (park or modelled).code
        facts |= more
        for row in facts["figures"]:
            row |= (figures or {}).get(row["indicator"], {})
        run = Run.objects.create(
            kind="scan",
            key=jobs.key_of("scan", {"at": at.isoformat()}, {"n": Run.objects.count()}),
            parameters={"park": facts["park_code"]},
            engine=found.engine,
            status=Run.Status.DONE,
            is_degraded=is_degraded,
            result_hash=outcome[0].result_hash,
            heartbeat_at=at,
            asked_at=at,
            ended_at=at,
        )
        return actions.keep_scan(
            run=run, found=actions.Found(**facts), actor=PLATFORM, at=at
        )

    return keep


@pytest.fixture
def scan(keep_scan):
    """The current scan of the park."""
    return keep_scan()
