"""From works and physical effects to euros per party: costs, gains, chances, shares."""

from werklandschap.appraisal._declare import BENEFITS, Benefit, Central, Spread, Timing
from werklandschap.appraisal.appraise import (
    Appraisal,
    NotCounted,
    PlanWithoutCosts,
    Proposal,
    appraise,
    ramp,
)
from werklandschap.appraisal.costs import PlannedCost, Transfer, Work
from werklandschap.appraisal.flows import Book, Flow, Line
from werklandschap.appraisal.parties import OUTSIDE, PARTIES, Party

__all__ = [
    "BENEFITS",
    "OUTSIDE",
    "PARTIES",
    "Appraisal",
    "Benefit",
    "Book",
    "Central",
    "Flow",
    "Line",
    "NotCounted",
    "Party",
    "PlanWithoutCosts",
    "PlannedCost",
    "Proposal",
    "Spread",
    "Timing",
    "Transfer",
    "Work",
    "appraise",
    "ramp",
]
