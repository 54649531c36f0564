"""The clock of a simulation: what happens when, drawn with a seed."""

import heapq
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

Step = Callable[[datetime], object]


@dataclass
class Clock:
    """What happens when, and what was counted."""

    until: datetime
    random: Random
    events: list[tuple[datetime, int, Step]] = field(default_factory=list)
    actions: int = 0
    slowest_s: float = 0.0
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def plan(self, at: datetime, step: Step) -> None:
        """Let something happen, unless it is over by then."""
        if at <= self.until:
            heapq.heappush(self.events, (at, next(self.numbers), step))

    def run(self) -> None:
        """Let everything happen in order of time."""
        while self.events:
            at, _, step = heapq.heappop(self.events)
            begun = time.perf_counter()
            step(at)
            self.slowest_s = max(self.slowest_s, time.perf_counter() - begun)
            self.actions += 1

    def days(self, low: float, high: float) -> timedelta:
        """Draw how long something takes."""
        return timedelta(days=self.random.uniform(low, high))

    def happens(self, chance: float) -> bool:
        """Draw whether something happens."""
        return self.random.random() < chance
