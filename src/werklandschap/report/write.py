"""Write everything a scan gives: figures, layers, grids, maps and the report."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from werklandschap.core.text import Language, Text
from werklandschap.geo.rasters import write_cog
from werklandschap.landscape import GRIDS
from werklandschap.parameters import parameter
from werklandschap.report.chapter import large_map
from werklandschap.report.document import front, report_data
from werklandschap.report.geopackage import write_geopackage, write_layer
from werklandschap.report.scan_json import scan_as_json
from werklandschap.report.typesetting import as_pdf, as_png
from werklandschap.store.lake import telling_disk_full
from werklandschap.study.outcome import BaselineScan, ParkScan

Progress = Callable[[Text, int, int], None]
"""Told, before each step, what it is and which of how many: ``(step, 3, 7)``."""

WRITING_STEPS = 6
_DOTS_PER_INCH = 200
SIMULATED_FILES = {
    "pet": "heat_pet",
    "sky_view": "sky_view",
    "shade_noon": "shade_noon",
    "shade_afternoon": "shade",
    "flood_70": "flood_depth_70mm_1h",
    "flood_90": "flood_depth_90mm_1h",
    "flood_160": "flood_depth_160mm_2h",
    "flood_70_2h": "flood_depth_70mm_2h",
    "flood_140_2h": "flood_depth_140mm_2h",
    "flood_speed_70": "flood_speed_70mm_1h",
}
"""Simulated grids that are written, and the name of their file."""

_Step = tuple[Text, Callable[[Path], None]]


def write_scan(
    scan: BaselineScan,
    folder: Path,
    *,
    language: Language,
    progress: Progress = lambda step, number, total: None,
) -> list[Path]:
    """Write the outcome of a scan into a folder.

    Files get their own name when all of them are whole; until then those of a former
    scan stay as they are. The same scan gives the same bytes.

    Parameters
    ----------
    scan : BaselineScan
        The outcome.
    folder : Path
        Where to write; made if it is not there.
    language : {"nl", "en"}
        Language of the report and the maps.
    progress : callable
        Told of each step before it starts: its name, its number and how many.

    Returns
    -------
    list of Path
        ``scan.json``, ``scan.gpkg``, the grids per park, what was simulated, ``map.png`` (with more parks
        ``map_<park_id>.png`` for each) and ``report.pdf``; of more parks than the
        parameter ``report.chapters_count`` that is an overview, with a
        ``report_<park_id>.pdf`` for each.

    Raises
    ------
    DiskFull
        If there is no room; the files of a former scan stay as they were.
    """
    steps = list(_steps(scan, language))
    with _staged(folder) as staging, telling_disk_full(folder):
        for number, (step, write) in enumerate(steps, start=1):
            progress(step, number, len(steps))
            write(staging)
        names = sorted(file.name for file in staging.iterdir())
        for name in names:
            (staging / name).replace(folder / name)
    return [folder / name for name in names]


def write_words(scan: BaselineScan, folder: Path, *, language: Language) -> None:
    """Write once more what differs by language: the maps and the report.

    Parameters
    ----------
    scan : BaselineScan
        The outcome.
    folder : Path
        Where to write.
    language : {"nl", "en"}
        The language.
    """
    with telling_disk_full(folder):
        _write_maps(scan, folder, language)
        _write_report(scan, folder, language)


def _steps(scan: BaselineScan, language: Language) -> Iterator[_Step]:
    yield (
        Text(nl="cijfers (scan.json)", en="figures (scan.json)"),
        lambda folder: _write_text(folder / "scan.json", scan_as_json(scan)),
    )
    yield (
        Text(nl="kaartlagen (scan.gpkg)", en="map layers (scan.gpkg)"),
        lambda folder: write_geopackage(scan, folder / "scan.gpkg"),
    )
    yield (
        Text(nl="hoogtes (tif)", en="heights (tif)"),
        lambda folder: _write_grids(scan, folder),
    )
    yield (
        Text(nl="simulaties (tif, gpkg)", en="simulations (tif, gpkg)"),
        lambda folder: _write_simulations(scan, folder),
    )
    yield (
        Text(nl="kaarten (png)", en="maps (png)"),
        lambda folder: _write_maps(scan, folder, language),
    )
    yield (
        Text(nl="rapport (report.pdf)", en="report (report.pdf)"),
        lambda folder: _write_report(scan, folder, language),
    )


def _write_text(place: Path, text: str) -> None:
    place.write_text(text, "utf-8")


def _write_grids(scan: BaselineScan, folder: Path) -> None:
    for park, part in _file_parts(scan):
        for name in GRIDS:
            grid = getattr(park.landscape, name)
            if grid is not None:
                write_cog(grid, folder / f"{name.removesuffix('_m')}_{part}.tif")


def _write_simulations(scan: BaselineScan, folder: Path) -> None:
    """Write what was simulated; of one park under its plain name, of more with theirs."""
    for park, part in _file_parts(scan):
        end = "" if len(scan.parks) == 1 else f"_{part}"
        for name, file in SIMULATED_FILES.items():
            grid = getattr(park.landscape, name)
            if grid is not None:
                write_cog(grid, folder / f"{file}{end}.tif")
        if park.landscape.solar_roofs is not None:
            write_layer(
                park.landscape.solar_roofs,
                folder / f"solar_roofs{end}.gpkg",
                name="solar_roofs",
                scan=scan,
            )


def _write_maps(scan: BaselineScan, folder: Path, language: Language) -> None:
    common = front(scan, language)
    for park, part in _file_parts(scan):
        name = "map.png" if len(scan.parks) == 1 else f"map_{part}.png"
        shown = large_map(park, language)
        data = common | {"park": shown, "is_generated": shown["is_generated"]}
        picture = as_png("map.typ", data, dots_per_inch=_DOTS_PER_INCH)
        (folder / name).write_bytes(picture)


def _write_report(scan: BaselineScan, folder: Path, language: Language) -> None:
    """Write one report; of many parks an overview, and a report for each of them."""
    is_one = len(scan.parks) <= parameter("report.chapters_count", on=scan.on).value
    whole = report_data(scan, language, with_chapters=is_one)
    (folder / "report.pdf").write_bytes(as_pdf("report.typ", whole))
    if is_one:
        return
    for park, part in _file_parts(scan):
        own = report_data(replace(scan, parks=(park,)), language)
        (folder / f"report_{part}.pdf").write_bytes(as_pdf("report.typ", own))


def _file_parts(scan: BaselineScan) -> Iterator[tuple[ParkScan, str]]:
    """Give every park a part of a file name: its identifier, as far as safe."""
    taken: set[str] = set()
    for park in scan.parks:
        part = re.sub(r"[^A-Za-z0-9-]+", "_", park.park_id).strip("_") or "park"
        while part.lower() in taken:
            part += "_2"
        taken.add(part.lower())
        yield park, part


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """Give a hidden folder beside the files to be; it is gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    staging = folder / f".{os.getpid()}-scan"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
