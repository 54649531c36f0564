"""From a plan and its effects to what an appraisal takes."""

from collections.abc import Iterator, Mapping, Sequence

from werklandschap.appraisal import BENEFITS, PlannedCost, Proposal, Transfer, Work
from werklandschap.core.text import Text
from werklandschap.measures import Party as Consent
from werklandschap.parameters import Assumptions
from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.effects import Effect, Effects
from werklandschap.study.business_case.planned import Planned, PlannedPart
from werklandschap.study.business_case.sizes import (
    check_own,
    sizes_of,
    spreads_of,
)

PARTY_OF: Mapping[str, str] = {
    Consent.OWNER: "owner",
    Consent.TENANT: "entrepreneur",
    Consent.COLLECTIVE: "collective",
    Consent.MUNICIPALITY: "municipality",
    Consent.WATER_AUTHORITY: "water_board",
    Consent.GRID_OPERATOR: "grid_operator",
}
"""What the parties of measures are called in an appraisal."""

_NO_WORKERS = Text(
    "Niet bekend is hoeveel mensen er op het terrein werken.",
    "It is not known how many people work on the park.",
)
_NO_WOZ = Text(
    "De WOZ-waarde van de panden is niet bekend.",
    "The assessed value of the buildings is not known.",
)
_ASKED = {
    "greener_work_day": _NO_WORKERS,
    "amenity_people_count": _NO_WORKERS,
    "greener_property_eur": _NO_WOZ,
}
_SAVED = Text("Gepland onderhoud dat vervalt", "Planned maintenance that falls away")
_CENT = 0.005


def payers_of(part: PlannedPart, choices: Choices) -> dict[str, float]:
    """Tell who pays for a part of a plan, in shares.

    Parameters
    ----------
    part : PlannedPart
        The part.
    choices : Choices
        Whose shares stand in front; owners that use their own building are entrepreneurs.
    """
    chosen = choices.payers.get(part.id) or {PARTY_OF[part.payer]: 1.0}
    return occupied(chosen, choices.owner_occupied_share)


def keepers_of(part: PlannedPart, choices: Choices) -> dict[str, float]:
    """Tell who keeps a part of a plan, in shares; who pays for it, unless chosen.

    Parameters
    ----------
    part, choices
        See `payers_of`.
    """
    chosen = choices.keepers.get(part.id)
    if not chosen:
        return payers_of(part, choices)
    return occupied(chosen, choices.owner_occupied_share)


def occupied(shares: Mapping[str, float], occupied_share: float) -> dict[str, float]:
    """Give what is of owners that use their own building to entrepreneurs.

    Parameters
    ----------
    shares : mapping of str to float
        The part of each party. [-]
    occupied_share : float
        Of the owners. [-]
    """
    found = dict(shares)
    moved = found.pop("owner", 0.0)
    own, user = moved * (1 - occupied_share), moved * occupied_share
    if own > 0:
        found["owner"] = own
    if user > 0:
        found["entrepreneur"] = found.get("entrepreneur", 0.0) + user
    return found


def proposal_of(
    planned: Planned,
    effects: Effects,
    choices: Choices,
    *,
    transfers: Sequence[Transfer] = (),
) -> Proposal:
    """Put a plan, its effects and what was chosen together.

    Parameters
    ----------
    planned : Planned
        The plan.
    effects : Effects
        What simulations found.
    choices : Choices
        What was chosen.
    transfers : sequence of Transfer
        Subsidies, levies and other money between parties.

    Raises
    ------
    UnknownParameter
        If a value of the user's own is of no parameter.
    """
    choices.check()
    check_own(name for name, _ in choices.own)
    horizon, first = choices.horizon_years, planned.first_year
    found = counted(planned, effects, choices)
    sizes = sizes_of(found, choices.own)
    return Proposal(
        works=tuple(_works(planned, choices)),
        effects={
            name: _part(effect, sizes[name][0]) * effect.by_year(first, horizon)
            for name, effect in found.items()
        },
        spreads=spreads_of(found),
        planned=tuple(_fallen_away(planned, choices)),
        transfers=tuple(transfers),
        shares=_shares(choices, planned),
    )


def _part(effect: Effect, size: float) -> float:
    return size / effect.most if effect.most else 1.0


_KNOWN = frozenset(benefit.effect for benefit in BENEFITS.values())


def counted(planned: Planned, effects: Effects, choices: Choices) -> dict[str, Effect]:
    """Gather the effects that benefits ask for.

    Parameters
    ----------
    planned, effects, choices
        See `proposal_of`.
    """
    found = {**effects.found, **asked_effects(planned, effects, choices)}
    return {name: effect for name, effect in found.items() if name in _KNOWN}


def asked_effects(
    planned: Planned, effects: Effects, choices: Choices
) -> dict[str, Effect]:
    """Work out effects that hang on numbers of the park that only people know.

    Parameters
    ----------
    planned : Planned
        The plan.
    effects : Effects
        With the part of all floor that is near new green.
    choices : Choices
        With people who work there, and assessed value.
    """
    near = effects.near_green_share
    if near is None:
        return {}
    limits = choices.assumptions(planned.on)
    sizes: dict[str, float] = {}
    if choices.worker_count is not None:
        sizes["amenity_people_count"] = choices.worker_count * near
        days = limits["appraisal.worked_day"]
        sizes["greener_work_day"] = choices.worker_count * near * days
    if choices.woz_eur is not None:
        sizes["greener_property_eur"] = choices.woz_eur * near
    comes = shares_by_year(planned)
    near_ends = effects.near_green_ends
    ends = {"greener_work_day": _worked_ends(limits, near_ends)}
    return {
        name: Effect(
            comes=tuple((year, share * size) for year, share in comes),
            ends=ends.get(name, near_ends),
        )
        for name, size in sizes.items()
    }


def _worked_ends(
    limits: Assumptions, near_ends: tuple[float, float]
) -> tuple[float, float]:
    """Tell which part of the days worked near green there is at both ends."""
    name = "appraisal.worked_day"
    low, high = (limits.with_level(level, name)[name] for level in ("low", "high"))
    days = limits[name]
    return near_ends[0] * low / days, near_ends[1] * high / days


def why_missing(effects: Effects, choices: Choices) -> dict[str, Text]:
    """Tell why each effect that is not there is not.

    Parameters
    ----------
    effects : Effects
        What was found.
    choices : Choices
        What was told.
    """
    told = {
        "greener_work_day": choices.worker_count,
        "amenity_people_count": choices.worker_count,
        "greener_property_eur": choices.woz_eur,
    }
    asked = {name: _ASKED[name] for name, value in told.items() if value is None}
    return {**effects.missing, **asked}


def shares_by_year(planned: Planned) -> list[tuple[int, float]]:
    """Tell which part of what is invested comes in which calendar year.

    Parameters
    ----------
    planned : Planned
        The plan.
    """
    years = sorted({part.year for part in planned.parts})
    spent = [sum(p.invest_eur for p in planned.parts if p.year == y) for y in years]
    total = sum(spent)
    if not total > 0:
        return [(year, 1 / len(years)) for year in years]
    return [(year, each / total) for year, each in zip(years, spent, strict=True)]


def _works(planned: Planned, choices: Choices) -> Iterator[Work]:
    """Add parts up that are alike: fewer lines give the same euros sooner."""
    groups: dict[tuple[object, ...], list[PlannedPart]] = {}
    for part in planned.parts:
        payers, keepers = payers_of(part, choices), keepers_of(part, choices)
        key = (part.measure, part.year, *_key(payers), "|", *_key(keepers))
        groups.setdefault(key, []).append(part)
    for own in groups.values():
        yield Work(
            measure=own[0].kind,
            quantity=sum(part.quantity for part in own),
            payers=payers_of(own[0], choices),
            keepers=keepers_of(own[0], choices),
            year=own[0].year - planned.first_year,
        )


def _key(shares: Mapping[str, float]) -> tuple[object, ...]:
    return tuple(sorted(shares.items()))


def saved_eur(part: PlannedPart, planned: Planned) -> float:
    """Tell which planned maintenance a part makes needless.

    Parameters
    ----------
    part : PlannedPart
        The part, whose investment is what it costs beyond that.
    planned : Planned
        The plan, with the day whose prices it was made with.
    """
    price = Assumptions(planned.on)[part.kind.investment]
    return max(price * part.quantity - part.invest_eur, 0.0)


def _fallen_away(planned: Planned, choices: Choices) -> Iterator[PlannedCost]:
    saved: dict[tuple[object, ...], float] = {}
    payers: dict[tuple[object, ...], dict[str, float]] = {}
    for part in planned.parts:
        own = payers_of(part, choices)
        key = (part.year, *_key(own))
        saved[key] = saved.get(key, 0.0) + saved_eur(part, planned)
        payers[key] = own
    for key, amount in saved.items():
        if amount > _CENT:
            yield PlannedCost(
                what="planned_maintenance",
                label=_SAVED,
                year=int(str(key[0])) - planned.first_year,
                cost_eur=amount,
                payers=payers[key],
            )


def _shares(choices: Choices, planned: Planned) -> dict[str, dict[str, float]]:
    """Give the shares in benefits where owners use their own building."""
    if not choices.owner_occupied_share:
        return {}
    limits = choices.assumptions(planned.on)
    return {
        benefit.name: occupied(benefit.shares(limits), choices.owner_occupied_share)
        for benefit in BENEFITS.values()
        if "owner" in benefit.shares(limits)
    }
