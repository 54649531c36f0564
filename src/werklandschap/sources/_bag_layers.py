"""Reading the BAG as it is passed on in layers: GeoPackage, GeoJSON and the PDOK service.

Files name the same things differently; names are compared by their letters only.
"""

from datetime import date

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from werklandschap.geo.rings import repaired
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import Columns, first_of, plain, read_rows

_NO_AREAS_M2 = (1.0, 999_999.0)
"""What is filled in where the floor area is not known: at most, and at least, this."""

_ENDED = (
    "eindregistratie",
    "tijdstipinactief",
    "tijdstipinactieflv",
    "tijdstipnietbaglv",
)
_ID_DIGITS = 16
_MARGIN_M = 500.0
"""How far around an area units are looked for: a building may stick out of it."""

_YEARS = ("bouwjaar", "oorspronkelijkbouwjaar")
_OF_UNITS = ("pandidentificatie", "pandhref")
_OF_OTHERS = ("relatievehoogteligging", "b3", "hdak", "hmaaiveld", "daktype", "lod")
"""Beginnings of columns of the BGT and of 3DBAG, that both repeat the BAG."""


def is_building_layer(columns: Columns) -> bool:
    """Tell buildings of the BAG from those of others, that repeat some of it."""
    names = {plain(column) for column in columns}
    is_another = any(name.startswith(_OF_OTHERS) for name in names)
    return (
        {"identificatie", "status"} <= names
        and bool(names & set(_YEARS))
        and not names & {"oppervlakte", *_OF_UNITS}
        and not is_another
    )


def is_unit_layer(columns: Columns) -> bool:
    """Tell units of the BAG, as long as they say in which building they are."""
    names = {plain(column) for column in columns}
    return {"identificatie", "status", "oppervlakte", "gebruiksdoel"} <= names and bool(
        names & set(_OF_UNITS)
    )


def around(area: Polygon) -> Polygon:
    """Return the window in which the units of all buildings in an area lie."""
    return box(*area.buffer(_MARGIN_M).bounds)


def digits(names: "pd.Series[str]") -> "pd.Series[str]":
    """Take the number out of ``NL.IMBAG.Pand.0503100000030264``, with all its zeros."""
    numbers: pd.Series[str] = names.str.extract(r"(\d+)$", expand=False)
    return numbers.str.zfill(_ID_DIGITS)


def known_areas(areas_m2: "pd.Series[float]") -> "pd.Series[float]":
    """Make floor areas missing that stand for unknown: 0, 1 and 999,999."""
    return areas_m2.where(areas_m2.between(*_NO_AREAS_M2, inclusive="neither"))


def read_building_layer(
    document: Document, layer: str | None, area: Polygon | None, on: date | None
) -> GeoDataFrame:
    """Read the buildings of a layer that hold on a day, whatever their status.

    Parameters
    ----------
    document : Document
        GeoPackage or GeoJSON.
    layer : str or None
        The name of the layer, if it has one.
    area : Polygon or None
        Buildings wholly outside its bounds may be left out. [m, RD New]
    on : date or None
        The day, for a layer with history; else what has no end is given.

    Returns
    -------
    GeoDataFrame
        In RD New, with the columns of `_bag_extract.no_buildings` and ``parts``: how
        many rows a building had. Its footprint is all of them together.

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If the file cannot be read, or does not say where it lies.
    """
    frame = _current(_with_lists_as_text(read_rows(document, layer, area)), on)
    stamps = first_of(frame, ["tijdstipregistratielv"]).str[:10]
    days = stamps[stamps.str.fullmatch(r"\d{4}-\d{2}-\d{2}", na=False)]
    buildings = GeoDataFrame(
        {
            "building_id": first_of(frame, ["identificatie"]),
            "feature_id": first_of(frame, ["id"]),
            "built_year": _numbers(frame, *_YEARS),
            "status": first_of(frame, ["status"]),
            "uses": first_of(frame, ["gebruiksdoel"]),
            "floor_area_m2": _area_of_only_unit(frame),
            "day": days.max() if len(days) else None,
            "occurrence": 0.0,
            "delivery": None,
        },
        geometry=frame.geometry.values,
        crs=frame.crs,
    ).astype({"day": "str", "delivery": "str"})
    return _merged(buildings)


def _merged(buildings: GeoDataFrame) -> GeoDataFrame:
    """Make one row of a building of which the layer has several."""
    names = buildings["building_id"]
    parts = names.groupby(names).transform("size").fillna(1).astype("int64")
    whole = buildings.assign(parts=parts)
    several = whole[parts > 1]
    if several.empty:
        return whole
    shapes = several.geometry.groupby(several["building_id"]).agg(_together)
    first = several.drop_duplicates("building_id").set_index("building_id")
    united = first.set_geometry(shapes.loc[first.index].values, crs=buildings.crs)
    return pd.concat([whole[parts == 1], united.reset_index()], ignore_index=True)


def _together(parts: GeoSeries) -> BaseGeometry:
    shapes, _ = repaired(parts.values.to_numpy())
    return shapely.union_all(shapes[~shapely.is_missing(shapes)])


def _current(frame: GeoDataFrame, on: date | None) -> GeoDataFrame:
    """Leave out what does not hold on the day, where a layer has history at all."""
    begin = first_of(frame, ["begingeldigheid"]).str[:10]
    end = first_of(frame, ["eindgeldigheid"]).str[:10]
    is_withdrawn = first_of(frame, _ENDED if on is None else _ENDED[1:]).notna()
    if on is None:
        return frame[end.isna() & ~is_withdrawn]
    has_begun = begin.isna() | (begin <= on.isoformat())
    has_ended = end.notna() & (end <= on.isoformat())
    return frame[has_begun & ~has_ended & ~is_withdrawn]


def _area_of_only_unit(frame: GeoDataFrame) -> "pd.Series[float]":
    """Take the floor area of buildings with one unit, or none.

    Of the others only the smallest and the largest unit are told.
    """
    units = _numbers(frame, "aantalverblijfsobjecten")
    largest_m2 = _numbers(frame, "oppervlaktemax")
    return known_areas(largest_m2).where(units == 1).mask(units == 0, 0.0)


def read_unit_layer(
    document: Document, layer: str | None, area: Polygon | None, on: date | None
) -> pd.DataFrame:
    """Read the units of a layer in and around an area.

    See `read_building_layer` for the parameters and the errors.

    Returns
    -------
    DataFrame
        With the columns of `_bag_extract.no_units`; ``building_ids`` has numbers of
        the BAG or, where the layer has none, of features in another layer.
    """
    near = around(area) if area is not None else None
    frame = _current(_with_lists_as_text(read_rows(document, layer, near)), on)
    numbers = first_of(frame, ["pandidentificatie"]).str.findall(r"\d{10,}")
    # OGC API Features gives addresses of its own objects instead of numbers.
    links = first_of(frame, ["pandhref"]).str.findall(r"items/([\w-]+)")
    padded = numbers.map(
        lambda found: ";".join(number.zfill(_ID_DIGITS) for number in found),
        na_action="ignore",
    )
    return pd.DataFrame(
        {
            "unit_id": digits(first_of(frame, ["identificatie"])),
            "building_ids": padded.astype("str").fillna(links.str.join(";")),
            "status": first_of(frame, ["status"]),
            "uses": first_of(frame, ["gebruiksdoel"]),
            "area_m2": _numbers(frame, "oppervlakte"),
            "day": pd.Series(None, index=frame.index, dtype="str"),
            "occurrence": 0.0,
        }
    )


def _with_lists_as_text(frame: GeoDataFrame) -> GeoDataFrame:
    """Write a property with several values as one text, with semicolons."""
    lists = {
        name: frame[name].map(
            lambda told: (
                ";".join(map(str, told)) if isinstance(told, np.ndarray) else told
            )
        )
        for name in frame.columns
        if frame[name].map(lambda told: isinstance(told, np.ndarray)).any()
    }
    return frame.assign(**lists)


def _numbers(frame: GeoDataFrame, *names: str) -> "pd.Series[float]":
    numbers: pd.Series[float] = pd.to_numeric(
        first_of(frame, names), errors="coerce"
    ).astype("float64")
    return numbers
