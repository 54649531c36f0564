"""From schemes and cases to the sources of a mix."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from werklandschap.funding._declare import SCHEMES, Scheme, number
from werklandschap.funding._words import Case, Form, Grant
from werklandschap.funding.mix import Source


@dataclass(frozen=True, slots=True)
class Offer:
    """What schemes answer: sources, and the grants that are nothing or not known."""

    sources: tuple[Source, ...]
    not_known: Mapping[str, Grant]
    refused: Mapping[str, Grant]


def offer(
    cases: Sequence[Case],
    *,
    first_year: int,
    years: int,
    names: Iterable[str] | None = None,
) -> Offer:
    """Ask every scheme what it gives; each takes the case that it gives most for.

    Parameters
    ----------
    cases : sequence of Case
        The ways in which money can be asked for: by a firm, an owner, the park, ….
    first_year : int
        The calendar year of year 0.
    years : int
        How many years the mix has.
    names : iterable of str, optional
        The schemes to ask; all of them where none are named.
    """
    sources, not_known, refused = [], {}, {}
    for name in names if names is not None else SCHEMES:
        scheme = SCHEMES[name]
        answers = [(scheme.assess(case), case) for case in cases]
        grant, case = max(answers, key=lambda answer: _rank(answer[0]))
        if grant.amount_eur is None:
            not_known[name] = grant
        elif grant.amount_eur == 0:
            refused[name] = grant
        else:
            sources.append(_source(scheme, grant, case, first_year, years))
    return Offer(tuple(sources), not_known, refused)


def _rank(grant: Grant) -> float:
    """Prefer a known amount to an unknown one, and that to nothing."""
    return 0.5 if grant.amount_eur is None else float(grant.amount_eur)


def _source(
    scheme: Scheme, grant: Grant, case: Case, first_year: int, years: int
) -> Source:
    assert grant.amount_eur is not None
    total = float(grant.amount_eur)
    start = max(case.applied_on.year - first_year, 0)
    available = np.zeros(years)
    spread = 1 if scheme.form.is_paid_back else grant.years
    available[start : start + spread] = total / spread
    return Source(
        name=scheme.name,
        label=scheme.label,
        available_eur=available,
        most_eur=total,
        public_share=_public_share(scheme, case),
        borne_share=float(scheme.form is Form.LEVY),
        interest=_interest(scheme, case),
        loan_years=grant.years if scheme.form.is_paid_back else 0,
        effort=scheme.effort.points,
        is_de_minimis=scheme.is_de_minimis,
        excludes=scheme.excludes,
        needs=scheme.needs,
    )


def _public_share(scheme: Scheme, case: Case) -> float:
    if not scheme.level.is_public:
        return 0.0
    if scheme.form is Form.LOAN:
        return 1 - float(number("revolving_share", on=case.applied_on))
    return 1.0


def _interest(scheme: Scheme, case: Case) -> float:
    if not scheme.form.is_paid_back:
        return 0.0
    return float(number("interest_share", on=case.applied_on))
