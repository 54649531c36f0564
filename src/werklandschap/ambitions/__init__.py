"""What people want of a park: targets, the gap to them, and what parties agree on."""

from werklandschap.ambitions.gap import Figure, Gap, Outcome, gap
from werklandschap.ambitions.session import (
    Agreement,
    Voice,
    agreement,
)
from werklandschap.ambitions.stack import Conflict, Stacked, stacked
from werklandschap.ambitions.targets import (
    AmbitionSet,
    Operator,
    Target,
    UnknownAmbition,
    ambition_set,
    shipped,
)

__all__ = [
    "Agreement",
    "AmbitionSet",
    "Conflict",
    "Figure",
    "Gap",
    "Operator",
    "Outcome",
    "Stacked",
    "Target",
    "UnknownAmbition",
    "Voice",
    "agreement",
    "ambition_set",
    "gap",
    "shipped",
    "stacked",
]
