"""The figures for the fund as of a moment: the same question gives the same answer.

Everything is counted from rows that are written once (status changes, entries), so that a
report of long ago can be asked again and held against what was told then.
"""

import hashlib
import json
from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from werklandschap.governance.deals import Account
from werklandschap.web.programme.models import (
    Deal,
    EntryLine,
    FundReport,
    StatusChange,
    StepEvent,
)

VERSION = 1
"""Of the question; a change of what is counted makes it another."""

_SIGN = {Account.PLEDGED: -1, Account.PAYABLE: -1}


def figures_as_of(as_of: datetime) -> dict[str, Any]:
    """Ask what had happened by a moment.

    Parameters
    ----------
    as_of : datetime
        The moment; later rows do not count.

    Returns
    -------
    dict
        Plain JSON: parks by status, steps done, and cents by deal, kind of party and
        account. Parks, firms and people are not named.
    """
    return {
        "version": VERSION,
        "as_of": as_of.isoformat(),
        "parks_by_status": dict(sorted(_statuses(as_of).items())),
        "parks_by_step_done": dict(sorted(_steps(as_of).items())),
        "deals": _deals(as_of),
        "money_cents": _money(as_of),
    }


def hash_of(figures: dict[str, Any]) -> str:
    """Give the SHA-256 of figures, written in one way only."""
    told = json.dumps(figures, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def differences(report: FundReport) -> list[str]:
    """List the parts of a report that the same question answers otherwise now.

    Parameters
    ----------
    report : FundReport
        The report.

    Returns
    -------
    list of str
        Empty if it still holds; ``hash`` if the kept figures were touched.
    """
    again = figures_as_of(report.as_of)
    found = [name for name in again if again[name] != report.figures.get(name)]
    if hash_of(report.figures) != report.figures_hash:
        found.append("hash")
    return found


def _statuses(as_of: datetime) -> Counter[str]:
    rows = StatusChange.objects.filter(at__lte=as_of).order_by("at", "pk")
    newest = dict(rows.values_list("partnership", "after"))
    return Counter(newest.values())


def _steps(as_of: datetime) -> Counter[str]:
    rows = StepEvent.objects.filter(at__lte=as_of, kind=StepEvent.Kind.DONE)
    found = rows.order_by().values_list("step", "partnership").distinct()
    return Counter(step for step, _partnership in found)


def _deals(as_of: datetime) -> list[dict[str, Any]]:
    on = timezone.localdate(as_of)
    return [
        {"name": each.name, "package": each.package}
        for each in Deal.objects.filter(signed_on__lte=on).order_by("name")
        if each.ended_on is None or each.ended_on > on
    ]


def _money(as_of: datetime) -> list[dict[str, Any]]:
    rows = (
        EntryLine.objects.filter(entry__at__lte=as_of)
        .order_by("entry__deal__name", "party__kind", "account")
        .values_list("entry__deal__name", "party__kind", "account")
        .annotate(sum=Sum("amount_cents"))
    )
    return [
        {
            "deal": deal,
            "party": party or "",
            "account": account,
            "cents": cents * _SIGN.get(Account(account), 1),
        }
        for deal, party, account, cents in rows
    ]
