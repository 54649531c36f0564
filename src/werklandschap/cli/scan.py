"""``werklandschap scan``: the baseline scan of an area from a lake."""

import argparse
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from geopandas import GeoDataFrame

from werklandschap.cli._tell import Bar, say_repairs, writing_in
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Language, Text
from werklandschap.landscape.areas import read_area
from werklandschap.landscape.gather import is_known
from werklandschap.parameters import Assumptions, check_known
from werklandschap.report.write import WRITING_STEPS, write_scan
from werklandschap.simulation.kept import are_kept
from werklandschap.store import Lake
from werklandschap.study import baseline_scan
from werklandschap.study.simulate import PARTS, Part, steps_of


@dataclass(eq=False)
class NothingCollected(WerklandschapError):
    """A lake in which nothing lies about the area."""

    code: ClassVar[str] = "scan.nothing_collected"
    message: ClassVar[Text] = Text(
        nl="Over dit gebied ligt op {on} niets in het datameer {folder}. Draai eerst "
        "‘werklandschap collect’.",
        en="On {on} the lake {folder} has nothing about this area. Run ‘werklandschap "
        "collect’ first.",
    )

    folder: str
    on: date


_LIES_IN = Text("De nulmeting ligt in {folder}:", "The baseline scan lies in {folder}:")
_FIRST_TIME = Text(
    "De eerste simulatie op deze computer duurt ongeveer een minuut langer: haar rekenkernen "
    "worden vertaald en bewaard.",
    "The first simulation on this computer takes about a minute more: its kernels are "
    "compiled and kept.",
)
_VERDICT = Text("Signalerend, geen oordeel.", "Signals, no verdict.")


def run(options: argparse.Namespace) -> int:
    """Scan an area and write the outcome."""
    check_known(name for name, _ in options.own)
    lake = Lake.open(options.lake)
    area = read_area(options.area, assumptions=Assumptions(options.on))
    say_repairs(area.repairs, options.area.name, options.language)
    files = scan_into(
        options.out,
        lake,
        area.parks,
        on=options.on,
        language=options.language,
        own=dict(options.own),
        parts=options.simulate,
        cell_m=options.cell_m,
    )
    say = _LIES_IN.in_language(options.language)
    print(say.format(folder=options.out))
    for file in files:
        print(f"  {file.name}")
    print(_VERDICT.in_language(options.language), file=sys.stderr)
    return 0


def scan_into(
    folder: Path,
    lake: Lake,
    parks: GeoDataFrame,
    *,
    on: date,
    language: Language,
    own: Mapping[str, float] | None = None,
    parts: Collection[Part] = PARTS,
    cell_m: float = 1.0,
) -> list[Path]:
    """Scan parks and write everything the scan gives, with a progress bar.

    Parameters
    ----------
    folder : Path
        Where the outcome goes.
    lake : Lake
        What was collected.
    parks : GeoDataFrame
        Table ``parks``. [m]
    on : date
        The day of the scan.
    language : {"nl", "en"}
        Language of the report and the maps.
    own : mapping of str to float, optional
        Values of the user's own for parameters.
    parts : collection of {"heat", "water", "sun"}
        What to simulate.
    cell_m : float
        Size of the cells of simulations. [m]

    Raises
    ------
    NothingCollected
        If the lake has nothing about any of the parks.
    """
    if not is_known(lake, parks, on=on):
        raise NothingCollected(str(lake.folder), on)
    if parts and not are_kept():
        print(_FIRST_TIME.in_language(language), file=sys.stderr)
    bar = Bar(len(parks) * (1 + steps_of(parts)) + WRITING_STEPS)
    try:
        with writing_in(folder), _aside(folder) as aside:
            scan = baseline_scan(
                lake,
                parks,
                on=on,
                own_assumptions=own,
                parts=parts,
                cell_m=cell_m,
                progress=bar.step,
                tell=lambda step: bar.step(step.in_language(language)),
                folder=aside if len(parks) > 1 else None,
            )
            return write_scan(
                scan,
                folder,
                language=language,
                progress=lambda step, _n, _total: bar.step(step.in_language(language)),
            )
    finally:
        bar.close()


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Give a hidden folder to put scans aside in; it is gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".parks-", dir=folder) as aside:
        yield Path(aside)
