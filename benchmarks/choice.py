"""Choosing the cheapest package: how long it takes, and what a greedy choice costs."""

import time
from collections.abc import Iterator

import numpy as np

from benchmarks._compare import Row
from werklandschap.study.plan.choice import choose
from werklandschap.study.plan.options import Options, Wish

SITES, MEASURES, TARGETS = 400, 12, 4
GAP, LONGEST_S = 1e-3, 5.0


def case(seed: int) -> tuple[Options, Wish]:
    """Draw options like those of a park: dear ones do more, and each for some targets."""
    rng = np.random.default_rng(seed)
    n = SITES * MEASURES
    size = rng.lognormal(0, 0.8, SITES).repeat(MEASURES)
    unit_cost = rng.lognormal(3, 0.7, MEASURES)
    strength = rng.gamma(1.0, 1.0, (MEASURES, TARGETS)) * (
        rng.random((MEASURES, TARGETS)) < 0.6
    )
    measure = np.tile(np.arange(MEASURES), SITES)
    fit = rng.lognormal(0, 0.3, (n, TARGETS))
    cost = 1_000 * size * unit_cost[measure] * rng.lognormal(0, 0.2, n)
    gain = size[:, None] * strength[measure] * fit
    pairs = np.column_stack([rng.choice(n, 24, False), rng.choice(n, 24, False)])
    together = -0.3 * np.minimum(gain[pairs[:, 0]], gain[pairs[:, 1]])
    most = gain.reshape(SITES, MEASURES, TARGETS).max(1).sum(0)
    options = Options(
        site=np.arange(SITES).repeat(MEASURES),
        cost_eur=cost,
        spend_eur=cost[:, None],
        gain=gain,
        pairs=[(pair[:1], pair[1:]) for pair in pairs if pair[0] != pair[1]],
        together=together[pairs[:, 0] != pairs[:, 1]],
    )
    return options, Wish(needed=0.3 * most, budget_eur=np.array([np.inf]))


def greedy_cost_eur(options: Options, wish: Wish) -> float:
    """Take, time after time, what adds most of what still lacks per euro."""
    chosen = np.zeros(len(options.site), bool)
    is_free = np.ones(len(options.site), bool)
    while (open_ := np.maximum(wish.needed - options.total_gain(chosen), 0)).any():
        useful = np.minimum(options.gain, open_) / wish.needed
        worth = np.where(is_free, useful.sum(1) / options.cost_eur, -1)
        best = int(worth.argmax())
        if worth[best] <= 0:
            return float("inf")
        chosen[best] = True
        is_free &= options.site != options.site[best]
    return float(options.cost_eur[chosen].sum())


def run(*, quick: bool) -> Iterator[Row]:
    """Choose three times, each out of other options."""
    for seed in range(1 if quick else 3):
        options, wish = case(seed)
        start = time.perf_counter()
        found = choose(options, wish, gap=GAP)
        took_s = time.perf_counter() - start
        is_good = took_s < LONGEST_S and found.gap <= GAP and found.is_enough
        yield Row(
            f"{SITES} sites, {MEASURES} measures, {TARGETS} targets",
            f"{took_s:.2f} s",
            f"limit {LONGEST_S:.0f} s",
            "",
            f"{LONGEST_S / took_s:.1f}x",
            f"{'within' if is_good else 'OVER'}, gap {found.gap:.2%}",
        )
        greedy_eur = greedy_cost_eur(options, wish)
        yield Row(
            "what it costs",
            f"{found.cost_eur / 1e6:.2f} M€",
            "greedy",
            f"{greedy_eur / 1e6:.2f} M€" if np.isfinite(greedy_eur) else "stuck",
            f"{greedy_eur / found.cost_eur:.3f}x",
            "all targets",
        )
