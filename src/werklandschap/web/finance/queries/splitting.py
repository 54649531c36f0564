"""Sharing what parties make together: rules, who gains, who would rather leave."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.finance.models import Split
from werklandschap.web.finance.queries.outcome import Worth
from werklandschap.web.finance.queries.tables import Column, Read, read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from werklandschap.appraisal.shares import Game
    from werklandschap.web.finance.queries.areas import Plot

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

MOST_MEMBERS = 200
_NUCLEOLUS_UP_TO = 10
"""Above so many parties the nucleolus takes too long for a page; the core does not."""
_SHOWN_LEAVERS = 5
_TRIED_GROUPS = 2_000

COLUMNS = (
    Column(name="name", words=("naam", "deelnemer", "name"), is_text=True),
    Column(name="area_m2", words=("oppervlakte", "m2", "area"), least=0),
    Column(name="woz_eur", words=("woz", "waarde"), is_needed=False, least=0),
    Column(
        name="benefit_eur", words=("baat", "baten", "benefit"), is_needed=False, least=0
    ),
    Column(name="need", words=("behoefte", "berging", "need"), least=0),
    Column(name="alone_eur", words=("alleen", "alone"), is_needed=False, least=0),
)
TEMPLATE = (
    ("Naam", "Oppervlakte", "WOZ", "Baat", "Behoefte", "Alleen"),
    ("Voorbeeld: kavel 1", 5000.0, 2500000.0, 12000.0, 120.0, 18000.0),
    ("Voorbeeld: kavel 2", 12500.5, 4100000.0, 30000.0, 300.0, ""),
)

_LABELS: Mapping[str, tuple[Text, Text]] = {
    "equal": (
        Text("Gelijke delen", "Equal parts"),
        Text("Iedereen betaalt evenveel.", "Everybody pays the same."),
    ),
    "area": (
        Text("Naar oppervlakte", "By area"),
        Text("Wie meer grond heeft, betaalt meer.", "Who has more land pays more."),
    ),
    "woz": (
        Text("Naar WOZ-waarde", "By assessed value"),
        Text("Zoals een ondernemersfonds.", "As a business fund does."),
    ),
    "benefit": (
        Text("Naar baat", "By benefit"),
        Text("Wie er meer aan heeft, betaalt meer.", "Who gains more pays more."),
    ),
    "shapley": (
        Text("Shapley", "Shapley"),
        Text(
            "Wat ieder gemiddeld aan kosten toevoegt, in elke volgorde van meedoen.",
            "What each adds to the cost on average, over every order of joining.",
        ),
    ),
    "least_core": (
        Text("Kleinste kern", "Least core"),
        Text(
            "De groep die het meeste reden heeft om weg te gaan, verliest zo weinig mogelijk.",
            "The group with most reason to leave loses as little as can be.",
        ),
    ),
    "nucleolus": (
        Text("Nucleolus", "Nucleolus"),
        Text(
            "Eerst de slechtst bedeelde groep zo goed mogelijk, dan de volgende.",
            "The worst off group as well as can be, then the next.",
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with what each member pays and saves; ``errors`` where it was sampled."""

    name: str
    label: Text
    meaning: Text
    pays: tuple[float, ...]
    saves: tuple[float, ...]
    errors: tuple[float, ...] | None
    losers: tuple[str, ...]
    leavers: tuple[tuple[str, ...], ...]

    @property
    def is_stable(self) -> bool:
        """Whether nobody, alone or together, would rather leave."""
        return not self.losers and not self.leavers


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A collective cost, the ways to share it, and whether any keeps everyone in.

    ``is_exact`` is False where there are too many groups to look at all of them: whether
    a split holds is then known of the groups that were tried only.
    """

    names: tuple[str, ...]
    alone: tuple[float, ...]
    total: float
    rules: tuple[Rule, ...]
    is_exact: bool
    exists: bool | None
    contribution: float | None


def members_from(path: Any) -> Read:
    """Read members from a file that somebody brought."""
    return read_table(path, COLUMNS)


def members_of_plots(plots: "Sequence[Plot]") -> list[dict[str, Any]]:
    """Make a member of each plot; what each needs goes by its area until somebody knows."""
    return [
        {
            "name": plot.name,
            "area_m2": round(plot.area_m2, 1),
            "woz_eur": None,
            "benefit_eur": None,
            "need": round(plot.area_m2, 1),
            "alone_eur": None,
        }
        for plot in plots
    ]


def members_as_rows(split: Split) -> list[tuple[Any, ...]]:
    """Write members down as they can be brought again, to fill in what is not known."""
    names = ("name", "area_m2", "woz_eur", "benefit_eur", "need", "alone_eur")
    rows = [
        tuple("" if each[name] is None else each[name] for name in names)
        for each in split.members
    ]
    return [TEMPLATE[0], *rows]


def cost_of(split: Split) -> "Callable[[Bools], float]":
    """Tell what a group pays for doing it together, or each on its own if that is less.

    Everybody together does it together, since that is what is asked.
    """
    import numpy as np

    costs = split.costs
    need = np.array([each["need"] for each in split.members], float)
    alone = alone_of(split)
    everyone = len(need)

    def cost(inside: "Bools") -> float:
        count = int(inside.sum())
        if count == 0:
            return 0.0
        together = float(
            costs["fixed_eur"]
            + costs["per_need_eur"] * need[inside].sum()
            + costs.get("per_party_eur", 0.0) * count * (count > 1)
        )
        if count == everyone and everyone > 1:
            return together
        return min(together, float(alone[inside].sum()))

    return cost


def alone_of(split: Split) -> "Floats":
    """Tell what it costs each to do it alone, as told or else by the same prices."""
    import numpy as np

    costs = split.costs
    return np.array(
        [
            each["alone_eur"]
            if each["alone_eur"] is not None
            else costs["fixed_eur"] + costs["per_need_eur"] * each["need"]
            for each in split.members
        ],
        float,
    )


def shared_of(split: Split) -> Shared | None:
    """Share the cost by every rule; None for fewer than two members.

    Parameters
    ----------
    split : Split
        Costs and members.
    """
    import numpy as np

    from werklandschap.appraisal.shares import MOST_EXACT, game

    count = len(split.members)
    if count < 2:
        return None
    cost = cost_of(split)
    total = cost(np.ones(count, bool))
    names = tuple(each["name"] for each in split.members)
    costs = game(count, cost) if count <= MOST_EXACT else None
    core = None
    if costs is not None:
        from werklandschap.appraisal.stability import least_core

        core = least_core(costs)
    ways = {**_by_keys(split, total), **_by_games(split, costs, core)}
    check = _Check(split, costs)
    return Shared(
        names=names,
        alone=tuple(alone_of(split).tolist()),
        total=total,
        rules=tuple(check.rule(name, *way) for name, way in ways.items()),
        is_exact=costs is not None,
        exists=None if core is None else core.exists,
        contribution=None if core is None else core.contribution_eur,
    )


def _by_keys(split: Split, total: float) -> "dict[str, Any]":
    """Share by what is known of every member; a key that nobody has is left out."""
    from werklandschap.appraisal.shares import by, equal

    ways: dict[str, Any] = {"equal": (equal(total, len(split.members)), None)}
    for name, field in (
        ("area", "area_m2"),
        ("woz", "woz_eur"),
        ("benefit", "benefit_eur"),
    ):
        key = [each[field] or 0.0 for each in split.members]
        if sum(key) > 0:
            ways[name] = (by(key, total), None)
    return ways


def _by_games(split: Split, costs: "Game | None", core: Any) -> "dict[str, Any]":
    from werklandschap.appraisal.shares import sampled_shapley, shapley
    from werklandschap.appraisal.stability import nucleolus

    if costs is None:
        found = sampled_shapley(len(split.members), cost_of(split))
        return {"shapley": (found.split_eur, found.error_eur)}
    ways: dict[str, Any] = {
        "shapley": (shapley(costs), None),
        "least_core": (core.split_eur, None),
    }
    if costs.parties <= _NUCLEOLUS_UP_TO:
        ways["nucleolus"] = (nucleolus(costs), None)
    return ways


class _Check:
    """Finds who would rather leave: of all groups, or of a sample of many."""

    def __init__(self, split: Split, costs: "Game | None") -> None:
        self.names = [each["name"] for each in split.members]
        self.alone = alone_of(split)
        self.costs = costs
        self.tried = None if costs is not None else list(_groups(split))

    def rule(self, name: str, pays: "Floats", errors: "Floats | None") -> Rule:
        label, meaning = _LABELS[name]
        saves = self.alone - pays
        return Rule(
            name=name,
            label=label,
            meaning=meaning,
            pays=tuple(pays.tolist()),
            saves=tuple(saves.tolist()),
            errors=None if errors is None else tuple(errors.tolist()),
            losers=tuple(
                self.names[i] for i, each in enumerate(saves) if each < -_cent(pays)
            ),
            leavers=tuple(self._leavers(pays)),
        )

    def _leavers(self, pays: "Floats") -> Iterator[tuple[str, ...]]:
        from werklandschap.appraisal.stability import standing

        if self.costs is not None:
            found: Sequence[Sequence[int]] = standing(self.costs, pays).leavers
        else:
            found = _worst_first(self.tried or [], pays)
        groups = [group for group in found if len(group) > 1]
        for group in groups[:_SHOWN_LEAVERS]:
            yield tuple(self.names[i] for i in group)


def _cent(pays: "Floats") -> float:
    return max(1e-7 * float(abs(pays).sum()), 0.005)


def _groups(split: Split) -> "Iterator[tuple[Bools, float]]":
    """Try groups of every size, drawn with a fixed seed, with what each would cost."""
    import numpy as np

    cost = cost_of(split)
    chance = np.random.default_rng(1)
    count = len(split.members)
    for size in chance.integers(2, count, _TRIED_GROUPS):
        inside = np.zeros(count, bool)
        inside[chance.permutation(count)[:size]] = True
        yield inside, cost(inside)


def _worst_first(
    tried: "Sequence[tuple[Bools, float]]", pays: "Floats"
) -> list[list[int]]:
    import numpy as np

    losses = [(float(pays[inside].sum()) - cost, inside) for inside, cost in tried]
    losing = [(loss, inside) for loss, inside in losses if loss > _cent(pays)]
    losing.sort(key=lambda each: -each[0])
    return [np.flatnonzero(inside).tolist() for _, inside in losing]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePlan:
    """The cost of a whole plan shared among those who gain by it, by several rules."""

    parties: tuple[Text, ...]
    cost: float
    exists: bool
    contribution: float
    rows: tuple[dict[str, Any], ...]


def whole_plan_of(worth: Worth) -> WholePlan | None:
    """Share the cost of the plan among parties; None where at most one gains."""
    from werklandschap.appraisal import PARTIES

    found = worth.case.splits
    if found is None:
        return None
    return WholePlan(
        parties=tuple(PARTIES[party].label for party in found.parties),
        cost=found.cost_eur,
        exists=found.exists,
        contribution=found.contribution_eur,
        rows=tuple(
            {
                "label": row.label,
                "cells": [(row.pays_eur[p], row.keeps_eur[p]) for p in found.parties],
                "leavers": [
                    [PARTIES[party].label for party in group] for group in row.leavers
                ],
            }
            for row in found.rows
        ),
    )


def table_of(shared: Shared) -> list[dict[str, Any]]:
    """List members with what each pays by each rule."""
    return [
        {
            "name": name,
            "alone": shared.alone[i],
            "cells": [
                {
                    "pays": rule.pays[i],
                    "saves": rule.saves[i],
                    "loss": -rule.saves[i],
                    "is_loss": name in rule.losers,
                    "error": rule.errors[i] if rule.errors else None,
                }
                for rule in shared.rules
            ],
        }
        for i, name in enumerate(shared.names)
    ]


def rows_of(split: Split, shared: Shared) -> list[tuple[Any, ...]]:
    """Write down what each pays by each rule."""
    head = ("Naam", "Alleen", *(rule.label.nl for rule in shared.rules))
    return [
        head,
        *(
            (name, shared.alone[i], *(rule.pays[i] for rule in shared.rules))
            for i, name in enumerate(shared.names)
        ),
    ]
