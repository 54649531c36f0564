"""Coordinate reference systems in which programs may ask and be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely import Geometry

Bounds = tuple[float, float, float, float]

_OGC = "http://www.opengis.net/def/crs/"
_DEGREE_DECIMALS = 7
_METRE_DECIMALS = 2
_EDGES_PER_SIDE = 16
"""A side of a rectangle in degrees is no straight line in metres."""


@dataclass(frozen=True, slots=True)
class Crs:
    """A reference system: its axes stand in the order of its authority.

    ``domain`` bounds the Netherlands in it, generously; nothing of ours lies outside.
    """

    name: str
    uri: str
    decimals: int
    domain: Bounds


@dataclass(eq=False)
class UnknownCrs(WerklandschapError):
    """Somebody asks for a reference system that we do not speak."""

    code: ClassVar[str] = "api.unknown_crs"
    message: ClassVar[Text] = Text(
        nl="Onbekend coördinaatstelsel ‘{crs}’. Kies uit: {known}.",
        en="Unknown reference system ‘{crs}’. Choose from: {known}.",
    )

    crs: str
    known: str


CRS84 = Crs("CRS84", f"{_OGC}OGC/1.3/CRS84", _DEGREE_DECIMALS, (2.0, 50.0, 8.5, 54.5))
RD = Crs(
    "EPSG:28992",
    f"{_OGC}EPSG/0/28992",
    _METRE_DECIMALS,
    (-100_000.0, 250_000.0, 350_000.0, 700_000.0),
)
_LATITUDE_FIRST = (50.0, 2.0, 54.5, 8.5)
KNOWN: Mapping[str, Crs] = {
    each.name: each
    for each in (
        CRS84,
        RD,
        Crs("EPSG:4258", f"{_OGC}EPSG/0/4258", _DEGREE_DECIMALS, _LATITUDE_FIRST),
        Crs("EPSG:4326", f"{_OGC}EPSG/0/4326", _DEGREE_DECIMALS, _LATITUDE_FIRST),
        Crs(
            "EPSG:3857",
            f"{_OGC}EPSG/0/3857",
            _METRE_DECIMALS,
            (220_000.0, 6_440_000.0, 950_000.0, 7_260_000.0),
        ),
    )
}


def find(text: str) -> Crs:
    """Find a reference system by its name or address, in pointed brackets or not.

    Raises
    ------
    UnknownCrs
        If we do not speak it.
    """
    asked = text.strip().removeprefix("<").removesuffix(">")
    short = asked.removeprefix("OGC:").upper()
    for each in KNOWN.values():
        if asked == each.uri or short == each.name:
            return each
    raise UnknownCrs(asked[:80], ", ".join(KNOWN))


def from_rd(shape: "Geometry", crs: Crs) -> "Geometry":
    """Give a shape in RD New in another system, rounded to centimetres."""
    import numpy as np
    import shapely

    transform = _transformer(RD.name, crs.name).transform

    def moved(points: Any) -> Any:
        x, y = transform(points[:, 0], points[:, 1])
        return np.column_stack([x, y]).round(crs.decimals)

    return shapely.transform(shape, moved)


def to_rd(bounds: Bounds, crs: Crs) -> "Geometry":
    """Give the part of a rectangle in which a park could lie, in RD New.

    Parameters
    ----------
    bounds : tuple of 4 float
        Least and greatest coordinates in the order of the axes; in degrees of longitude
        first, west may lie beyond east: then it crosses the 180th meridian.
    crs : Crs
        Their system.
    """
    import shapely

    transform = _transformer(crs.name, RD.name).transform
    parts = [shapely.box(*each) for each in _unwrapped(bounds, crs)]
    here = shapely.intersection(shapely.union_all(parts), shapely.box(*crs.domain))
    if here.is_empty or crs == RD:
        return here
    longest = max(here.bounds[2] - here.bounds[0], here.bounds[3] - here.bounds[1])
    dense = shapely.segmentize(here, max(longest / _EDGES_PER_SIDE, 1e-9))
    return shapely.transform(dense, lambda x, y: transform(x, y), interleaved=False)


def _unwrapped(bounds: Bounds, crs: Crs) -> list[Bounds]:
    west, south, east, north = bounds
    if crs == CRS84 and west > east:
        return [(west, south, 180.0, north), (-180.0, south, east, north)]
    return [bounds]


def point_from_degrees(longitude: float, latitude: float, crs: Crs) -> list[float]:
    """Give a point in degrees in another system, rounded to centimetres."""
    if crs == CRS84:
        return [round(longitude, crs.decimals), round(latitude, crs.decimals)]
    x, y = _transformer(CRS84.name, crs.name).transform(longitude, latitude)
    return [round(x, crs.decimals), round(y, crs.decimals)]


@cache
def _transformer(source: str, target: str) -> "Transformer":
    from pyproj import Transformer

    def called(name: str) -> str:
        return "OGC:CRS84" if name == CRS84.name else name

    return Transformer.from_crs(called(source), called(target))
