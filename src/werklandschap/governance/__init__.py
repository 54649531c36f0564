"""The rules by which people decide: matching of questions to partners, and their clock."""

from werklandschap.governance.case import (
    Case,
    Move,
    Party,
    Proposed,
    RuleBroken,
    Stage,
    moves_of,
)
from werklandschap.governance.clock import Clock, Deadline, Pause, deadline, level_of
from werklandschap.governance.expertise import (
    Partner,
    expertise_labels,
    fields,
    partners,
    steps,
)
from werklandschap.governance.matching import Candidate, Chosen, Proposal, propose
from werklandschap.governance.regions import (
    Municipality,
    Region,
    UnknownMunicipality,
    municipalities,
    municipalities_in,
    municipality_named,
    region_of,
    regions,
)
from werklandschap.governance.scope import Outside, outside_of, outsides

__all__ = [
    "Candidate",
    "Case",
    "Chosen",
    "Clock",
    "Deadline",
    "Move",
    "Municipality",
    "Outside",
    "Partner",
    "Party",
    "Pause",
    "Proposal",
    "Proposed",
    "Region",
    "RuleBroken",
    "Stage",
    "UnknownMunicipality",
    "deadline",
    "expertise_labels",
    "fields",
    "level_of",
    "moves_of",
    "municipalities",
    "municipalities_in",
    "municipality_named",
    "outside_of",
    "outsides",
    "partners",
    "propose",
    "region_of",
    "regions",
    "steps",
]
