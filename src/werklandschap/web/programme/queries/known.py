"""What the rules know of a park: its intake, planned maintenance and newest scan."""

from werklandschap.governance.recommend import Known
from werklandschap.web.plans.models import Maintenance
from werklandschap.web.programme.models import Partnership
from werklandschap.web.scans.models import Figure

_YEARS = {"roof": "roofs_year", "paving": "paving_year"}
"""Kinds of things in a maintenance plan, and the question that they answer."""


def known_of(partnership: Partnership) -> Known:
    """Gather what is known; the intake goes before the maintenance plan.

    Parameters
    ----------
    partnership : Partnership
        The park.
    """
    figures = dict(
        Figure.objects.filter(
            scan__park=partnership.park_id, scan__is_current=True, value__isnull=False
        ).values_list("indicator", "value")
    )
    intake = partnership.intake
    years = _planned(partnership) | {
        name: int(intake[name]) for name in _YEARS.values() if intake.get(name)
    }
    return Known(
        answers={
            "organisation_form": partnership.organisation_form,
            "has_scan": "YES" if figures else "NO",
        },
        years=years,
        worries=frozenset(intake.get("worries", ())),
        figures={name: value for name, value in figures.items() if value is not None},
    )


def _planned(partnership: Partnership) -> dict[str, int]:
    """Find the first year in which roofs or paving are renewed by the plan that counts."""
    plan = Maintenance.objects.filter(park=partnership.park_id, is_current=True).first()
    found: dict[str, int] = {}
    for work in plan.works if plan else ():
        name = _YEARS.get(work.get("kind", ""))
        if name and work.get("year"):
            found[name] = min(found.get(name, 9999), int(work["year"]))
    return found
