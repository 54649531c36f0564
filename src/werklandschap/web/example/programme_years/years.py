"""The clock of the simulation, who acts in it, and how long each part takes."""

import heapq
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from werklandschap.web.accounts.models import Role, Scope, User
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.example.clock import Clock, Step
from werklandschap.web.example.programme_years.assumptions import Assumptions
from werklandschap.web.parks.models import Park


class Part:
    """A part of the simulation; its methods are steps, and its time is told apart."""

    phase = ""

    def __init__(self, years: "Years") -> None:
        self.years = years

    @property
    def assumed(self) -> Assumptions:
        """How people behave."""
        return self.years.assumed

    def happens(self, chance: float) -> bool:
        """Draw whether something happens."""
        return self.years.happens(chance)

    def later(self, at: datetime, step: Callable[..., object], *more: Any) -> None:
        """Let a step happen at a moment, which is told to it after what more there is."""
        self.years.plan(at, partial(step, *more) if more else step)

    def after(
        self, at: datetime, median_day: float, step: Callable[..., object], *more: Any
    ) -> None:
        """Let a step happen after about so many days, mostly less than twice that."""
        self.later(at + self.years.about(median_day), step, *more)


@dataclass
class Years(Clock):
    """All that happens, in order of time."""

    begin: datetime = field(kw_only=True)
    assumed: Assumptions = field(kw_only=True)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    computing: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """By part: time by the clock, and of this process alone. [s]"""
    events_of: Counter[str] = field(default_factory=Counter)
    people: dict[str, User] = field(default_factory=dict)
    within: Callable[[], AbstractContextManager[object]] = nullcontext
    """What is around every step; a test does there what the end of a transaction does."""

    def run(self) -> None:
        """Let everything happen, and time it by the part to which it belongs."""
        while self.events:
            at, _, step = heapq.heappop(self.events)
            begun, computed = time.perf_counter(), time.process_time()
            with self.within():
                step(at)
            self._note(
                step, time.perf_counter() - begun, time.process_time() - computed
            )

    def _note(self, step: Step, taken_s: float, computed_s: float) -> None:
        bound: Any = step.func if isinstance(step, partial) else step
        phase = bound.__self__.phase
        self.seconds[phase] += taken_s
        self.computing[phase] += computed_s
        self.events_of[phase] += 1
        self.slowest_s = max(self.slowest_s, taken_s)
        self.actions += 1

    def let_in(self, park: Park, at: datetime) -> None:
        """Hear that a park was let in."""

    def realised(self, park: Park, at: datetime) -> None:
        """Hear that a park realised something."""

    def about(self, median_day: float) -> timedelta:
        """Draw a time around a median; skewed, as waiting mostly is."""
        return timedelta(days=median_day * self.random.lognormvariate(0.0, 0.4))

    def each_year(self) -> Sequence[int]:
        """List the years that are simulated."""
        return range(self.begin.year, self.until.year + 1)

    def day(self, year: int, month: int, day: int) -> datetime:
        """Give nine o'clock of a day."""
        return self.begin.replace(year=year, month=month, day=day, hour=9)

    @cached_property
    def parks_by_province(self) -> dict[str, list[Park]]:
        """List the generated parks by province, as they were at the beginning."""
        found: dict[str, list[Park]] = {}
        parks = Park.objects.filter(is_generated=True).order_by("code")
        for each in parks.defer("outline_wkb"):
            found.setdefault(each.province_code, []).append(each)
        return found

    def person(
        self, role: Role, scope: Scope, code: str = "", number: int = 1, *, at: datetime
    ) -> User:
        """Give who has a role somewhere; made when they first do something."""
        from werklandschap.web.accounts.actions import add_user

        key = f"{role}-{code or 'programma'}-{number}".lower().replace("_", "-")
        if key not in self.people:
            self.people[key] = add_user(
                email=f"{key}@example.org",
                name=f"{role.label} {code or 'programma'} {number} (gegenereerd)"[:100],
                role=role,
                scope=scope,
                code=code,
                actor=PLATFORM,
                at=at,
            )
        return self.people[key]

    def team(self, at: datetime, number: int = 1) -> User:
        """Give somebody of the programme."""
        return self.person(Role.PROGRAMME, Scope.PROGRAMME, number=number, at=at)

    def official(self, province_code: str, at: datetime, number: int = 1) -> User:
        """Give an official of a province."""
        return self.person(Role.PROVINCE, Scope.PROVINCE, province_code, number, at=at)

    def manager(self, park: Park, at: datetime, number: int = 1) -> User:
        """Give who speaks for a park."""
        return self.person(Role.PARK_MANAGER, Scope.PARK, park.code, number, at=at)
