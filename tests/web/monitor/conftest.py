"""A small programme, made through its own actions."""

from datetime import timedelta

import pytest

from tests.web.made import AT, make_park
from tests.web.programme.made import deal, fill, partner
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.programme.actions import following
from werklandschap.web.programme.models import Partnership

LAST = AT
PROVINCES = (
    ("PV26", "Utrecht", 14),
    ("PV25", "Gelderland", 7),
    ("PV28", "Zuid-Holland", 4),
)


@pytest.fixture
def swarm(db):
    """Twenty-five parks in three provinces, of which 7, 5 and 1 join within a year."""
    joining = {"Utrecht": 7, "Gelderland": 5, "Zuid-Holland": 1}
    number = 0
    for code, province, count in PROVINCES:
        for place in range(count):
            number += 1
            park = make_park(
                f"M{number:03}", name=f"Terrein {number}", province_code=code,
                province=province, longitude_deg=5 + number / 50, is_generated=True,
            )  # fmt: skip
            if place < joining[province]:
                at = LAST - timedelta(days=48 * (place + 1))
                partner(park, at=at)
    done = Partnership.objects.order_by("pk").first()
    following.note_step(
        partnership=done, step="realisation", kind="DONE", on=AT.date(), note="",
        actor=PLATFORM, at=AT,
    )  # fmt: skip
    made = deal()
    fill(made)
    return made
