"""The outline under the maps."""

import json

import shapely
from pyproj import Transformer

from werklandschap.examples.model_country import land
from werklandschap.web.theme.land import FILE, text


def test_the_file_is_what_the_model_country_gives():
    assert FILE.read_text("utf-8") == text()


def test_all_parks_of_the_model_country_are_on_land():
    drawn = shapely.geometry.shape(json.loads(text())["geometry"])
    to_metres = Transformer.from_crs(4326, 28992, always_xy=True)

    outline = shapely.transform(drawn, to_metres.transform, interleaved=False)

    assert outline.is_valid
    assert outline.covers(land())
    assert FILE.stat().st_size < 5_000
