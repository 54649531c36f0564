"""The whole of the simulation: everybody who acts in it, and when they begin."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from werklandschap.web.example.programme_years.assumptions import Assumptions
from werklandschap.web.example.programme_years.deals import Dealing
from werklandschap.web.example.programme_years.labels import Assessing
from werklandschap.web.example.programme_years.parks import Recruiting
from werklandschap.web.example.programme_years.register import Registering
from werklandschap.web.example.programme_years.scans import Kind, Scanning
from werklandschap.web.example.programme_years.vouchers import Granting
from werklandschap.web.example.programme_years.years import Part, Years
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.actions import reports

FIRST_YEAR = 2024
"""In which the programme began (S2)."""

_WITHIN = timedelta(hours=12)


@dataclass
class Country(Years):
    """All years, with the parts that tell each other what happened."""

    scanning: Scanning = field(init=False)
    assessing: Assessing = field(init=False)

    def let_in(self, park: Park, at: datetime) -> None:
        """Let some parks assess themselves once they were scanned."""
        self.assessing.maybe_begin(park, at)

    def realised(self, park: Park, at: datetime) -> None:
        """Let a park that realised something be scanned again, and bring its label."""
        share = self.assumed.carried_out_share
        self.scanning.after(at, 300, self.scanning.again, park, share)
        if self.happens(self.assumed.label_of_others_chance):
            self.assessing.after(at, 200, self.assessing.label_of_others, park)
        self.assessing.after(at, 600, self.assessing.begin, park, "REALISED")


class Reporting(Part):
    """Tells the fund every year how it stands."""

    phase = "reports to the fund"

    def __init__(self, years: Years, tell: Callable[[datetime], None]) -> None:
        super().__init__(years)
        self.tell = tell

    def freeze(self, at: datetime) -> None:
        """Keep the figures of a year."""
        reports.freeze_report(
            title=f"Jaar {at.year} (gegenereerd)",
            as_of=at,
            actor=self.years.team(at),
            at=at,
        )
        self.tell(at)


def simulate(
    *,
    kinds: Sequence[Kind],
    years: int = 9,
    seed: int = 7,
    assumed: Assumptions | None = None,
    tell: Callable[[datetime], None] = lambda _: None,
    within: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Country:
    """Run the generated programme through the real actions.

    Parameters
    ----------
    kinds : sequence of Kind
        The types of parks; the parks themselves are there already.
    years : int
        How many, from the first of January of `FIRST_YEAR`.
    seed : int
        The same seed gives the same history.
    assumed : Assumptions, optional
        How people behave.
    tell : callable
        Is told the end of every year once it is there.
    within : callable
        Gives what is around every step.
    """
    begin = datetime(FIRST_YEAR, 1, 1, 8, tzinfo=UTC)
    end = begin.replace(year=FIRST_YEAR + years) - _WITHIN
    country = Country(
        end,
        Random(seed),  # noqa: S311 - an example, no secret
        begin=begin,
        assumed=assumed or Assumptions(),
        within=within,
    )
    _plan_parks(country, kinds, begin)
    _plan_provinces(country, begin)
    reporting = Reporting(country, tell)
    for year in country.each_year():
        country.plan(country.day(year, 12, 31).replace(hour=18), reporting.freeze)
    country.run()
    return country


def _plan_parks(country: Country, kinds: Sequence[Kind], begin: datetime) -> None:
    recruiting = Recruiting(country)
    country.scanning = Scanning(country, kinds)
    country.assessing = Assessing(country)
    registering = Registering(country, recruiting)
    country.plan(begin, recruiting.first)
    country.plan(begin, country.scanning.week)
    for year in country.each_year():
        country.plan(country.day(year, 1, 15), country.scanning.stock)
        country.plan(country.day(year, 9, 1), registering.year)
    last_year = country.until.year
    for park in country.random.sample(recruiting.left, _compared(country)):
        early = begin + country.days(100, 700)
        late = country.day(last_year, 3, 1) + country.days(0, 60)
        country.scanning.later(early, country.scanning.ask, park)
        country.scanning.later(
            late, country.scanning.again, park, country.assumed.drift_share
        )


def _compared(country: Country) -> int:
    return min(
        country.assumed.compared_count,
        sum(map(len, country.parks_by_province.values())) // 5,
    )


def _plan_provinces(country: Country, begin: datetime) -> None:
    own = country.parks_by_province
    ranked = sorted(own, key=lambda code: (-len(own[code]), code))
    for rank, code in enumerate(ranked):
        deal = Dealing(country, code, rank)
        country.plan(begin + timedelta(days=20 + 60 * rank), deal.prepare)
        last = country.day(country.until.year, 12, 30)
        if rank == 1:
            # One province leaves after half of the time.
            country.plan(begin + (last - begin) / 2, deal.leave)
        country.plan(last, deal.end)
        for year in country.each_year():
            granting = Granting(country, code, rank)
            if year == FIRST_YEAR:
                country.plan(country.day(year, 10, 1), granting.list_executors)
            if year < country.until.year:
                country.plan(country.day(year, 11, 1), granting.prepare)
            if rank == 2 and year == FIRST_YEAR + 1:
                country.plan(country.day(year + 1, 12, 1), granting.lower)
