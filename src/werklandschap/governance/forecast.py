"""Will enough parks join, and take the next steps, by a year: a forecast with bands.

Parks join as news spreads (Bass [1]_): some of their own accord, some because others did.
How fast, how many parks can be won at all, and how unsteady it goes, is not known: all
combinations of a grid are weighed by how well they fit the history, and the future is
drawn from them. After joining a park waits in stages; the rate of each stage comes from the
history too (events over time waited, with its own uncertainty). Limits cap what fits in a
quarter.

References
----------
.. [1] F.M. Bass, A new product growth for model consumer durables, Management Science 15
   (1969) 215-227.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

Numbers = npt.NDArray[np.float64]

QUARTERS = 4
_OWN_ACCORD = np.geomspace(3e-4, 0.2, 16)
_BY_OTHERS = np.linspace(0.0, 1.5, 13)
_WINNABLE = (0.1, 0.2, 0.35, 0.6, 1.0)
_STEADINESS = (1.0, 4.0, 16.0, 256.0)
"""The grid (a choice): per year, per year, share of all parks, and the shape of the gamma
by which a quarter may be better or worse than expected."""

_DRAWS = 600
_PRIOR_EVENTS, _PRIOR_QUARTERS = 0.5, 2.0
"""What is believed of a rate before anything happened: as after half an event in half a year."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Something that parks do after they joined, one after another.

    ``done`` did it, ``waiting`` come next; ``waited_quarters`` is the time that all parks
    together waited for it so far, those that did it included. Where rates change, only
    the last years tell: ``lately`` then did it within the time that is counted.
    """

    name: str
    done: int
    waiting: int
    waited_quarters: float
    lately: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What happened: parks that joined per quarter (oldest first), and the stages.

    ``leaving`` tells how many left again (``done``) and how many are there (``waiting``).
    """

    parks: int
    joined: tuple[int, ...]
    stages: tuple[Stage, ...] = ()
    leaving: Stage = Stage("left", 0, 0, 0.0)

    @property
    def total(self) -> int:
        """How many joined so far."""
        return sum(self.joined)

    @property
    def present(self) -> int:
        """How many joined and did not leave."""
        return self.total - self.leaving.done


@dataclass(frozen=True, slots=True)
class Limits:
    """What fits in a quarter, by name: ``joined`` or the name of a stage.

    ``held_share`` slows a stage down: that part of the parks cannot do it for now, as with
    a full grid. What is not named has no limit.
    """

    per_quarter: Mapping[str, float] = field(default_factory=dict)
    held_share: Mapping[str, float] = field(default_factory=dict)

    def without(self, name: str) -> "Limits":
        """Give the same limits without one of them.

        Parameters
        ----------
        name : str
            ``joined`` or the name of a stage.
        """
        per_quarter = {n: at for n, at in self.per_quarter.items() if n != name}
        held = {n: at for n, at in self.held_share.items() if n != name}
        return replace(self, per_quarter=per_quarter, held_share=held)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Drawn futures: per name an array of futures by quarters ahead, all cumulative."""

    counts: Mapping[str, Numbers]

    def band(self, name: str, share: float = 0.8) -> tuple[Numbers, Numbers, Numbers]:
        """Give the low end, middle and high end of a count, per quarter ahead.

        Parameters
        ----------
        name : str
            ``joined`` or the name of a stage.
        share : float
            So many futures lie within the band.
        """
        out = (1 - share) / 2
        low, middle, high = np.quantile(
            self.counts[name], [out, 0.5, 1 - out], axis=0, method="nearest"
        )
        return low, middle, high

    def chance(self, name: str, target: int) -> float:
        """Give the share of futures in which a count reaches a target by the end."""
        return float((self.counts[name][:, -1] >= target).mean())


@dataclass(frozen=True, slots=True)
class Tested:
    """A forecast made on what was known then, and what came of it."""

    known_quarters: int
    low: float
    middle: float
    high: float
    actual: int

    @property
    def is_within(self) -> bool:
        """Whether it came out within the band."""
        return self.low <= self.actual <= self.high


def forecast(
    history: History, *, quarters: int, limits: Limits | None = None, seed: int = 1
) -> Forecast:
    """Draw futures.

    Parameters
    ----------
    history : History
        What happened.
    quarters : int
        How far ahead; at least one.
    limits : Limits, optional
        What fits in a quarter.
    seed : int
        The same seed gives the same futures.
    """
    limits = limits or Limits()
    dice = np.random.default_rng(seed)
    joins = _joins(history, _weighed(history, dice), quarters, limits, dice)
    counts = {"joined": history.total + joins.cumsum(axis=1)}
    arriving = joins
    for stage in history.stages:
        arriving = _through(stage, arriving, limits, dice)
        counts[stage.name] = stage.done + arriving.cumsum(axis=1)
    counts["present"] = _staying(history, joins, dice)
    return Forecast(counts)


def back_tested(
    history: History, *, ahead: int = QUARTERS, least: int = 6
) -> tuple[Tested, ...]:
    """Forecast from earlier moments, and compare with what happened.

    Parameters
    ----------
    history : History
        What happened; stages are not tested.
    ahead : int
        How many quarters further is looked.
    least : int
        With fewer known quarters nothing is forecast.
    """
    found = []
    for known in range(least, len(history.joined) - ahead + 1):
        then = History(history.parks, history.joined[:known])
        low, middle, high = forecast(then, quarters=ahead).band("joined")
        actual = sum(history.joined[: known + ahead])
        found.append(
            Tested(known, float(low[-1]), float(middle[-1]), float(high[-1]), actual)
        )
    return tuple(found)


def bottleneck(
    history: History, limits: Limits, *, quarters: int, name: str, target: int
) -> dict[str, float]:
    """Tell how much nearer a target comes without each limit, most first.

    Nearer is the part of the target that is reached, on average over the futures; unlike
    a chance it also tells limits apart where the target is out of reach, or certain.

    Parameters
    ----------
    history, limits, quarters
        See `forecast`.
    name : str
        What is counted.
    target : int
        How many.
    """

    def reached(each: Limits) -> float:
        found = forecast(history, quarters=quarters, limits=each).counts[name][:, -1]
        return float(np.minimum(found / target, 1.0).mean())

    now = reached(limits)
    names = dict.fromkeys([*limits.per_quarter, *limits.held_share])
    gains = {each: reached(limits.without(each)) - now for each in names}
    return dict(sorted(gains.items(), key=lambda each: -each[1]))


def _expected(
    parameters: Sequence[Numbers], joined: Numbers | float, parks: int
) -> Numbers:
    """Give the mean of what joins in a quarter, when so many have joined."""
    own, others, winnable, _steadiness = parameters
    pool = np.maximum(winnable * parks, 1.0)
    left = np.maximum(pool - joined, 0.0)
    mean: Numbers = (own + others * joined / pool) / QUARTERS * left
    return mean


def _weighed(history: History, dice: np.random.Generator) -> list[Numbers]:
    """Draw parameters, each as often as it fits the history."""
    grid = np.array(list(product(_OWN_ACCORD, _BY_OTHERS, _WINNABLE, _STEADINESS))).T
    fit = np.where(grid[2] * history.parks >= history.total, 0.0, -np.inf)
    before = 0
    for count in history.joined:
        mean = np.maximum(_expected(list(grid), float(before), history.parks), 1e-9)
        fit += _log_chance(count, mean, grid[3])
        before += count
    weights = np.exp(fit - fit.max())
    drawn = dice.choice(grid.shape[1], size=_DRAWS, p=weights / weights.sum())
    return list(grid[:, drawn])


def _log_chance(count: int, mean: Numbers, shape: Numbers) -> Numbers:
    """Give the log of the chance of a count whose mean varies by a gamma."""
    found: Numbers = (
        gammaln(count + shape)
        - gammaln(shape)
        - gammaln(count + 1)
        + shape * np.log(shape / (shape + mean))
        + count * np.log(mean / (shape + mean))
    )
    return found


def _joins(
    history: History,
    parameters: list[Numbers],
    quarters: int,
    limits: Limits,
    dice: np.random.Generator,
) -> Numbers:
    joined = np.full(_DRAWS, float(history.total))
    most = limits.per_quarter.get("joined", np.inf)
    found = np.zeros((_DRAWS, quarters))
    for quarter in range(quarters):
        mean = _expected(parameters, joined, history.parks)
        luck = dice.gamma(parameters[3], 1 / parameters[3])
        left = np.maximum(np.floor(parameters[2] * history.parks) - joined, 0.0)
        found[:, quarter] = np.minimum(
            np.minimum(dice.poisson(mean * luck), left), _room(most, quarter)
        )
        joined += found[:, quarter]
    return found


def _staying(history: History, joins: Numbers, dice: np.random.Generator) -> Numbers:
    """Let parks leave at the rate of the past, and give how many are there per quarter."""
    if not history.leaving.done:
        # Nobody left so far: a rate that was made up would only cost parks.
        return history.present + joins.cumsum(axis=1)
    rate = _rate(history.leaving, dice, len(joins))
    there = np.full(len(joins), history.present)
    found = np.zeros_like(joins)
    for quarter in range(joins.shape[1]):
        there = there + joins[:, quarter].astype(int)
        there = dice.binomial(there, np.exp(-rate))
        found[:, quarter] = there
    return found


def _rate(stage: Stage, dice: np.random.Generator, size: int) -> Numbers:
    """Draw how often something happens per quarter to a park that waits for it."""
    events = stage.done if stage.lately is None else stage.lately
    return dice.gamma(
        events + _PRIOR_EVENTS,
        1 / (stage.waited_quarters + _PRIOR_QUARTERS),
        size=size,
    )


def _through(
    stage: Stage, arriving: Numbers, limits: Limits, dice: np.random.Generator
) -> Numbers:
    """Let parks wait for a stage, and give how many do it per quarter."""
    free = 1 - limits.held_share.get(stage.name, 0.0)
    rate = free * _rate(stage, dice, len(arriving))
    most = limits.per_quarter.get(stage.name, np.inf)
    waiting = np.full(len(arriving), float(stage.waiting))
    found = np.zeros_like(arriving)
    for quarter in range(arriving.shape[1]):
        waiting += arriving[:, quarter]
        ready = dice.binomial(waiting.astype(int), 1 - np.exp(-rate))
        found[:, quarter] = np.minimum(ready, _room(most, quarter))
        waiting -= found[:, quarter]
    return found


def _room(per_quarter: float, quarter: int) -> float:
    """Give what fits in a quarter, whole parks, so that a year adds up."""
    if np.isinf(per_quarter):
        return per_quarter
    return float(
        np.floor(per_quarter * (quarter + 1) + 1e-9)
        - np.floor(per_quarter * quarter + 1e-9)
    )
