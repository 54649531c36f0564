"""Where rain goes in an ordinary year."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.parameters import Assumptions
from werklandschap.simulation.rain_year import (
    BALANCE,
    SHARES,
    SURFACES,
    UnequalRecords,
    UnusableWater,
    makkink_mm,
    rain_year,
    stores,
)
from werklandschap.sources import SOURCES, documents

STORES = ("interception_mm", "storage_mm", "root_zone_mm", "infiltration_mm_per_h")
DEPTHS = st.floats(0, 60)
RECORDS = st.lists(
    st.tuples(st.floats(0, 30), st.floats(0, 2)), min_size=1, max_size=40
)


def balance(record, step_h=1.0, **given_stores):
    rain, evaporation = np.array(record).T
    whole = dict.fromkeys(STORES, 0.0) | given_stores
    return rain_year(rain, evaporation, step_h=step_h, **whole).loc[0]


@given(RECORDS, st.tuples(*[DEPTHS] * 4), st.sampled_from([0.25, 1.0, 24.0]))
def test_no_water_is_lost(record, depths, step_h):
    found = balance(record, step_h, **dict(zip(STORES, depths, strict=True)))
    rain = sum(depth for depth, _ in record)
    assert found[list(BALANCE)].sum() == pytest.approx(rain, rel=1e-9, abs=1e-9)
    assert (found[list(BALANCE)] >= 0).all()
    if rain > 0:
        assert found[list(SHARES)].sum() == pytest.approx(1, abs=1e-9)
    else:
        assert found[list(SHARES)].isna().all()


# Of interception no such law holds: what it holds today it cannot hold tomorrow, when rain
# may fall faster than it seeps away.
@given(RECORDS, st.tuples(*[DEPTHS] * 4), st.sampled_from(STORES[1:]), st.floats(0, 20))
def test_more_room_or_infiltration_never_gives_more_runoff(record, depths, store, more):
    before = dict(zip(STORES, depths, strict=True))
    after = before | {store: before[store] + more}
    assert (
        balance(record, **after)["discharged_mm"]
        <= balance(record, **before)["discharged_mm"] + 1e-9
    )


@given(RECORDS, st.tuples(*[DEPTHS] * 4))
def test_evaporation_never_exceeds_what_the_air_takes(record, depths):
    found = balance(record, **dict(zip(STORES, depths, strict=True)))
    assert found["evaporated_mm"] <= sum(taken for _, taken in record) + 1e-9


def test_by_hand():
    # 10 mm on 2 mm of leaves and 3 mm of storage that takes 1 mm per step.
    found = balance(
        [(10, 1), (0, 1)], interception_mm=2, storage_mm=3, infiltration_mm_per_h=1
    )
    # Step 1: 2 held, 8 standing, 1 seeps, 1 evaporates off the leaves, 4 run off.
    # Step 2: 1 seeps of the 3 that stand, the last 1 evaporates off the leaves.
    assert found[list(BALANCE)].tolist() == [2, 2, 4, 2]


def test_a_closed_surface_without_stores_discharges_everything():
    found = balance([(5, 0), (7, 0)])
    assert found["discharged_share"] == 1


def test_a_surface_does_not_know_of_its_neighbours():
    rain, evaporation = np.full(50, 2.0), np.full(50, 0.3)
    table = stores(Assumptions(date(2026, 11, 1)))
    together = rain_year(rain, evaporation, **table.to_dict("list"))
    for i, row in enumerate(table.to_dict("records")):
        alone = rain_year(rain, evaporation, **row)
        pd.testing.assert_series_equal(alone.loc[0], together.loc[i], check_names=False)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -1.0])
def test_nothing_is_calculated_with_what_is_not_there(bad):
    with pytest.raises(UnusableWater, match="rain_mm"):
        balance([(bad, 0)])
    with pytest.raises(UnusableWater, match="storage_mm"):
        balance([(1, 0)], storage_mm=bad)
    with pytest.raises(UnusableWater):
        makkink_mm([20 if bad < 0 else bad], [-500.0], step_h=1)


def test_records_are_equally_long():
    with pytest.raises(UnequalRecords):
        rain_year([1.0, 2.0], [1.0], **dict.fromkeys(STORES, 0.0))


def test_makkink_on_a_summer_day():
    # 20 degrees and 200 W/m2: s = 1.45 hPa/K, so 0.65 x 0.688 x 17.28 MJ / 2.453 MJ.
    assert makkink_mm([20.0], [200.0], step_h=24) == pytest.approx(3.15, abs=0.03)


@pytest.mark.real
class TestDeBilt:
    """Ten years of hours, 2011-2020."""

    @pytest.fixture(scope="class")
    @staticmethod
    def hours(real_data, tmp_path_factory):
        source, work = SOURCES["knmi_hours"], tmp_path_factory.mktemp("knmi")
        archive = real_data / "stat" / "knmi_uurgegevens" / "uurgeg_260_2011-2020.zip"
        found = source.recognise(list(documents([archive], workspace=work)))
        return source.tidy(source.read(found, None).frame)

    @staticmethod
    def evaporation_mm(hours):
        """Like KNMI: with the mean temperature of the day."""
        day = (hours["ends_at"] - pd.Timedelta(hours=1)).dt.floor("D")
        mean_c = hours["temperature_c"].groupby(day).transform("mean")
        return makkink_mm(mean_c, hours["global_radiation_w_per_m2"], step_h=1)

    def test_reference_evaporation(self, hours):
        day = (hours["ends_at"] - pd.Timedelta(hours=1)).dt.floor("D")
        columns = ["temperature_c", "global_radiation_w_per_m2"]
        daily = hours[columns].groupby(day).mean()
        by_day = makkink_mm(daily[columns[0]], daily[columns[1]], step_h=24).sum()
        assert self.evaporation_mm(hours).sum() == pytest.approx(by_day, rel=1e-9)
        # Some 600 mm a year in De Bilt in these years.
        assert by_day / 10 == pytest.approx(600, abs=30)
        by_hour = makkink_mm(hours[columns[0]], hours[columns[1]], step_h=1).sum()
        assert 1.03 < by_hour / by_day < 1.10

    def test_surfaces_differ_as_they_should(self, hours):
        evaporation = self.evaporation_mm(hours)
        table = stores(Assumptions(date(2026, 11, 1)))
        found = rain_year(hours["rain_mm"], evaporation, **table.to_dict("list"))
        found.index = table.index
        total = found[list(BALANCE)].sum(axis=1)
        np.testing.assert_allclose(total, hours["rain_mm"].sum(), rtol=1e-9)
        runoff = found["discharged_share"]
        assert set(found.index) == set(SURFACES)
        assert runoff["roof"] > runoff["green_roof"] > runoff["planted"]
        assert runoff["closed_paving"] > runoff["open_paving"] > runoff["planted"]
        assert 0.5 < runoff["closed_paving"] < 0.9
        assert runoff["planted"] < 0.05
        # Extensive green roofs keep roughly half of a year's rain.
        assert 0.35 < 1 - runoff["green_roof"] < 0.8
        assert found.loc["planted", "evaporated_share"] > 0.4
