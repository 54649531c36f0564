"""``werklandschap collect``: from files or services into a lake."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from shapely import Polygon

from werklandschap.cli._tell import Bar, say_repairs, writing_in
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.landscape.areas import read_area
from werklandschap.parameters import Assumptions
from werklandschap.sources import (
    SOURCES,
    Collected,
    CollectReport,
)
from werklandschap.sources.errors import ServiceUnavailable
from werklandschap.store import Lake
from werklandschap.study import collecting
from werklandschap.study.surroundings import neighbourhoods

_ROWS = Text("{number:n} rijen", "{number:n} rows")
_GRID = Text("raster", "grid")
_THERE = Text("lag er al", "was there")
_NEW = Text("nieuw", "new")
_UNDATED = Text("zonder datum", "no date")
_ELSEWHERE = Text(
    "Over een ander gebied, niet gebruikt: {names}.",
    "About another area, not used: {names}.",
)
_UNUSED = Text("Niet gebruikt: {names}.", "Not used: {names}.")
_MORE = Text("en nog {number}", "and {number} more")
_NOTHING = Text("Er is niets opgehaald.", "Nothing was collected.")
_SILENT = Text(
    nl="Deze diensten geven geen antwoord ({problem}): {titles}. In het datameer ligt "
    "hiervan nog niets voor dit gebied. Probeer het later opnieuw, of haal de bestanden "
    "zelf op en draai ‘werklandschap collect’ met ‘--from MAP’.",
    en="These services do not answer ({problem}): {titles}. The lake holds nothing of "
    "them yet for this area. Try again later, or get the files yourself and run "
    "‘werklandschap collect’ with ‘--from FOLDER’.",
)
_SHOWN = 8


def run(options: argparse.Namespace) -> int:
    """Collect the surroundings of an area; 2 if a source failed."""
    language = options.language
    assumptions = Assumptions(options.on)
    area = read_area(options.area, assumptions=assumptions)
    say_repairs(area.repairs, options.area.name, language)
    with writing_in(options.lake):
        lake = Lake.create(options.lake)
        reports = collect_for(
            neighbourhoods(area.parks, assumptions=assumptions),
            lake,
            places=options.places,
            on=options.on,
            sources=options.sources,
            endpoints=dict(options.endpoints),
        )
    for report in reports:
        _tell(report, language)
    return 2 if any(report.failed for report in reports) else 0


def collect_for(
    parts: Sequence[Polygon],
    lake: Lake,
    *,
    places: Sequence[Path] = (),
    on: date,
    sources: Sequence[str] | None = None,
    endpoints: dict[str, str] | None = None,
) -> list[CollectReport]:
    """Collect as `study.collecting.collect_for` does, with a progress bar."""
    bar = Bar(len(sources or SOURCES) * (1 if places else len(parts)))
    try:
        return collecting.collect_for(
            parts,
            lake,
            places=places,
            on=on,
            sources=sources,
            endpoints=endpoints,
            progress=_titled(bar),
        )
    finally:
        bar.close()


def _titled(bar: Bar) -> Callable[[str], None]:
    return lambda name: bar.step(SOURCES[name].title.nl)


def _tell(report: CollectReport, language: str) -> None:
    for collected in report.collected:
        print(_line(collected, language))
    if not report.collected:
        print(_NOTHING.in_language(language))
    for names, sentence in (
        ([_title(name, language) for name in report.elsewhere], _ELSEWHERE),
        ([Path(file).name for file in report.unused], _UNUSED),
    ):
        if names:
            print(sentence.in_language(language).format(names=_some(names, language)))
    for said, code in _complaints(report.failed, language):
        print(f"{said} [{code}]", file=sys.stderr)


def _complaints(
    failed: Sequence[WerklandschapError], language: str
) -> Iterator[tuple[str, str]]:
    """Say what went wrong; sources that are silent for the same reason together."""
    silent: dict[Text, list[ServiceUnavailable]] = {}
    for problem in failed:
        if isinstance(problem, ServiceUnavailable) and not problem.is_present:
            silent.setdefault(problem.problem, []).append(problem)
        else:
            yield problem.say(language), problem.code
    for reason, problems in silent.items():
        if len(problems) == 1:
            yield problems[0].say(language), problems[0].code
            continue
        told = _SILENT.in_language(language).format(
            problem=reason.in_language(language),
            titles=", ".join(each.title.in_language(language) for each in problems),
        )
        yield told, ServiceUnavailable.code


def _line(collected: Collected, language: str) -> str:
    rows = (
        _GRID.in_language(language)
        if collected.rows is None
        else _ROWS.in_language(language).format(number=collected.rows)
    )
    day = collected.published.isoformat() if collected.published else _undated(language)
    state = (_THERE if collected.was_present else _NEW).in_language(language)
    return f"  {_title(collected.source, language):<52} {rows:>16}  {day:<12} {state}"


def _undated(language: str) -> str:
    return _UNDATED.in_language(language)


def _title(name: str, language: str) -> str:
    return SOURCES[name].title.in_language(language)


def _some(names: Sequence[str], language: str) -> str:
    shown = ", ".join(names[:_SHOWN])
    rest = len(names) - _SHOWN
    if rest <= 0:
        return shown
    return f"{shown} {_MORE.in_language(language).format(number=rest)}"
