"""Rows of pages: what an outcome says, ready to be written and drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.finance.queries import outcome, pictures
from werklandschap.web.finance.queries.outcome import WITHIN_YEARS, Worth
from werklandschap.web.finance.queries.words import sentence_of
from werklandschap.web.theme.queries import told

if TYPE_CHECKING:
    from werklandschap.appraisal.chances import Chances
    from werklandschap.study.business_case.outcome import PartyRow


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with what nine in ten outcomes lie between, as components take it."""

    value: float
    low: float
    high: float
    unit: str = "eur"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyShown:
    """A row of the table of parties."""

    number: int
    row: "PartyRow"
    amount: Amount
    sentence: str
    dots: pictures.Dots
    may_read: bool


def parties_shown(
    worth: Worth, *, cases: frozenset[str], within_years: int = WITHIN_YEARS
) -> list[PartyShown]:
    """List who pays and who gains, in the fixed order of parties.

    Parameters
    ----------
    worth : Worth
        What the plan is worth.
    cases : frozenset of str
        The parties whose cash flow the reader may see.
    within_years : int
        For the sentence.
    """
    chances = outcome.drawn(worth)
    return [
        PartyShown(
            number=number,
            row=row,
            amount=Amount(row.value_eur, row.low_eur, row.high_eur),
            sentence=sentence_of(row, within_years=within_years),
            dots=pictures.dots_of(chances.of(row.party)),
            may_read=row.party in cases,
        )
        for number, row in enumerate(worth.case.parties, start=1)
    ]


def tried_shown(worth: Worth, tried: Mapping[str, float]) -> list[dict[str, Any]]:
    """Tell what becomes of each party with values that somebody tries out."""
    import numpy as np

    before, now = outcome.drawn(worth), outcome.drawn(worth, tried)
    rows = {row.party: row for row in worth.case.parties}
    return [
        {
            "label": rows[party].label,
            "before": _soon(before, party),
            "now": _soon(now, party),
            "median_before": float(np.median(before.of(party))),
            "median": float(np.median(now.of(party))),
            "amount": _amount(now, party),
            "dots": pictures.dots_of(now.of(party)),
        }
        for party in now.parties
        if party in rows
    ]


def _soon(chances: "Chances", party: str) -> float:
    return chances.chance(party, within_years=WITHIN_YEARS)


def _amount(chances: "Chances", party: str) -> Amount:
    import numpy as np

    low, middle, high = np.quantile(chances.of(party), (0.05, 0.5, 0.95)).tolist()
    return Amount(middle, low, high)


def budget_shown(worth: Worth) -> list[dict[str, Any]]:
    """Tell what each public body pays and receives over the years."""
    labels = {row.party: row.label for row in worth.case.parties}
    return [
        {
            "label": labels[party],
            "pays": sum(min(each, 0.0) for each in years),
            "gains": sum(max(each, 0.0) for each in years),
            "net": sum(years),
            "first": sum(years[:5]),
        }
        for party, years in worth.case.public_by_year.items()
        if party in labels
    ]


def society_shown(worth: Worth) -> list[dict[str, Any]]:
    """List the social cost-benefit analyses: over both spans, at both rates."""
    return [
        {
            "years": each.horizon_years,
            "rate": each.rate,
            "value": each.value_eur,
            "benefits": each.benefits_eur,
            "costs": each.costs_eur,
            "ratio": each.ratio,
        }
        for each in worth.case.social
    ]


def society_amount(worth: Worth) -> Amount:
    """Give what society is left with, by the usual rate over the years asked."""
    own = next(
        each for each in worth.case.social if each.horizon_years == worth.horizon_years
    )
    low, high = worth.case.social_low_eur, worth.case.social_high_eur
    return Amount(own.value_eur, min(low, own.value_eur), max(high, own.value_eur))


def price_words(worth: Worth) -> str:
    """Name the years in whose money prices are."""
    return ", ".join(str(year) for year in worth.case.price_levels)


def changed_by_hand(worth: Worth) -> list[Text]:
    """Name the assumptions that somebody changed, to be told wherever figures stand."""
    return [row.label for row in worth.case.assumptions if row.own is not None]


def payers_words(payers: Mapping[str, float]) -> str:
    """Name who pays, with shares where there is more than one."""
    from werklandschap.appraisal import PARTIES

    if len(payers) == 1:
        return told(PARTIES[next(iter(payers))].label)
    return ", ".join(
        f"{told(PARTIES[name].label)} {100 * share:.0f} %"
        for name, share in payers.items()
    )
