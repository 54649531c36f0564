"""Differences in differences: an effect that was put in is found back."""

import numpy as np
import pytest

from werklandschap.governance.attribution import FEWEST, Observed, effect


def observed(dice, *, count=120, gain=0.04, drift=0.02):
    """Let large parks join more often and change faster; joining brings ``gain``."""
    found = []
    for number in range(count):
        size = dice.normal()
        takes_part = bool(dice.random() < 1 / (1 + np.exp(-size)))
        before = 0.2 + 0.05 * size + dice.normal(scale=0.02)
        change = drift * (1 + size) + gain * takes_part + dice.normal(scale=0.01)
        found.append(
            Observed(str(number), takes_part, before, before + change, (size,))
        )
    return found


def test_what_the_programme_did_is_found_back_where_a_plain_comparison_is_wrong():
    parks = observed(np.random.default_rng(1))
    found = effect(parks)
    plain = np.mean([p.change for p in parks if p.takes_part]) - np.mean(
        [p.change for p in parks if not p.takes_part]
    )
    assert found.low <= found.difference <= found.high
    assert found.difference == pytest.approx(0.04, abs=0.01)
    assert abs(found.difference - 0.04) < abs(plain - 0.04)


def test_the_band_usually_holds_what_was_put_in():
    dice = np.random.default_rng(7)
    found = [effect(observed(dice, gain=0.0)) for _ in range(40)]
    assert (
        np.mean([each.low <= 0.0 + 0.006 and each.high >= -0.006 for each in found])
        > 0.7
    )


def test_a_change_that_all_parks_share_is_no_effect():
    parks = [
        Observed(str(n), n % 2 == 0, 0.2, 0.3, (float(n // 2),)) for n in range(40)
    ]
    found = effect(parks)
    assert found.difference == pytest.approx(0)
    assert found.apart < 0.1


def test_of_too_few_parks_nothing_is_said():
    dice = np.random.default_rng(1)
    few = [p for p in observed(dice) if not p.takes_part]
    few += [p for p in observed(dice) if p.takes_part][: FEWEST - 1]
    assert effect(few) is None
