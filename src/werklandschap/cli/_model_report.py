"""``werklandschap demo --no-serve``: a model park from nothing to a report.

Each step is done again only when something that it depends on has changed: the program,
the options, the day or the outcome of the step before it.
"""

import argparse
import hashlib
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import werklandschap
from werklandschap.cli._tell import writing_in
from werklandschap.core.text import Text
from werklandschap.store.lake import hash_of, write_json

_GENERATE = Text("voorbeeldterrein maken", "generate the model park")
_COLLECT = Text("verzamelen in het datameer", "collect into the lake")
_SCAN = Text("nulmeting en rapport", "baseline scan and report")
_UNCHANGED = Text("ongewijzigd", "unchanged")
_SECONDS = Text("{seconds:.1f} s", "{seconds:.1f} s")
_GENERATED = Text(
    "Dit is een gegenereerd voorbeeld: het terrein bestaat niet.",
    "This is a generated example: the park does not exist.",
)
_READ = Text("Lees eerst {file}", "Read {file} first")

Work = Callable[[], Iterable[Path]]


def make_report(options: argparse.Namespace) -> int:
    """Generate a park, collect it, scan it and tell where everything lies."""
    language, home = options.language, options.home
    files, lake, out = home / "files", home / "lake", home / "scan"
    day = options.on.isoformat()
    with writing_in(home):
        steps = _Steps(home, language)
        steps.do(
            _GENERATE,
            files,
            [str(options.seed)],
            lambda: _generate(options.seed, files),
        )
        steps.do(_COLLECT, lake, [day], lambda: _collect(files, lake, options))
        chosen = [day, language, *options.simulate, str(options.cell_m)]
        steps.do(_SCAN, out, chosen, lambda: _scan(files, lake, out, options))
    print(_GENERATED.in_language(language))
    print(_READ.in_language(language).format(file=out / "report.pdf"))
    return 0


def _generate(seed: int, folder: Path) -> list[Path]:
    from werklandschap.examples import model_park

    return model_park(seed=seed).write(folder)


def _collect(files: Path, folder: Path, options: argparse.Namespace) -> list[Path]:
    from werklandschap.cli.collect import collect_for
    from werklandschap.landscape.areas import read_area
    from werklandschap.parameters import Assumptions
    from werklandschap.store import Lake
    from werklandschap.study.surroundings import neighbourhoods

    assumptions = Assumptions(options.on)
    parks = read_area(files / "area.gpkg", assumptions=assumptions).parks
    parts = neighbourhoods(parks, assumptions=assumptions)
    reports = collect_for(parts, Lake.create(folder), places=[files], on=options.on)
    for report in reports:
        for problem in report.failed:
            raise problem
    return sorted((folder / "pieces").rglob("*.*"))


def _scan(
    files: Path, lake: Path, out: Path, options: argparse.Namespace
) -> list[Path]:
    from werklandschap.cli.scan import scan_into
    from werklandschap.landscape.areas import read_area
    from werklandschap.parameters import Assumptions
    from werklandschap.store import Lake

    parks = read_area(files / "area.gpkg", assumptions=Assumptions(options.on)).parks
    return scan_into(
        out,
        Lake.open(lake),
        parks,
        on=options.on,
        language=options.language,
        parts=options.simulate,
        cell_m=options.cell_m,
    )


class _Steps:
    """Does steps in order, skips those of which nothing changed, and times them."""

    def __init__(self, home: Path, language: str) -> None:
        self._notes, self._language = home / "steps.json", language
        self._done = _read_notes(self._notes)
        self._key = _program()

    def do(self, name: Text, folder: Path, given: list[str], work: Work) -> None:
        key = hashlib.sha256("\n".join([self._key, *given]).encode()).hexdigest()
        start = time.perf_counter()
        is_done = self._is_done(folder, key)
        if not is_done:
            made = {str(file): hash_of(file) for file in work()}
            self._done[str(folder)] = {"key": key, "made": made}
            write_json(self._notes, self._done)
        self._key = key
        self._tell(name, folder, None if is_done else time.perf_counter() - start)

    def _is_done(self, folder: Path, key: str) -> bool:
        note = self._done.get(str(folder), {"key": None})
        return note["key"] == key and all(
            Path(file).exists() and hash_of(Path(file)) == digest
            for file, digest in note["made"].items()
        )

    def _tell(self, name: Text, folder: Path, seconds: float | None) -> None:
        how_long = (
            _UNCHANGED.in_language(self._language)
            if seconds is None
            else _SECONDS.in_language(self._language).format(seconds=seconds)
        )
        print(f"{name.in_language(self._language):<32} {how_long:>12}  {folder}")


def _read_notes(file: Path) -> dict[str, dict[str, Any]]:
    try:
        notes: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return notes


def _program() -> str:
    """Name this very version of the program by its own files."""
    folder = Path(werklandschap.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
