from datetime import date

import numpy as np
import pytest

from werklandschap.appraisal import PlannedCost, Proposal, Transfer, Work, ramp
from werklandschap.core.text import Text
from werklandschap.measures import MEASURES
from werklandschap.parameters import Assumptions

YEARS = 30


@pytest.fixture
def assumptions():
    return Assumptions(on=date(2026, 11, 26))


@pytest.fixture
def proposal():
    """A green roof, a wadi and trees, with who pays, what was planned and a subsidy."""
    grown = {
        "green_roof_on_cooled_building_m2": 2_000.0,
        "flooded_floor_avoided_m2": 12.0,
        "water_storage_m3": 80.0,
        "greener_work_day": 9_000.0,
        "greener_property_eur": 3_000_000.0,
        "biodiversity_ha": 0.4,
    }
    return Proposal(
        works=(
            Work(
                measure=MEASURES["sedum_roof"],
                quantity=2_000,
                payers={"owner": 1.0},
                keepers={"entrepreneur": 1.0},
            ),
            Work(
                measure=MEASURES["wadi"],
                quantity=400,
                year=1,
                payers={"collective": 0.7, "municipality": 0.3},
            ),
        ),
        effects={
            name: ramp(full, YEARS, first_year=0, years=3)
            for name, full in grown.items()
        },
        planned=(
            PlannedCost(
                what="planned_roof",
                label=Text("Dak vernieuwen", "Renew the roof"),
                year=4,
                cost_eur=90_000,
                payers={"owner": 1.0},
            ),
        ),
        transfers=(
            Transfer(
                what="subsidy",
                label=Text("Subsidie", "Subsidy"),
                by_year_eur={0: 20_000.01},
                payers={"water_board": 0.5, "municipality": 0.5},
                receivers={"owner": 2 / 3, "collective": 1 / 3},
            ),
        ),
    )


@pytest.fixture
def quantity():
    return np.ones(YEARS + 1)
