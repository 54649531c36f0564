"""What can stand in the way of an assessment."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text


@dataclass(eq=False)
class WrongMoment(WerklandschapError):
    """Something that cannot be done in this state."""

    code: ClassVar[str] = "labels.wrong_moment"
    message: ClassVar[Text] = Text(
        nl="Dit kan nu niet: de beoordeling is al verder, of nog niet zo ver.",
        en="This cannot be done now: the assessment is further, or not that far yet.",
    )


@dataclass(eq=False)
class AlreadyOpen(WerklandschapError):
    """A second assessment for the same moment."""

    code: ClassVar[str] = "labels.already_open"
    message: ClassVar[Text] = Text(
        nl="Voor dit terrein en dit moment loopt al een beoordeling.",
        en="An assessment for this park and moment is under way already.",
    )


@dataclass(eq=False)
class NotComplete(WerklandschapError):
    """A declared criterion without a grade or without evidence."""

    code: ClassVar[str] = "labels.not_complete"
    message: ClassVar[Text] = Text(
        nl="Nog niet compleet: ‘{label}’ heeft een cijfer en een bewijsstuk nodig.",
        en="Not complete yet: ‘{label}’ needs a grade and evidence.",
    )

    label: Text


@dataclass(eq=False)
class RelatedAssessor(WerklandschapError):
    """An assessor who has something to do with the park."""

    code: ClassVar[str] = "labels.related_assessor"
    message: ClassVar[Text] = Text(
        nl="Deze beoordelaar is betrokken bij het terrein: {because}. Kies iemand anders.",
        en="This assessor is related to the park: {because}. Choose somebody else.",
    )

    because: Text


@dataclass(eq=False)
class NotAnAssessor(WerklandschapError):
    """Somebody who may not assess, or twice the same person."""

    code: ClassVar[str] = "labels.not_an_assessor"
    message: ClassVar[Text] = Text(
        nl="Kies twee verschillende mensen die mogen beoordelen.",
        en="Choose two different people who may assess.",
    )


@dataclass(eq=False)
class ReasonNeeded(WerklandschapError):
    """A grade that differs from what was measured, without saying why."""

    code: ClassVar[str] = "labels.reason_needed"
    message: ClassVar[Text] = Text(
        nl="Leg bij ‘{label}’ uit waarom dit cijfer anders is dan de meting.",
        en="Explain at ‘{label}’ why this grade differs from what was measured.",
    )

    label: Text


@dataclass(eq=False)
class NoSimulatedPlan(WerklandschapError):
    """A design without a plan that counts and whose whole effect was simulated."""

    code: ClassVar[str] = "labels.no_simulated_plan"
    message: ClassVar[Text] = Text(
        nl="Een ontwerp wordt beoordeeld na het plan. Neem eerst een plan aan en laat de kosten en baten ervan berekenen.",
        en="A design is assessed after its plan. First accept a plan and have its costs and benefits worked out.",
    )


@dataclass(eq=False)
class NeedsLaterScan(WerklandschapError):
    """What was realised, without a scan that is newer than the one before the works."""

    code: ClassVar[str] = "labels.needs_later_scan"
    message: ClassVar[Text] = Text(
        nl="Wat is gerealiseerd, blijkt uit een nieuwe nulmeting. De nieuwste is van {on:%d-%m-%Y}, en die gold ook daarvoor.",
        en="What was realised shows from a new scan. The newest is of {on:%d-%m-%Y}, and held before it too.",
    )

    on: date
