"""The declaration of a benefit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from werklandschap.core.registry import Registry
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.parameters import Assumptions

Floats = NDArray[np.float64]


class Prices(Protocol):
    """Numbers by the name of their parameter: one each, or one per draw."""

    def __getitem__(self, name: str, /) -> Floats:
        """Look a number up."""

    def size(self, effect: str, /) -> Floats:
        """Tell how much there is of an effect, as a part of what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Between what the size of an effect lies, as parts of what was found (1).

    Effects that were ``found_with`` each other move together, and those of which one
    falls where the other rises move apart.
    """

    low: float
    high: float
    found_with: str
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Central:
    """The parameters as they are assumed, and effects as they were found."""

    assumptions: Assumptions

    def __getitem__(self, name: str) -> Floats:
        return np.asarray(self.assumptions[name], np.float64)

    def size(self, effect: str) -> Floats:
        """Give 1: effects are as they were found."""
        return np.asarray(1.0)


class Timing(StrEnum):
    """When an effect is worth money."""

    YEARLY = "yearly"
    """Each year, for as much as there is."""
    ONCE = "once"
    """In the year that more of it comes, and back when it goes."""


Price = Callable[[Prices], Floats]


@dataclass(frozen=True, slots=True)
class Benefit:
    """Something that a plan is good for, with what it is worth and to whom.

    ``effect`` names the physical effect that it needs, in ``unit``; without a ``price``
    it stands in that unit only. ``shared_as`` is the row of shares among parties.
    """

    name: str
    label: Text
    effect: str
    unit: Unit
    timing: Timing
    shared_as: str
    parameters: tuple[str, ...]
    is_priced: bool
    price: Price

    def shares(self, assumptions: Assumptions) -> Mapping[str, float]:
        """Tell which part comes to whom; a user's own shares stand in front.

        Parameters
        ----------
        assumptions : Assumptions
            The numbers as they hold.
        """
        found = {
            party: assumptions[f"appraisal.share_{self.shared_as}_{party}_share"]
            for party in SHARED_AMONG[self.shared_as]
        }
        return {party: share for party, share in found.items() if share}

    def quantity(self, effect: Floats) -> Floats:
        """Turn how much of the effect there is in a year into how much is paid for.

        Parameters
        ----------
        effect : array of shape (years,)
            Its size in each year, the first being the year before anything is done.
        """
        if self.timing is Timing.YEARLY:
            return effect
        return np.diff(effect, prepend=0.0)


SHARED_AMONG: Mapping[str, tuple[str, ...]] = {
    "property": ("owner", "municipality"),
    "work": ("entrepreneur", "employees"),
    "energy": ("owner", "entrepreneur"),
    "flooding": ("owner", "entrepreneur", "municipality"),
    "rainwater": ("municipality", "water_board"),
    "outdoors": ("entrepreneur", "municipality", "surroundings"),
    "nature": ("municipality", "surroundings"),
    "grid": ("entrepreneur", "collective", "grid_operator"),
    "climate": ("surroundings",),
    "roof": ("owner",),
}
"""Who takes part in each row of shares; how much are parameters."""

BENEFITS: Registry[Benefit] = Registry("benefit", package=__package__)


def benefit(
    *,
    label: Text,
    effect: str,
    unit: Unit,
    timing: Timing,
    shared_as: str,
    parameters: tuple[str, ...] = (),
) -> Callable[[Price], Price]:
    """Declare the decorated function to price a benefit; it stays as it is.

    Parameters
    ----------
    label : Text
        Its name for people.
    effect : str
        The physical effect that it needs.
    unit : Unit
        In what the effect is counted.
    timing : Timing
        Whether it comes each year or once.
    shared_as : str
        The row of shares among parties.
    parameters : tuple of str
        What its price is made of; none means that no euro is known for it.
    """

    def declare(price: Price) -> Price:
        BENEFITS.add(
            Benefit(
                price.__name__,
                label,
                effect,
                unit,
                timing,
                shared_as,
                parameters,
                bool(parameters),
                price,
            )
        )
        return price

    return declare
