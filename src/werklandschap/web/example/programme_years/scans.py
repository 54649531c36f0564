"""Scans: a few model parks are really scanned, and every park is of one of those types.

Scanning thousands of parks takes days. Each generated park is therefore said to be like one
of a few model parks. Those are scanned by the engine, before and after measures that the
engine carries out; the scan of a park keeps the figures of its type, and names that as its
source. What is between before and after depends on how much of the measures a park
carried out, which is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID
from zlib import crc32

from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.example import actions as example
from werklandschap.web.example.programme_years.years import Part, Years
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import Outcome
from werklandschap.web.mail import actions as mail
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.actions import scans as places
from werklandschap.web.scans import actions, tasks
from werklandschap.web.scans.actions import Found
from werklandschap.web.scans.queries import store

TYPES = 3
_AREA_HA, _MODEL_CELL_M, _CELL_M = 10.0, 2.0, 8.0
_PARTS: tuple[Literal["heat"]] = ("heat",)
_MEASURES = ("depaving", "tree")
_SHARES = ("green_share", "canopy_share", "paved_share", "noon_shade_share")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of park: what the engine found, and how much measures change of it."""

    name: str
    found: Found
    result_hash: str
    change: Mapping[str, float]

    def of(self, park: Park, *, on: date, share: float) -> Found:
        """Give the figures of a park of this type, after a share of the measures.

        Parameters
        ----------
        park : Park
            The park.
        on : date
            The day of its scan.
        share : float
            How much of the measures was carried out, from 0 to 1.
        """
        figures: list[dict[str, Any]] = [dict(each) for each in self.found.figures]
        for each in figures:
            moved = share * self.change.get(each["indicator"], 0.0)
            for end in ("value", "low", "high"):
                if each[end] is not None:
                    each[end] = (
                        min(1.0, max(0.0, each[end] + moved)) if moved else each[end]
                    )
        return replace(
            self.found,
            park_code=park.code,
            on=on,
            figures=figures,
            sources=[*self.found.sources, self._source()],
            files={},
        )

    def _source(self) -> Mapping[str, Any]:
        return {
            "key": f"{self.name}@",
            "name": self.name,
            "title": {
                "nl": f"Cijfers van een gegenereerd terrein van hetzelfde type ({self.name})",
                "en": f"Figures of a generated park of the same type ({self.name})",
            },
            "publisher": "werklandschap",
            "licence": "CC0-1.0",
            "url": "",
            "published": None,
            "is_generated": True,
        }


class Scanning(Part):
    """The worker that carries out what is asked, and sends the letters."""

    phase = "scans"

    def __init__(self, years: Years, kinds: Sequence[Kind]) -> None:
        super().__init__(years)
        self.kinds = kinds
        self.share_of: dict[str, float] = {}

    def stock(self, at: datetime) -> None:
        """Put the places of a year into the stock."""
        places.change_stock(
            places_count=self.assumed.scans_per_year,
            reason=f"Nulmetingen van {at.year} (gegenereerd)",
            actor=self.years.team(at),
            at=at,
        )

    def week(self, at: datetime) -> None:
        """Carry out the runs that wait, and hand the letters of the week over."""
        from django_tasks_db.models import DBTaskResult

        for task in list(DBTaskResult.objects.ready()):
            task.claim("programme_years")
            told = task.args_kwargs["kwargs"]
            self._carry_out(UUID(told["run_id"]), told["attempt"], at)
            task.set_successful(None)
        while (letter := mail.claim(at=at)) is not None:
            mail.deliver(letter=letter, at=at)
        self.later(at + timedelta(days=7), self.week)

    def _carry_out(self, run_id: UUID, attempt: int, at: datetime) -> None:
        run = jobs.begin(run_id=run_id, attempt=attempt, at=at)
        park = Park.objects.get(code=run.parameters["park"])
        kind = self.kinds[crc32(park.code.encode()) % len(self.kinds)]
        found = kind.of(
            park,
            on=date.fromisoformat(run.parameters["on"]),
            share=self.share_of.get(park.code, 0.0),
        )
        outcome = Outcome(kind.result_hash, facts=found)
        jobs.finish(run_id=run_id, attempt=attempt, outcome=outcome, at=at)

    def again(self, park: Park, low_high: tuple[float, float], at: datetime) -> None:
        """Ask for a scan after a share of the measures was carried out."""
        if not park.scans.exists():
            return
        self.share_of[park.code] = self.years.random.uniform(*low_high)
        self.ask(park, at)

    def ask(self, park: Park, at: datetime) -> Run:
        """Ask for a scan, as a municipality may of any park."""
        return actions.start_scan(
            park=Park.objects.get(pk=park.pk), actor=PLATFORM, at=at
        )


def scanned_types(*, number: int = TYPES, at: datetime) -> list[Kind]:
    """Scan the first parks of the country, each made into a model park, for their types.

    Parameters
    ----------
    number : int
        How many types.
    at : datetime
        Now, on the clock of the simulation.
    """
    parks = Park.objects.filter(is_generated=True).order_by("code")[:number]
    return [_scanned(each, at) for each in parks]


def _scanned(park: Park, at: datetime) -> Kind:
    from werklandschap.examples import PUBLISHED

    example.collect_model_park(
        park=park, area_ha=_AREA_HA, cell_m=_MODEL_CELL_M, actor=PLATFORM, at=at
    )
    outcome = tasks.scan_a_park(
        {
            "park": park.code,
            "on": PUBLISHED.isoformat(),
            "parts": list(actions.PARTS),
            "cell_m": _CELL_M,
        },
        lambda *_: None,
    )
    return Kind(f"type {park.code}", outcome.facts, outcome.result_hash, _change(park))


def _change(park: Park) -> dict[str, float]:
    """Tell what the measures change in a model park, by the engine."""
    from werklandschap.examples import PUBLISHED
    from werklandschap.measures import MEASURES, Step
    from werklandschap.study import baseline_scan
    from werklandschap.study.what_if import outcome, standing

    table = store.park_table(park)
    scan = baseline_scan(store.the_lake(), table, on=PUBLISHED, parts=())
    place = standing(
        scan.parks[0].landscape, parts=_PARTS, cell_m=_CELL_M, indicators=_SHARES
    )
    steps = [
        Step(name, tuple(each.place for each in MEASURES[name].sites(place.landscape)))
        for name in _MEASURES
    ]
    after = outcome(place, steps).figures
    return {name: after[name] - place.figures[name] for name in _SHARES}
