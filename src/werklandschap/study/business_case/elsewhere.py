"""How sure effects are: the same plan on the same park, were it otherwise than assumed.

Both runs of a plan are done again where all assumptions are at their low and at their high
end, as scans do for figures of water [1]_. What the plan saves there is an end of what it
may save here. Data that are worse than they should be put the ends further apart.

References
----------
.. [1] ADR 0038: how sure effects are.
"""

from collections.abc import Mapping
from dataclasses import replace

from werklandschap.indicators import INDICATORS
from werklandschap.landscape import Landscape
from werklandschap.study.business_case.effects import Effect, Effects
from werklandschap.study.reliability import reliability_of
from werklandschap.study.simulate import lacking, origins_of
from werklandschap.study.what_if import Standing

WORLDS = ("assumptions_low", "assumptions_high")
"""The alternatives on which a plan is tried again, the low end first."""

_TOLD_BY: Mapping[str, tuple[str, str]] = {
    "flooded_floor_avoided_m2": ("flood_70", "touched_70mm_count"),
    "disconnected_m2": ("rain_year", "infiltrated_share"),
}
"""By which layer and figure the data behind a simulated effect are judged."""


def with_ends(
    here: Effects, low: Effects, high: Effects, *, reliability: Mapping[str, float]
) -> Effects:
    """Tell of each effect what becomes of it where assumptions are low and high.

    Parameters
    ----------
    here : Effects
        What was found with assumptions as they are.
    low, high : Effects
        The same with all assumptions at their low and at their high end.
    reliability : mapping of str to float
        Of simulated effects: the ends lie so much further apart as data are worse.
    """
    found = {
        name: replace(
            effect,
            ends=_apart(
                [_part(effect, there.found.get(name)) for there in (low, high)],
                reliability.get(name, 1.0),
            ),
        )
        for name, effect in here.found.items()
    }
    near = here.near_green_share
    ends = [
        there.near_green_share / near if near and there.near_green_share else 1.0
        for there in (low, high)
    ]
    return replace(here, found=found, near_green_ends=(ends[0], ends[1]))


def _part(here: Effect, there: Effect | None) -> float:
    """Tell which part of an effect there is elsewhere; all of it where none was found."""
    return there.most / here.most if there is not None and here.most else 1.0


def _apart(ends: list[float], reliability: float) -> tuple[float, float]:
    """Put ends further apart; what does good at both of them does no harm by that."""
    wider = [1 + (end - 1) / reliability for end in ends]
    low, high = (
        max(wide, 0.0) if end >= 0 else wide
        for wide, end in zip(wider, ends, strict=True)
    )
    return low, high


def reliabilities(place: Standing, landscape: Landscape) -> dict[str, float]:
    """Judge the data behind each simulated effect.

    Parameters
    ----------
    place : Standing
        The park as it is, simulated.
    landscape : Landscape
        The same park, with the origins of its layers.

    Returns
    -------
    dict of str to float
        Between ``appraisal.least_reliability_share`` and 1, by name of the effect; 1 for
        a park that was made up, whose data are as they should be. [-]
    """
    if place.scene is None:
        return {}
    least = landscape.assumptions["appraisal.least_reliability_share"]
    origins = origins_of(landscape)
    layers = dict.fromkeys((layer for layer, _ in _TOLD_BY.values()), origins)
    told = place.landscape.having(
        provenance={**landscape.provenance, **layers},
        simulated_without=lacking(landscape, place.scene),
    )
    outline = told.parks.geometry.union_all()
    return {
        effect: max(reliability_of(INDICATORS[figure], told, outline).value, least)
        for effect, (_, figure) in _TOLD_BY.items()
    }
