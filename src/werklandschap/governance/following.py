"""Whether a park still moves: signals that it fades, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from werklandschap.core.text import Text
from werklandschap.parameters import parameter


class Pace(StrEnum):
    """How a park goes on."""

    MOVING = "MOVING"
    QUIET = "QUIET"
    FADING = "FADING"

    @property
    def label(self) -> Text:
        """Its name for people."""
        return _PACES[self]


_PACES = {
    Pace.MOVING: Text("in beweging", "moving"),
    Pace.QUIET: Text("stil", "quiet"),
    Pace.FADING: Text("zakt weg", "fading"),
}


@dataclass(frozen=True, slots=True)
class Missed:
    """A commitment whose day has passed."""

    party: str
    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Followed:
    """What is known of how a park goes on.

    ``gaps_of_peers_day`` is how long similar parks have been quiet. [d]
    """

    last_heard_on: date
    missed: Sequence[Missed] = ()
    open_step: Text | None = None
    gaps_of_peers_day: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The pace of a park, why, and what to do next."""

    pace: Pace
    reasons: tuple[Text, ...]
    next_action: Text | None


def look(park: Followed, *, on: date) -> Finding:
    """Find out whether a park fades, from its silence and its missed commitments.

    Parameters
    ----------
    park : Followed
        What is known.
    on : date
        The day of looking.

    Returns
    -------
    Finding
        Fading after a long silence, or when it is quiet and missed a commitment; quiet
        after a shorter silence, when it is much quieter than similar parks, or when it
        missed a commitment.
    """
    silent_day = (on - park.last_heard_on).days
    quiet_day = _quiet_day(park.gaps_of_peers_day, on)
    is_long = silent_day >= parameter("programme.fading_day", on=on).value
    is_quiet = silent_day >= quiet_day
    if is_long or (is_quiet and park.missed):
        pace = Pace.FADING
    elif is_quiet or park.missed:
        pace = Pace.QUIET
    else:
        pace = Pace.MOVING
    reasons = (*_silence(silent_day, is_quiet, park), *map(_told, park.missed))
    return Finding(pace, reasons, _next_action(pace, park))


def _quiet_day(gaps_of_peers_day: Sequence[int], on: date) -> float:
    """Tell from how many days on silence stands out; never sooner than a fixed number."""
    fixed = parameter("programme.quiet_day", on=on).value
    if len(gaps_of_peers_day) < parameter("programme.fewest_peers_count", on=on).value:
        return fixed
    times = parameter("programme.times_peers_ratio", on=on).value
    most = parameter("programme.fading_day", on=on).value
    return min(most, max(fixed, times * median(gaps_of_peers_day)))


def _silence(silent_day: int, is_quiet: bool, park: Followed) -> tuple[Text, ...]:
    if not is_quiet:
        return ()
    told = Text(
        f"Al {silent_day} dagen is er niets vastgelegd.",
        f"Nothing was noted for {silent_day} days.",
    )
    if not park.gaps_of_peers_day:
        return (told,)
    usual = round(median(park.gaps_of_peers_day))
    return (
        told,
        Text(
            f"Bij vergelijkbare terreinen is dat {usual} dagen.",
            f"At similar parks that is {usual} days.",
        ),
    )


def _told(missed: Missed) -> Text:
    return Text(
        f"{missed.party} zou vóór {missed.due_on:%d-%m-%Y}: {missed.what}.",
        f"{missed.party} was to do by {missed.due_on:%d-%m-%Y}: {missed.what}.",
    )


def _next_action(pace: Pace, park: Followed) -> Text | None:
    if pace is Pace.MOVING:
        return None
    if park.missed:
        first = min(park.missed, key=lambda each: each.due_on)
        return Text(
            f"Bel {first.party} en spreek een nieuwe datum af.",
            f"Call {first.party} and agree on a new date.",
        )
    if park.open_step is not None:
        return Text(
            f"Vraag wat er nodig is om verder te gaan met ‘{park.open_step.nl}’.",
            f"Ask what it takes to go on with ‘{park.open_step.en}’.",
        )
    return Text(
        "Plan een gesprek over de volgende stap.",
        "Plan a talk on the next step.",
    )
