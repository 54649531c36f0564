"""What may come of a plan: ten thousand draws, and the mix that pays for it."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np

from benchmarks._compare import Row, compared, medians, timed
from werklandschap.appraisal import OUTSIDE, PARTIES, Line
from werklandschap.appraisal.chances import of_lines
from werklandschap.appraisal.discounting import discount_factors
from werklandschap.appraisal.uncertainty import Draws
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions

LABEL = Text("maatregel", "measure")
RATES = np.linspace(0.01, 0.08, len(PARTIES))
YEARS = 30


def run(*, quick: bool) -> Iterator[Row]:
    """Compare with numpy, in a loop over draws and in one over measures and years."""
    draws, measures = (1_000, 40) if quick else (10_000, 40)
    lines, given = _plan(draws, measures)
    ours = partial(of_lines, lines, given, parties=tuple(PARTIES), rates=list(RATES))
    straight = partial(_per_draw, lines, draws)
    vectorised = partial(_per_measure_and_year, lines, draws)
    found = ours()  # and compile
    for theirs, peer in (
        (straight, "numpy, per draw"),
        (vectorised, "numpy, per year"),
    ):
        values, better = theirs()
        apart = np.abs(found.values_eur - values).max()
        late = np.abs(found.better_off - better).max()
        seconds = medians([timed(ours), timed(theirs)], rounds=3)
        work = f"{draws:,} draws x {measures} measures x {YEARS} years x 10 parties"
        yield compared(work, peer, *seconds, f"{apart:.0e} euro, {late:.0e} chance")


def _plan(draws: int, measures: int) -> tuple[list[Line], Draws]:
    chance = np.random.default_rng(0)
    parties = list(PARTIES)
    prices = {f"price {m}": chance.gamma(4, 25, draws) for m in range(measures)}
    lines = []
    for number, price in enumerate(prices.values()):
        payer, *gaining = chance.permutation(parties)
        receivers = dict(zip(gaining, chance.dirichlet(np.ones(9)), strict=True))
        quantity = chance.normal(1, 3, YEARS + 1)
        pays = number % 3 == 0
        lines.append(
            Line(
                f"{number}",
                LABEL,
                quantity,
                price,
                {str(payer): 1.0} if pays else {OUTSIDE: 1.0},
                {OUTSIDE: 1.0} if pays else receivers,
            )
        )
    return lines, Draws(prices, Assumptions(on=date(2026, 1, 1)))


def _discounts() -> np.ndarray:
    return np.stack([discount_factors(rate, YEARS) for rate in RATES], axis=1)


def _per_draw(lines: list[Line], draws: int) -> tuple[np.ndarray, np.ndarray]:
    """Write the cash flows of one draw after the other: what a spreadsheet does."""
    discounts, parties = _discounts(), list(PARTIES)
    shares = [line.net_shares(parties) for line in lines]
    values = np.zeros((draws, len(parties)))
    better = np.zeros((YEARS + 1, len(parties)))
    for draw in range(draws):
        net = np.zeros((YEARS + 1, len(parties)))
        for line, share in zip(lines, shares, strict=True):
            net += np.outer(line.quantity * line.price_eur[draw], share)
        balance = np.cumsum(net * discounts, axis=0)
        values[draw] = balance[-1]
        better += balance >= 0
    return values, better / draws


def _per_measure_and_year(
    lines: list[Line], draws: int
) -> tuple[np.ndarray, np.ndarray]:
    """Take all draws at once, looping over years and measures."""
    discounts, parties = _discounts(), list(PARTIES)
    shares = [line.net_shares(parties) for line in lines]
    values = np.zeros((draws, len(parties)))
    better = np.empty((YEARS + 1, len(parties)))
    for year in range(YEARS + 1):
        for line, share in zip(lines, shares, strict=True):
            flow = line.quantity[year] * line.price_eur
            values += np.outer(flow, share * discounts[year])
        better[year] = (values >= 0).mean(axis=0)
    return values, better
