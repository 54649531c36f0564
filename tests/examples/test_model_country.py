"""The model country has any number of parks, and takes no more memory for more."""

import subprocess
import sys
from itertools import islice

import numpy as np
import pandas as pd
import pytest
import shapely

from werklandschap.examples import model_country, model_outlines
from werklandschap.geo.overlay import area_within
from werklandschap.landscape import COVER, COVER_CLASSES, PARKS


@pytest.fixture(scope="module")
def chunk():
    return next(model_country(parks=60, seed=5, parks_per_chunk=60))


def test_its_tables_are_as_declared(chunk):
    PARKS.check(chunk.parks)
    COVER.check(chunk.cover)
    assert chunk.parks.is_valid.all()
    assert chunk.cover.is_valid.all()
    assert set(chunk.cover["cover_class"]) <= set(COVER_CLASSES)
    assert chunk.parks["name"].str.contains("(gegenereerd)", regex=False).all()


def test_the_ground_of_every_park_is_a_partition_that_covers_it(chunk):
    park = chunk.cover.index.str[:9]
    assert set(park) == set(chunk.parks.index)
    for _, ground in chunk.cover.groupby(park):
        assert shapely.coverage_is_valid(ground.geometry.values)
    share = area_within(chunk.cover, chunk.parks) / chunk.parks.area
    assert share.to_numpy() == pytest.approx(1.0, abs=1e-9)


def test_parks_do_not_meet(chunk):
    one, other = shapely.STRtree(chunk.parks.geometry.values).query(
        chunk.parks.geometry.values, predicate="intersects"
    )
    assert (one == other).all()


def test_parks_lie_within_the_netherlands(chunk):
    west, south, east, north = chunk.parks.total_bounds
    assert 0 < west < east < 300_000
    assert 289_000 < south < north < 629_000
    assert east - west > 150_000
    assert north - south > 150_000


def test_a_park_is_the_same_in_every_division():
    whole = next(model_country(parks=7, seed=2, parks_per_chunk=7))
    parts = list(model_country(parks=7, seed=2, parks_per_chunk=3))
    assert [len(part.parks) for part in parts] == [3, 3, 1]
    for name in ("parks", "cover"):
        expected = getattr(whole, name)
        found = pd.concat([getattr(part, name) for part in parts])
        assert found.geometry.to_wkb().equals(expected.geometry.to_wkb())
        pd.testing.assert_frame_equal(
            found.drop(columns="geometry"), expected.drop(columns="geometry")
        )


def test_outlines_alone_are_those_of_the_whole_country(chunk):
    alone = model_outlines(parks=len(chunk.parks), seed=5)
    assert alone.equals(chunk.parks)


def test_more_parks_leave_the_first_ones_as_they_are():
    few = next(model_country(parks=3, seed=2))
    many = next(model_country(parks=50, seed=2))
    assert many.parks.index[:3].equals(few.parks.index)
    assert many.parks[:3].geometry.to_wkb().equals(few.parks.geometry.to_wkb())


def test_another_seed_gives_another_country(chunk):
    other = next(model_country(parks=60, seed=6, parks_per_chunk=60))
    assert not other.parks.geometry.to_wkb().equals(chunk.parks.geometry.to_wkb())


def test_says_when_there_is_no_room():
    with pytest.raises(ValueError, match="do not fit"):
        next(model_country(parks=1_000_000))


def test_the_size_of_the_surfaces_is_that_of_the_bgt():
    chunks = list(islice(model_country(parks=400, seed=1), 4))
    surfaces = sum(len(chunk.cover) for chunk in chunks)
    assert 200 < surfaces / 400 < 400
    area_ha = np.concatenate([chunk.parks.area / 10_000 for chunk in chunks])
    assert area_ha.min() > 0.5
    assert 15 < area_ha.mean() < 40


_PEAK = """
import resource, sys
from werklandschap.examples import model_country, model_outlines
for chunk in model_country(parks=int(sys.argv[1]), parks_per_chunk=20):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory in other units")
def test_more_parks_take_no_more_memory():
    few, many = (
        int(
            subprocess.run(
                [sys.executable, "-c", _PEAK, str(parks)],
                capture_output=True,
                check=True,
                text=True,
            ).stdout
        )
        for parks in (20, 200)
    )
    assert many < 1.2 * few
