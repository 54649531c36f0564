"""The rows of a business case, out of an appraisal."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from werklandschap.appraisal import (
    BENEFITS,
    PARTIES,
    Appraisal,
    Central,
    NotCounted,
)
from werklandschap.appraisal.chances import Chances
from werklandschap.appraisal.discounting import present_value_eur
from werklandschap.appraisal.views import (
    business_case as case_of_party,
)
from werklandschap.appraisal.views import (
    with_profit_tax,
)
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions
from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.effects import Effects
from werklandschap.study.business_case.outcome import (
    CostRow,
    GainRow,
    NotCountedRow,
    PartyRow,
)
from werklandschap.study.business_case.planned import Planned
from werklandschap.study.business_case.propose import (
    counted,
    keepers_of,
    payers_of,
    saved_eur,
    why_missing,
)
from werklandschap.study.business_case.sizes import LABELS, sizes_of

FIRMS = ("owner", "entrepreneur")
"""Who pays tax on profit and asks a return."""

_NINE_IN_TEN = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """What a business case is made of, with the numbers as they hold."""

    planned: Planned
    effects: Effects
    choices: Choices
    given: Assumptions


def cost_rows(asked: Asked) -> list[CostRow]:
    """Tell what each measure costs in each year of the plan.

    Parameters
    ----------
    asked : Asked
        The plan, its effects and the numbers.
    """
    given = asked.given
    rows = []
    for part in asked.planned.parts:
        kind, price = part.kind, given[part.kind.investment]
        rows.append(
            CostRow(
                measure=part.measure,
                label=kind.label,
                unit=str(kind.unit),
                quantity=part.quantity,
                year=part.year,
                payers=payers_of(part, asked.choices),
                keepers=keepers_of(part, asked.choices),
                unit_price_eur=price,
                invest_eur=price * part.quantity,
                saved_eur=saved_eur(part, asked.planned),
                upkeep_yearly_eur=given[kind.upkeep] * part.quantity,
                lifetime_years=given[kind.lifetime],
            )
        )
    return _merged(rows)


def _merged(rows: list[CostRow]) -> list[CostRow]:
    """Add up rows of the same measure, year, payers and keepers."""
    found: dict[tuple[object, ...], list[CostRow]] = {}
    for row in rows:
        shares = (tuple(sorted(each.items())) for each in (row.payers, row.keepers))
        key = (row.year, row.measure, *shares)
        found.setdefault(key, []).append(row)
    return [_sum(own) for _, own in sorted(found.items(), key=lambda kv: kv[0][:2])]


def _sum(rows: list[CostRow]) -> CostRow:
    first = rows[0]
    return CostRow(
        measure=first.measure,
        label=first.label,
        unit=first.unit,
        quantity=sum(row.quantity for row in rows),
        year=first.year,
        payers=first.payers,
        keepers=first.keepers,
        unit_price_eur=first.unit_price_eur,
        invest_eur=sum(row.invest_eur for row in rows),
        saved_eur=sum(row.saved_eur for row in rows),
        upkeep_yearly_eur=sum(row.upkeep_yearly_eur for row in rows),
        lifetime_years=first.lifetime_years,
    )


def spend_by_year(asked: Asked) -> dict[int, dict[str, float]]:
    """Add up what each party invests per calendar year.

    Parameters
    ----------
    asked : Asked
        The plan.
    """
    found: dict[int, dict[str, float]] = {}
    for part in asked.planned.parts:
        own = found.setdefault(part.year, {})
        for party, share in payers_of(part, asked.choices).items():
            own[party] = own.get(party, 0.0) + share * part.invest_eur
    return {year: found[year] for year in sorted(found)}


def gain_rows(asked: Asked, whole: Appraisal) -> list[GainRow]:
    """Tell what each benefit is worth, to whom.

    Parameters
    ----------
    asked : Asked
        The plan and its effects.
    whole : Appraisal
        What was found.
    """
    rate = asked.given["appraisal.discount_share"]
    found = counted(asked.planned, asked.effects, asked.choices)
    sizes = sizes_of(found, asked.choices.own)
    rows = []
    for line in whole.lines:
        benefit = BENEFITS.get(line.what) if line.what in BENEFITS else None
        if benefit is None:
            continue
        amounts = line.quantity * float(line.price_eur)
        value = present_value_eur(amounts, rate)
        rows.append(
            GainRow(
                benefit=line.what,
                label=line.label,
                unit=str(benefit.unit),
                effect=LABELS[benefit.effect],
                size=sizes[benefit.effect][0],
                size_range=sizes[benefit.effect][1],
                is_simulated=found[benefit.effect].is_simulated,
                by_year_eur=tuple(amounts.tolist()),
                value_eur=value,
                by_party_eur={p: value * s for p, s in line.receivers.items()},
            )
        )
    return sorted(rows, key=lambda row: -row.value_eur)


def not_counted_rows(asked: Asked, whole: Appraisal) -> list[NotCountedRow]:
    """Name the benefits that are not in the sum, each with the reason.

    Parameters
    ----------
    asked : Asked
        With what is missing.
    whole : Appraisal
        What was found.
    """
    why = why_missing(asked.effects, asked.choices)
    rows = []
    for each in whole.not_counted:
        benefit = BENEFITS[each.benefit]
        own = whole.in_own_unit.get(each.benefit)
        reason = each.why if own is not None else _why_not(benefit.effect, each, why)
        rows.append(
            NotCountedRow(
                benefit=each.benefit,
                label=each.label,
                why=reason,
                unit=str(benefit.unit),
                size=None if own is None else float(own[-1]),
            )
        )
    return rows


def _why_not(effect: str, found: NotCounted, why: Mapping[str, Text]) -> Text:
    """Say why an effect is missing, or else in words which one it is."""
    label = LABELS.get(effect)
    if effect in why or label is None:
        return why.get(effect, found.why)
    return Text(
        f"Niet berekend: {label.nl[:1].lower()}{label.nl[1:]}.",
        f"Not calculated: {label.en[:1].lower()}{label.en[1:]}.",
    )


def left_out_rows(whole: Appraisal) -> list[NotCountedRow]:
    """Name the benefits that hold the same money as others.

    Parameters
    ----------
    whole : Appraisal
        What was found.
    """
    return [
        NotCountedRow(
            benefit=each.benefit, label=BENEFITS[each.benefit].label, why=each.why
        )
        for each in whole.left_out
    ]


def party_row(
    asked: Asked,
    party: str,
    bare: Appraisal,
    whole: Appraisal,
    drawn: Chances,
    rate: float,
) -> PartyRow:
    """Tell what the plan means for a party.

    Parameters
    ----------
    asked : Asked
        The plan.
    party : str
        Its name.
    bare, whole : Appraisal
        Without and with subsidies.
    drawn : Chances
        What may come of it, by the rate of each party.
    rate : float
        Its own discount rate. [-]
    """
    case = case_of_party(whole.book, party, rate=rate)
    low, median, high = np.quantile(drawn.of(party), _NINE_IN_TEN)
    years = np.array([float(each) for each in case.by_year_eur])
    spent = sum(own.get(party, 0.0) for own in spend_by_year(asked).values())
    at = drawn.parties.index(party)
    return PartyRow(
        party=party,
        label=PARTIES[party].label,
        is_public=PARTIES[party].is_public,
        rate=rate,
        by_year_eur=tuple(years.tolist()),
        invest_eur=spent,
        gains_eur=_gained(whole, party, rate),
        value_eur=float(case.value_eur),
        low_eur=float(low),
        median_eur=float(median),
        high_eur=float(high),
        chance=drawn.chance(party, within_years=asked.choices.horizon_years),
        chance_by_year=tuple(drawn.better_off[:, at].tolist()),
        payback_year=case.payback_year,
        value_after_tax_eur=_after_tax(asked, whole, party, rate),
        without_funding_eur=float(case_of_party(bare.book, party, rate=rate).value_eur),
    )


def _gained(whole: Appraisal, party: str, rate: float) -> float:
    """Work out what benefits bring a party, in money of today."""
    amounts = np.zeros(whole.horizon_years + 1)
    for line in whole.lines:
        if line.what in BENEFITS:
            share = line.receivers.get(party, 0.0)
            amounts += line.quantity * float(line.price_eur) * share
    return present_value_eur(amounts, rate)


def _after_tax(asked: Asked, whole: Appraisal, party: str, rate: float) -> float | None:
    if party not in FIRMS:
        return None
    book = with_profit_tax(
        whole.book,
        party,
        tax_share=asked.given["appraisal.profit_tax_share"],
        write_off_years=round(asked.given["funding.write_off_year"]),
    )
    return float(case_of_party(book, party, rate=rate).value_eur)


def damage_by_year(asked: Asked) -> tuple[float, ...] | None:
    """Price what water does a year without the plan: the reference is not nothing.

    Parameters
    ----------
    asked : Asked
        With the floor that is ruined a year.
    """
    damage = asked.effects.damage
    if damage is None:
        return None
    prices = Central(asked.given)
    each = sum(
        float(BENEFITS[name].price(prices))
        for name in ("flood_damage", "flood_interruption")
    )
    floors = damage.by_year(asked.planned.first_year, asked.choices.horizon_years)
    return tuple((floors * each).tolist())
