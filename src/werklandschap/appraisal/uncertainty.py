"""From low, central and high to distributions, and to draws of them.

The central value is the most likely one, low and high the ends: a PERT distribution, a
beta that leans to the central value [1]_. Draws are scrambled Sobol points [2]_, which
fill the space evenly; what is known to move together is coupled by a normal copula.

References
----------
.. [1] Malcolm et al., "Application of a technique for research and development program
   evaluation", Operations Research 7, 1959.
.. [2] Owen, "Scrambled net variance for integrals of smooth functions", Annals of
   Statistics 25, 1997.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import block_diag
from scipy.special import betaincinv, ndtr, ndtri
from scipy.stats import qmc

from werklandschap.appraisal._declare import Spread
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions, Parameter, parameter

Floats = NDArray[np.float64]

_PERT_WEIGHT = 4.0
_FIVE_PERCENT = 1.6448536269514722

CORRELATIONS: Mapping[tuple[str, str], float] = {
    ("appraisal.electricity_eur_per_kwh", "appraisal.gas_eur_per_m3"): 0.7,
    ("appraisal.electricity_eur_per_kwh", "appraisal.fed_in_eur_per_kwh"): 0.7,
    ("appraisal.gas_eur_per_m3", "appraisal.fed_in_eur_per_kwh"): 0.5,
    ("appraisal.absence_fall_share", "appraisal.productivity_share"): 0.5,
    ("appraisal.property_value_share", "appraisal.productivity_share"): 0.3,
    (
        "appraisal.flood_direct_eur_per_m2",
        "appraisal.flood_standstill_eur_per_m2",
    ): 0.5,
}
"""What moves together. Chosen by us: energy prices follow each other, and where green
works well on people it does so in more ways. Costs of works share `COSTS_TOGETHER`."""

COSTS_TOGETHER = 0.4
"""How far costs of works move together, since contractors and material are the same."""

EFFECTS_TOGETHER = 0.8
"""How far effects move together that one simulation found: ground that takes up less
water than assumed does so in all that is worked out from it. Chosen by us."""

EFFECT = "effect."
"""What the name of the size of an effect begins with, where it stands among parameters."""


_CERTAIN: Mapping[str, Spread] = MappingProxyType({})


@dataclass(eq=False)
class CorrelationsContradict(WerklandschapError):
    """Correlations that cannot all hold at once."""

    code: ClassVar[str] = "appraisal.correlations"
    message: ClassVar[Text] = Text(
        nl="De opgegeven samenhang tussen {names} kan niet tegelijk gelden.",
        en="The correlations given between {names} cannot all hold at once.",
    )

    names: str


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Values of uncertain parameters, by name; the others as they are assumed.

    Sizes of effects stand among them as parts of what was found, below `EFFECT`.
    """

    values: Mapping[str, Floats]
    assumptions: Assumptions

    def __getitem__(self, name: str) -> Floats:
        drawn = self.values.get(name)
        return np.asarray(self.assumptions[name]) if drawn is None else drawn

    def size(self, effect: str) -> Floats:
        """Tell how much there is of an effect in each draw, as a part of what was found.

        Parameters
        ----------
        effect : str
            Its name.
        """
        return self.values.get(EFFECT + effect, np.asarray(1.0))

    def __len__(self) -> int:
        return max((len(each) for each in self.values.values()), default=1)


def pert(chance: Floats, *, low: float, central: float, high: float) -> Floats:
    """Look up values of a PERT distribution.

    Parameters
    ----------
    chance : array of shape (draws,)
        Chance of being below the value, from 0 to 1. [-]
    low, central, high : float
        Least, most likely and largest value.

    Returns
    -------
    array of shape (draws,)
        Between low and high; all central where these are the same.
    """
    if high <= low:
        return np.full(len(chance), central)
    lean = (central - low) / (high - low)
    found: Floats = low + (high - low) * betaincinv(
        1 + _PERT_WEIGHT * lean, 1 + _PERT_WEIGHT * (1 - lean), chance
    )
    return found


def split_normal(chance: Floats, *, low: float, central: float, high: float) -> Floats:
    """Look up values of two half normal distributions that meet at the central value.

    Parameters
    ----------
    chance : array of shape (draws,)
        Chance of being below the value, from 0 to 1. [-]
    low, central, high : float
        What one in twenty is below, the median, and what one in twenty is above.

    Returns
    -------
    array of shape (draws,)
        Without bounds.
    """
    score = ndtri(chance)
    width = np.where(score < 0, central - low, high - central)
    found: Floats = central + width * score / _FIVE_PERCENT
    return found


def draw(
    names: Sequence[str],
    assumptions: Assumptions,
    *,
    spreads: Mapping[str, Spread] = _CERTAIN,
    count: int = 8_192,
    seed: int = 1,
) -> Draws:
    """Draw parameters, and sizes of effects, from between their low and high values.

    Parameters
    ----------
    names : sequence of str
        The parameters; a user's own value is certain.
    assumptions : Assumptions
        The day, and the user's own values.
    spreads : mapping of str to Spread
        Between what the sizes of effects lie, by the name of the effect.
    count : int
        How many draws; a power of two covers the space best.
    seed : int
        The same seed gives the same draws.
    """
    known = {name for name, _ in assumptions.own}
    unsure = tuple((n, s) for n, s in spreads.items() if s.low < s.high)
    asked = tuple(dict.fromkeys(names))
    drawn = _drawn(asked, unsure, assumptions.on, count, seed)
    return Draws({n: v for n, v in drawn.items() if n not in known}, assumptions)


@lru_cache(maxsize=4)
def _drawn(
    names: tuple[str, ...],
    spreads: tuple[tuple[str, Spread], ...],
    on: date,
    count: int,
    seed: int,
) -> Mapping[str, Floats]:
    """Draw all that is uncertain: who fills in one value finds the others as they were."""
    uncertain = [
        found for name in names if (found := parameter(name, on=on)).low < found.high
    ]
    if not uncertain and not spreads:
        return {}
    coupling = block_diag(
        correlation_matrix([p.name for p in uncertain]),
        effects_matrix([spread for _, spread in spreads]),
    )
    chances = coupled_chances(coupling, count=count, seed=seed)
    drawn = {p.name: _values(p, chances[:, i]) for i, p in enumerate(uncertain)}
    for i, (name, spread) in enumerate(spreads, start=len(uncertain)):
        drawn[EFFECT + name] = pert(
            chances[:, i], low=spread.low, central=1.0, high=spread.high
        )
    for values in drawn.values():
        values.setflags(write=False)
    return drawn


def _values(found: Parameter, chance: Floats) -> Floats:
    return pert(chance, low=found.low, central=found.value, high=found.high)


def coupled_chances(correlation: Floats, *, count: int, seed: int) -> Floats:
    """Draw chances that are even for each variable and coupled between them.

    Parameters
    ----------
    correlation : array of shape (variables, variables)
        Correlation of their normal scores. [-]
    count : int
        How many draws.
    seed : int
        Of the scrambling.

    Returns
    -------
    array of shape (count, variables)
        Above 0 and below 1. [-]
    """
    power = int(np.ceil(np.log2(max(count, 1))))
    sobol = qmc.Sobol(len(correlation), scramble=True, rng=np.random.default_rng(seed))
    even = np.clip(sobol.random_base2(power)[:count], 1e-12, 1 - 1e-12)
    found: Floats = ndtr(ndtri(even) @ np.linalg.cholesky(correlation).T)
    return found


def correlation_matrix(
    names: Sequence[str],
    correlations: Mapping[tuple[str, str], float] = CORRELATIONS,
) -> Floats:
    """Write out how parameters move together.

    Parameters
    ----------
    names : sequence of str
        The parameters.
    correlations : mapping
        Of pairs; any other pair is independent, except two costs of works.

    Raises
    ------
    CorrelationsContradict
        If no set of variables can be so.
    """
    is_cost = np.array([name.startswith("costs.") for name in names])
    matrix = np.where(np.outer(is_cost, is_cost), COSTS_TOGETHER, 0.0)
    np.fill_diagonal(matrix, 1.0)
    place = {name: i for i, name in enumerate(names)}
    for (one, other), value in correlations.items():
        if one in place and other in place:
            matrix[place[one], place[other]] = matrix[place[other], place[one]] = value
    if len(names) and np.linalg.eigvalsh(matrix).min() <= 1e-10:
        raise CorrelationsContradict(", ".join(names))
    return matrix


def effects_matrix(spreads: Sequence[Spread]) -> Floats:
    """Write out how sizes of effects move together.

    Parameters
    ----------
    spreads : sequence of Spread
        What was found together moves by `EFFECTS_TOGETHER`, up or down.

    Returns
    -------
    array of shape (effects, effects)
        Correlation of their normal scores. [-]
    """
    ways = np.array([spread.found_with for spread in spreads])
    sign = np.array([-1.0 if spread.falls else 1.0 for spread in spreads])
    is_together = ways[:, None] == ways
    matrix: Floats = np.where(is_together, EFFECTS_TOGETHER * sign[:, None] * sign, 0.0)
    np.fill_diagonal(matrix, 1.0)
    return matrix
