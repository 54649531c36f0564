"""What a new scan brings about for a park that takes part."""

from datetime import datetime

from django.db import transaction

from werklandschap.web.audit.actions import PLATFORM, Actor
from werklandschap.web.programme.actions import following, scans
from werklandschap.web.programme.models import Partnership
from werklandschap.web.scans.models import Scan


@transaction.atomic
def scan_arrived(*, scan: Scan, actor: Actor = PLATFORM, at: datetime) -> None:
    """Note that a scan is there and suggest what follows from it; for partners only."""
    scans.arrived(scan=scan, actor=actor, at=at)
    partnership = (
        Partnership.objects.filter(park=scan.park_id).select_related("park").first()
    )
    if partnership is not None and partnership.status:
        following.renew_recommendations(partnership=partnership, actor=actor, at=at)
