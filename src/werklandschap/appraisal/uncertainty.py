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
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr, ndtri
from scipy.stats import qmc

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
    """Values of uncertain parameters, by name; the others as they are assumed."""

    values: Mapping[str, Floats]
    assumptions: Assumptions

    def __getitem__(self, name: str) -> Floats:
        drawn = self.values.get(name)
        return np.asarray(self.assumptions[name]) if drawn is None else drawn

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
    count: int = 8_192,
    seed: int = 1,
) -> Draws:
    """Draw parameters from between their low and high values.

    Parameters
    ----------
    names : sequence of str
        The parameters; a user's own value is certain.
    assumptions : Assumptions
        The day, and the user's own values.
    count : int
        How many draws; a power of two covers the space best.
    seed : int
        The same seed gives the same draws.
    """
    known = {name for name, _ in assumptions.own}
    drawn = _drawn(tuple(dict.fromkeys(names)), assumptions.on, count, seed)
    return Draws({n: v for n, v in drawn.items() if n not in known}, assumptions)


@lru_cache(maxsize=4)
def _drawn(
    names: tuple[str, ...], on: date, count: int, seed: int
) -> Mapping[str, Floats]:
    """Draw all that is uncertain: who fills in one value finds the others as they were."""
    uncertain = [
        found for name in names if (found := parameter(name, on=on)).low < found.high
    ]
    if not uncertain:
        return {}
    chances = coupled_chances(
        correlation_matrix([p.name for p in uncertain]), count=count, seed=seed
    )
    drawn = {p.name: _values(p, chances[:, i]) for i, p in enumerate(uncertain)}
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
    if np.linalg.eigvalsh(matrix).min() <= 1e-10:
        raise CorrelationsContradict(", ".join(names))
    return matrix
