"""From a plan to euros: the effects of two simulated runs, who pays, who gains, how."""

from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.effects import Effect, Effects
from werklandschap.study.business_case.make import business_case
from werklandschap.study.business_case.outcome import BusinessCase
from werklandschap.study.business_case.planned import (
    Planned,
    PlannedPart,
    planned_from,
    planned_of,
    read_planned,
)
from werklandschap.study.business_case.worlds import (
    nothing_simulated,
    physical_effects,
)

__all__ = [
    "BusinessCase",
    "Choices",
    "Effect",
    "Effects",
    "Planned",
    "PlannedPart",
    "business_case",
    "nothing_simulated",
    "physical_effects",
    "planned_from",
    "planned_of",
    "read_planned",
]
