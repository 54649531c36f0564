"""The shipped records, and one of them."""

import pytest
from django.core.cache import cache

from tests.web.made import AT
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.innovations.actions import records
from werklandschap.web.innovations.models import Innovation


@pytest.fixture(autouse=True)
def _nobody_sent_anything(db):
    """Begin each test with no message counted."""
    cache.clear()


@pytest.fixture
def shipped(db):
    """All records of the package."""
    records.load_shipped(actor=PLATFORM, at=AT)
    return Innovation.objects.all()


@pytest.fixture
def swale(shipped):
    return shipped.get(code="wadi")
