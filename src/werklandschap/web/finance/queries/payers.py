"""Who pays for the parts of a plan and who keeps them: groups of parts that are alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werklandschap.core.text import Text
from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries import grounds
from werklandschap.web.plans.models import Plan

if TYPE_CHECKING:
    from werklandschap.study.business_case.planned import PlannedPart

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Parts of one measure in one year that the same parties pay for and keep.

    ``usual`` is who pays where nobody chose; ``payers`` and ``keepers`` are what was
    chosen, and empty where nothing was.
    """

    label: Text
    unit: str
    year: int
    parts: tuple[str, ...]
    quantity: float
    cost_eur: float
    usual: str
    payers: Shares
    keepers: Shares


def parties() -> list[tuple[str, Text]]:
    """List who can pay for works: those whom some scheme knows as an applicant."""
    from werklandschap.appraisal import PARTIES
    from werklandschap.study.business_case.money import CAN_INVEST

    return [(name, PARTIES[name].label) for name in PARTIES if name in CAN_INVEST]


def groups_of(plan: Plan, assumed: Assumed) -> list[Group]:
    """Put the parts of a plan together that are alike, the first year first.

    Parameters
    ----------
    plan : Plan
        The plan.
    assumed : Assumed
        What people filled in.
    """
    payers, keepers = (assumed.funding.get(n, {}) for n in ("payers", "keepers"))
    found: dict[tuple[object, ...], list[PlannedPart]] = {}
    for part in grounds.planned_of(plan).parts:
        chosen = (payers.get(part.id, {}), keepers.get(part.id, {}))
        key = (part.year, part.measure, part.payer, *(_key(each) for each in chosen))
        found.setdefault(key, []).append(part)
    own = sorted(found.values(), key=lambda parts: (parts[0].year, parts[0].measure))
    return [_group(parts, payers, keepers) for parts in own]


def _key(shares: Shares) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(shares.items()))


def _group(
    parts: "Sequence[PlannedPart]",
    payers: Mapping[str, Shares],
    keepers: Mapping[str, Shares],
) -> Group:
    from werklandschap.study.business_case.propose import PARTY_OF

    first = parts[0]
    return Group(
        label=first.kind.label,
        unit=str(first.kind.unit),
        year=first.year,
        parts=tuple(part.id for part in parts),
        quantity=sum(part.quantity for part in parts),
        cost_eur=sum(part.invest_eur for part in parts),
        usual=PARTY_OF[first.payer],
        payers=payers.get(first.id, {}),
        keepers=keepers.get(first.id, {}),
    )


def by_part(
    groups: Sequence[Group], shares: Sequence[Shares]
) -> dict[str, dict[str, float]]:
    """Give every part the shares of its group; a group without any is as usual.

    Parameters
    ----------
    groups : sequence of Group
        As `groups_of` lists them.
    shares : sequence of mapping
        Of each group.
    """
    return {
        part: dict(own)
        for group, own in zip(groups, shares, strict=True)
        for part in group.parts
        if own
    }
