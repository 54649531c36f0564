"""Generated years of the programme keep all rules, and the same seed gives the same years."""

from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import transaction

from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.example.actions import found_country
from werklandschap.web.example.programme_years import checks, history
from werklandschap.web.example.programme_years.assumptions import Assumptions
from werklandschap.web.example.programme_years.scans import Kind
from werklandschap.web.labels.models import Score
from werklandschap.web.programme.models import Deal, Entry, Partnership
from werklandschap.web.vouchers.models import Round, Voucher

pytestmark = pytest.mark.django_db

BEGIN = datetime(2024, 1, 1, 7, tzinfo=UTC)
LIVELY = Assumptions(
    interested_share=0.5,
    screening_day=6,
    objects_chance=1.0,
    deliver_day=60,
    reclaim_chance=0.5,
    assesses_chance=1.0,
    compared_count=2,
    mergers=1,
)
"""So much happens that two years of forty parks pass through everything."""


class _Undone(Exception):
    """Takes back what was written."""


@pytest.fixture
def simulate(outcome, data, settings, tmp_path, django_capture_on_commit_callbacks):
    """Give a function that founds a small country and lets years pass in it."""
    settings.RESULTS = str(tmp_path / "results")
    found = outcome[0]
    kind = Kind("type T001", found.facts, found.result_hash, {"green_share": 0.2})

    def run(*, years, parks=40, seed=3):
        found_country(number=parks, actor=PLATFORM, at=BEGIN)
        return history.simulate(
            kinds=[kind],
            years=years,
            seed=seed,
            assumed=LIVELY,
            within=partial(django_capture_on_commit_callbacks, execute=True),
        )

    return run


@contextmanager
def taken_back():
    try:
        with transaction.atomic():
            yield
            raise _Undone
    except _Undone:
        pass


def test_generated_years_keep_every_rule_and_pass_nothing_by(simulate):
    years = simulate(years=2)
    assert checks.broken() == []
    assert Deal.objects.filter(state="SIGNED").count() == 0  # all ended
    assert Entry.objects.exclude(kind="PLEDGE").exists()
    assert Round.objects.exclude(drawn_at=None).exists()
    assert {"PAID", "GRANTED"} & set(Voucher.objects.values_list("state", flat=True))
    assert {"PARTNER", "SUCCEEDED"} <= set(
        Partnership.objects.values_list("status", flat=True)
    )
    assert years.actions < AuditEntry.objects.count()
    # All of it by the clock of the years: nothing was noted at the moment of running.
    assert not AuditEntry.objects.filter(at__gt=years.until).exists()
    assert not Score.objects.filter(made_at__gt=years.until).exists()
    assert not Partnership.objects.filter(park__is_generated=False).exists()
    write_past_the_actions()
    found = " ".join(checks.broken())
    assert "does not balance" in found
    assert "is not its newest status" in found
    assert "Entry: " in found


def write_past_the_actions():
    entry = Entry.objects.first()
    entry.lines.update(amount_cents=1)
    Partnership.objects.filter(status="PARTNER").update(status="LEFT")
    Entry.objects.create(
        deal=entry.deal, number=9999, kind="PAY", booked_on=BEGIN.date(), at=BEGIN
    )


def test_the_same_seed_gives_the_same_years(simulate):
    told = []
    for seed in (3, 3):
        with taken_back():
            simulate(years=1, parks=12, seed=seed)
            told.append(checks.history())
    assert told[0] == told[1]
