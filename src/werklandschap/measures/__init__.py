"""Measures: each changes a landscape and says what work that is, never its effect."""

from werklandschap.measures._declare import MEASURES, Measure, measure
from werklandschap.measures._steps import Step, carry_out, removed
from werklandschap.measures._words import (
    Change,
    Family,
    Party,
    Place,
    Site,
    Verdict,
    Works,
)

__all__ = [
    "MEASURES",
    "Change",
    "Family",
    "Measure",
    "Party",
    "Place",
    "Site",
    "Step",
    "Verdict",
    "Works",
    "carry_out",
    "measure",
    "removed",
]
