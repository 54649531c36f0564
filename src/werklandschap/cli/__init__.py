"""The command line: reads the clock and the language, calls the engine, tells people.

Nothing heavy is imported before it is known what to do.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from werklandschap.core.errors import WerklandschapError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 if all went well, 2 if what was given cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        # A command lives in the module of its name, in a function ``run``.
        status: int = import_module(f"{__name__}.{options.command}").run(options)
    except WerklandschapError as problem:
        print(f"{problem.say(options.language)} [{problem.code}]", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="werklandschap",
        description="Meet, verbeter en volg bedrijventerreinen. / "
        "Measure, improve and follow Dutch business parks.",
    )
    parser.add_argument(
        "--version", action="version", version=f"werklandschap {version(__name__[:13])}"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT")
    _add_collect(commands.add_parser("collect", help=_COLLECT, description=_COLLECT))
    _add_scan(commands.add_parser("scan", help=_SCAN, description=_SCAN))
    _add_plan(commands.add_parser("plan", help=_PLAN, description=_PLAN))
    _add_document(
        commands.add_parser("document", help=_DOCUMENT, description=_DOCUMENT)
    )
    _add_register(
        commands.add_parser("register", help=_REGISTER, description=_REGISTER)
    )
    _add_demo(commands.add_parser("demo", help=_DEMO, description=_DEMO))
    _add_serve(commands.add_parser("serve", help=_SERVE, description=_SERVE))
    _add_worker(commands.add_parser("worker", help=_WORKER, description=_WORKER))
    for command in commands.choices.values():
        command.add_argument(
            "--language",
            choices=("nl", "en"),
            default="nl",
            help="taal van wat u leest / language of what you read (nl)",
        )
        command.add_argument(
            "--on",
            type=date.fromisoformat,
            default=_today(),
            metavar="JJJJ-MM-DD",
            help="peildag / day (vandaag, today)",
        )
    return parser


def _today() -> date:
    # The one place of the engine that looks at the clock.
    return date.today()  # noqa: DTZ011, TID251


_COLLECT = (
    "haal de gegevens van een gebied op naar een datameer / "
    "collect the data of an area into a lake"
)
_SCAN = "maak de nulmeting van een gebied / make the baseline scan of an area"
_PLAN = (
    "maak het beste plan voor een terrein en een doel / "
    "make the best plan for a park and a goal"
)
_DOCUMENT = (
    "schrijf de groenvisie en het financieringsplan van een plan / "
    "write the green vision and the financing plan of a plan"
)
_REGISTER = (
    "lees en controleer een bestand met bedrijventerreinen (IBIS) / "
    "read and check a file of business parks (IBIS)"
)
_DEMO = (
    "start het platform met een voorbeeldland, of met eigen gegevens / "
    "start the platform with an example country, or with data of your own"
)
_SERVE = "serveer de pagina's van het platform / serve the pages of the platform"
_WORKER = "voer lang werk van het platform uit / carry out long work of the platform"


def _add_collect(command: argparse.ArgumentParser) -> None:
    _add_area(command)
    _add_lake(command)
    command.add_argument(
        "--from",
        dest="places",
        action="append",
        default=[],
        type=Path,
        metavar="MAP",
        help="neem bestanden uit deze map in plaats van internet; mag vaker / "
        "take files from this folder instead of the internet; may be repeated",
    )
    command.add_argument(
        "--source",
        dest="sources",
        action="append",
        metavar="NAAM",
        help="alleen deze bron; mag vaker / only this source; may be repeated",
    )
    command.add_argument(
        "--endpoint",
        dest="endpoints",
        action="append",
        default=[],
        type=_mirror,
        metavar="URL=URL",
        help="haal wat met de eerste begint bij de tweede / "
        "fetch what begins with the first from the second",
    )


def _mirror(text: str) -> tuple[str, str]:
    begin, separator, instead = text.partition("=")
    if not (begin and separator and instead):
        message = f"URL=URL: {text}"
        raise argparse.ArgumentTypeError(message)
    return begin, instead


def _add_scan(command: argparse.ArgumentParser) -> None:
    _add_area(command)
    _add_lake(command)
    _add_out(command)
    _add_simulations(command)
    command.add_argument(
        "--assume",
        dest="own",
        action="append",
        default=[],
        type=_assumption,
        metavar="NAAM=GETAL",
        help="eigen waarde van een parameter / a value of your own for a parameter",
    )


def _add_plan(command: argparse.ArgumentParser) -> None:
    _add_area(command)
    _add_lake(command)
    command.add_argument(
        "--goal",
        type=Path,
        required=True,
        metavar="BESTAND",
        help="wat er gevraagd wordt, als JSON / what is asked, as JSON",
    )
    command.add_argument(
        "--maintenance",
        type=Path,
        metavar="BESTAND",
        help="meerjarenonderhoudsplan, CSV of XLSX / maintenance plan, CSV or XLSX",
    )
    _add_out(command)
    _add_simulations(command, cell_m=2.0)


def _add_document(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "plan",
        type=Path,
        metavar="PLAN",
        help="de map met plan.json en plan.gpkg / the folder of a plan",
    )
    command.add_argument(
        "--kind",
        choices=("vision", "finance", "both"),
        default="both",
        help="groenvisie, financieringsplan of beide (both) / which documents",
    )
    command.add_argument(
        "--area",
        type=Path,
        metavar="AREA",
        help="het terrein van het plan, om effecten door te rekenen / the park",
    )
    command.add_argument("--lake", type=Path, metavar="MAP", help="datameer / the lake")
    command.add_argument(
        "--choices",
        type=Path,
        metavar="BESTAND",
        help="eigen aannames en keuzes, als JSON / assumptions and choices, as JSON",
    )
    command.add_argument(
        "--voices",
        type=Path,
        metavar="BESTAND",
        help="wat ondernemers zeggen, als JSON / what firms say, as JSON",
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="MAP",
        help="waar de documenten komen (bij het plan) / where the documents go",
    )
    _add_simulations(command, cell_m=2.0)


def _add_out(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="MAP",
        help="waar de uitkomst komt / where the outcome goes",
    )


def _add_simulations(command: argparse.ArgumentParser, *, cell_m: float = 1.0) -> None:
    command.add_argument(
        "--simulate",
        type=_parts,
        default=_PARTS,
        metavar="all|none|heat,water,sun",
        help="wat er wordt doorgerekend (all) / what is simulated (all)",
    )
    command.add_argument(
        "--cell",
        dest="cell_m",
        type=float,
        choices=(0.5, 1.0, 2.0, 4.0),
        default=cell_m,
        help=f"celgrootte van simulaties in meter ({cell_m:g}) / cell size in metres",
    )


_PARTS = ("heat", "water", "sun")
"""As in the study; said here because that is too heavy to import for a help text."""


def _parts(text: str) -> tuple[str, ...]:
    if text in {"all", "none"}:
        return _PARTS if text == "all" else ()
    chosen = text.split(",")
    if unknown := [part for part in chosen if part not in _PARTS]:
        message = f"all, none, heat, water, sun; niet / not: {', '.join(unknown)}"
        raise argparse.ArgumentTypeError(message)
    return tuple(part for part in _PARTS if part in chosen)


def _assumption(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        message = f"NAAM=GETAL: {text}"
        raise argparse.ArgumentTypeError(message) from None


def _add_register(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="BESTAND", help="CSV, GPKG, JSON")


def _add_demo(command: argparse.ArgumentParser) -> None:
    _add_home(command, default=Path(os.environ.get("WERKLANDSCHAP_HOME", "var")))
    _add_address(command)
    command.add_argument(
        "--data",
        type=Path,
        metavar="MAP",
        help="toon echte terreinen, met bestanden uit deze map / "
        "show real parks, from files in this folder",
    )
    command.add_argument(
        "--area",
        type=Path,
        metavar="AREA",
        help="welke terreinen: GeoPackage, GeoJSON, GeoParquet / which parks",
    )
    command.add_argument(
        "--no-serve",
        dest="serve",
        action="store_false",
        help="zonder platform: één voorbeeldterrein en zijn rapport / "
        "without the platform: one model park and its report",
    )
    command.add_argument(
        "--seed", type=int, default=1, help="welk terrein / which park"
    )
    _add_simulations(command)


def _add_serve(command: argparse.ArgumentParser) -> None:
    _add_home(command)
    _add_address(command)


def _add_worker(command: argparse.ArgumentParser) -> None:
    _add_home(command)
    command.add_argument(
        "--batch",
        action="store_true",
        help="stop als er niets meer wacht / stop when nothing waits",
    )


def _add_home(command: argparse.ArgumentParser, default: Path | None = None) -> None:
    command.add_argument(
        "--home",
        type=Path,
        default=default,
        metavar="MAP",
        help="waar alles komt te liggen / where everything goes (WERKLANDSCHAP_HOME)",
    )


def _add_address(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--host",
        default=os.environ.get("WERKLANDSCHAP_BIND", "127.0.0.1"),
        metavar="ADRES",
        help="waarop de site luistert / where the site listens (127.0.0.1)",
    )
    command.add_argument(
        "--port",
        type=int,
        default=os.environ.get("PORT", "8000"),
        metavar="POORT",
        help="poort van de site / port of the site (8000)",
    )


def _add_area(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "area",
        type=Path,
        metavar="AREA",
        help="GeoPackage, GeoJSON, GeoParquet: een of meer terreinen / parks",
    )


def _add_lake(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lake",
        type=Path,
        required=True,
        metavar="MAP",
        help="het datameer / the lake",
    )
