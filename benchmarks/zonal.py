"""Class counts of parks on a large raster."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely
from exactextract import exact_extract
from rasterio import Affine

from benchmarks._compare import PEERS, Row, compared, in_peers, medians, timed
from werklandschap.geo.zonal import class_counts

CLASSES = range(12)
WEST_M, NORTH_M = 150_000.0, 470_000.0


def run(*, quick: bool) -> Iterator[Row]:
    """Compare with ``exactextract`` and, where it is there, with ``rasterstats``."""
    side, parks = (2_500, 20) if quick else (10_000, 200)
    with tempfile.TemporaryDirectory() as folder:
        raster, zones = Path(folder) / "cover.tif", _zones(side, parks)
        _write(raster, side)
        class_counts(zones[:1], raster, classes=CLASSES)  # compile
        works = [
            partial(class_counts, zones, raster, classes=CLASSES, threads=threads)
            for threads in (None, 1)
        ]
        by_exactextract = partial(_exact, raster, zones)
        ours, alone, theirs = medians(
            [timed(work) for work in (*works, by_exactextract)], rounds=5
        )
        found, exact = class_counts(zones, raster, classes=CLASSES), by_exactextract()
        equal = (
            f"{np.abs(found - exact).sum() / exact.sum():.3%} (centres, not coverage)"
        )
        work = f"class counts, {parks} parks on {side:,} x {side:,} cells"
        yield compared(work, "exactextract", ours, theirs, equal)
        yield compared("  on one thread", "exactextract", alone, theirs, equal)
        if PEERS.exists():
            zones.to_file(Path(folder) / "zones.gpkg")
            answer = in_peers("rasterstats_counts.py", folder)
            counts = np.array(answer["counts"])
            strays = np.abs(found - counts).sum()
            equal = f"{strays:,.0f} of {counts.sum():,} cells"
            yield compared("  the same", "rasterstats", ours, answer["seconds"], equal)


def _zones(side: int, count: int) -> gpd.GeoDataFrame:
    """Draw parks of some 27 ha with 40 corners."""
    rng = np.random.default_rng(0)
    corners = 40
    angle = np.sort(rng.uniform(0, 2 * np.pi, (count, corners)), axis=1)
    radius = 300 * rng.uniform(0.8, 1.2, (count, corners))
    around = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=2)
    corner = np.array([WEST_M, NORTH_M - side])
    middle = corner + rng.uniform(400, side - 400, (count, 1, 2))
    shapes = shapely.polygons(middle + around)
    return gpd.GeoDataFrame({"zone": range(count)}, geometry=shapes, crs="EPSG:28992")


def _write(raster: Path, side: int) -> None:
    """Write patches of classes with some noise, as a tiled and packed GeoTIFF."""
    rng = np.random.default_rng(0)
    patches = rng.integers(0, len(CLASSES), (side // 10, side // 10), dtype=np.uint8)
    cells = np.kron(patches, np.ones((10, 10), np.uint8))
    cells[rng.random(cells.shape) < 0.05] = 3
    with rasterio.open(
        raster,
        "w",
        driver="GTiff",
        height=side,
        width=side,
        count=1,
        dtype="uint8",
        crs="EPSG:28992",
        transform=Affine(1, 0, WEST_M, 0, -1, NORTH_M),
        tiled=True,
        blockxsize=512,
        blockysize=512,
        compress="deflate",
    ) as file:
        file.write(cells, 1)


def _exact(raster: Path, zones: gpd.GeoDataFrame) -> np.ndarray:
    found = exact_extract(
        str(raster), zones, ["unique", "frac", "count"], output="pandas"
    )
    counts = np.zeros((len(zones), len(CLASSES)))
    for number, row in enumerate(found.itertuples()):
        counts[number, row.unique.astype(int)] = row.frac * row.count
    return counts
