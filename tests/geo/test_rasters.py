"""What is written is read back, cut where asked, and laid together without loss."""

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from rasterio import Affine
from rasterio.errors import RasterioIOError

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.geo.rasters import NotInRijksdriehoek, mosaic, read_grid, write_cog

HERE = GridDefinition(100_000.0, 400_050.0, 0.5, 100, 80)
AHN_NODATA = float(np.finfo(np.float32).max)


def heights(definition=HERE, *, seed=1, empty_share=0.2):
    random = np.random.default_rng(seed)
    values = random.normal(3, 2, definition.shape).astype(np.float32)
    values[random.random(definition.shape) < empty_share] = np.nan
    return Grid(definition, values)


def write(
    path,
    values,
    *,
    crs="EPSG:28992",
    nodata=None,
    corner=(100_000, 400_050),
    dtype=None,
):
    profile = {
        "driver": "GTiff",
        "height": values.shape[0],
        "width": values.shape[1],
        "count": 1,
        "dtype": dtype or values.dtype,
        "transform": Affine(0.5, 0, corner[0], 0, -0.5, corner[1]),
    }
    if crs:
        profile["crs"] = crs
    if nodata is not None:
        profile["nodata"] = nodata
    with rasterio.open(path, "w", **profile) as file:
        file.write(values, 1)
    return path


def same(one, other):
    np.testing.assert_array_equal(one.values, other.values)
    assert one.definition == other.definition


def test_what_is_written_is_read_back(tmp_path):
    grid = heights()
    write_cog(grid, tmp_path / "a.tif")
    same(read_grid(tmp_path / "a.tif"), grid)


def test_the_same_grid_gives_the_same_bytes(tmp_path):
    large = heights(GridDefinition(100_000.0, 400_400.0, 0.5, 700, 600))
    for name in ("a.tif", "b.tif"):
        write_cog(large, tmp_path / name)
    assert (tmp_path / "a.tif").read_bytes() == (tmp_path / "b.tif").read_bytes()


def test_it_is_a_cloud_optimised_geotiff_in_the_national_system(tmp_path):
    write_cog(
        heights(GridDefinition(0.0, 400_400.0, 0.5, 700, 600)), tmp_path / "a.tif"
    )
    with rasterio.open(tmp_path / "a.tif") as file:
        assert file.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert file.crs.to_epsg() == 28992
        assert file.overviews(1)
        assert np.isnan(file.nodata)


@given(
    west=st.floats(-30, 60),
    south=st.floats(-30, 70),
    wide=st.floats(0.01, 50),
    high=st.floats(0.01, 50),
)
def test_a_part_has_every_cell_that_touches_the_bounds_and_no_other(
    tmp_path_factory, west, south, wide, high
):
    path = tmp_path_factory.getbasetemp() / "part.tif"
    whole = heights()
    if not path.exists():
        write_cog(whole, path)
    bounds = (
        100_000 + west,
        400_000 + south,
        100_000 + west + wide,
        400_000 + south + high,
    )
    part = read_grid(path, bounds=bounds)
    x, y = HERE.centres_m()
    # A cell touches the bounds when it shares more than an edge with them.
    columns = (x + 0.25 > bounds[0]) & (x - 0.25 < bounds[2])
    rows = (y + 0.25 > bounds[1]) & (y - 0.25 < bounds[3])
    expected = whole.values[np.ix_(rows, columns)]
    if expected.size:
        np.testing.assert_array_equal(part.values, expected)
        same(part.on(part.definition), part)
        np.testing.assert_array_equal(whole.on(part.definition).values, part.values)
    else:
        assert part.values.size == 0


@pytest.mark.parametrize("nodata", [AHN_NODATA, None, -9999.0])
def test_what_was_not_measured_is_nan_declared_or_not(tmp_path, nodata):
    values = heights(empty_share=0).values.copy()
    values[3, 4] = AHN_NODATA
    values[5, 6] = -AHN_NODATA
    values[7, 8] = nodata if nodata is not None else AHN_NODATA
    read = read_grid(write(tmp_path / "a.tif", values, nodata=nodata)).values
    is_absent = np.zeros(HERE.shape, bool)
    is_absent[[3, 5, 7], [4, 6, 8]] = True
    np.testing.assert_array_equal(np.isnan(read), is_absent)
    np.testing.assert_array_equal(read[~is_absent], values[~is_absent])


def test_whole_numbers_are_heights_too(tmp_path):
    values = np.arange(12, dtype=np.int16).reshape(3, 4)
    read = read_grid(write(tmp_path / "a.tif", values, nodata=5))
    assert np.isnan(read.values[1, 1])
    assert np.nansum(read.values) == values.sum() - 5


@pytest.mark.parametrize("crs", [None, "EPSG:4326", "EPSG:32631"])
def test_a_raster_that_does_not_say_that_it_lies_in_rd_is_refused(tmp_path, crs):
    path = write(tmp_path / "a.tif", heights().values, crs=crs)
    with pytest.raises(NotInRijksdriehoek, match=r"a\.tif"):
        read_grid(path)


def test_rd_together_with_nap_is_rd(tmp_path):
    path = write(tmp_path / "a.tif", heights().values, crs="EPSG:7415")
    same(read_grid(path), heights())


def test_a_damaged_raster_is_an_error_and_not_a_hole(tmp_path):
    whole = write(tmp_path / "a.tif", heights().values)
    (tmp_path / "b.tif").write_bytes(whole.read_bytes()[:4_000])
    with pytest.raises(RasterioIOError):
        read_grid(tmp_path / "b.tif")


SMALL = GridDefinition(0.0, 10.0, 1.0, 10, 10)
CELLS = arrays(np.float32, (10, 10), elements=st.sampled_from([np.nan, 0.0, 1.0, -2.5]))


@given(first=CELLS, second=CELLS)
def test_the_first_grid_that_has_a_number_counts(first, second):
    laid = mosaic([Grid(SMALL, first), Grid(SMALL, second)], SMALL)
    np.testing.assert_array_equal(laid.values, np.where(np.isnan(first), second, first))


@given(cells=CELLS, down=st.integers(1, 9), right=st.integers(1, 9))
def test_pieces_laid_together_are_the_whole_in_any_order(cells, down, right):
    whole = Grid(SMALL, cells)
    pieces = [
        whole.on(GridDefinition(float(west), 10.0 - top, 1.0, rows, columns))
        for top, rows in ((0, down), (down, 10 - down))
        for west, columns in ((0, right), (right, 10 - right))
    ]
    same(mosaic(pieces, SMALL), whole)
    same(mosaic(reversed(pieces), SMALL), whole)


def test_a_grid_elsewhere_adds_nothing():
    away = Grid.filled(GridDefinition(500.0, 10.0, 1.0, 10, 10), 1.0)
    assert np.isnan(mosaic([away], SMALL).values).all()


def test_a_mosaic_leaves_its_pieces_as_they_were():
    first, second = heights(seed=1), heights(seed=2)
    before = first.values.copy()
    mosaic([first, second], HERE)
    np.testing.assert_array_equal(first.values, before)
