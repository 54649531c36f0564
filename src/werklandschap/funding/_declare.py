"""The declaration of a scheme."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.money import to_cents
from werklandschap.core.references import Reference
from werklandschap.core.registry import Registry
from werklandschap.core.text import Text
from werklandschap.funding._words import (
    NOTHING,
    Applicant,
    Case,
    Effort,
    Form,
    Grant,
    Kind,
    Level,
    Order,
    refused,
    unknown,
)
from werklandschap.parameters import Mark, parameter

_REPORT_WITHIN = timedelta(days=92)

Rule = Callable[[Case], Grant]


@dataclass(eq=False)
class StackingContradicts(WerklandschapError):
    """A scheme that needs another with which it may not go together."""

    code: ClassVar[str] = "funding.stacking"
    message: ClassVar[Text] = Text(
        nl="‘{scheme}’ kan alleen samen met ‘{other}’, maar sluit die ook uit. Verbeter de regels.",
        en="‘{scheme}’ only goes together with ‘{other}’, but excludes it too. Mend the rules.",
    )

    scheme: str
    other: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme: a rule, and everything people need to know before they ask.

    Open from ``opens`` up to and without ``closes``; from ``known_until`` on its amounts
    are not known. ``excludes`` and ``needs`` name other schemes for the same costs.
    """

    name: str
    label: Text
    level: Level
    form: Form
    applicants: frozenset[Applicant]
    works: frozenset[Kind]
    opens: date
    closes: date | None
    known_until: date | None
    order: Order
    effort: Effort
    mark: Mark
    reference: Reference
    excludes: frozenset[str]
    needs: frozenset[str]
    is_de_minimis: bool
    rule: Rule

    def assess(self, case: Case) -> Grant:
        """Tell what a case is given, and why.

        Parameters
        ----------
        case : Case
            The application.
        """
        for check in (_open, _for_whom, _in_order, _stacks):
            if (answer := check(self, case)) is not None:
                return answer
        grant = self.rule(case)
        if self.is_de_minimis and grant.amount_eur:
            return _within_de_minimis(grant, case)
        return grant


SCHEMES: Registry[Scheme] = Registry("scheme", package=__package__)


def scheme(
    *,
    label: Text,
    level: Level,
    form: Form,
    applicants: Iterable[Applicant],
    works: Iterable[Kind],
    opens: date,
    closes: date | None,
    order: Order,
    effort: Effort,
    mark: Mark,
    reference: Reference,
    known_until: date | None = None,
    excludes: Iterable[str] = (),
    needs: Iterable[str] = (),
    is_de_minimis: bool = False,
) -> Callable[[Rule], Rule]:
    """Declare the decorated function to be a scheme; it stays as it is.

    Parameters
    ----------
    label : Text
        Its name for people.
    level, form : Level, Form
        Who stands behind it, and how the money comes.
    applicants, works : iterable
        Who may ask, and for what.
    opens, closes : date
        The first day, and the first day on which it is too late; None while open.
    order, effort : Order, Effort
        What must come first, and how much work it is.
    mark, reference : Mark, Reference
        How sure the source is, and where it is.
    known_until : date, optional
        From when on the amounts are not known.
    excludes, needs : iterable of str
        Schemes that may not, or must, pay for the same costs.
    is_de_minimis : bool
        Whether it counts as minor state aid to the firm.
    """

    def declare(rule: Rule) -> Rule:
        SCHEMES.add(
            Scheme(
                rule.__name__,
                label,
                level,
                form,
                frozenset(applicants),
                frozenset(works),
                opens,
                closes,
                known_until,
                order,
                effort,
                mark,
                reference,
                frozenset(excludes),
                frozenset(needs),
                is_de_minimis,
                rule,
            )
        )
        return rule

    return declare


def number(name: str, *, on: date) -> Decimal:
    """Look up one of the numbers of schemes as it held on a day.

    Parameters
    ----------
    name : str
        The parameter without its subject.
    on : date
        The day.
    """
    return Decimal(str(parameter(f"funding.{name}", on=on).value))


def part_of_costs(case: Case, *, share: Decimal, maximum_eur: Decimal) -> Decimal:
    """Take a share of the costs, up to a maximum.

    Parameters
    ----------
    case : Case
        With the eligible costs.
    share : Decimal
        Part of them. [-]
    maximum_eur : Decimal
        The most. [€]
    """
    return to_cents(min(case.eligible_costs_eur * share, maximum_eur))


def check_stacking(schemes: Iterable[Scheme]) -> None:
    """Make sure that no scheme needs what it may not go with.

    Parameters
    ----------
    schemes : iterable of Scheme
        All that may be combined.

    Raises
    ------
    StackingContradicts
        If one does.
    """
    by_name = {each.name: each for each in schemes}
    for each in by_name.values():
        for other in each.needs:
            known = by_name.get(other)
            if other in each.excludes or (known and each.name in known.excludes):
                raise StackingContradicts(each.name, other)


def may_go_together(one: Scheme, other: Scheme) -> bool:
    """Tell whether two schemes may pay for the same costs.

    Parameters
    ----------
    one, other : Scheme
        The schemes.
    """
    return other.name not in one.excludes and one.name not in other.excludes


def _open(each: Scheme, case: Case) -> Grant | None:
    if case.applied_on < each.opens:
        return refused(
            f"De regeling opent op {each.opens:%d-%m-%Y}.",
            f"The scheme opens on {each.opens:%d-%m-%Y}.",
        )
    if each.closes and case.applied_on >= each.closes:
        last = each.closes - timedelta(days=1)
        return refused(
            f"De regeling is gesloten. De laatste dag was {last:%d-%m-%Y}.",
            f"The scheme has closed. The last day was {last:%d-%m-%Y}.",
        )
    if each.known_until and case.applied_on >= each.known_until:
        year = case.applied_on.year
        return unknown(
            f"Het bedrag voor {year} is nog niet bekend.",
            f"The amount for {year} is not known yet.",
        )
    return None


def _for_whom(each: Scheme, case: Case) -> Grant | None:
    if case.applicant not in each.applicants:
        who = sorted(each.applicants)
        return refused(
            f"De regeling is voor: {', '.join(a.label.nl for a in who)}.",
            f"The scheme is for: {', '.join(a.label.en for a in who)}.",
        )
    if not case.works & each.works:
        what = sorted(each.works)
        return refused(
            f"De regeling betaalt voor: {', '.join(k.label.nl for k in what)}.",
            f"The scheme pays for: {', '.join(k.label.en for k in what)}.",
        )
    if not case.eligible_costs_eur > 0:
        return refused("Er zijn geen kosten opgegeven.", "No costs have been given.")
    return None


def _in_order(each: Scheme, case: Case) -> Grant | None:
    if case.committed_on is None or each.order is Order.FREE:
        return None
    if each.order is Order.APPLY_FIRST and case.committed_on <= case.applied_on:
        return refused(
            "De opdracht is al gegeven. Vraag eerst aan en geef dan pas opdracht.",
            "The work has been ordered already. Apply first, and order after that.",
        )
    late = case.applied_on > case.committed_on + _REPORT_WITHIN
    if each.order is Order.REPORT_AFTER and late:
        return refused(
            "De melding is te laat: dat moet binnen drie maanden na de opdracht.",
            "The report is too late: that must be within three months of the order.",
        )
    return None


def _stacks(each: Scheme, case: Case) -> Grant | None:
    for other in sorted(case.with_schemes):
        if not may_go_together(each, SCHEMES[other]):
            label = SCHEMES[other].label
            return refused(
                f"Dit mag niet samen met ‘{label.nl}’ voor dezelfde kosten.",
                f"This may not go with ‘{label.en}’ for the same costs.",
            )
    for other in sorted(each.needs - case.with_schemes):
        label = SCHEMES[other].label
        return refused(
            f"Dit kan alleen samen met ‘{label.nl}’.",
            f"This only goes together with ‘{label.en}’.",
        )
    return None


def _within_de_minimis(grant: Grant, case: Case) -> Grant:
    most = number("de_minimis_eur", on=case.applied_on)
    room = max(most - case.de_minimis_received_eur, NOTHING)
    if grant.amount_eur is None or grant.amount_eur <= room:
        return grant
    why = Text(
        f"Door de grens voor kleine staatssteun is er nog ruimte voor € {room:.0f}.",
        f"The limit of minor state aid leaves room for € {room:.0f}.",
    )
    return replace(grant, amount_eur=to_cents(room), reasons=(*grant.reasons, why))
