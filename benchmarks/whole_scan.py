"""How much processor time the whole scan of one park takes, and where it goes."""

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from geopandas import GeoDataFrame

from benchmarks._compare import Row
from werklandschap.core.text import Text
from werklandschap.examples import model_park
from werklandschap.parameters import Assumptions
from werklandschap.report.write import write_scan
from werklandschap.simulation.kept import are_kept
from werklandschap.sources import adopt
from werklandschap.store import Lake
from werklandschap.study import baseline_scan
from werklandschap.study.surroundings import neighbourhoods

ON = date(2026, 11, 1)
LIMIT_S = 90.0


def run(*, quick: bool) -> Iterator[Row]:
    """Scan a model park of 40 ha at 1 m with all simulations, and write everything."""
    place = model_park(seed=1, area_ha=10.0 if quick else 40.0)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        place.write(home / "files")
        lake = Lake.create(home / "lake")
        for area in neighbourhoods(place.parks, assumptions=Assumptions(ON)):
            adopt(area, lake, places=[home / "files"], on=ON)
        if not are_kept():
            _steps(lake, place.parks, home / "compiling")
        steps = _steps(lake, place.parks, home / "scan")
    whole_s = sum(seconds for _, seconds in steps)
    for name, seconds in steps:
        share = f"{seconds / whole_s:.0%}"
        yield Row(name, f"{seconds:.2f} s", "processor time", "", share, "")
    yield Row(
        "a whole scan",
        f"{whole_s:.1f} s",
        f"limit {LIMIT_S:.0f} s",
        "",
        f"{LIMIT_S / whole_s:.1f}x",
        "within" if whole_s < LIMIT_S else "OVER",
    )


def _steps(lake: Lake, parks: GeoDataFrame, out: Path) -> list[tuple[str, float]]:
    """Scan and write; the processor seconds between one step that is told and the next."""
    marks: list[tuple[str, float]] = []

    def told(step: Text, *_: int) -> None:
        marks.append((step.en, time.process_time()))

    told(Text("verzamelen uit het meer", "gather from the lake"))
    scan = baseline_scan(lake, parks, on=ON, tell=told)
    write_scan(scan, out, language="en", progress=told)
    told(Text("klaar", "done"))
    ends = [moment for _, moment in marks[1:]]
    return [
        (name, end - start) for (name, start), end in zip(marks[:-1], ends, strict=True)
    ]
