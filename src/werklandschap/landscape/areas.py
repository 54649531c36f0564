"""Reading the area that is asked for: one or more parks, in any reference system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow
import pyogrio
import shapely
from geopandas import GeoDataFrame
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from pyproj import CRS

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo.rings import repaired
from werklandschap.landscape.collected_tables import PARKS
from werklandschap.landscape.table import RIJKSDRIEHOEK
from werklandschap.parameters import Assumptions

# fmt: off
_OUTLINE_KM = (
    (113, 588), (138, 609), (227, 628), (257, 617), (285, 589), (287, 558), (274, 500),
    (278, 471), (258, 432), (222, 418), (216, 407), (222, 374), (203, 299), (170, 301),
    (166, 349), (119, 370), (91, 367), (51, 349), (15, 355), (6, 366), (12, 401),
    (78, 472), (95, 527),
)
# fmt: on
"""Around the Netherlands at some 10 km, in RD New: a choice, roomy on purpose."""

_NETHERLANDS_DEG = (3.0, 50.5, 7.5, 53.8)
_MM = 0.001
_M2_PER_HA = 10_000.0

_ID_NAMES = ("park_id", "rin_nummer", "rinnummer", "rin", "identificatie", "id")
_NAME_NAMES = ("name", "naam", "plan_naam", "bedrijvent", "bedrijventerrein", "label")


@dataclass(eq=False)
class AboutArea(WerklandschapError):
    """A file with an area that cannot be used; ``file`` is its name."""

    file: str


@dataclass(eq=False)
class UnreadableArea(AboutArea):
    """A file that does not exist, is damaged or is of another kind."""

    code: ClassVar[str] = "area.unreadable"
    message: ClassVar[Text] = Text(
        nl="{file} is geen leesbaar gebied. Geef een GeoPackage, GeoJSON of GeoParquet.",
        en="{file} is not a readable area. Give a GeoPackage, GeoJSON or GeoParquet.",
    )


@dataclass(eq=False)
class NoPolygons(AboutArea):
    """A file without a single polygon."""

    code: ClassVar[str] = "area.no_polygons"
    message: ClassVar[Text] = Text(
        nl="In {file} staat geen vlak. Teken het terrein als vlak (polygoon).",
        en="{file} holds no polygon. Draw the park as a polygon.",
    )


@dataclass(eq=False)
class AreaWithoutReference(AboutArea):
    """A file that does not say where on earth it lies."""

    code: ClassVar[str] = "area.no_reference_system"
    message: ClassVar[Text] = Text(
        nl="{file} noemt geen coördinatenstelsel. Sla het op met EPSG:28992 (RD).",
        en="{file} names no reference system. Save it with EPSG:28992 (RD New).",
    )


@dataclass(eq=False)
class WrongReference(AboutArea):
    """Coordinates that cannot be of the reference system that the file names."""

    code: ClassVar[str] = "area.wrong_reference_system"
    message: ClassVar[Text] = Text(
        nl="De coördinaten in {file} (zoals {x:.2f}, {y:.2f}) passen niet bij het "
        "coördinatenstelsel dat erin staat ({crs}). Sla het op met het juiste stelsel.",
        en="The coordinates in {file} (such as {x:.2f}, {y:.2f}) do not fit the "
        "reference system that it names ({crs}). Save it with the right one.",
    )

    crs: str
    x: float
    y: float


@dataclass(eq=False)
class SwappedCoordinates(AboutArea):
    """Latitude where longitude should be."""

    code: ClassVar[str] = "area.swapped_coordinates"
    message: ClassVar[Text] = Text(
        nl="In {file} staan breedte en lengte omgewisseld. Zet de lengte (oost) eerst.",
        en="{file} has latitude and longitude swapped. Put the longitude (east) first.",
    )


@dataclass(eq=False)
class OutsideNetherlands(AboutArea):
    """A park that lies abroad."""

    code: ClassVar[str] = "area.outside_netherlands"
    message: ClassVar[Text] = Text(
        nl="Het gebied ‘{park}’ in {file} ligt buiten Nederland.",
        en="The area ‘{park}’ in {file} lies outside the Netherlands.",
    )

    park: str


@dataclass(eq=False)
class AreaTooLarge(AboutArea):
    """More ground than is scanned in one go."""

    code: ClassVar[str] = "area.too_large"
    message: ClassVar[Text] = Text(
        nl="Het gebied in {file} is {area_ha:.0f} ha; in één keer gaat hoogstens "
        "{largest_ha:.0f} ha. Verdeel het over meer bestanden.",
        en="The area in {file} is {area_ha:.0f} ha; at most {largest_ha:.0f} ha goes in "
        "one go. Divide it over more files.",
    )

    area_ha: float
    largest_ha: float


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """The parks that are asked for, and what had to be mended in how many of them."""

    parks: GeoDataFrame
    repairs: Mapping[str, int] = field(default_factory=dict)


def read_area(path: Path, *, assumptions: Assumptions) -> Area:
    """Read one or more parks from a file.

    Polygons with the same identifier are one park. Without a column for the identifier
    (``park_id``, ``rin_nummer``, …) every polygon is a park of its own.

    Parameters
    ----------
    path : Path
        GeoPackage, GeoJSON or GeoParquet in any reference system that it names.
    assumptions : Assumptions
        The parameters in force; ``scan.largest_area_ha`` is the most that is accepted.

    Returns
    -------
    Area
        Table ``parks`` in RD New, rounded to a millimetre, and the repairs. [m]

    Raises
    ------
    UnreadableArea, NoPolygons, AreaWithoutReference, WrongReference
        If the file cannot be used.
    SwappedCoordinates, OutsideNetherlands, AreaTooLarge
        If what it holds cannot be a Dutch business park.
    """
    return as_area(_read(path), file=path.name, assumptions=assumptions)


def as_area(frame: GeoDataFrame, *, file: str, assumptions: Assumptions) -> Area:
    """Make parks of what was read from a file.

    Parameters
    ----------
    frame : GeoDataFrame
        What was read, in the reference system that it names.
    file : str
        What people call the file.
    assumptions : Assumptions
        See `read_area`.

    Raises
    ------
    NoPolygons, AreaWithoutReference, WrongReference
        If it cannot be used.
    SwappedCoordinates, OutsideNetherlands, AreaTooLarge
        If what it holds cannot be a Dutch business park.
    """
    if frame.crs is None:
        raise AreaWithoutReference(file)
    shapes, repairs = repaired(np.asarray(frame.geometry.values))
    is_polygon = ~shapely.is_missing(shapes)
    if not is_polygon.any():
        raise NoPolygons(file)
    frame = frame[is_polygon].set_geometry(shapes[is_polygon], crs=frame.crs)
    _check_reference(frame, file)
    parks = _as_parks(_in_rijksdriehoek(frame))
    _check_place(parks, file)
    _check_size(parks, file, assumptions["scan.largest_area_ha"])
    return Area(parks, repairs)


def _read(path: Path) -> GeoDataFrame:
    try:
        start = _start(path)
        if start.startswith(b"PAR1"):
            return gpd.read_parquet(path).reset_index()
        if start.startswith(b"SQLite format 3"):
            return pyogrio.read_dataframe(path, layer=_polygon_layer(path))
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return pyogrio.read_dataframe(f"GeoJSON:{path}")
    except (
        OSError,
        ValueError,
        pyarrow.ArrowException,
        DataSourceError,
        DataLayerError,
        FeatureError,
    ):
        raise UnreadableArea(path.name) from None
    raise UnreadableArea(path.name)


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(64)


def _polygon_layer(path: Path) -> str:
    layers = pyogrio.list_layers(path)
    polygonal = [name for name, kind in layers if kind and "Polygon" in kind]
    placed = [name for name, kind in layers if kind]
    return str((polygonal or placed or [layers[0][0]])[0])


def _check_reference(frame: GeoDataFrame, file: str) -> None:
    """Compare the coordinates with what the reference system could hold."""
    west, south, east, north = frame.total_bounds
    looks_like_degrees = max(abs(west), abs(east)) <= 180 and (
        max(abs(south), abs(north)) <= 90
    )
    crs: CRS = frame.crs
    if crs.is_geographic != looks_like_degrees:
        raise WrongReference(file, crs.to_string()[:40], float(west), float(south))
    if looks_like_degrees and _is_within((south, west, north, east), _NETHERLANDS_DEG):
        raise SwappedCoordinates(file)


def _is_within(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def _in_rijksdriehoek(frame: GeoDataFrame) -> GeoDataFrame:
    moved = frame.to_crs(RIJKSDRIEHOEK)
    shapes = np.asarray(moved.geometry.values)
    is_finite = np.isfinite(shapely.bounds(shapes)).all(axis=1)
    # A millimetre is finer than any survey; it makes the same park the same everywhere.
    shapes[is_finite] = shapely.set_precision(shapes[is_finite], _MM)
    return moved.set_geometry(shapes, crs=RIJKSDRIEHOEK)


def _as_parks(frame: GeoDataFrame) -> GeoDataFrame:
    numbers = pd.Series([f"park-{n}" for n in range(1, len(frame) + 1)], frame.index)
    ids = _texts(frame, _ID_NAMES)
    ids = numbers if ids is None else ids.fillna(numbers)
    names = _texts(frame, _NAME_NAMES)
    names = ids if names is None else names.fillna(ids)
    known = {column.name for column in PARKS.columns}
    facts = frame[[name for name in frame.columns if name in known]]
    rows = facts.assign(name=names).groupby(ids.rename(PARKS.key), sort=False).first()
    shapes = frame.geometry.groupby(ids).agg(
        lambda part: shapely.union_all(part.values)
    )
    whole = GeoDataFrame(rows, geometry=shapes.reindex(rows.index), crs=RIJKSDRIEHOEK)
    whole.index = whole.index.astype("str").rename(PARKS.key)
    return PARKS.complete(whole)


def _texts(frame: GeoDataFrame, names: tuple[str, ...]) -> "pd.Series[str] | None":
    """Find the first column with one of these names, as text; empty is missing."""
    by_name = {str(column).lower(): column for column in frame.columns}
    for name in names:
        if name in by_name:
            values = frame[by_name[name]]
            if pd.api.types.is_float_dtype(values.dtype):
                values = values.astype("Int64")
            texts: pd.Series[str] = values.astype("str").str.strip()
            return texts.where(values.notna() & (texts != ""))
    return None


def _check_place(parks: GeoDataFrame, file: str) -> None:
    outline = shapely.Polygon(1_000.0 * np.array(_OUTLINE_KM))
    is_inside = shapely.within(np.asarray(parks.geometry.values), outline)
    if not is_inside.all():
        raise OutsideNetherlands(file, str(parks["name"].iloc[int(is_inside.argmin())]))


def _check_size(parks: GeoDataFrame, file: str, largest_ha: float) -> None:
    area_ha = float(parks.area.sum()) / _M2_PER_HA
    if area_ha > largest_ha:
        raise AreaTooLarge(file, area_ha, largest_ha)
