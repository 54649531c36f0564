"""``werklandschap document``: from a plan to the green vision and the financing plan."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from werklandschap.cli._tell import say_repairs, writing_in
from werklandschap.cli.scan import NothingCollected
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.landscape import Landscape, gather
from werklandschap.landscape.areas import read_area
from werklandschap.landscape.gather import is_known
from werklandschap.parameters import Assumptions
from werklandschap.report.documents.make import Kind
from werklandschap.report.documents.told import Told, read_voices
from werklandschap.report.documents.write import write_documents
from werklandschap.store import Lake
from werklandschap.store.lake import writing
from werklandschap.study.baseline import ENGINE
from werklandschap.study.business_case import (
    Effects,
    Planned,
    business_case,
    nothing_simulated,
    physical_effects,
    read_planned,
)
from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.facts import (
    effects_from,
    facts_of,
    read_choices,
)
from werklandschap.study.weather import weather_in

_EFFECTS = "effects.json"
_KINDS: dict[str, tuple[Kind, ...]] = {
    "vision": ("vision",),
    "finance": ("finance",),
    "both": ("vision", "finance"),
}

_NO_PLACE = Text(
    "De effecten zijn niet doorgerekend: geef --area en --lake.",
    "Effects were not simulated: give --area and --lake.",
)
_DONE = Text("Klaar: {files} in {folder}.", "Done: {files} in {folder}.")


@dataclass(eq=False)
class AreaWithoutLake(WerklandschapError):
    """Only one of the two that are needed to simulate."""

    code: ClassVar[str] = "document.area_without_lake"
    message: ClassVar[Text] = Text(
        nl="Geef --area en --lake allebei, of geen van beide.",
        en="Give both --area and --lake, or neither.",
    )


def run(options: argparse.Namespace) -> int:
    """Write the documents of a plan; effects are simulated once, and kept beside it."""
    planned = read_planned(options.plan)
    choices = read_choices(options.choices) if options.choices else Choices()
    voices = read_voices(options.voices) if options.voices else ()
    place = _place(options, planned)
    folder = options.plan if options.plan.is_dir() else options.plan.parent
    out = options.out or folder
    with writing_in(out):
        effects = _effects(folder, planned, place, options)
        told = Told(
            case=business_case(planned, effects, choices),
            language=options.language,
            engine=ENGINE,
            landscape=place and place[0],
            voices=voices,
        )
        files = write_documents(told, out, kinds=_KINDS[options.kind])
    say = _DONE.in_language(options.language)
    print(say.format(files=", ".join(file.name for file in files), folder=out))
    return 0


def _place(
    options: argparse.Namespace, planned: Planned
) -> tuple[Landscape, Lake] | None:
    if (options.area is None) != (options.lake is None):
        raise AreaWithoutLake
    if options.area is None:
        return None
    lake = Lake.open(options.lake)
    assumptions = Assumptions(planned.on)
    area = read_area(options.area, assumptions=assumptions)
    say_repairs(area.repairs, options.area.name, options.language)
    if not is_known(lake, area.parks, on=planned.on):
        raise NothingCollected(str(lake.folder), planned.on)
    found = gather(lake, area.parks, on=planned.on, assumptions=assumptions)
    return found, lake


def _effects(
    folder: Path,
    planned: Planned,
    place: tuple[Landscape, Lake] | None,
    options: argparse.Namespace,
) -> Effects:
    kept = folder / _EFFECTS
    if kept.exists() and kept.stat().st_mtime >= _changed(folder):
        told: dict[str, Any] = json.loads(kept.read_text("utf-8"))
        return effects_from(told)
    if place is None:
        print(_NO_PLACE.in_language(options.language), file=sys.stderr)
        return nothing_simulated(_NO_PLACE)
    landscape, lake = place
    found = physical_effects(
        landscape,
        planned,
        parts=[part for part in options.simulate if part != "sun"],
        weather=weather_in(lake, on=planned.on),
        cell_m=options.cell_m,
        tell=_teller(options.language),
    )
    with writing(kept) as temporary:
        temporary.write_text(json.dumps(facts_of(found), indent=1), "utf-8")
    return found


def _changed(folder: Path) -> float:
    """Tell when the plan was written last; effects of an older one do not count."""
    file = folder / "plan.json"
    return file.stat().st_mtime if file.exists() else 0.0


def _teller(language: str) -> Callable[[Text], None]:
    def tell(step: Text) -> None:
        print(step.in_language(language), file=sys.stderr, flush=True)

    return tell
