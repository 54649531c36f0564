"""Indicators of what was simulated, worked out by hand on two small parks."""

import pytest

from werklandschap.indicators import INDICATORS


@pytest.fixture
def measured(two_parks):
    def measure(name):
        return INDICATORS[name].measure(two_parks).to_dict()

    return measure


def test_heat(measured):
    assert measured("pet_walking_degc")["west"] == pytest.approx(30 + 61.5 / 20)
    assert measured("pet_staying_degc")["west"] == pytest.approx(30 + 71.5 / 20)
    # The felt temperature is 30 °C in the west, and a degree more every 20 m east.
    assert measured("moderate_heat_share") == {"west": 1.0, "east": 0.0}
    assert measured("strong_heat_share") == {"west": 0.0, "east": pytest.approx(0.2)}
    assert measured("extreme_heat_share") == {"west": 0.0, "east": pytest.approx(0.8)}
    assert measured("noon_shade_share")["west"] == pytest.approx(0.5)
    assert measured("sky_view_share")["west"] == pytest.approx(0.8)
    assert measured("cool_place_distance_m")["west"] == pytest.approx(49.5)


def test_water_after_a_cloudburst(measured):
    assert measured("touched_70mm_count") == {"west": 1.0, "east": 1.0}
    # Half of the western main road lies under 12 cm; a car stops at 10.
    assert measured("car_blocked_share")["west"] == pytest.approx(1_000 / 3_200)
    assert measured("emergency_blocked_share")["west"] == 0.0
    assert measured("ponding_m3")["west"] == pytest.approx(0.12 * 5_000, rel=1e-5)


def test_sun_on_roofs(measured):
    assert measured("solar_fitted_kwp") == {"west": 140.0, "east": 250.0}
    assert measured("solar_yield_mwh") == {"west": 120.0, "east": 240.0}
    # Without shade the west would yield 120 / 0.8 = 150 MWh.
    assert measured("solar_shade_loss_share")["west"] == pytest.approx(30 / 150)
    assert measured("solar_shade_loss_share")["east"] == 0
    assert measured("green_roof_found_m2") == {"west": 0.0, "east": 1_700.0}


def test_water_in_the_classes_of_depth_at_walls(measured):
    # 12 cm lies against the hall of each park: shallow.
    assert measured("facade_shallow_count") == {"west": 1.0, "east": 1.0}
    assert measured("facade_middle_count") == {"west": 0.0, "east": 0.0}
    assert measured("facade_deep_count") == {"west": 0.0, "east": 0.0}


def test_rarer_showers_touch_as_much_or_more(measured):
    # 18 cm and 36 cm against the same halls.
    assert measured("touched_90mm_count") == {"west": 1.0, "east": 1.0}
    assert measured("touched_160mm_count") == {"west": 1.0, "east": 1.0}


def test_rain_of_ordinary_years(measured):
    # (6,000 x 0 + 4,000 x 0.4) / 10,000 in the west.
    assert measured("infiltrated_share") == pytest.approx({"west": 0.16, "east": 0.5})
