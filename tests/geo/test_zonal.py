"""Cells are counted where their centre lies."""

from itertools import pairwise

import numpy as np
import pytest
import rasterio
import rasterio.features
import shapely
from exactextract import exact_extract
from geopandas import GeoDataFrame
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rasterio import Affine
from shapely import Point, Polygon, box

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.geo.zonal import class_counts, zonal_cells, zonal_mean, zonal_sum

CRS = "EPSG:28992"
WHERE = GridDefinition(155_000.0, 463_100.0, 0.5, 200, 240)
TRANSFORM = Affine(0.5, 0, 155_000.0, 0, -0.5, 463_100.0)
CLASSES = (3, 0, 7, 5)


def frame(*shapes) -> GeoDataFrame:
    return GeoDataFrame(geometry=list(shapes), crs=CRS)


@pytest.fixture(scope="module")
def codes() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 8, WHERE.shape).astype(np.uint8)


@pytest.fixture(scope="module")
def raster(codes, tmp_path_factory):
    path = tmp_path_factory.mktemp("raster") / "codes.tif"
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=WHERE.rows,
        width=WHERE.columns,
        count=1,
        dtype="uint8",
        crs=CRS,
        transform=TRANSFORM,
        tiled=True,
        blockxsize=64,
        blockysize=64,
    ) as file:
        file.write(codes, 1)
    return path


@st.composite
def stars(draw) -> Polygon:
    corners = draw(st.integers(3, 15))
    radius_m = np.array(
        draw(st.lists(st.floats(2, 50), min_size=corners, max_size=corners))
    )
    centre = (155_000 + draw(st.floats(-20, 140)), 463_000 + draw(st.floats(-20, 120)))
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False) + draw(st.floats(0, 6))
    around = np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius_m[:, None]
    star = Polygon(centre + around)
    return (
        star.difference(Polygon(centre + 0.5 * around)) if draw(st.booleans()) else star
    )


def inside(zone: Polygon) -> np.ndarray:
    """Which cells have their centre in the zone, according to shapely."""
    x, y = np.meshgrid(*WHERE.centres_m())
    return shapely.contains_xy(zone, x, y)


def on_the_boundary(zone: Polygon) -> int:
    """How many centres lie on the boundary, where rules differ."""
    x, y = np.meshgrid(*WHERE.centres_m())
    boundary = zone.boundary
    shapely.prepare(boundary)
    return int(shapely.dwithin(boundary, shapely.points(x, y), 1e-6).sum())


@settings(max_examples=60)
@given(st.lists(stars(), min_size=1, max_size=4))
def test_counts_the_cells_whose_centre_lies_in_the_zone(codes, zones):
    counts = class_counts(frame(*zones), codes, classes=CLASSES, definition=WHERE)
    for found, zone in zip(counts, zones, strict=True):
        expected = np.bincount(codes[inside(zone)], minlength=8)[list(CLASSES)]
        strays = np.abs(found - expected).sum()
        assert strays == 0 or strays <= on_the_boundary(zone)


@settings(max_examples=60)
@given(stars())
def test_picks_the_cells_that_gdal_would_burn(codes, zone):
    burnt = rasterio.features.rasterize(
        [zone], out_shape=WHERE.shape, transform=TRANSFORM
    )
    counts = class_counts(frame(zone), codes, classes=range(8), definition=WHERE)
    strays = abs(int(counts.sum()) - int(burnt.sum()))
    assert strays == 0 or strays <= on_the_boundary(zone)


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 199), max_size=8), st.lists(st.integers(1, 239), max_size=8)
)
def test_neighbours_share_out_every_cell_once(codes, rows, columns):
    # Cuts at multiples of a quarter metre run exactly through centres of cells.
    west, south, east, north = WHERE.bounds
    xs = [west, *sorted({west + 0.25 * column for column in columns}), east]
    ys = [south, *sorted({south + 0.25 * row for row in rows}), north]
    tiles = [box(x1, y1, x2, y2) for x1, x2 in pairwise(xs) for y1, y2 in pairwise(ys)]
    halves = [
        Polygon(corners)
        for tile in tiles
        for a, b, c, d in [list(tile.exterior.coords)[:4]]
        for corners in ([a, b, c], [a, c, d])
    ]
    counts = class_counts(frame(*halves), codes, classes=range(8), definition=WHERE)
    assert (
        counts.sum(axis=0).tolist() == np.bincount(codes.ravel(), minlength=8).tolist()
    )


def test_a_file_counts_like_the_array_in_it_on_any_number_of_threads(codes, raster):
    rng = np.random.default_rng(5)
    centres = rng.uniform((155_000, 463_000), (155_120, 463_100), (40, 2))
    zones = frame(*shapely.buffer(shapely.points(centres), 9.0))
    expected = class_counts(zones, codes, classes=CLASSES, definition=WHERE)
    for threads in (1, 2, 3):
        found = class_counts(zones, raster, classes=CLASSES, threads=threads)
        np.testing.assert_array_equal(found, expected)


def test_is_close_to_exact_coverage(codes, raster):
    zones = frame(
        Point(155_060, 463_050).buffer(40), box(155_010, 463_010, 155_055.3, 463_090)
    )
    exact = exact_extract(
        str(raster), zones, ["unique", "frac", "count"], output="pandas"
    )
    counts = class_counts(zones, raster, classes=range(8))
    for found, row in zip(counts, exact.itertuples(), strict=True):
        covered = np.zeros(8)
        covered[row.unique.astype(int)] = row.frac * row.count
        assert np.abs(found - covered).sum() < 0.01 * covered.sum()


def test_outside_the_raster_nothing_is_counted(codes, raster):
    zones = frame(
        box(0, 0, 10, 10), None, Polygon(), box(154_999, 463_000, 155_001, 463_001)
    )
    counts = class_counts(zones, raster, classes=range(8))
    assert counts[:3].sum() == 0
    assert counts[3].sum() == 2 * 2


def test_codes_may_be_negative_and_repeat(codes):
    whole = frame(box(*WHERE.bounds))
    shifted = codes.astype(np.int16) - 4
    counts = class_counts(whole, shifted, classes=[-4, 2, -4], definition=WHERE)
    found = [(codes == 0).sum(), (codes == 6).sum(), (codes == 0).sum()]
    assert counts.tolist() == [found]


def test_an_array_must_come_with_its_place(codes):
    with pytest.raises(ValueError, match="definition"):
        class_counts(frame(box(0, 0, 1, 1)), codes, classes=[1])


def test_a_raster_that_is_not_square_is_refused(tmp_path):
    path = tmp_path / "oblong.tif"
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=2,
        width=2,
        count=1,
        dtype="uint8",
        crs=CRS,
        transform=Affine(1, 0, 0, 0, -0.5, 2),
    ) as file:
        file.write(np.zeros((2, 2), np.uint8), 1)
    with pytest.raises(ValueError, match="square"):
        class_counts(frame(box(0, 0, 1, 1)), path, classes=[0])


@pytest.fixture(scope="module")
def heights() -> Grid:
    values = np.random.default_rng(11).normal(3, 1, WHERE.shape).astype(np.float32)
    values[:, 120:] = np.nan
    return Grid(WHERE, values)


@settings(max_examples=40)
@given(stars())
def test_sums_and_means_leave_out_what_is_missing(heights, zone):
    cells = heights.values[inside(zone)].astype(float)
    measured = cells[~np.isnan(cells)]
    zones = frame(zone)
    count = zonal_cells(zones, heights).item()
    assume(count == len(measured) or not on_the_boundary(zone))
    assert count == len(measured)
    expected_sum = measured.sum() if len(measured) else np.nan
    expected_mean = measured.mean() if len(measured) else np.nan
    assert zonal_sum(zones, heights).item() == pytest.approx(expected_sum, nan_ok=True)
    assert zonal_mean(zones, heights).item() == pytest.approx(
        expected_mean, nan_ok=True
    )


def test_nothing_measured_is_not_zero(heights):
    zones = frame(box(155_070, 463_010, 155_090, 463_030), box(0, 0, 1, 1))
    zones.index = ["unmeasured", "elsewhere"]
    assert zonal_sum(zones, heights).isna().all()
    assert zonal_mean(zones, heights).isna().all()
    assert zonal_cells(zones, heights).tolist() == [0, 0]
    assert zonal_mean(zones, heights).index.tolist() == ["unmeasured", "elsewhere"]
