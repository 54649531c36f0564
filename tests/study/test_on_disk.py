"""Scans that lie on disk are the scans that were put there."""

from datetime import date

import pandas as pd
import pytest
from geopandas import GeoDataFrame

from werklandschap.examples import model_park
from werklandschap.report.write import write_scan
from werklandschap.sources import adopt
from werklandschap.store import Lake
from werklandschap.study import baseline_scan

ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def three_parks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("three")
    lake, parks = Lake.create(folder / "lake"), []
    for number in range(3):
        centre_m = (120_000.0 + 2_000.0 * number, 440_000.0)
        place = model_park(seed=number, area_ha=10.0, cell_m=2.0, centre_m=centre_m)
        place.write(folder / str(number))
        area = place.parks.geometry.iloc[0].buffer(500)
        adopt(area, lake, places=[folder / str(number)], on=ON)
        parks.append(place.parks)
    return lake, GeoDataFrame(pd.concat(parks))


@pytest.fixture(scope="module")
def in_memory(three_parks):
    lake, parks = three_parks
    return baseline_scan(lake, parks, on=ON, parts=())


@pytest.fixture(scope="module")
def on_disk(three_parks, tmp_path_factory):
    lake, parks = three_parks
    aside = tmp_path_factory.mktemp("aside")
    return baseline_scan(lake, parks, on=ON, parts=(), folder=aside)


def test_what_is_written_is_the_same_from_disk(in_memory, on_disk, tmp_path):
    one = write_scan(in_memory, tmp_path / "one", language="nl")
    other = write_scan(on_disk, tmp_path / "other", language="nl")
    assert [file.name for file in one] == [file.name for file in other]
    for a, b in zip(one, other, strict=True):
        assert a.read_bytes() == b.read_bytes(), a.name


def test_it_is_a_sequence_like_any_other(three_parks, on_disk):
    _, parks = three_parks
    scans = on_disk.parks
    assert len(scans) == 3
    assert [park.park_id for park in scans] == parks.index.tolist()
    assert scans[-1].park_id == parks.index[-1]
    assert [park.park_id for park in scans[1:]] == parks.index[1:].tolist()
    with pytest.raises(IndexError):
        scans[3]


def test_two_parks_at_once_measure_what_each_measures_alone(three_parks, in_memory):
    lake, parks = three_parks
    for number, park in enumerate(in_memory.parks):
        (alone,) = baseline_scan(lake, parks.iloc[[number]], on=ON, parts=()).parks
        for one, other in zip(park.estimates, alone.estimates, strict=True):
            assert (one.value, one.low, one.high) == pytest.approx(
                (other.value, other.low, other.high), nan_ok=True, rel=0, abs=0
            )
