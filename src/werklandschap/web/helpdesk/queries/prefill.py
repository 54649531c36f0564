"""What the platform knows of a park, for a partner that begins a proposal.

Every part names its source, so that a partner sees what was measured, planned and counted.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.finance.queries import grounds, mixing, outcome, shown
from werklandschap.web.helpdesk.models import Question
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries import planning
from werklandschap.web.scans.queries import page
from werklandschap.web.theme.queries import long_date, told, written, written_interval

_MOST = 3
_LEAST_EUR = 1.0


def first_words(question: Question, person: Person) -> Mapping[str, Any]:
    """Give first words of a proposal, in the asker's language; nothing without a park.

    Parameters
    ----------
    question : Question
        What is asked.
    person : User
        Who writes the proposal: of money they read what they may see.
    """
    park = question.park
    if park is None:
        return {}
    with override(question.language):
        plan = planning.accepted(park)
        worth = _worth_of(plan, person) if plan else None
        lines = {
            "what": list(_planned(plan)) if plan else [],
            "how": list(_paid(worth)) if worth else [],
            "result": [*_measured(park), *(_gained(worth) if worth else ())],
        }
    found: dict[str, Any] = {
        name: "\n".join(said) for name, said in lines.items() if said
    }
    if plan is not None and (cost_eur := plan.result.get("cost_eur")):
        found["cost_eur"] = Decimal(str(round(cost_eur)))
    return found


def _measured(park: Park) -> Iterator[str]:
    """Say what the newest scan says first."""
    scan = page.scan_for(park)
    if scan is None:
        return
    yield from (str(told(each)) for each in page.page_of(scan).in_short[:_MOST])
    yield _("Bron: nulmeting van %(day)s.") % {"day": long_date(scan.on)}


def _planned(plan: Plan) -> Iterator[str]:
    """Name the measures that bring most per euro, or else the first of the package."""
    for each in (planning.next_of(plan) or planning.package_of(plan))[:_MOST]:
        yield f"- {told(each['label'])}, {written(each['quantity'], each['unit'])}"
    yield _("Bron: plan van %(day)s.") % {"day": long_date(plan.made_at)}


def _worth_of(plan: Plan, person: Person) -> outcome.Worth | None:
    """Work out a plan of which the effects were simulated, for who may see its money."""
    if not (may(person, "finance.view", plan.park) and grounds.is_whole(plan)):
        return None
    with suppress(WerklandschapError):  # such as a plan without costs
        return outcome.worth_of(plan, grounds.assumed_of(plan))
    return None


def _paid(worth: outcome.Worth) -> Iterator[str]:
    """Say who pays how much of the plan, by the mix of sources that was found."""
    for each in mixing.paid_of(worth):
        if each.total < _LEAST_EUR:
            continue
        closes = (
            _(", aanvragen tot %(day)s") % {"day": each.closes} if each.closes else ""
        )
        yield f"- {told(each.label)}: {written(each.total, 'eur')}{closes}"
    yield _("Bron: financiering van het plan, prijspeil %(years)s.") % _prices(worth)


def _gained(worth: outcome.Worth) -> Iterator[str]:
    """Say what parties are left with, nine in ten outcomes, those at stake first."""
    rows = sorted(worth.case.parties, key=lambda row: not outcome.is_at_stake(row))
    for row in rows[:_MOST]:
        amount = written_interval(row.value_eur, row.low_eur, row.high_eur, "eur")
        between = f" ({amount.interval})" if amount.interval else ""
        yield f"- {told(row.label)}: {amount.value}{between}"
    yield _(
        "Bron: kosten en baten van het plan over %(horizon)s jaar, prijspeil %(years)s."
    ) % (_prices(worth) | {"horizon": worth.horizon_years})


def _prices(worth: outcome.Worth) -> dict[str, Any]:
    return {"years": shown.price_words(worth)}
