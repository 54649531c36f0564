"""Two parks with a scan, one of them private, and clients that ask for them."""

from datetime import date, timedelta

import pytest
import shapely
from django.core.cache import cache
from django.test import Client
from rest_framework.throttling import SimpleRateThrottle

from tests.web.made import AT, make_park
from werklandschap.web.accounts.actions import make_token
from werklandschap.web.accounts.models import Token
from werklandschap.web.jobs.models import Run
from werklandschap.web.scans.models import Figure, Scan

SECRET = shapely.box(136_900, 450_000, 137_500, 450_400)


@pytest.fixture(autouse=True)
def _fresh_limits(request):
    """No test counts what another asked."""
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def unlimited(monkeypatch):
    for scope in SimpleRateThrottle.THROTTLE_RATES:
        monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, None)


def make_scan(park, *, is_current=True, days=0, **values):
    """Add a scan with figures: an indicator and its value, within a tenth."""
    run = Run.objects.create(
        kind="scan",
        key=f"{park.code}{days}",
        parameters={"park": park.code},
        engine="1",
        status=Run.Status.DONE,
        asked_at=AT,
        heartbeat_at=AT,
    )
    scan = Scan.objects.create(
        park=park,
        run=run,
        on=date(2026, 11, 1) - timedelta(days=days),
        made_at=AT,
        engine="1",
        parameters_hash="p",
        parts=["heat"],
        cell_m=1.0,
        result_hash="r",
        is_current=is_current,
        files={"report.pdf": "abc"},
    )
    for name, value in values.items():
        Figure.objects.create(
            scan=scan,
            indicator=name,
            value=value,
            low=None if value is None else value * 0.9,
            high=None if value is None else value * 1.1,
            coverage=1.0,
            currency=0.9,
            fit=1.0,
            reason_nl="" if value is not None else "geen bomen bekend",
            reason_en="" if value is not None else "no trees known",
        )
    return scan


@pytest.fixture
def scanned(park):
    """The public park with its scan, and an older one."""
    make_scan(park, is_current=False, days=400, paved_share=0.7)
    make_scan(park, paved_share=0.5, canopy_share=None)
    return park


@pytest.fixture
def secret(db):
    """A private park beside it, which only those around it may see."""
    west, south, east, north = SECRET.bounds
    park = make_park(
        "T002",
        name="Geheimterrein",
        is_public=False,
        outline_wkb=shapely.to_wkb(SECRET),
        west_m=west,
        south_m=south,
        east_m=east,
        north_m=north,
        longitude_deg=5.11,
        area_ha=24.0,
    )
    make_scan(park, paved_share=0.9)
    return park


@pytest.fixture
def client_of():
    """Give a client that carries a key of somebody."""

    def carry(user, may=Token.May.READ):
        _token, key = make_token(name="test", may=may, actor=user, at=AT)
        return Client(headers={"Authorization": f"Bearer {key}"})

    return carry
