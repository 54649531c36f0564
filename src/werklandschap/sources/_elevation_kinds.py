"""Telling a raster of the terrain from one of the surface."""

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import PurePath
from typing import Literal, TypeAlias

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.errors import CRSError, NotGeoreferencedWarning, RasterioIOError

from werklandschap.examples import MARK
from werklandschap.geo.grids import Bounds, Cells, GridDefinition
from werklandschap.geo.rasters import read_grid
from werklandschap.sources._documents import Document

Kind: TypeAlias = Literal["terrain_m", "surface_m"]
System: TypeAlias = Literal["national", "other", "none"]

# The rule by which two rasters of one place are told apart (all of it a choice). Trees
# and walls make the difference; two years of the same model have none of it.
MOST_BELOW_SHARE = 0.02
"""Part of the cells in which a surface may lie over `BELOW_M` below its terrain."""
BELOW_M = 0.5
LEAST_ABOVE_SHARE = 0.01
"""Part of the cells in which a surface lies over `ABOVE_M` above its terrain."""
ABOVE_M = 2.0
LEAST_TOUCHING_SHARE = 0.02
"""Part of the cells in which they are the same: bare ground."""
STEP_M = 1.0
MOST_STEPS_RATIO = 0.5
"""Steps over `STEP_M` between neighbours in a terrain, per step in its surface."""
LEAST_CELLS = 1_000

_SAMPLES_PER_SIDE = 3
_SAMPLE_CELLS = 256
_RD_HORIZONTAL = (28992, 7415)
_SQUARE = 1e-6
_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "terrain_m",
        re.compile(
            r"(?<![a-z])(dtm|maaiveld(hoogtes?|model)|terrain[ _-]?(model|heights?))"
            r"(?![a-z])|\bm5?_\d\d[a-h][nz]\d"
        ),
    ),
    (
        "surface_m",
        re.compile(
            r"(?<![a-z])(dsm|oppervlakte(hoogtes?|model)|surface[ _-]?(model|heights?))"
            r"(?![a-z])|\br5?_\d\d[a-h][nz]\d"
        ),
    ),
)
"""Words in tags and names; M_37EN1 and R5_37EN1 are map sheets of the AHN. A bare
"maaiveld" or "surface" is no such word: groundwater lies below it, temperature is of it.
"""


@dataclass(frozen=True, slots=True)
class Raster:
    """A GeoTIFF that may hold heights: one band of floating-point numbers.

    ``definition`` is None if the file cannot be opened; ``notes`` is what its tags and
    the description of its band say.
    """

    document: Document
    system: System
    definition: GridDefinition | None
    notes: str = ""


def look_at(document: Document) -> Raster | None:
    """Read what a GeoTIFF says about itself; None if it holds no heights for us.

    That is: more than one band, whole numbers, cells that are not square or not north
    up, or a generated example.
    """
    try:
        with warnings.catch_warnings(record=True) as complaints:
            warnings.simplefilter("always", NotGeoreferencedWarning)
            file = rasterio.open(document.path)
        with file:
            # A system without a corner says no more than no system.
            system = None if complaints else _system_of(file.crs)
            cell, tags = file.transform, file.tags()
            is_ours = (
                file.count == 1
                and np.issubdtype(np.dtype(file.dtypes[0]), np.floating)
                and MARK.upper() not in tags
                and (system is None or _is_square(cell))
            )
            if not is_ours:
                return None
            here = GridDefinition(cell.c, cell.f, cell.a, file.height, file.width)
            notes = [*tags.values(), *file.tags(1).values(), *file.descriptions]
            said = " ".join(note for note in notes if note)
            return Raster(document, system or "none", here, said)
    except RasterioIOError:
        return Raster(document, "none", None)


def _is_square(cell: rasterio.Affine) -> bool:
    is_upright = cell.b == 0 and cell.d == 0 and cell.a > 0
    return bool(is_upright and abs(cell.a + cell.e) <= _SQUARE * cell.a)


def _system_of(system: CRS | None) -> System | None:
    if system is None:
        return None
    try:
        return "national" if system.to_epsg() in _RD_HORIZONTAL else "other"
    except CRSError:
        return "other"


def kinds_of(rasters: Sequence[Raster]) -> list[Kind | None]:
    """Tell of each raster whether it is of the terrain or the surface.

    Content comes first. Of two rasters with cells of the same size that overlap, one is
    the surface of the other if it hardly ever lies below it, is well above it in places
    (buildings, trees), equals it in others (bare ground) and has at least twice as many
    steps between neighbouring cells. A raster for which no other one decides, or others
    contradict each other, is told by a word such as "dtm" or "dsm": in its tags, else
    in its file name, else in the path to it.

    Parameters
    ----------
    rasters : sequence of Raster
        All rasters that were given together.

    Returns
    -------
    list of str or None
        One per raster; None for one that cannot be told, such as groundwater levels.
        What names no reference system, or cannot be opened, and has no such word is
        taken for terrain: reading it then tells what is wrong with it.
    """
    votes: list[set[Kind]] = [set() for _ in rasters]
    for low, high in permutations(range(len(rasters)), 2):
        if is_surface_above(rasters[low], rasters[high]):
            votes[low].add("terrain_m")
            votes[high].add("surface_m")
    return [
        next(iter(told)) if len(told) == 1 else _kind_in_words(raster)
        for raster, told in zip(rasters, votes, strict=True)
    ]


def _kind_in_words(raster: Raster) -> Kind | None:
    path = PurePath(raster.document.origin)
    for text in (raster.notes, path.name, str(path)):
        found: list[Kind] = [kind for kind, word in _WORDS if word.search(text.lower())]
        if found:
            return found[0] if len(found) == 1 else None
    return "terrain_m" if raster.system == "none" else None


def is_surface_above(terrain: Raster, surface: Raster) -> bool:
    """Tell by their cells whether one raster is the surface above the other."""
    below = above = touching = cells = 0
    terrain_steps = surface_steps = 0
    try:
        for low, high in _samples(terrain, surface):
            difference_m = high - low
            difference_m = difference_m[np.isfinite(difference_m)]
            cells += difference_m.size
            below += int((difference_m < -BELOW_M).sum())
            above += int((difference_m > ABOVE_M).sum())
            touching += int((np.abs(difference_m) <= BELOW_M).sum())
            terrain_steps += _steps(low)
            surface_steps += _steps(high)
    except RasterioIOError:
        # Reading it will tell that it is damaged; here it says nothing.
        return False
    return (
        cells >= LEAST_CELLS
        and below <= MOST_BELOW_SHARE * cells
        and above >= LEAST_ABOVE_SHARE * cells
        and touching >= LEAST_TOUCHING_SHARE * cells
        and terrain_steps <= MOST_STEPS_RATIO * surface_steps
    )


def _steps(height_m: Cells) -> int:
    return int((np.abs(np.diff(height_m, axis=1)) > STEP_M).sum())


def _samples(one: Raster, other: Raster) -> Iterator[tuple[Cells, Cells]]:
    """Read the same windows of two rasters, spread over where both have cells."""
    here, there = one.definition, other.definition
    if here is None or there is None or {one.system, other.system} != {"national"}:
        return
    if abs(here.cell_m - there.cell_m) > _SQUARE * here.cell_m:
        return
    overlap = _overlap(here.bounds, there.bounds)
    if overlap is None:
        return
    for bounds in _windows(overlap, here.cell_m):
        low = read_grid(one.document.path, bounds=bounds)
        high = read_grid(other.document.path, bounds=bounds)
        yield low.values, high.on(low.definition).values


def _overlap(one: Bounds, other: Bounds) -> Bounds | None:
    west, south = max(one[0], other[0]), max(one[1], other[1])
    east, north = min(one[2], other[2]), min(one[3], other[3])
    return (west, south, east, north) if west < east and south < north else None


def _windows(overlap: Bounds, cell_m: float) -> Iterator[Bounds]:
    west, south, east, north = overlap
    wide, high = (east - west) / _SAMPLES_PER_SIDE, (north - south) / _SAMPLES_PER_SIDE
    for across in range(_SAMPLES_PER_SIDE):
        for along in range(_SAMPLES_PER_SIDE):
            left, low = west + across * wide, south + along * high
            yield (
                left,
                low,
                left + min(wide, _SAMPLE_CELLS * cell_m),
                low + min(high, _SAMPLE_CELLS * cell_m),
            )
