"""A small generated park, ready to be asked what if."""

from datetime import date

import pytest

from werklandschap.examples import model_park
from werklandschap.landscape import gather
from werklandschap.parameters import Assumptions
from werklandschap.sources import adopt
from werklandschap.store import Lake
from werklandschap.study.what_if import standing

ON = date(2026, 11, 1)
CELL_M = 4.0
"""Large, as what is promised holds in cells of any size."""


@pytest.fixture(scope="session")
def park(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    place = model_park(seed=3, area_ha=10.0, cell_m=CELL_M)
    place.write(folder)
    lake = Lake.create(folder / "lake")
    adopt(place.parks.geometry.iloc[0].buffer(300), lake, places=[folder], on=ON)
    own = (
        ("plan.most_candidates_count", 12.0),
        ("plan.wet_apart_m", 60.0),
        ("plan.pairs_count", 1.0),
        ("plan.explained_count", 2.0),
    )
    return gather(lake, place.parks, on=ON, assumptions=Assumptions(ON, own=own))


@pytest.fixture(scope="session")
def place(park):
    return standing(park, cell_m=CELL_M)
