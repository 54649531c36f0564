"""A meeting with two places, a week and a half away."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from werklandschap.web.accounts.models import Role
from werklandschap.web.network.actions import meetings

PLACES = 2


@pytest.fixture(autouse=True)
def _nobody_sent_anything(db):
    """Begin each test with no message counted."""
    cache.clear()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def facts(now):
    """What is known of a meeting."""
    return {
        "kind": "REGIONAL",
        "title": "Water op het terrein",
        "text": "Drie terreinen vertellen.",
        "region_code": "ES14",
        "themes": ["climate"],
        "starts_at": now + timedelta(days=10),
        "ends_at": now + timedelta(days=10, hours=2),
        "place": "Utrecht",
        "capacity": PLACES,
    }


@pytest.fixture
def meeting(facts, people, now):
    return meetings.plan(facts=facts, actor=people[Role.PROGRAMME], at=now)
