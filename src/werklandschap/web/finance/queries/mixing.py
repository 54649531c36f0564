"""How a plan is paid: sources per year, what is to be done for them, and what blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from werklandschap.core.text import Text
from werklandschap.web.finance.queries.outcome import Worth
from werklandschap.web.theme.queries import long_date, told

if TYPE_CHECKING:
    from werklandschap.funding import Grant, Scheme

_CENT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A source that pays: how much in which calendar year, and under what rules."""

    label: Text
    form: Text
    years: tuple[float, ...]
    total: float
    order: Text | None
    effort: Text | None
    closes: str
    is_from_memory: bool


def years_of(worth: Worth) -> list[int]:
    """List the calendar years in which anything is spent or comes in."""
    funding = worth.case.funding
    spent = funding.demand.spend_eur
    last = max((y for y, each in enumerate(spent) if each > _CENT), default=0)
    return [worth.basis.first_year + y for y in range(last + 1)]


def paid_of(worth: Worth) -> list[Paid]:
    """List who pays how much in each year: sources, own money, and what is short."""
    from werklandschap.funding import SCHEMES

    funding = worth.case.funding
    count = len(years_of(worth))
    rows = []
    for s in funding.used:
        scheme = SCHEMES[funding.sources[s].name]
        amounts = funding.mix.by_source_eur[s]
        rows.append(
            Paid(
                label=scheme.label,
                form=scheme.form.label,
                years=tuple(amounts[:count].tolist()),
                total=float(amounts.sum()),
                order=scheme.order.label,
                effort=scheme.effort.label,
                closes=_closes(scheme),
                is_from_memory=scheme.mark == "memory",
            )
        )
    own = funding.mix.own_eur
    rows.append(
        Paid(
            label=Text("Eigen geld van wie betaalt", "Own money of those who pay"),
            form=Text("eigen inleg", "own money"),
            years=tuple(own[:count].tolist()),
            total=float(own.sum()),
            order=None,
            effort=None,
            closes="",
            is_from_memory=False,
        )
    )
    return rows


def _closes(scheme: "Scheme") -> str:
    return long_date(scheme.closes) if scheme.closes else ""


def spent_of(worth: Worth) -> list[float]:
    """Tell what is spent in each of the years."""
    spent = worth.case.funding.demand.spend_eur
    return [float(each) for each in spent[: len(years_of(worth))]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """Something to do for the money; ``due`` is the last day that is soon enough."""

    scheme: str
    year: int
    due: date
    what: str
    why: str
    is_before_order: bool


def todo_of(worth: Worth) -> list[Todo]:
    """List what is to be done for each source, the first year first."""
    from werklandschap.funding import SCHEMES, Order

    funding = worth.case.funding
    found = []
    for s in funding.used:
        scheme = SCHEMES[funding.sources[s].name]
        amounts = funding.mix.by_source_eur[s]
        first = next(y for y, each in enumerate(amounts) if each > _CENT)
        label = told(scheme.label)
        year = worth.basis.first_year + first
        found.append(
            Todo(
                scheme=scheme.name,
                year=year,
                due=_due(scheme, year, worth.basis.planned.on),
                what=_task(scheme, label),
                why=told(scheme.effort.label),
                is_before_order=scheme.order is Order.APPLY_FIRST,
            )
        )
    return sorted(found, key=lambda each: (each.due, each.scheme))


def _due(scheme: "Scheme", year: int, on: date) -> date:
    """Tell the last day: before the year of the works, or before the scheme closes.

    What must be reported within three months of an order is due three months after the
    first day on which somebody can order.
    """
    from werklandschap.funding import Order

    last = date(year - 1, 12, 31)
    if scheme.order is Order.REPORT_AFTER:
        last = date(year, 3, 31)
    if scheme.closes is not None and scheme.closes > on:
        last = min(last, scheme.closes - timedelta(days=1))
    return max(last, on)


def _task(scheme: "Scheme", label: str) -> str:
    from werklandschap.funding import Form, Order

    if scheme.order is Order.APPLY_FIRST:
        return _("Vraag aan vóór de opdracht: %(scheme)s.") % {"scheme": label}
    if scheme.order is Order.REPORT_AFTER:
        return _("Meld binnen drie maanden na de opdracht: %(scheme)s.") % {
            "scheme": label
        }
    if scheme.form is Form.LEVY:
        return _("Spreek af wie meebetaalt: %(scheme)s.") % {"scheme": label}
    return _("Sluit af: %(scheme)s.") % {"scheme": label}


def not_known_of(worth: Worth) -> list[dict[str, Any]]:
    """Name the sources whose amount nobody knows yet; none is guessed."""
    return _answers(worth.case.funding.not_known)


def refused_of(worth: Worth) -> list[dict[str, Any]]:
    """Name the sources that give nothing, each with the reason."""
    return _answers(worth.case.funding.refused)


def _answers(grants: "Any") -> list[dict[str, Any]]:
    from werklandschap.funding import SCHEMES

    return [
        {"label": SCHEMES[name].label, "why": _reasons(grant)}
        for name, grant in grants.items()
    ]


def _reasons(grant: "Grant") -> Sequence[Text]:
    return grant.reasons


def blocks_of(worth: Worth) -> list[dict[str, Any]]:
    """Name the rules that stand in the way of a better mix, and what each costs."""
    return [
        {
            "label": each.limit.label,
            "gain": each.gain,
            "newly_paid": each.newly_paid_eur,
        }
        for each in worth.case.funding.blocks
    ]


def pilot_of(worth: Worth) -> dict[str, Any]:
    """Hold the plan against the rules for a pilot; the first that is not met blocks it."""
    pilot = worth.case.pilot
    return {
        "amount": pilot.amount_eur,
        "half": pilot.amount_eur / 2,
        "top": pilot.top_eur,
        "is_met": pilot.is_met,
        "conditions": pilot.conditions,
    }


def aims() -> list[tuple[str, Text]]:
    """List what a mix can make small."""
    from werklandschap.funding.mix import Aim

    return [(str(each), each.label) for each in Aim]
