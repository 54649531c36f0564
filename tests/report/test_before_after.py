"""Promises of pictures before and after: they fit each other and count what they show."""

import json

import numpy as np
import pytest
import rasterio
from rasterio.errors import NotGeoreferencedWarning
from tests.study.test_cloudburst import ASSUMPTIONS, SIDE_M, place, scene

from werklandschap.landscape import with_fractions
from werklandschap.report.before_after import DESCRIPTION, Moment, write_before_after
from werklandschap.study.flood_film import flood_film


def moment(name, **changes):
    landscape = place(**changes)
    film = flood_film(scene(landscape), landscape)
    return Moment(
        name=name, landscape=landscape.having(flood_70=film.deepest_m), film=film
    )


@pytest.fixture(scope="module")
def both():
    green = place().surfaces.assign(cover_class="grassland")
    return moment("before"), moment(
        "after", surfaces=with_fractions(green, assumptions=ASSUMPTIONS)
    )


@pytest.fixture(scope="module")
def written(both, tmp_path_factory):
    folder = tmp_path_factory.mktemp("before_after")
    write_before_after(*both, folder)
    return folder, json.loads((folder / DESCRIPTION).read_text("utf-8"))


@pytest.mark.filterwarnings(
    f"ignore::{NotGeoreferencedWarning.__module__}.{NotGeoreferencedWarning.__name__}"
)
def test_all_pictures_that_are_told_of_are_there_and_equally_large(written):
    folder, told = written
    for layer in (*told["layers"], told["film"]):
        sizes = set()
        for names in layer["files"].values():
            for name in names:
                with rasterio.open(folder / name) as picture:
                    sizes.add(picture.shape)
        assert len(sizes) == 1
    assert [each["name"] for each in told["layers"]] == ["flood_70"]


def test_the_counts_of_a_moment_are_those_of_its_cells(written, both):
    _, told = written
    assert len(told["film"]["at_min"]) == len(both[0].film.depth_m)
    for side in both:
        rows = told["film"]["rows"][side.name]
        for row, grid in zip(rows, side.film.depth_m, strict=True):
            assert row["water_m3"] == pytest.approx(grid.values.sum(dtype=np.float64))
            assert 0 <= row["ponding_m2"] <= SIDE_M**2


def test_less_water_shows_as_no_larger_shares_and_less_between_plots(written):
    _, told = written
    (layer,) = told["layers"]
    wet = {
        side: sum(each["shares"][side] for each in layer["legend"])
        for side in ("before", "after")
    }
    assert 0 < wet["after"] <= wet["before"] <= 1
    (pair,) = told["between"]
    assert "up" in pair["from"]["nl"]
    assert pair["after_m3"] < pair["before_m3"]


def test_without_water_there_are_layers_and_no_film(both, tmp_path):
    dry = [Moment(name=each.name, landscape=each.landscape, film=None) for each in both]
    write_before_after(*dry, tmp_path)
    told = json.loads((tmp_path / DESCRIPTION).read_text("utf-8"))
    assert told["film"] is None
    assert told["between"] == []
    assert len(told["layers"]) == 1
