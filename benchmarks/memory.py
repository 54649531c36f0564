"""How much memory it takes to collect and scan 1, 10 and 100 model parks."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks._compare import Row
from werklandschap.examples import model_park

COMMAND = Path(sys.executable).parent / "werklandschap"
APART_M = 2_000.0


@dataclass(frozen=True)
class Usage:
    """The highest memory of a process, and how long it took."""

    peak_mib: float
    seconds: float


def run(*, quick: bool) -> Iterator[Row]:
    """Collect and scan ever more parks; all else is the same."""
    numbers = (1, 3) if quick else (1, 10, 100)
    first: dict[str, Usage] = {}
    for parks in numbers:
        with tempfile.TemporaryDirectory() as folder:
            usages = _collect_and_scan(parks, Path(folder))
        for step, usage in usages.items():
            alone = first.setdefault(step, usage)
            yield Row(
                f"{step} {parks} model park{'s' * (parks > 1)}",
                f"{usage.peak_mib:.0f} MiB",
                "one park",
                f"{alone.peak_mib:.0f} MiB",
                f"{usage.peak_mib / alone.peak_mib:.2f}x",
                f"{usage.seconds / parks:.1f} s a park",
            )


def _collect_and_scan(parks: int, folder: Path) -> dict[str, Usage]:
    """Make parks apart from each other, and run the commands that a user would run."""
    areas = []
    for number in range(parks):
        centre_m = (
            120_000.0 + APART_M * (number % 10),
            440_000.0 + APART_M * (number // 10),
        )
        place = model_park(seed=number + 1, area_ha=30.0, centre_m=centre_m)
        place.write(folder / "files" / f"{number:03d}")
        areas.append(place.parks)
    area = folder / "area.gpkg"
    pd.concat(areas)[["name", "geometry"]].reset_index().to_file(area, layer="area")
    lake, files, out = folder / "lake", folder / "files", folder / "out"
    usages = {
        "collect": _run(["collect", area, "--lake", lake, "--from", files]),
        "scan": _run(
            [
                *("scan", area, "--lake", lake, "--out", out),
                # A hundred parks of simulations take an hour; each is alone in memory.
                *("--simulate", "none"),
            ]
        ),
    }
    if not (out / "scan.json").exists():
        message = "the scan wrote nothing: there is nothing to measure"
        raise FileNotFoundError(message)
    return usages


def _run(arguments: Sequence[object]) -> Usage:
    start = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise subprocess.CalledProcessError(status, [str(a) for a in arguments])
    return Usage(usage.ru_maxrss / 1024, seconds)
