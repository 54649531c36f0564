"""``werklandschap plan``: from a lake and a goal to the best plan for a park."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from werklandschap.cli._tell import say_repairs, writing_in
from werklandschap.cli.scan import NothingCollected
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.landscape import Landscape, gather
from werklandschap.landscape.areas import read_area
from werklandschap.landscape.gather import is_known
from werklandschap.measures.maintenance import PlannedWork
from werklandschap.measures.maintenance_file import read_plan
from werklandschap.parameters import Assumptions
from werklandschap.report.plan_files import write_plan
from werklandschap.report.plan_maps import write_plan_maps
from werklandschap.report.plan_words import sentences
from werklandschap.store import Lake
from werklandschap.study.plan.goal import read_goal
from werklandschap.study.plan.make import make_plan
from werklandschap.study.plan.outcome import Plan
from werklandschap.study.weather import weather_in

_NO_PLAN_FOR = ("sun",)


@dataclass(eq=False)
class SeveralParks(WerklandschapError):
    """More than one park in the area: a plan is for one."""

    code: ClassVar[str] = "plan.several_parks"
    message: ClassVar[Text] = Text(
        nl="In {file} staan {number} terreinen. Een plan is voor één terrein.",
        en="{file} holds {number} parks. A plan is for one park.",
    )

    file: str
    number: int


_FIRST = Text(
    "Eerste antwoord, van de kaart alleen: {parts} onderdelen, € {cost}. Nu wordt er "
    "gesimuleerd.",
    "First answer, from the map alone: {parts} parts, € {cost}. Simulations follow now.",
)
_DONE = Text(
    "Het plan ligt in {folder}: {parts} onderdelen, investering € {cost}.",
    "The plan lies in {folder}: {parts} parts, investment € {cost}.",
)
_ROWS = Text(
    "{number} regels van het onderhoudsplan zijn niet gelezen of hersteld.",
    "{number} rows of the maintenance plan were not read, or mended.",
)


def run(options: argparse.Namespace) -> int:
    """Make a plan and write it; a first answer comes before the simulations."""
    goal = read_goal(options.goal, on=options.on)
    planned = _maintenance(options)
    landscape, lake = _landscape(options)
    with writing_in(options.out):
        plan = make_plan(
            landscape,
            goal,
            parts=[part for part in options.simulate if part not in _NO_PLAN_FOR],
            weather=weather_in(lake, on=options.on),
            planned=planned,
            cell_m=options.cell_m,
            tell=_teller(options.language),
            answer=lambda first: _first(first, options),
        )
        write_plan(plan, options.out, language=options.language)
        write_plan_maps(plan, options.out, language=options.language)
    _say(_DONE, plan, options)
    for text in sentences(plan):
        print(text.in_language(options.language))
    return 0


def _landscape(options: argparse.Namespace) -> tuple[Landscape, Lake]:
    lake = Lake.open(options.lake)
    assumptions = Assumptions(options.on)
    area = read_area(options.area, assumptions=assumptions)
    say_repairs(area.repairs, options.area.name, options.language)
    if len(area.parks) > 1:
        raise SeveralParks(options.area.name, len(area.parks))
    if not is_known(lake, area.parks, on=options.on):
        raise NothingCollected(str(lake.folder), options.on)
    found = gather(lake, area.parks, on=options.on, assumptions=assumptions)
    return found, lake


def _maintenance(options: argparse.Namespace) -> tuple[PlannedWork, ...]:
    file: Path | None = options.maintenance
    if file is None:
        return ()
    found = read_plan(file, year=options.on.year)
    if doubtful := len(found.problems) + len(found.repairs):
        say = _ROWS.in_language(options.language)
        print(say.format(number=doubtful), file=sys.stderr)
    return found.works


def _teller(language: str) -> Callable[[Text], None]:
    def tell(step: Text) -> None:
        print(step.in_language(language), file=sys.stderr, flush=True)

    return tell


def _first(plan: Plan, options: argparse.Namespace) -> None:
    write_plan(plan, options.out, language=options.language)
    _say(_FIRST, plan, options)


def _say(text: Text, plan: Plan, options: argparse.Namespace) -> None:
    amount = f"{plan.invest_eur:,.0f}"
    if options.language == "nl":
        amount = amount.replace(",", ".")
    say = text.in_language(options.language)
    print(
        say.format(folder=options.out, parts=len(plan.parts), cost=amount), flush=True
    )
