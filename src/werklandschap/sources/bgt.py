"""Basisregistratie Grootschalige Topografie (BGT): ground cover, buildings and trees."""

import json
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

import pandas as pd
import shapely
from geopandas import GeoDataFrame
from shapely import Polygon, box

from werklandschap.core.text import Text
from werklandschap.geo.rings import repaired
from werklandschap.landscape import BUILDINGS, COVER, TREES, Table
from werklandschap.sources._bgt_classes import (
    KINDS,
    UNCLASSIFIED,
    cover_classes,
    functions,
    is_tree,
)
from werklandschap.sources._bgt_classes import TREES as PLANTS
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources._imgeo import kinds_in, nothing, read_objects

# The addresses come from the public documentation of PDOK; they could not be reached
# when this was built.
FEATURES = "https://api.pdok.nl/lv/bgt/ogc/v1/collections/{kind}/items"
DOWNLOAD = "https://api.pdok.nl/lv/bgt/download/v1_0/full/custom"
_RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
_PAGE = "1000"

LARGEST_PAGED_M2 = 25e6
"""Above this, one download is kinder to the service than hundreds of pages."""

_LINES_TOO = ["kunstwerkdeel", "scheiding"]
"""Kinds that may be drawn as a line, and then cover nothing."""

_BAG_DIGITS = 16
_NO_BAG_NUMBER = "9999999999"


def _locate(kinds: Collection[str], area: Polygon) -> list[Asset]:
    if area.area > LARGEST_PAGED_M2:
        body = {
            "featuretypes": list(kinds),
            "format": "citygml",
            "geofilter": box(*area.bounds).wkt,
        }
        return [Asset(DOWNLOAD, "bgt-download", {"body": json.dumps(body)})]
    query = {
        "bbox": ",".join(f"{metres:.3f}" for metres in area.bounds),
        "bbox-crs": _RD,
        # Without it degrees come back, that do not survive the way to and fro.
        "crs": _RD,
        "limit": _PAGE,
        "f": "json",
    }
    return [Asset(FEATURES.format(kind=kind), "features", query) for kind in kinds]


def locate_cover(area: Polygon, _on: date) -> list[Asset]:
    """Find all kinds of objects that cover the ground.

    The service gives history too; what it says today is kept, whatever the day.
    """
    return _locate(list(KINDS), area)


def locate_buildings(area: Polygon, _on: date) -> list[Asset]:
    """Find the buildings."""
    return _locate(["pand"], area)


def locate_trees(area: Polygon, _on: date) -> list[Asset]:
    """Find the solitary plants."""
    return _locate([PLANTS], area)


def recognise_cover(documents: Sequence[Document]) -> list[Document]:
    """Pick the files of the BGT with a kind of object that covers the ground."""
    return _having({*KINDS, UNCLASSIFIED}, documents)


def recognise_buildings(documents: Sequence[Document]) -> list[Document]:
    """Pick the files of the BGT with buildings."""
    return _having({"pand"}, documents)


def recognise_trees(documents: Sequence[Document]) -> list[Document]:
    """Pick the files of the BGT with solitary plants, such as trees."""
    return _having({PLANTS}, documents)


def _having(kinds: set[str], documents: Sequence[Document]) -> list[Document]:
    return [document for document in documents if kinds & kinds_in(document)]


def read_cover(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read all objects that cover the ground, at whatever height.

    Parameters
    ----------
    documents : sequence of Document
        Files of the BGT; what is in several of them is taken once.
    area : Polygon or None
        Objects wholly outside its bounds are left out. [m, RD New]

    Returns
    -------
    Reading
        Objects with their codes as in the source. Its repairs count rings
        (`geo.rings.repaired`), arcs that were made straight (``curved_ring``), versions
        of one object (``object_repeated``), heights that were not filled in and are
        taken for the ground (``level_missing``), objects whose cover is not known
        (``unknown_class``), and those without any class, which are left out
        (``unclassified_object``).

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    everything, counts = _objects(documents, {*KINDS, UNCLASSIFIED}, area)
    is_classified = everything["kind"].ne(UNCLASSIFIED)
    objects = everything[is_classified]
    is_line = shapely.get_dimensions(objects.geometry.values) == 1
    objects = objects[~(is_line & objects["kind"].isin(_LINES_TOO))]
    objects, mended = _mended(objects)
    counts |= mended | {
        "unclassified_object": int((~is_classified).sum()),
        "level_missing": int(_levels(objects).isna().sum()),
        "unknown_class": int(cover_classes(objects).eq("unknown").sum()),
    }
    return _reading(objects, counts)


def read_buildings(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the footprints of buildings; see `read_cover` for the parameters.

    Its repairs also count numbers of the BAG that lost their first zeros
    (``bag_id_padded``) or stand for none (``bag_id_placeholder``), and footprints that
    are part of one building in the BAG (``footprint_merged``).

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    objects, counts = _objects(documents, {"pand"}, area)
    objects, mended = _mended(objects)
    numbers = objects["bag_id"]
    counts |= mended | {
        "bag_id_padded": int((numbers.str.len() < _BAG_DIGITS).sum()),
        "bag_id_placeholder": int(numbers.str.endswith(_NO_BAG_NUMBER).sum()),
        "footprint_merged": int(_building_ids(objects).duplicated().sum()),
    }
    return _reading(objects, counts)


def read_trees(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the trees; see `read_cover` for the parameters.

    Its repairs also count trees that were drawn as something else than a point, and got
    the middle of it (``tree_not_a_point``).

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    objects, counts = _objects(documents, {PLANTS}, area)
    trees = objects[is_tree(objects)]
    is_missing = trees.geometry.isna() | trees.geometry.is_empty
    trees = trees[~is_missing]
    is_point = trees.geom_type.eq("Point")
    points = shapely.force_2d(
        trees.geometry.where(is_point, trees.geometry.centroid).values
    )
    counts |= {
        "missing_geometry": int(is_missing.sum()),
        "tree_not_a_point": int((~is_point).sum()),
    }
    return _reading(trees.set_geometry(points, crs=trees.crs), counts)


def tidy_cover(objects: GeoDataFrame) -> GeoDataFrame:
    """Give every object its theme, class, function and relative height."""
    return (
        objects.assign(
            theme=objects["kind"].map(KINDS),
            cover_class=cover_classes(objects),
            function=functions(objects),
            level=_levels(objects).fillna(0).astype("Int16"),
        )
        .set_index("local_id")
        .rename_axis(COVER.key)
        .sort_index()
    )


def tidy_buildings(objects: GeoDataFrame) -> GeoDataFrame:
    """Call buildings by their number in the BAG, else by that in the BGT.

    Footprints with the same number in the BAG are parts of one building.
    """
    names = _building_ids(objects)
    shapes = objects.geometry.groupby(names).agg(
        lambda parts: (
            parts.iloc[0] if len(parts) == 1 else shapely.union_all(parts.values)
        )
    )
    return GeoDataFrame(
        {"registers": pd.Series("bgt", index=shapes.index, dtype="str")},
        geometry=shapes.values,
        crs=objects.crs,
    ).rename_axis(BUILDINGS.key)


def tidy_trees(objects: GeoDataFrame) -> GeoDataFrame:
    """Keep the place of every tree; its height and crown are not in the BGT."""
    return objects.set_index("local_id").rename_axis(TREES.key).sort_index()


def _objects(
    documents: Sequence[Document], kinds: Collection[str], area: Polygon | None
) -> tuple[GeoDataFrame, dict[str, int]]:
    """Read the objects that exist today, each once."""
    # Of equal versions the first is kept: GML has the arcs that conversions lost.
    ordered = sorted(documents, key=lambda document: document.kind != "xml")
    frames = [read_objects(document, kinds, area) for document in ordered]
    objects = pd.concat([nothing(), *frames], ignore_index=True)
    is_known = objects["local_id"].notna()
    has_kind = objects["kind"].notna()
    newest_first = objects[is_known & has_kind].sort_values(
        "registered", ascending=False, kind="stable"
    )
    is_repeated = newest_first["local_id"].duplicated()
    once = newest_first[~is_repeated].sort_index()
    return once, {
        "without_identification": int((~is_known).sum()),
        "unknown_kind": int((is_known & ~has_kind).sum()),
        "object_repeated": int(is_repeated.sum()),
    }


def _mended(objects: GeoDataFrame) -> tuple[GeoDataFrame, dict[str, int]]:
    shapes, counts = repaired(objects.geometry.values.to_numpy())
    is_left = ~shapely.is_missing(shapes)
    mended = objects[is_left].set_geometry(shapes[is_left], crs=objects.crs)
    return mended, counts


def _reading(objects: GeoDataFrame, counts: dict[str, int]) -> Reading:
    counts |= {"curved_ring": int(objects["arcs"].sum())}
    stamps = pd.concat([objects["published"], objects["registered"]]).dropna()
    return Reading(
        objects,
        published=date.fromisoformat(stamps.max()[:10]) if len(stamps) else None,
        repairs={repair: count for repair, count in counts.items() if count},
    )


def _levels(objects: GeoDataFrame) -> "pd.Series[float]":
    levels: pd.Series[float] = pd.to_numeric(objects["level"], errors="coerce")
    return levels


def _building_ids(objects: GeoDataFrame) -> "pd.Series[str]":
    numbers: pd.Series[str] = objects["bag_id"].str.zfill(_BAG_DIGITS)
    # Some source holders give 9999999999 to buildings that the BAG does not have.
    is_number = ~numbers.str.endswith(_NO_BAG_NUMBER, na=True)
    return numbers.where(is_number).fillna(objects["local_id"])


def _add(
    name: str,
    title: Text,
    delivers: Table,
    *,
    locate: Callable[[Polygon, date], list[Asset]],
    recognise: Callable[[Sequence[Document]], list[Document]],
    read: Callable[[Sequence[Document], Polygon | None], Reading],
    tidy: Callable[[GeoDataFrame], GeoDataFrame],
) -> None:
    SOURCES.add(
        Source(
            name=name,
            title=title,
            publisher="Kadaster",
            licence="CC0-1.0",
            landing_page="https://www.pdok.nl/introductie/-/article/basisregistratie-grootschalige-topografie-bgt-",
            # From memory: the law gives source holders half a year for a change.
            refreshed_every=timedelta(days=183),
            # From memory: the least accuracy of a hard edge, such as a kerb.
            resolution_m=0.3,
            delivers=delivers,
            locate=locate,
            recognise=recognise,
            read=read,
            tidy=tidy,
        )
    )


_add(
    "bgt_cover",
    Text(nl="Bodembedekking (BGT)", en="Ground cover (BGT)"),
    COVER,
    locate=locate_cover,
    recognise=recognise_cover,
    read=read_cover,
    tidy=tidy_cover,
)
_add(
    "bgt_buildings",
    Text(nl="Panden (BGT)", en="Buildings (BGT)"),
    BUILDINGS,
    locate=locate_buildings,
    recognise=recognise_buildings,
    read=read_buildings,
    tidy=tidy_buildings,
)
_add(
    "bgt_trees",
    Text(nl="Bomen (BGT)", en="Trees (BGT)"),
    TREES,
    locate=locate_trees,
    recognise=recognise_trees,
    read=read_trees,
    tidy=tidy_trees,
)
