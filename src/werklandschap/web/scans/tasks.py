"""The long work of a scan."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import Job, Outcome, Progress
from werklandschap.web.parks.models import Park
from werklandschap.web.scans import actions
from werklandschap.web.scans.actions import KIND, Found
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import store

if TYPE_CHECKING:
    from werklandschap.store import Provenance
    from werklandschap.study import BaselineScan, Estimate

_BEGIN = Text("het rekenwerk begint", "the work begins")
_COLLECT = Text("gegevens ophalen", "collecting data")
_GATHER = Text("gegevens bij elkaar leggen", "putting the data together")
_FAILED = Text("niet gelukt: {problem}", "failed: {problem}")
_KNOWN = Text(
    "precies dit is al eens berekend: die uitkomst wordt getoond",
    "exactly this was calculated before: that outcome is shown",
)
_IN_ENGLISH = Text("rapport in het Engels", "report in English")
_LAYERS = Text("kaartlagen voor het scherm", "map layers for the screen")
_KEEP = Text("bewaren", "keeping")
_LONGEST = 200
_OTHER_STEPS = 5
"""Collecting, gathering, the English report, the layers and keeping."""


@dataclass(eq=False)
class NothingKnown(WerklandschapError):
    """A park about which there are no data at all."""

    code: ClassVar[str] = "scans.nothing_known"
    message: ClassVar[Text] = Text(
        nl="Over {park} zijn geen gegevens te vinden: niet in het datameer en niet bij de "
        "openbare diensten. Vraag de beheerder om bestanden klaar te zetten, of probeer "
        "het later opnieuw.",
        en="No data can be found about {park}: not in the lake, nor with the public "
        "services. Ask the administrator to supply files, or try again later.",
    )

    park: str


@dataclass(slots=True)
class _Steps:
    """Counts the steps and tells each when it begins."""

    progress: Progress
    total: int
    done: int = 0

    def next(self, step: Text) -> None:
        self.done = min(self.done + 1, self.total)
        self.also(step)

    def also(self, step: Text) -> None:
        """Tell something that happens within the same step."""
        cut = Text(step.nl[:_LONGEST], step.en[:_LONGEST])
        self.progress(cut, max(0, self.done - 1), self.total)


@dataclass(frozen=True, slots=True)
class _Errand:
    """What was asked, and what the data were when the work began."""

    park: Park
    on: date
    parts: tuple[str, ...]
    cell_m: float
    inputs: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> "_Errand":
        return cls(
            Park.objects.get(code=parameters["park"]),
            date.fromisoformat(parameters["on"]),
            tuple(parameters["parts"]),
            float(parameters["cell_m"]),
        )


def scan_a_park(parameters: Mapping[str, Any], progress: Progress) -> Outcome:
    """Collect what is missing, scan, and keep the files.

    Parameters
    ----------
    parameters : mapping
        ``park`` (code), ``on`` (day), ``parts`` and ``cell_m``.
    progress : Progress
        Told each step; stops the work if nobody waits for it.

    Raises
    ------
    NothingKnown
        If there are no data about the park.
    """
    progress(_BEGIN, 0, 0)  # before the engine is loaded, which takes a while
    from werklandschap.report.write import WRITING_STEPS
    from werklandschap.study.collecting import is_mapped
    from werklandschap.study.simulate import steps_of

    errand = _Errand.of(parameters)
    total = _OTHER_STEPS + steps_of(errand.parts) + WRITING_STEPS  # type: ignore[arg-type]
    steps = _Steps(progress, total)
    has_failed = _collect(errand, steps)
    if not is_mapped(store.the_lake(), store.park_table(errand.park), on=errand.on):
        raise NothingKnown(errand.park.name)
    errand.inputs.update(store.inputs_of(errand.park, on=errand.on))
    if (same := _same(errand)) is not None:
        steps.also(_KNOWN)
        return Outcome(same.result_hash)
    return _scan(errand, steps, has_failed=has_failed)


def _collect(errand: _Errand, steps: _Steps) -> bool:
    """Bring the lake up to date; tells whether anything failed."""
    from werklandschap.sources import SOURCES
    from werklandschap.study.collecting import collect_missing

    steps.next(_COLLECT)

    def tell(name: str) -> None:
        title = SOURCES[name].title
        steps.also(Text(f"{_COLLECT.nl}: {title.nl}", f"{_COLLECT.en}: {title.en}"))

    failed = collect_missing(
        store.the_lake(),
        store.park_table(errand.park),
        places=store.data_folders(errand.park),
        asks_services=store.asks_services(errand.park),
        on=errand.on,
        progress=tell,
    )
    store.share_lake()
    for problem in failed:
        nl, en = (problem.say(language) for language in ("nl", "en"))
        steps.also(Text(_FAILED.nl.format(problem=nl), _FAILED.en.format(problem=en)))
    return bool(failed)


def _same(errand: _Errand) -> Scan | None:
    """Find a whole scan of the same data with the same parameters and program."""
    known = Scan.objects.filter(
        park=errand.park,
        on=errand.on,
        cell_m=errand.cell_m,
        engine=store.engine_version(),
        parameters_hash=store.parameters_hash(errand.on),
        is_degraded=False,
    )
    results = store.the_results()
    return next(
        (
            scan
            for scan in known
            if scan.input_hashes == errand.inputs
            and set(scan.parts) == set(errand.parts)
            and results.has(scan.result_hash)
        ),
        None,
    )


def _scan(errand: _Errand, steps: _Steps, *, has_failed: bool) -> Outcome:
    from werklandschap.study import baseline_scan
    from werklandschap.study.simulate import is_poor

    results = store.the_results()
    results.sweep()  # an earlier attempt may have been killed here
    with results.workspace() as folder:
        scan = baseline_scan(
            store.the_lake(),
            store.park_table(errand.park),
            on=errand.on,
            parts=errand.parts,  # type: ignore[arg-type]
            cell_m=errand.cell_m,
            progress=lambda _: steps.next(_GATHER),
            tell=steps.next,
        )
        _write(scan, folder, steps)
        steps.next(_KEEP)
        found = _found(errand, scan, _files(folder))
        digest = results.keep(folder)
    poor = has_failed or is_poor(scan.parks[0].landscape)
    return Outcome(digest, facts=found, is_degraded=poor)


def _write(scan: "BaselineScan", folder: Path, steps: _Steps) -> None:
    """Write everything there is to download and to show."""
    from werklandschap.report.layers import write_layers
    from werklandschap.report.write import write_scan, write_words

    write_scan(
        scan, folder, language="nl", progress=lambda step, _n, _total: steps.next(step)
    )
    _name_by_language(folder, "nl")
    steps.next(_IN_ENGLISH)
    write_words(scan, folder, language="en")
    _name_by_language(folder, "en")
    steps.next(_LAYERS)
    write_layers(scan.parks[0], folder)
    _write_csv(scan, folder / "figures.csv")


def _name_by_language(folder: Path, language: str) -> None:
    for name in ("report.pdf", "map.png"):
        place = folder / name
        place.rename(place.with_stem(f"{place.stem}_{language}"))


def _write_csv(scan: "BaselineScan", place: Path) -> None:
    from werklandschap.report.geopackage import indicator_rows

    indicator_rows(scan).to_csv(place, index=False, lineterminator="\n")


def _files(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        file.name: {"bytes": file.stat().st_size} for file in sorted(folder.iterdir())
    }


def _found(
    errand: _Errand, scan: "BaselineScan", files: dict[str, dict[str, Any]]
) -> Found:
    estimates = scan.parks[0].estimates
    return Found(
        park_code=errand.park.code,
        on=scan.on,
        engine=scan.engine,
        parameters_hash=store.parameters_hash(errand.on),
        input_hashes=errand.inputs,
        parts=errand.parts,
        cell_m=errand.cell_m,
        sources=list(_sources(estimates)),
        files=files,
        figures=[_figure(estimate) for estimate in estimates],
    )


def _sources(estimates: "tuple[Estimate, ...]") -> Iterator[dict[str, Any]]:
    """Describe each source once."""
    seen = set[str]()
    for estimate in estimates:
        for origin in estimate.sources:
            if (key := _key(origin)) in seen:
                continue
            seen.add(key)
            yield {
                "key": key,
                "name": origin.source,
                "title": {"nl": origin.title.nl, "en": origin.title.en},
                "publisher": origin.publisher,
                "licence": origin.licence,
                "url": origin.landing_page,
                "published": origin.published and origin.published.isoformat(),
                "is_generated": origin.is_generated,
            }


def _key(origin: "Provenance") -> str:
    """Name a source and its day."""
    return f"{origin.source}@{origin.published or ''}"


def _figure(estimate: "Estimate") -> dict[str, Any]:
    reliability, reason = estimate.reliability, estimate.reason
    return {
        "indicator": estimate.indicator.name,
        "value": _number(estimate.value),
        "low": _number(estimate.low),
        "high": _number(estimate.high),
        "low_from": estimate.low_from,
        "high_from": estimate.high_from,
        "coverage": reliability.coverage,
        "currency": reliability.currency,
        "fit": reliability.fit,
        "reason_nl": reason.nl if reason else "",
        "reason_en": reason.en if reason else "",
        "sources": [_key(each) for each in estimate.sources],
    }


def _number(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def keep(run: Run, outcome: Outcome) -> None:
    """Make rows of what came out; nothing new came out of what was known."""
    if outcome.facts is not None:
        actions.keep_scan(
            run=run,
            found=outcome.facts,
            actor=PLATFORM,
            at=run.ended_at or run.asked_at,
        )


def clean_up(_parameters: Mapping[str, Any]) -> None:
    """Remove what killed or cancelled work left."""
    store.the_results().sweep()


SCAN = Job(KIND, Text("Nulmeting", "Baseline scan"), scan_a_park, keep, clean_up)
