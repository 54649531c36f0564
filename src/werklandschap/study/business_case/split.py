"""Sharing the cost of a plan among those who gain by it: rules, and whether they hold."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from werklandschap.appraisal import BENEFITS, Appraisal
from werklandschap.appraisal.discounting import present_value_eur
from werklandschap.appraisal.shares import Game, by, equal, saved, shapley
from werklandschap.appraisal.stability import least_core, nucleolus, standing
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions
from werklandschap.study.business_case.outcome import SplitRow, Splits

Floats = NDArray[np.float64]

_LEAST_SHARE = 0.005
"""Who gains less than this part of all benefits is not asked to share the cost."""

_CANNOT_PAY = frozenset({"employees", "surroundings"})
"""Nobody can send these a bill."""

LABELS = {
    "equal": Text("gelijke delen", "equal parts"),
    "benefit": Text("naar wat het oplevert", "by what it yields"),
    "shapley": Text("Shapley: naar wat ieder toevoegt", "Shapley: by what each adds"),
    "nucleolus": Text(
        "nucleolus: de slechtst bedeelde zo goed mogelijk",
        "nucleolus: the worst off as well as can be",
    ),
}


def splits_of(bare: Appraisal, given: Assumptions) -> Splits | None:
    """Share the cost of the whole plan by several rules.

    Parameters
    ----------
    bare : Appraisal
        Before any subsidy.
    given : Assumptions
        With the social rate.

    Returns
    -------
    Splits or None
        None where nobody gains, or only one party does.

    Notes
    -----
    A group that goes on alone pays for the whole plan and has its own benefits of it, or
    does nothing. What all save together is shared by the rules of cooperative games.
    """
    gains, cost = _worths(bare, given["appraisal.discount_share"])
    total = sum(gains.values())
    parties = tuple(
        p
        for p, gain in gains.items()
        if gain > _LEAST_SHARE * total and p not in _CANNOT_PAY
    )
    if len(parties) < 2 or not cost > 0:
        return None
    benefits = np.array([gains[p] for p in parties])
    costs = _game(benefits, cost)
    core = least_core(costs)
    return Splits(
        parties=parties,
        cost_eur=cost,
        benefits_eur=dict(zip(parties, benefits.tolist(), strict=True)),
        rows=tuple(_rows(parties, benefits, cost, costs)),
        exists=bool(core.exists and benefits.sum() >= cost),
        contribution_eur=max(cost - float(benefits.sum()), 0.0),
    )


def _worths(bare: Appraisal, rate: float) -> tuple[dict[str, float], float]:
    """Add up benefits per party, and what the plan costs less what it saves."""
    gains: dict[str, float] = {}
    cost = 0.0
    for line in bare.lines:
        value = present_value_eur(line.quantity * float(line.price_eur), rate)
        if line.what in BENEFITS:
            for party, share in line.receivers.items():
                gains[party] = gains.get(party, 0.0) + share * value
        elif not line.is_transfer:
            cost += value if "outside" in line.receivers else -value
    return gains, cost


def _game(benefits: Floats, cost: float) -> Game:
    """Tell what every group gains on its own, as a cost below zero."""
    members = _members(len(benefits))
    worth = np.maximum(members @ benefits - cost, 0.0)
    return saved(worth.tolist())


def _members(count: int) -> Floats:
    found: Floats = ((np.arange(1 << count)[:, None] >> np.arange(count)) & 1).astype(
        np.float64
    )
    return found


def _rows(
    parties: tuple[str, ...], benefits: Floats, cost: float, costs: Game
) -> Iterator[SplitRow]:
    pays = {
        "equal": equal(cost, len(parties)),
        "benefit": by(benefits, cost),
        "shapley": benefits + shapley(costs),
        "nucleolus": benefits + nucleolus(costs),
    }
    short = max(cost - float(benefits.sum()), 0.0)
    for rule, split in pays.items():
        if short and rule in {"shapley", "nucleolus"}:
            continue
        held = standing(costs, split - benefits)
        yield SplitRow(
            rule=rule,
            label=LABELS[rule],
            pays_eur=dict(zip(parties, split.tolist(), strict=True)),
            keeps_eur=dict(zip(parties, (benefits - split).tolist(), strict=True)),
            leavers=_named(parties, held.leavers, benefits - split),
        )


def _named(
    parties: tuple[str, ...], leavers: tuple[tuple[int, ...], ...], keeps: Floats
) -> tuple[tuple[str, ...], ...]:
    """Name who would rather leave: each that loses by staying, and groups of others."""
    found = [tuple(parties[i] for i in group) for group in leavers]
    losing = [(party,) for party, kept in zip(parties, keeps, strict=True) if kept < 0]
    alone = {group[0] for group in (*losing, *found) if len(group) == 1}
    # A group of parties that each want to leave on their own tells nothing new.
    groups = [group for group in found if len(group) == 1 or not set(group) <= alone]
    return tuple(dict.fromkeys([*losing, *groups]))[:5]
