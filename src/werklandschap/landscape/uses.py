"""What ground is used for, by its function on the map."""

import pandas as pd
from geopandas import GeoDataFrame

_WALKED = ("voetpad", "voetgangersgebied", "fietspad", "woonerf")
_STAYED = ("voetgangersgebied", "woonerf", "parkeervlak", "park", "plein")
_BASINS = ("wadi", "regentuin")


def is_parking(surfaces: GeoDataFrame) -> "pd.Series[bool]":
    """Tell which surfaces are mapped as parking."""
    is_road: pd.Series[bool] = surfaces["theme"] == "road"
    return _is_called(surfaces, ("parkeer",)) & is_road


def is_walked(surfaces: GeoDataFrame) -> "pd.Series[bool]":
    """Tell which surfaces people walk or cycle on."""
    return _is_called(surfaces, _WALKED)


def is_stayed(surfaces: GeoDataFrame) -> "pd.Series[bool]":
    """Tell on which surfaces people stay: squares, shared space and car parks."""
    return _is_called(surfaces, _STAYED)


def is_basin(surfaces: GeoDataFrame) -> "pd.Series[bool]":
    """Tell which surfaces are made for rain to stand on."""
    return _is_called(surfaces, _BASINS)


def _is_called(surfaces: GeoDataFrame, words: tuple[str, ...]) -> "pd.Series[bool]":
    function = surfaces["function"].fillna("").str.lower()
    called: pd.Series[bool] = function.str.contains("|".join(words))
    return called
