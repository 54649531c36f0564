"""Promises of watching a cloudburst: nothing changes by it, and no water appears."""

import numpy as np
import pytest
from tests.study.test_cloudburst import ASSUMPTIONS, place, scene

from werklandschap.landscape import with_fractions
from werklandschap.study.cloudburst import cloudburst
from werklandschap.study.flood_film import flood_film


@pytest.fixture(scope="module")
def film():
    landscape = place()
    return flood_film(scene(landscape), landscape)


def test_watching_changes_nothing(film):
    landscape = place()
    alone = cloudburst(scene(landscape), landscape, showers=("flood_70",), follow=False)
    assert np.array_equal(film.deepest_m.values, alone["flood_70"].values)


def test_no_moment_is_deeper_than_the_deepest(film):
    highest = np.max([each.values for each in film.depth_m], axis=0)
    assert (highest <= film.deepest_m.values + 1e-6).all()
    assert highest.max() > 0.9 * film.deepest_m.values.max()


def test_water_comes_while_it_rains_and_goes_after(film):
    water = [float(each.values.sum()) for each in film.depth_m]
    end = film.at_min.index(60)
    assert film.at_min[0] == 5
    assert film.at_min[-1] == 60 + 20
    assert water[0] < water[end]
    assert water[-1] < water[end]


def test_water_runs_down_and_not_up(film):
    rows = film.between.set_index(["from_plot", "to_plot"])["water_m3"]
    assert rows["up", "down"] > 10
    assert ("down", "up") not in rows.index


def test_no_plot_gets_more_than_stands_on_it(film):
    from_m = ASSUMPTIONS["cloudburst.ponding_from_m"]
    depth = film.deepest_m.values.astype(np.float64)
    standing = {"up": depth[:, :30], "down": depth[:, 30:]}
    for name, told in film.between.groupby("to_plot")["water_m3"].sum().items():
        there = standing[name]
        assert told <= there[there >= from_m].sum() + 1e-6


def test_the_place_of_the_water_is_where_it_is_deepest(film):
    for row in film.between.itertuples():
        column, line = int(row.x_m), int(film.deepest_m.definition.north_m - row.y_m)
        own = film.deepest_m.values[:, :30] if row.to_plot == "up" else None
        most = (film.deepest_m.values[:, 30:] if own is None else own).max()
        assert film.deepest_m.values[line, column] == pytest.approx(most)


def test_a_plot_that_holds_its_water_sends_its_neighbour_less(film):
    landscape = place()
    green = landscape.surfaces.assign(cover_class="grassland")
    greener = landscape.having(surfaces=with_fractions(green, assumptions=ASSUMPTIONS))
    other = flood_film(scene(greener), greener)

    def sent(which):
        rows = which.between.set_index(["from_plot", "to_plot"])["water_m3"]
        return rows.get(("up", "down"), 0.0)

    assert sent(other) < 0.8 * sent(film)


def test_without_heights_there_is_nothing_to_watch():
    landscape = place(terrain_m=None)
    assert flood_film(scene(landscape), landscape) is None
