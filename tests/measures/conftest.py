"""A small generated park, with and without what was simulated in it."""

from datetime import date

import pytest

from werklandschap.examples import model_park
from werklandschap.examples._weather import weather_hours
from werklandschap.landscape import gather
from werklandschap.parameters import Assumptions
from werklandschap.sources import adopt
from werklandschap.store import Lake

ON = date(2026, 11, 1)


@pytest.fixture(scope="session")
def park(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measures")
    place = model_park(seed=3, area_ha=12.0, cell_m=1.0)
    place.write(folder)
    lake = Lake.create(folder / "lake")
    adopt(place.parks.geometry.iloc[0].buffer(300), lake, places=[folder], on=ON)
    return gather(lake, place.parks, on=ON, assumptions=Assumptions(ON))


@pytest.fixture(scope="session")
def weather():
    return weather_hours()
