"""What a park can be in the programme, and which step may follow which."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text


class Status(StrEnum):
    """The place of a park on the ladder of the programme, or that it is not on it."""

    APPLIED = "APPLIED"
    PARTNER = "PARTNER"
    SHOWCASE = "SHOWCASE"
    AMBASSADOR = "AMBASSADOR"
    LIVING_LAB = "LIVING_LAB"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    LEFT = "LEFT"
    SUCCEEDED = "SUCCEEDED"

    @property
    def label(self) -> Text:
        """Its name for people."""
        return _LABELS[self]


_LABELS: Mapping[Status, Text] = {
    Status.APPLIED: Text("aangemeld", "applied"),
    Status.PARTNER: Text("partnerterrein", "partner park"),
    Status.SHOWCASE: Text("showcaseterrein", "showcase park"),
    Status.AMBASSADOR: Text("ambassadeursterrein", "ambassador park"),
    Status.LIVING_LAB: Text("living lab", "living lab"),
    Status.REJECTED: Text("afgewezen", "rejected"),
    Status.WITHDRAWN: Text("ingetrokken", "withdrawn"),
    Status.LEFT: Text("gestopt", "left"),
    Status.SUCCEEDED: Text("opgegaan in een ander terrein", "merged into another park"),
}

IN_SWARM = frozenset(
    {Status.PARTNER, Status.SHOWCASE, Status.AMBASSADOR, Status.LIVING_LAB}
)
"""Who takes part; a park that only applied does not yet."""

EXAMPLES = frozenset({Status.AMBASSADOR, Status.LIVING_LAB})
"""Statuses that a Green Deal has a limited number of places for."""

_RANK = {
    Status.APPLIED: 0,
    Status.PARTNER: 1,
    Status.SHOWCASE: 2,
    Status.AMBASSADOR: 3,
    Status.LIVING_LAB: 3,
}

_MAY_APPLY = frozenset({Status.REJECTED, Status.WITHDRAWN, Status.LEFT})


@dataclass(eq=False)
class NotThisStep(WerklandschapError):
    """A step that the ladder does not have."""

    code: ClassVar[str] = "partners.not_this_step"
    message: ClassVar[Text] = Text(
        nl="Van ‘{now}’ naar ‘{then}’ kan niet in één stap.",
        en="From ‘{now}’ to ‘{then}’ is not a possible step.",
    )

    now: Text
    then: Text


@dataclass(eq=False)
class EvidenceMissing(WerklandschapError):
    """A step up without anything that shows that it was earned."""

    code: ClassVar[str] = "partners.evidence_missing"
    message: ClassVar[Text] = Text(
        nl="Schrijf op waaruit blijkt dat het terrein ‘{then}’ is.",
        en="Write down what shows that the park is ‘{then}’.",
    )

    then: Text


def may_follow(now: Status | None, then: Status) -> bool:
    """Tell whether a status may follow another; None is a park that was never in it.

    Parameters
    ----------
    now : Status or None
        What the park is.
    then : Status
        What it would be.

    Examples
    --------
    >>> may_follow(Status.PARTNER, Status.AMBASSADOR), may_follow(None, Status.PARTNER)
    (True, False)
    """
    if now == then or now is Status.SUCCEEDED:
        return False
    if now is None or now in _MAY_APPLY:
        return then is Status.APPLIED
    if then is Status.SUCCEEDED:
        return True
    if now is Status.APPLIED:
        return then in {Status.PARTNER, Status.REJECTED, Status.WITHDRAWN}
    return then in IN_SWARM or then is Status.LEFT


def check_step(now: Status | None, then: Status, *, evidence: str) -> None:
    """Make sure that a step is on the ladder, and that a step up has its evidence.

    Parameters
    ----------
    now : Status or None
        What the park is.
    then : Status
        What it would be.
    evidence : str
        What shows that it is.

    Raises
    ------
    NotThisStep
        If the ladder has no such step.
    EvidenceMissing
        If it goes up without evidence.
    """
    if not may_follow(now, then):
        raise not_this_step(now, then)
    is_up = then in IN_SWARM and rank(then) > rank(now or Status.APPLIED)
    if is_up and not evidence.strip():
        raise EvidenceMissing(then.label)


def not_this_step(now: Status | None, then: Status) -> NotThisStep:
    """Say that a step is not possible.

    Parameters
    ----------
    now : Status or None
        What the park is.
    then : Status
        What it would be.
    """
    was = now.label if now else Text("niet aangemeld", "not applied")
    return NotThisStep(was, then.label)


def rank(status: Status) -> int:
    """Give the height on the ladder; below all for who is not on it.

    Parameters
    ----------
    status : Status
        The status.
    """
    return _RANK.get(status, -1)


def next_steps(now: Status) -> list[Status]:
    """List the statuses that may follow, as a screener chooses from them.

    Parameters
    ----------
    now : Status
        What the park is.
    """
    return [
        then
        for then in Status
        if may_follow(now, then) and then not in {Status.SUCCEEDED, Status.APPLIED}
    ]


CHECKS: Mapping[str, Text] = {
    "whole_park": Text(
        "De aanvrager spreekt voor het hele terrein, niet voor één bedrijf.",
        "The applicant speaks for the whole park, not for one firm.",
    ),
    "in_register": Text(
        "Het terrein staat in het register en de grens klopt.",
        "The park is in the register and its outline is right.",
    ),
    "commitment": Text(
        "De inzet is concreet: er is iemand die het doet.",
        "The commitment is concrete: there is somebody who does it.",
    ),
    "brings": Text(
        "Het terrein wil kennis delen en andere terreinen helpen.",
        "The park wants to share knowledge and help other parks.",
    ),
}
"""What is looked at before a park is let in (S2, § 2.2)."""
