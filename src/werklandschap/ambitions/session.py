"""An ambition session: what parties share, where they differ, and a compromise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Voice:
    """What a party wants: a level and a weight per theme; levels count from 0."""

    party: str
    levels: Mapping[str, int]
    weights: Mapping[str, float]


@dataclass(eq=False)
class UnusableVoice(WerklandschapError):
    """A voice that misses a theme, or with an impossible level or weight."""

    code: ClassVar[str] = "ambition.unusable_voice"
    message: ClassVar[Text] = Text(
        nl="De inbreng van {party} is niet te gebruiken: kijk naar het thema ‘{theme}’.",
        en="The input of {party} cannot be used: look at the theme ‘{theme}’.",
    )

    party: str
    theme: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """The outcome of a session.

    ``common`` is the level per theme that all want at least; ``disagreements`` lists
    the themes from the widest difference of levels on; ``compromise`` is the level per
    theme with which the party that gives up most gives up least; ``regret`` is what
    each party gives up of it, from 0 to 1.
    """

    common: Mapping[str, int]
    disagreements: tuple[tuple[str, int], ...]
    compromise: Mapping[str, int]
    regret: Mapping[str, float]


def agreement(voices: Sequence[Voice], *, highest_level: int) -> Agreement:
    """Find common ground, disagreements and the compromise of least regret.

    Parameters
    ----------
    voices : sequence of Voice
        At least one; all with the same themes.
    highest_level : int
        Levels run from 0 to this.

    Raises
    ------
    UnusableVoice
        If a voice misses a theme, or a level or weight is impossible.

    Notes
    -----
    The regret of a party is the mean over themes, by its weights, of how far the level
    is from the one that it wants, as a part of ``highest_level`` [1]_. The compromise
    is exact: all outcomes that may be best are looked at. Of several that are equally
    good the one with the least regret of all together counts, and of those the
    highest levels.

    References
    ----------
    .. [1] Savage, L.J. (1951), The theory of statistical decision: minimax regret.
    """
    themes = list(voices[0].levels)
    _check(voices, themes, highest_level)
    levels = np.array([[voice.levels[t] for t in themes] for voice in voices])
    chosen, regret = _least_regret(levels, _weights(voices, themes), highest_level)
    spread = levels.max(axis=0) - levels.min(axis=0)
    order = np.argsort(-spread, kind="stable")
    return Agreement(
        common=dict(zip(themes, levels.min(axis=0).tolist(), strict=True)),
        disagreements=tuple((themes[n], int(spread[n])) for n in order if spread[n]),
        compromise=dict(zip(themes, chosen.tolist(), strict=True)),
        regret={v.party: float(r) for v, r in zip(voices, regret, strict=True)},
    )


def _check(voices: Sequence[Voice], themes: Sequence[str], highest: int) -> None:
    for voice in voices:
        for theme in themes:
            level = voice.levels.get(theme, -1)
            if not 0 <= level <= highest or not voice.weights.get(theme, -1.0) >= 0:
                raise UnusableVoice(voice.party, theme)
        if not 0 < sum(voice.weights.values()) < np.inf:
            raise UnusableVoice(voice.party, themes[0])


def _weights(voices: Sequence[Voice], themes: Sequence[str]) -> Floats:
    weights = np.array([[voice.weights[t] for t in themes] for voice in voices], float)
    shares: Floats = weights / weights.sum(axis=1, keepdims=True)
    return shares


def _least_regret(
    levels: Integers, weights: Floats, highest: int
) -> tuple[Integers, Floats]:
    """Build outcomes theme by theme, and keep those that no other beats for all."""
    outcomes = np.zeros((1, 0), np.int64)
    regrets = np.zeros((1, len(levels)))
    enough = _middling(levels, weights, highest) + 1e-12
    for theme in range(levels.shape[1]):
        # What nobody wants more, or less, of is never better.
        steps = np.arange(levels[:, theme].max(), levels[:, theme].min() - 1, -1)
        away = np.abs(steps[:, None] - levels[:, theme]) / max(highest, 1)
        added = regrets[:, None, :] + away * weights[:, theme]
        regrets = added.reshape(-1, len(levels))
        tried = np.repeat(outcomes, len(steps), axis=0)
        outcomes = np.column_stack([tried, np.tile(steps, len(outcomes))])
        may_be_best = regrets.max(axis=1) <= enough
        outcomes, regrets = outcomes[may_be_best], regrets[may_be_best]
        kept = _unbeaten(regrets)
        outcomes, regrets = outcomes[kept], regrets[kept]
    worst, total = regrets.max(axis=1).round(12), regrets.sum(axis=1).round(12)
    best = int(np.lexsort((-outcomes.sum(axis=1), total, worst))[0])
    return outcomes[best], regrets[best]


def _middling(levels: Integers, weights: Floats, highest: int) -> float:
    """Take the worst regret of the mean levels: the best outcome is no worse."""
    mean = np.rint(levels.mean(axis=0))
    away = np.abs(mean - levels) / max(highest, 1)
    return float((away * weights).sum(axis=1).max())


def _unbeaten(regrets: Floats) -> Integers:
    """Find the rows that no other row is at most, everywhere; the first of equals."""
    order = np.argsort(regrets.sum(axis=1), kind="stable")
    kept: list[int] = []
    for row in order:
        others = regrets[kept]
        if not (others <= regrets[row] + 1e-15).all(axis=1).any():
            kept.append(int(row))
    return np.array(kept, np.int64)
