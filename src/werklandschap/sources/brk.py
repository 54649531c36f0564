"""Cadastral parcels (BRK, kadastrale kaart), published by Kadaster through PDOK."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pandas as pd
import shapely
from geopandas import GeoDataFrame
from lxml import etree
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from werklandschap.core.text import Text
from werklandschap.geo.gml import parse_geometry
from werklandschap.geo.rings import repaired
from werklandschap.landscape import PARCELS, RIJKSDRIEHOEK
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import layers_where, read_layer, touching
from werklandschap.sources.errors import TruncatedFile

# The address comes from the public documentation of PDOK; it could not be reached when
# this was built.
FEATURES = (
    "https://api.pdok.nl/kadaster/brk-kadastrale-kaart/ogc/v1/collections/perceel/items"
)
_RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
_PAGE = "1000"

_NAMESPACE = "kadaster.nl/schemas/brkkadastralekaart"
_PARCEL = re.compile(r"<(?:[\w-]+:)?Perceel[\s>]")
_IDS = ("identificatielokaalid", "lokaalid", "identificatie")
_AREAS = ("kadastralegroottewaarde", "kadastralegrootte")
_COLUMNS = ["local_id", "registered_m2"]


def locate(area: Polygon, _on: date) -> list[Asset]:
    """Find the parcels in the bounds of ``area``.

    The service gives what is in force today, whatever the day.
    """
    query = {
        "bbox": ",".join(f"{metres:.3f}" for metres in area.bounds),
        "bbox-crs": _RD,
        # Without it degrees come back, that do not survive the way to and fro.
        "crs": _RD,
        "limit": _PAGE,
        "f": "json",
    }
    return [Asset(FEATURES, "features", query)]


def recognise(documents: Sequence[Document]) -> list[Document]:
    """Pick the files with parcels, not those with their borders or buildings."""
    return [document for document in documents if _has_parcels(document)]


def read(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the parcels, each once.

    Parameters
    ----------
    documents : sequence of Document
        GML of version 3, 4 or 5 of the map, GeoJSON or GeoPackage; of a parcel that is
        in several of them the first is kept.
    area : Polygon or None
        Parcels wholly outside its bounds are left out. [m, RD New]

    Returns
    -------
    Reading
        Parcels with ``local_id`` and ``registered_m2``, missing where none is
        registered. Its repairs count rings (`geo.rings.repaired`), arcs that were made
        straight (``curved_ring``), parcels that are there again (``parcel_repeated``),
        have no number and are left out (``without_identification``), or are registered
        with an area of zero, which no parcel has (``registered_area_zero``). The files
        do not tell of which day they are.

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    frames = [_from_file(document) for document in documents]
    everything = pd.concat([_nothing(), *frames], ignore_index=True)
    is_known = everything["local_id"].notna()
    known = everything[is_known]
    is_repeated = known["local_id"].duplicated()
    once = known[~is_repeated]
    here = once[_is_in(once, area)]
    shapes, counts = repaired(here.geometry.values.to_numpy())
    is_left = ~shapely.is_missing(shapes)
    parcels = here[is_left].set_geometry(shapes[is_left], crs=RIJKSDRIEHOEK)
    is_zero = parcels["registered_m2"].eq(0)
    counts |= {
        "curved_ring": int(parcels["arcs"].sum()),
        "parcel_repeated": int(is_repeated.sum()),
        "without_identification": int((~is_known).sum()),
        "registered_area_zero": int(is_zero.sum()),
    }
    registered_m2 = parcels["registered_m2"].mask(is_zero)
    return Reading(
        parcels.assign(registered_m2=registered_m2),
        repairs={repair: count for repair, count in counts.items() if count},
    )


def tidy(parcels: GeoDataFrame) -> GeoDataFrame:
    """Call parcels by their number in the register."""
    return parcels.set_index("local_id").rename_axis(PARCELS.key).sort_index()


def _is_in(parcels: GeoDataFrame, area: Polygon | None) -> "pd.Series[bool]":
    """Tell which parcels are in the bounds; one without a border may be anywhere."""
    within = box(*area.bounds) if area is not None else None
    is_in: pd.Series[bool] = parcels.geometry.isna() | touching(parcels, within)
    return is_in


def _has_parcels(document: Document) -> bool:
    if document.kind == "xml":
        head = document.head
        return _NAMESPACE in head and _PARCEL.search(head) is not None
    return bool(layers_where(document, _is_parcels))


def _is_parcels(columns: frozenset[str]) -> bool:
    names = {_plain(column) for column in columns}
    return bool(names & set(_IDS)) and bool(names & set(_AREAS))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _nothing() -> GeoDataFrame:
    return _frame([], [])


def _frame(
    rows: list[tuple[str | None, float, int]], shapes: list[BaseGeometry | None]
) -> GeoDataFrame:
    columns = pd.DataFrame(rows, columns=[*_COLUMNS, "arcs"])
    return GeoDataFrame(columns.astype(_TYPES), geometry=shapes, crs=RIJKSDRIEHOEK)


def _from_file(document: Document) -> GeoDataFrame:
    if document.kind == "xml":
        return _from_gml(document)
    layers = layers_where(document, _is_parcels)
    frames = [_from_layer(document, layer) for layer in layers]
    return pd.concat([_nothing(), *frames], ignore_index=True)


def _from_layer(document: Document, layer: str | None) -> GeoDataFrame:
    found = read_layer(document, layer)
    named = {_plain(column): found[column] for column in found.columns}
    local_id = next(named[name] for name in _IDS if name in named)
    area_m2 = next(named[name] for name in _AREAS if name in named)
    return GeoDataFrame(
        {
            "local_id": local_id.astype("str"),
            "registered_m2": pd.to_numeric(area_m2, errors="coerce"),
            "arcs": 0,
        },
        geometry=found.geometry.values,
        crs=found.crs,
    ).astype(_TYPES)


def _from_gml(document: Document) -> GeoDataFrame:
    rows, shapes = [], []
    for parcel in _parcels(document):
        shape, arcs = _border(parcel)
        rows.append((_local_id(parcel), _registered_m2(parcel), arcs))
        shapes.append(shape)
    return _frame(rows, shapes)


def _parcels(document: Document) -> Iterator[etree._Element]:
    """Give parcel after parcel; what was given is forgotten."""
    try:
        for _, parcel in etree.iterparse(
            str(document.path),
            tag="{*}Perceel",
            resolve_entities=False,
            no_network=True,
        ):
            yield parcel
            parcel.clear()
            member = parcel.getparent()
            parent = None if member is None else member.getparent()
            if member is not None and parent is not None:
                del parent[: parent.index(member)]
    except etree.XMLSyntaxError:
        raise TruncatedFile(document.origin) from None


def _local_id(parcel: etree._Element) -> str | None:
    """Read the number: of its own in versions 3 and 4, the whole text in version 5."""
    found = parcel.find("{*}identificatie")
    if found is None:
        return None
    text = found.findtext(".//{*}lokaalID") or found.text
    return (text or "").strip() or None


def _registered_m2(parcel: etree._Element) -> float:
    text = parcel.findtext("{*}kadastraleGrootte//{*}waarde")
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")


def _border(parcel: etree._Element) -> tuple[BaseGeometry | None, int]:
    """Read the border; a parcel also has a point, where its number is drawn."""
    element = parcel.find("{*}begrenzingPerceel")
    if element is None:
        return None, 0
    try:
        parsed = parse_geometry(element)
    except ValueError:
        return None, 0
    return parsed.geometry, parsed.arcs


_TYPES = {"local_id": "str", "registered_m2": "float64", "arcs": "int64"}


SOURCES.add(
    Source(
        name="brk_parcels",
        title=Text(nl="Kadastrale percelen (BRK)", en="Cadastral parcels (BRK)"),
        publisher="Kadaster",
        licence="CC-BY-4.0",
        landing_page="https://www.pdok.nl/introductie/-/article/basisregistratie-kadaster-brk-",
        # From memory: the map on PDOK follows the register within a month.
        refreshed_every=timedelta(days=31),
        # From memory: accuracy of the drawn map in built-up areas.
        resolution_m=0.5,
        delivers=PARCELS,
        locate=locate,
        recognise=recognise,
        read=read,
        tidy=tidy,
    )
)
