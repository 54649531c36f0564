"""Which benefits are the same money seen twice."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from werklandschap.core.text import Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A benefit that was not counted because others hold the same money."""

    benefit: str
    counted: tuple[str, ...]
    why: Text


CONTAINS: Mapping[str, tuple[frozenset[str], Text]] = {
    "property_value": (
        frozenset(
            {
                "cooling_energy",
                "roof_life",
                "solar_own_use",
                "solar_fed_in",
                "absence",
                "productivity",
                "flood_damage",
                "flood_interruption",
                "amenity",
            }
        ),
        Text(
            "Een koper betaalt meer voor wat hij later bespaart of geniet; dat is al geteld.",
            "A buyer pays more for what is saved or enjoyed later; that is counted already.",
        ),
    ),
    "productivity": (
        frozenset({"absence"}),
        Text(
            "Wie minder ziek is, levert meer; dat is bij het verzuim al geteld.",
            "Who is ill less often yields more; that is counted as absence already.",
        ),
    ),
    "sewer_relief": (
        frozenset({"storage"}),
        Text(
            "Water dat wordt geborgen, hoeft niet door het riool; dat is al geteld.",
            "Water that is stored does not load the sewer; that is counted already.",
        ),
    ),
}
"""Per benefit the ones that are part of it; a graph without circles."""


def without_double_counting(
    benefits: Collection[str],
    contains: Mapping[str, tuple[frozenset[str], Text]] = CONTAINS,
) -> tuple[list[str], list[LeftOut]]:
    """Keep the direct benefits; leave out those that only hold them again.

    Parameters
    ----------
    benefits : collection of str
        What could be counted.
    contains : mapping
        Which benefits hold others.

    Returns
    -------
    tuple of (list of str, list of LeftOut)
        What is counted, and what is left out and why.
    """
    left_out = [
        LeftOut(benefit, tuple(sorted(inside & set(benefits))), why)
        for benefit, (inside, why) in contains.items()
        if benefit in benefits and inside & set(benefits)
    ]
    dropped = {each.benefit for each in left_out}
    return [each for each in benefits if each not in dropped], left_out
