"""What urban heat promises: the published equation, and means over the ground upwind."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.parameters import Assumptions
from werklandschap.simulation._heat_arrays import UnequalHeatGrids, UnusableHeatInput
from werklandschap.simulation.urban_heat import (
    OutsideSummerHalfYear,
    course_share,
    day_strength_degc,
    highest_excess_degc,
    source_area,
)

NOW = Assumptions(on=date(2026, 1, 1))
CELL_M = 50.0
WEATHER = {
    "radiation_w_per_m2": 330.0,
    "temperature_range_degc": 12.0,
    "wind_m_per_s": 4.0,
    "temperature_degc": 25.0,
    "pressure_hpa": 1_016.0,
}


def _means(sky, green, is_building=None, direction_deg=90.0, is_calm=False):
    built = np.zeros(sky.shape, bool) if is_building is None else is_building
    area = source_area(sky, green, is_building=built, cell_m=CELL_M)
    return area.means(direction_deg, is_calm=is_calm, assumptions=NOW)


def test_the_strength_of_a_day_by_hand() -> None:
    density = 101_600 / (287.058 * 298.15)
    kinematic = 330 / (density * 1_007)
    by_hand = (kinematic * 12**3 / 4) ** 0.25
    assert day_strength_degc(**WEATHER) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(3.3, abs=0.1)


@given(st.floats(1.01, 3))
def test_light_and_range_drive_it_and_wind_stops_it(times: float) -> None:
    def strength(**changes: float) -> float:
        return day_strength_degc(**(WEATHER | changes))

    same = strength()
    brighter = strength(radiation_w_per_m2=330 * times)
    assert brighter == pytest.approx(same * times**0.25)
    wider = strength(temperature_range_degc=12 * times)
    assert wider == pytest.approx(same * times**0.75)
    assert strength(wind_m_per_s=4 * times) == pytest.approx(same / times**0.25)


@pytest.mark.parametrize("name", WEATHER)
@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1e6])
def test_weather_that_cannot_be_is_refused(name: str, wrong: float) -> None:
    with pytest.raises(UnusableHeatInput, match=name):
        day_strength_degc(**(WEATHER | {name: wrong}))


def test_the_heat_island_by_hand() -> None:
    assert highest_excess_degc(0.6, 0.3, 3.0) == pytest.approx(1.1 * 3)
    assert highest_excess_degc(1.0, 1.0, 3.0) == 0
    with pytest.raises(UnusableHeatInput, match="vegetation_share"):
        highest_excess_degc(0.5, np.nan, 3.0)


def test_the_course_of_the_standard_day() -> None:
    course = course_share(date(2015, 7, 1))
    assert course[0] == 1
    assert course[10:17].tolist() == [0.029, 0.05, 0.074, 0.108, 0.161, 0.228, 0.312]


def test_every_day_of_the_summer_half_year_has_a_smooth_course() -> None:
    day = date(2024, 4, 1)
    while day <= date(2024, 9, 30):
        course = course_share(day)
        assert course.shape == (24,)
        assert course.max() == 1
        assert course.min() == -0.02
        lowest, highest = int(course.argmin()), int(course.argmax())
        # From the morning it only rises until it is at its strongest.
        rise = np.roll(course, -lowest)[: (highest - lowest) % 24 + 1]
        assert (np.diff(rise) > 0).all(), day
        # And before that it only falls.
        fall = np.roll(course, -highest)[: (lowest - highest) % 24 + 1]
        assert (np.diff(fall) < 0).all(), day
        day += timedelta(days=1)


@pytest.mark.parametrize("on", [date(2025, 3, 31), date(2025, 10, 1)])
def test_winter_has_no_course(on: date) -> None:
    with pytest.raises(OutsideSummerHalfYear, match=str(on)) as caught:
        course_share(on)
    assert "hittekaart" in caught.value.say("nl")


@pytest.mark.parametrize(
    ("direction_deg", "rows", "columns"),
    [
        # 1000 m upwind, 100 m downwind and 250 m to each side, in cells of 50 m; the
        # cell itself is one of those downwind and of those at one side.
        (0, (-20, 1), (-4, 5)),
        (90, (-4, 5), (-1, 20)),
        (180, (-1, 20), (-5, 4)),
        (270, (-5, 4), (-20, 1)),
    ],
)
def test_means_are_those_of_the_ground_upwind(direction_deg, rows, columns) -> None:
    rng = np.random.default_rng(3)
    sky = rng.uniform(0.3, 1, (50, 50)).astype(np.float32)
    green = rng.uniform(0, 1, (50, 50)).astype(np.float32)
    built = rng.random((50, 50)) < 0.3
    found_sky, found_green = _means(sky, green, built, direction_deg)
    window = (
        slice(25 + rows[0], 25 + rows[1] + 1),
        slice(25 + columns[0], 25 + columns[1] + 1),
    )
    seen = sky[window][~built[window]]
    assert found_sky[25, 25] == pytest.approx(seen.mean(), abs=1e-5)
    assert found_green[25, 25] == pytest.approx(green[window].mean(), abs=1e-5)


def test_in_a_calm_it_is_all_round_and_has_no_direction() -> None:
    sky = np.random.default_rng(4).uniform(0.3, 1, (40, 40)).astype(np.float32)
    means, _ = _means(sky, sky, is_calm=True)
    around = sky[20 - 7 : 20 + 8, 20 - 7 : 20 + 8]
    assert means[20, 20] == pytest.approx(around.mean(), abs=1e-6)
    other, _ = _means(sky, sky, is_calm=True, direction_deg=180.0)
    np.testing.assert_array_equal(means, other)


@pytest.mark.parametrize(
    ("known", "weight"), [(0.30, 1.0), (0.20, 1.0), (0.15, 0.5), (0.10, 0.0), (0.0, 0)]
)
def test_a_window_of_roofs_is_given_an_open_sky(known: float, weight: float) -> None:
    # In a calm the window is 15 x 15 cells; know the sky of a part of it.
    sky = np.full((15, 15), 0.4, np.float32)
    built = np.ones(225, bool)
    built[: round(known * 225)] = False
    share = round(known * 225) / 225
    exact = np.clip((share - 0.1) / 0.1, 0, 1)
    means, _ = _means(sky, sky, built.reshape(15, 15), is_calm=True)
    assert means[7, 7] == pytest.approx(exact * 0.4 + (1 - exact) * 1, abs=1e-6)
    assert exact == pytest.approx(weight, abs=0.03)


def test_missing_and_unequal_layers_are_refused() -> None:
    good = np.ones((5, 5), np.float32)
    hole = good.copy()
    hole[2, 2] = np.nan
    with pytest.raises(UnusableHeatInput, match="sky_view"):
        _means(hole, good)
    with pytest.raises(UnusableHeatInput, match="vegetation"):
        _means(good, hole)
    with pytest.raises(UnequalHeatGrids, match="vegetation"):
        _means(good, np.ones((5, 6), np.float32))
