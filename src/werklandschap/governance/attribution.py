"""What the programme did: parks that take part against parks like them that do not.

Differences in differences: how much more a figure changed in parks that take part than in
the parks most like them. It says what the programme did only as far as both would have
changed alike without it; that cannot be proven, and is told with every figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from werklandschap.core.text import Text

_DRAWS = 1000
FEWEST = 5
"""With fewer parks on either side nothing is said (a choice; also protects firms)."""

ASSUMPTIONS = (
    Text(
        "Zonder het programma waren beide groepen evenveel veranderd.",
        "Without the programme both groups would have changed as much.",
    ),
    Text(
        "Terreinen die niet meedoen, merken niets van terreinen die dat wel doen.",
        "Parks that do not take part notice nothing of those that do.",
    ),
    Text(
        "Beide nulmetingen van een terrein zijn op dezelfde manier gemaakt.",
        "Both scans of a park were made in the same way.",
    ),
    Text(
        "Terreinen kiezen zelf of zij meedoen; wie toch al van plan was te veranderen, doet "
        "eerder mee.",
        "Parks choose to take part; those that meant to change anyway join sooner.",
    ),
)


@dataclass(frozen=True, slots=True)
class Observed:
    """A park with two scans: a figure before and after, and what makes it comparable."""

    park: str
    takes_part: bool
    before: float
    after: float
    alike: tuple[float, ...]

    @property
    def change(self) -> float:
        """How much the figure changed."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """The mean difference in change, and the band that holds 80 % of redrawn samples.

    ``apart`` is how far pairs lie apart in what makes them comparable, in standard
    deviations; far from 0 they are not alike.
    """

    difference: float
    low: float
    high: float
    pairs: int
    apart: float


def effect(
    parks: Sequence[Observed], *, matches: int = 3, seed: int = 1
) -> Effect | None:
    """Compare parks that take part with the parks most like them.

    Parameters
    ----------
    parks : sequence of Observed
        All with two scans; ``alike`` holds the same measures for each.
    matches : int
        Each park that takes part is compared with the mean of so many others.
    seed : int
        The same seed gives the same band.

    Returns
    -------
    Effect or None
        None where either side has too few parks.
    """
    with_it = [each for each in parks if each.takes_part]
    without = [each for each in parks if not each.takes_part]
    if min(len(with_it), len(without)) < FEWEST:
        return None
    distances = _distances(with_it, without)
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :matches]
    others = np.array([each.change for each in without])[nearest].mean(axis=1)
    own = np.array([each.change for each in with_it])
    low, high = _band(own - others, nearest, seed)
    return Effect(
        difference=float((own - others).mean()),
        low=low,
        high=high,
        pairs=len(with_it),
        apart=float(np.take_along_axis(distances, nearest, axis=1).mean()),
    )


def _distances(
    with_it: Sequence[Observed], without: Sequence[Observed]
) -> npt.NDArray[np.float64]:
    """Give how far each of one side is from each of the other, in standard deviations."""
    one = np.array([[each.before, *each.alike] for each in with_it])
    other = np.array([[each.before, *each.alike] for each in without])
    spread = np.vstack([one, other]).std(axis=0)
    spread[spread == 0] = 1.0
    apart = (one[:, None, :] - other[None, :, :]) / spread
    found: npt.NDArray[np.float64] = np.sqrt((apart**2).mean(axis=2))
    return found


def _band(
    differences: npt.NDArray[np.float64],
    nearest: npt.NDArray[np.intp],
    seed: int,
) -> tuple[float, float]:
    """Redraw whole groups of pairs that share their first match, so that it counts once."""
    dice = np.random.default_rng(seed)
    groups = [differences[nearest[:, 0] == each] for each in np.unique(nearest[:, 0])]
    sums = np.array([each.sum() for each in groups])
    sizes = np.array([len(each) for each in groups])
    drawn = dice.integers(len(groups), size=(_DRAWS, len(groups)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.1, 0.9])
    return float(low), float(high)
