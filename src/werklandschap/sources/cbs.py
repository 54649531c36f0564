"""Municipalities, COROP regions and provinces, published by CBS through PDOK."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd
import shapely
from geopandas import GeoDataFrame
from shapely import Polygon

from werklandschap.core.text import Text
from werklandschap.landscape import REGIONS, RIJKSDRIEHOEK
from werklandschap.register import region_code
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import layers_where, mend, read_layer, touching

COLLECTIONS = (
    "gemeente_gegeneraliseerd",
    "coropgebied_gegeneraliseerd",
    "provincie_gegeneraliseerd",
)
_KINDS = {"GM": "municipality", "CR": "corop", "PV": "province"}
_CODES = ("statcode", "gemeentecode")
_NAMES = {
    "gemeente": "municipality",
    "gemeentenaam": "municipality",
    "nuts3": "corop",
    "provincie": "province",
}
"""Columns with a name of a region, in files that say its kind by it."""

_NO_REGIONS = GeoDataFrame(
    {"statcode": [], "statnaam": [], "file_year": [], "detail": []},
    geometry=[],
    crs=RIJKSDRIEHOEK,
)
_YEAR = re.compile(r'"name"\s*:\s*"\D*((?:19|20)\d\d)\D*"')


def locate(_area: Polygon, _on: date) -> list[Asset]:
    """Find the boundaries of all years; `tidy` keeps the newest."""
    base = "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/collections"
    return [Asset(f"{base}/{name}/items", "features") for name in COLLECTIONS]


def recognise(documents: Sequence[Document]) -> list[Document]:
    """Pick the files with a column that names regions or has their codes."""
    return [document for document in documents if _layers(document)]


def read(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the regions that lie at least partly in ``area``.

    The frame has the publisher's columns, and two about the file they come from:
    ``file_year``, the year in its title, and ``detail``, its number of vertices. Regions
    without a code of which the name is not in another of the files with one, such as
    municipalities of an abolished division, cannot be used and are counted.

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    frames = [
        _NO_REGIONS,
        *(
            _from_layer(document, layer)
            for document in documents
            for layer in _layers(document)
        ),
    ]
    together = pd.concat(frames, ignore_index=True)
    together["code"] = _codes(together)
    regions, mended = mend(together[touching(together, area)])
    years = _years(regions).dropna()
    counts = {
        "invalid_ring": mended,
        "region_without_code": int(regions["code"].isna().sum()),
    }
    return Reading(
        regions,
        published=date(int(years.max()), 1, 1) if len(years) else None,
        repairs={repair: count for repair, count in counts.items() if count},
    )


def tidy(regions: GeoDataFrame) -> GeoDataFrame:
    """Keep municipalities, COROP regions and provinces of the newest division.

    Of every kind only the newest year is kept, since regions of different years overlap;
    of two files of that year, the one with more detail. A file that does not tell its
    year gives way to one that does.
    """
    known = regions[regions["code"].str[:2].isin(list(_KINDS))]
    told = known.assign(
        kind=known["code"].str[:2].map(_KINDS),
        name=_first_of(known, ("statnaam", *_NAMES)),
        year=_years(known).astype("Int16"),
    )
    age = told["year"].astype("float64").fillna(0.0)
    newest = told[age == age.groupby(told["kind"]).transform("max")]
    best = newest.sort_values(["code", "detail"], kind="stable").drop_duplicates(
        "code", keep="last"
    )
    return best.set_index("code").rename_axis(REGIONS.key)


def _layers(document: Document) -> list[str | None]:
    """List the layers with regions; of a database only those of the land itself."""
    found = layers_where(document, _has_regions)
    if document.kind == "sqlite":
        return [name for name in found if name in COLLECTIONS]
    return found


def _has_regions(columns: frozenset[str]) -> bool:
    """Tell whether a layer is of regions, and not of things with a region's name."""
    has_people = any("inwoners" in column for column in columns)
    return {"statcode", "statnaam"} <= columns or (
        has_people
        and not columns & {"buurtcode", "wijkcode", "postcode", "postcode4"}
        and bool(columns & set(_NAMES))
    )


def _from_layer(document: Document, layer: str | None) -> GeoDataFrame:
    frame = read_layer(document, layer)
    frame.columns = frame.columns.str.lower()
    title = _YEAR.search(document.head.partition('"features"')[0])
    if "water" in frame:
        # Neighbourhood maps have the water of a municipality as a row of its own.
        frame = frame[frame["water"].ne("JA")]
    return frame.assign(
        file_year=int(title[1]) if title else None,
        detail=int(shapely.get_num_coordinates(frame.geometry.values).sum()),
    )


def _codes(regions: GeoDataFrame) -> "pd.Series[str]":
    """Give every region its official code: its own, or that of its name."""
    own = _first_of(regions, _CODES).str.replace(r"^(\d{4})$", r"GM\1", regex=True)
    names = _first_of(regions, _NAMES)
    known = dict(zip(names[own.notna()], own[own.notna()], strict=True))
    return own.fillna(_codes_by_name(regions, known))


def _codes_by_name(
    regions: GeoDataFrame, municipalities: Mapping[str, str]
) -> "pd.Series[str]":
    codes = pd.Series(None, index=regions.index, dtype="str")
    for column, kind in _NAMES.items():
        if column in regions:
            names = regions[column].dropna()
            found = (
                names.map(municipalities)
                if kind == "municipality"
                else names.map(lambda name, kind=kind: region_code(name, kind=kind))
            )
            codes = codes.fillna(found.reindex(regions.index).astype("str"))
    return codes


def _years(regions: GeoDataFrame) -> "pd.Series[float]":
    """Tell the year of the division, of each region or else of its file."""
    coded = _first_of(regions, ("jaarcode", "jrstatcode")).str[:4]
    return pd.to_numeric(coded, errors="coerce").fillna(
        regions["file_year"].astype("float64")
    )


def _first_of(frame: GeoDataFrame, columns: Iterable[str]) -> "pd.Series[str]":
    """Take the first of the columns that has a value, row by row, as text."""
    values = pd.Series(None, index=frame.index, dtype="str")
    for column in columns:
        if column in frame:
            values = values.fillna(frame[column].astype("str"))
    return values


SOURCES.add(
    Source(
        name="cbs_regions",
        title=Text(
            nl="Gemeenten, COROP-gebieden en provincies (CBS)",
            en="Municipalities, COROP regions and provinces (CBS)",
        ),
        publisher="CBS",
        licence="CC-BY-4.0",
        landing_page="https://www.pdok.nl/introductie/-/article/cbs-gebiedsindelingen",
        refreshed_every=timedelta(days=366),
        resolution_m=10.0,
        delivers=REGIONS,
        locate=locate,
        recognise=recognise,
        read=read,
        tidy=tidy,
    )
)
