"""Basisregistratie Adressen en Gebouwen (BAG), published by Kadaster and PDOK."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import shapely
from geopandas import GeoDataFrame
from shapely import Polygon, box

from werklandschap.core.text import Text
from werklandschap.geo.rings import repaired
from werklandschap.landscape import BUILDINGS
from werklandschap.sources._bag_extract import (
    day_of,
    lists_units,
    no_buildings,
    no_units,
    object_type,
    read_extract_buildings,
    read_extract_units,
)
from werklandschap.sources._bag_layers import (
    around,
    digits,
    is_building_layer,
    is_unit_layer,
    known_areas,
    read_building_layer,
    read_unit_layer,
)
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import layers_where

# The addresses come from the public documentation of PDOK; they could not be reached
# when this was built.
FEATURES = "https://api.pdok.nl/kadaster/bag/ogc/v2/collections/{kind}/items"
_RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
_PAGE = "1000"

STANDING = (
    "Pand in gebruik",
    "Pand in gebruik (niet ingemeten)",
    "Pand buiten gebruik",
    "Verbouwing pand",
    "Sloopvergunning verleend",
)
"""Statuses of buildings that stand: those between the end of the building work and the
end of the demolition (Catalogus BAG 2018, domain of the status of a pand; from memory).
Not of them is *Bouw gestart*: until the work is reported finished there is a drawing and
a building site."""

UNITS_IN_USE = (
    "Verblijfsobject in gebruik",
    "Verblijfsobject in gebruik (niet ingemeten)",
)
_UNITS_GONE = (
    "Verblijfsobject ingetrokken",
    "Niet gerealiseerd verblijfsobject",
    "Verblijfsobject ten onrechte opgevoerd",
)
_UNKNOWN_YEARS = (1005.0, 9999.0)
"""What is filled in where the year is not known."""
_FIRST_YEAR = 1000

_IS_BUILDING = r"\d{4}10\d{10}"
"""Municipality, kind of object (10 is a building) and serial number."""


def locate(area: Polygon, _on: date) -> list[Asset]:
    """Find the buildings, and the units in them, as the register is now."""
    query = {
        "bbox-crs": _RD,
        # Without it degrees come back, that do not survive the way to and fro.
        "crs": _RD,
        "limit": _PAGE,
        "f": "json",
    }
    windows = {"pand": area, "verblijfsobject": around(area)}
    return [
        Asset(
            FEATURES.format(kind=kind),
            "features",
            {"bbox": ",".join(f"{metres:.3f}" for metres in place.bounds), **query},
        )
        for kind, place in windows.items()
    ]


def recognise(documents: Sequence[Document]) -> list[Document]:
    """Pick the files with buildings of the BAG, and those with the units in them."""
    # Units alone say nothing about where a building is.
    if not any(_has_buildings(document) for document in documents):
        return []
    return [d for d in documents if _has_buildings(d) or _has_units(d)]


def read(
    documents: Sequence[Document], area: Polygon | None, *, on: date | None = None
) -> Reading:
    """Read the buildings that stand, with the uses and floor areas of their units.

    Parameters
    ----------
    documents : sequence of Document
        Files of the extract (BAG 2.0), GeoPackage or GeoJSON. A building that is in
        several of them is taken from the newest.
    area : Polygon or None
        Buildings wholly outside its bounds are left out. [m, RD New]
    on : date, optional
        The day of which the state is read: occurrences that began on it or before, and
        did not end yet. By default the day of the extract; where nothing names a day,
        only what has no end is read.

    Returns
    -------
    Reading
        One row per building. ``floor_area_m2`` is the sum over its units in use of which
        the area is known (0, 1 and 999,999 stand for unknown); a unit in several
        buildings is divided equally over them. It is 0 where the register knows no unit
        in the building: where a layer says so, or the archive with the building has
        units, but none in it. It is missing where that or the area is not known.

        Its repairs count rings (`geo.rings.repaired`), several states of one building
        (``object_repeated``), numbers that lost their first zeros (``bag_id_padded``),
        rows without one (``without_identification``), years that are not known
        (``year_unknown``), units in use without an area (``floor_area_unknown``), units
        in several buildings (``unit_divided``), rows of a layer that are part of one
        building (``footprint_merged``) and buildings without a status, which are kept
        (``status_missing``).

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    everything, counts = _buildings(documents, area, on)
    is_standing = everything["status"].isin(STANDING) | everything["status"].isna()
    shapes, mended = repaired(everything[is_standing].geometry.values.to_numpy())
    is_left = ~shapely.is_missing(shapes)
    standing = everything[is_standing][is_left].set_geometry(
        shapes[is_left], crs=everything.crs
    )
    units = _units(documents, standing, area, on)
    buildings = standing.assign(
        uses=_uses(standing, units),
        floor_area_m2=_floor_areas(standing, units, documents),
    )
    counts |= mended | {
        "status_missing": int(buildings["status"].isna().sum()),
        "year_unknown": int(_years(buildings).isna().sum()),
        "floor_area_unknown": _unknown_areas(units),
        "unit_divided": units.loc[units["sharing"] > 1, "unit_id"].nunique(),
    }
    return Reading(
        buildings,
        published=_published(everything["day"], on),
        repairs={repair: count for repair, count in counts.items() if count},
    )


def tidy(buildings: GeoDataFrame) -> GeoDataFrame:
    """Turn the buildings into the table; years that are not known are missing.

    Those are 1005 and 9999, which stand for unknown, and what is before the year 1000
    or after the day of the file.
    """
    return (
        buildings.assign(built_year=_years(buildings).astype("Int16"), registers="bag")
        .set_index("building_id")
        .rename_axis(BUILDINGS.key)
        .sort_index()
    )


def _has_buildings(document: Document) -> bool:
    return object_type(document) == "PND" or bool(
        layers_where(document, is_building_layer)
    )


def _has_units(document: Document) -> bool:
    return object_type(document) == "VBO" or bool(layers_where(document, is_unit_layer))


def _buildings(
    documents: Sequence[Document], area: Polygon | None, on: date | None
) -> tuple[GeoDataFrame, dict[str, int]]:
    """Read each building once: as the newest file says."""
    frames = [no_buildings().assign(parts=0)]
    for document in documents:
        if object_type(document) == "PND":
            found = read_extract_buildings(document, area, on=on)
            frames.append(found.assign(parts=1))
        frames += [
            read_building_layer(document, layer, area, on)
            for layer in layers_where(document, is_building_layer)
        ]
    rows = pd.concat(frames, ignore_index=True)
    rows = rows[_is_near(rows, area)]
    numbers = digits(rows["building_id"])
    is_known = numbers.str.fullmatch(_IS_BUILDING, na=False)
    is_short = rows["building_id"].ne(numbers) & rows["building_id"].str.isdigit()
    known = rows.assign(building_id=numbers)[is_known]
    known = known.sort_values(["day", "occurrence"], na_position="first", kind="stable")
    is_older = known["building_id"].duplicated(keep="last")
    return known[~is_older].reset_index(drop=True), {
        "without_identification": int((~is_known).sum()),
        "bag_id_padded": int((is_known & is_short).sum()),
        "object_repeated": int(is_older.sum()),
        "footprint_merged": int((known["parts"] - 1).sum()),
    }


def _is_near(rows: GeoDataFrame, area: Polygon | None) -> "pd.Series[bool]":
    # What has no geometry is kept, to be counted.
    is_near: pd.Series[bool] = rows.geometry.isna()
    if area is not None:
        is_near |= rows.intersects(box(*area.bounds))
    return is_near | (area is None)


def _units(
    documents: Sequence[Document],
    buildings: GeoDataFrame,
    area: Polygon | None,
    on: date | None,
) -> pd.DataFrame:
    """List which units are in which of the buildings: a row for each such pair.

    A unit in several buildings gives each the same part of its area.
    """
    by_feature = buildings.dropna(subset="feature_id").set_index("feature_id")
    names = (
        dict.fromkeys(buildings["building_id"]) | by_feature["building_id"].to_dict()
    )
    frames = [no_units()]
    for document in documents:
        if object_type(document) == "VBO":
            frames.append(read_extract_units(document, names.keys(), on=on))
        frames += [
            read_unit_layer(document, layer, area, on)
            for layer in layers_where(document, is_unit_layer)
        ]
    rows = pd.concat(frames, ignore_index=True).sort_values(
        ["day", "occurrence"], na_position="first", kind="stable"
    )
    once = rows.drop_duplicates("unit_id", keep="last")
    once = once[~once["status"].isin(_UNITS_GONE)].reset_index(drop=True)
    lists = once["building_ids"].str.split(";")
    sharing = lists.map(len, na_action="ignore").astype("float64")
    pairs = once.assign(
        building_id=lists,
        sharing=sharing,
        area_m2=known_areas(once["area_m2"]) / sharing,
    ).explode("building_id")
    pairs = pairs[pairs["building_id"].isin(list(names))]
    official = pairs["building_id"].map(names).astype("str")
    return pairs.assign(building_id=official.fillna(pairs["building_id"]))


def _published(days: "pd.Series[str]", on: date | None) -> date | None:
    """Tell the day that was asked for, as far as the files reach."""
    newest = None if days.isna().all() else day_of(days.max())
    return newest if on is None or newest is None else min(on, newest)


def _uses(buildings: GeoDataFrame, units: pd.DataFrame) -> "pd.Series[str]":
    """Unite the uses of the units in use; without those, what the building says."""
    in_use = units[units["status"].isin(UNITS_IN_USE)].dropna(subset="uses")
    of_units = in_use.groupby("building_id")["uses"].agg(";".join)
    told = buildings["building_id"].map(of_units).astype("str")
    uses: pd.Series[str] = (
        told.fillna(buildings["uses"])
        .str.split(r"[;,]")
        .map(
            lambda several: ";".join(sorted({use.strip() for use in several} - {""})),
            na_action="ignore",
        )
        .astype("str")
    )
    return uses.mask(uses.eq(""))


def _floor_areas(
    buildings: GeoDataFrame, units: pd.DataFrame, documents: Sequence[Document]
) -> "pd.Series[float]":
    in_use = units[units["status"].isin(UNITS_IN_USE)]
    sums = in_use.groupby("building_id")["area_m2"].sum(min_count=1)
    area_m2: pd.Series[float] = buildings["building_id"].map(sums).astype("float64")
    # That a building has no unit is only known of a delivery that is whole: one archive
    # with buildings and units. Loose files may be any part of it.
    whole = {document.sha256 for document in documents if lists_units(document)}
    is_listed = buildings["delivery"].isin(list(whole))
    has_none = is_listed & ~buildings["building_id"].isin(units["building_id"])
    return area_m2.fillna(buildings["floor_area_m2"]).mask(has_none, 0.0)


def _unknown_areas(units: pd.DataFrame) -> int:
    is_unknown = units["status"].isin(UNITS_IN_USE) & units["area_m2"].isna()
    return int(units.loc[is_unknown, "unit_id"].nunique())


def _years(buildings: GeoDataFrame) -> "pd.Series[float]":
    years: pd.Series[float] = buildings["built_year"]
    latest = pd.to_numeric(buildings["day"].str[:4], errors="coerce").fillna(
        max(_UNKNOWN_YEARS)
    )
    is_known = years.between(_FIRST_YEAR, latest) & ~years.isin(_UNKNOWN_YEARS)
    return years.where(is_known & (years % 1 == 0))


SOURCES.add(
    Source(
        name="bag_buildings",
        title=Text(nl="Panden (BAG)", en="Buildings (BAG)"),
        publisher="Kadaster",
        licence="CC-PDM-1.0",
        landing_page="https://www.pdok.nl/introductie/-/article/basisregistratie-adressen-en-gebouwen-ba-1",
        refreshed_every=timedelta(days=31),
        # From memory: footprints are drawn from aerial photographs.
        resolution_m=0.3,
        delivers=BUILDINGS,
        locate=locate,
        recognise=recognise,
        read=read,
        tidy=tidy,
    )
)
