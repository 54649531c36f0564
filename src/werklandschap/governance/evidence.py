"""What an innovation does, by sources and then by what parks found out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from scipy import stats

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

PART_BETWEEN = 0.8
"""What part of all parks lies between low and high."""

_QUANTILE = 0.5 + PART_BETWEEN / 2


@dataclass(eq=False)
class UnusableRange(WerklandschapError):
    """Low, central and high that do not follow each other."""

    code: ClassVar[str] = "evidence.unusable_range"
    message: ClassVar[Text] = Text(
        nl="Laag, midden en hoog moeten oplopende getallen zijn.",
        en="Low, central and high must be numbers that ascend.",
    )


@dataclass(frozen=True, slots=True)
class Belief:
    """What one park may expect, and how sure the average over parks is.

    Attributes
    ----------
    low, central, high : float
        Between low and high four out of five parks are expected.
    mean_low, mean_high : float
        Between these the average over all parks lies, with the same certainty.
    parks : int
        How many parks it was learned from; 0 while only sources speak.
    """

    low: float
    central: float
    high: float
    mean_low: float
    mean_high: float
    parks: int


@dataclass(frozen=True, slots=True)
class Prior:
    """What sources say: low, central and high, and for how many parks that counts.

    Raises
    ------
    UnusableRange
        If they do not ascend, or are no numbers.
    """

    low: float
    central: float
    high: float
    worth_parks: float

    def __post_init__(self) -> None:
        ends = (self.low, self.central, self.high)
        is_known = all(math.isfinite(end) for end in ends) and self.worth_parks > 0
        if not is_known or not self.low <= self.central <= self.high:
            raise UnusableRange


def learned(prior: Prior, found: Sequence[float]) -> Belief:
    r"""Bring what sources say up to date with what parks found.

    Parameters
    ----------
    prior : Prior
        What sources say.
    found : sequence of float
        What was measured in each park, in the same unit; the order makes no difference.

    Returns
    -------
    Belief
        What the next park may expect. Without anything found: what sources say.

    Notes
    -----
    The effects in parks are normal with unknown mean and variance, and the prior is the
    conjugate normal-inverse-chi-squared [1]_ that counts for :math:`\kappa_0` parks, for
    the mean as for the variance:

    .. math::

        \kappa_n = \kappa_0 + n,\quad
        m_n = (\kappa_0 m_0 + \sum x) / \kappa_n,\quad
        \kappa_n s_n^2 = \kappa_0 s_0^2 + \sum (x - \bar x)^2
        + \kappa_0 n (\bar x - m_0)^2 / \kappa_n

    The next park then follows Student's t with :math:`\kappa_n` degrees of freedom, around
    :math:`m_n` with scale :math:`s_n\sqrt{1 + 1/\kappa_n}`. The range of a source often
    leans to one side; its shape is kept and only its size follows the formula. Around a
    source that gives one number, the range is that of the formula.

    References
    ----------
    .. [1] A. Gelman et al., "Bayesian Data Analysis", 3rd ed., 2013, section 3.3.

    Examples
    --------
    >>> learned(Prior(0.0, 2.0, 8.0, worth_parks=3), []).high
    8.0
    >>> learned(Prior(0.0, 2.0, 8.0, worth_parks=3), [2.0] * 50).central
    2.0
    """
    count, worth = len(found), prior.worth_parks
    weight = worth + count
    total = math.fsum(found)
    mean = (worth * prior.central + total) / weight
    prior_scale = _scale(prior)
    spread = _sum_of_squares(prior, found) / weight
    next_park = math.sqrt(spread * (1 + 1 / weight)) * _t(weight)
    whole = prior_scale * math.sqrt(1 + 1 / worth) * _t(worth)
    below, above = prior.central - prior.low, prior.high - prior.central
    if not whole:
        below = above = whole = 1.0
    size = next_park / whole
    doubt = math.sqrt(spread / weight) * _t(weight)
    return Belief(
        low=mean - size * below,
        central=mean,
        high=mean + size * above,
        mean_low=mean - doubt,
        mean_high=mean + doubt,
        parks=count,
    )


def _scale(prior: Prior) -> float:
    """Find the standard deviation between parks that the range of a source implies."""
    worth = prior.worth_parks
    half = (prior.high - prior.low) / 2
    return half / (_t(worth) * math.sqrt(1 + 1 / worth))


def _sum_of_squares(prior: Prior, found: Sequence[float]) -> float:
    count, worth = len(found), prior.worth_parks
    of_prior = worth * _scale(prior) ** 2
    if not count:
        return of_prior
    average = math.fsum(found) / count
    within = math.fsum((each - average) ** 2 for each in found)
    shift = worth * count * (average - prior.central) ** 2 / (worth + count)
    return of_prior + within + shift


def _t(degrees: float) -> float:
    return float(stats.t.ppf(_QUANTILE, degrees))
