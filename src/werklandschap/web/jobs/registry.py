"""What kinds of long work there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from werklandschap.core.text import Text


class Progress(Protocol):
    """What work says while it goes on."""

    def __call__(self, step: Text, done: int, total: int) -> None:
        """Tell the step that begins; stops the work if nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out: the hash under which it lies and the facts that rows are made of."""

    result_hash: str
    facts: Any = None
    is_degraded: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of long work.

    ``work`` reads parameters, computes and writes files by their hash, outside any
    transaction; ``keep`` makes rows of the outcome in the transaction that ends the run;
    ``clean_up`` removes what an unfinished attempt left.
    """

    kind: str
    label: Text
    work: Callable[[Mapping[str, Any], Progress], Outcome]
    keep: Callable[[Any, Outcome], None]
    clean_up: Callable[[Mapping[str, Any]], None] = lambda _: None


JOBS: dict[str, Job] = {}


def register(job: Job) -> Job:
    """Make a kind of work known; apps call it when they are ready."""
    JOBS[job.kind] = job
    return job


Chore = Callable[[datetime], object]

CHORES: list[Chore] = []


def look_after(chore: Chore) -> None:
    """Make known what workers do every minute, such as warning whoever is late.

    Several workers may do it at the same time: a chore must come to the same when done
    twice.
    """
    if chore not in CHORES:
        CHORES.append(chore)
