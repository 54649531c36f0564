"""The declaration of a data source."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from geopandas import GeoDataFrame
from shapely import Polygon

from werklandschap.core.registry import Registry
from werklandschap.core.text import Text
from werklandschap.geo.grids import Grid
from werklandschap.landscape import Table
from werklandschap.sources._documents import Document

Protocol = Literal["file", "features", "wfs", "coverage", "atom", "bgt-download"]
"""How an asset is fetched: one file, OGC API Features pages (also the 3DBAG API),
WFS 2.0 pages, a WCS 2.0.1 coverage, an ATOM feed of files, or the BGT download service
(order, wait, download). ``sources._collect`` speaks them all."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file or query that holds part of a source.

    ``settings`` are the protocol's own: the layer, the coverage, the body to post.
    """

    url: str
    protocol: Protocol = "file"
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What documents say, in the publisher's own words.

    ``published`` is the day to which the data refers, where the documents tell;
    ``repairs`` counts what was mended on the way, such as ``{"curved_ring": 3}``.
    """

    frame: GeoDataFrame
    published: date | None = None
    repairs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GridReading:
    """The cells that documents give, aligned on a grid of their own cell size."""

    grid: Grid
    published: date | None = None
    repairs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A data source: who publishes it, where it is, and how to read and tidy it.

    Fetching, retrying, storing and checking are the same for all sources and live
    in ``sources._collect``; a connector never opens a connection.

    - ``locate(area, on)`` names what to fetch for an area (polygon in RD New);
    - ``recognise(documents)`` picks, by content, those that are this source's;
    - ``read(documents, area)`` reads them, leaving out what lies outside ``area``;
    - ``tidy(frame)`` turns the publisher's columns into the table's.

    ``area`` is None when everything is wanted.
    """

    name: str
    title: Text
    publisher: str
    licence: str
    landing_page: str
    refreshed_every: timedelta
    resolution_m: float
    delivers: Table
    locate: Callable[[Polygon, date], list[Asset]]
    recognise: Callable[[Sequence[Document]], list[Document]]
    read: Callable[[Sequence[Document], Polygon | None], Reading]
    tidy: Callable[[GeoDataFrame], GeoDataFrame]
    is_generated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSource:
    """A source of cells rather than rows; otherwise like `Source`."""

    name: str
    title: Text
    publisher: str
    licence: str
    landing_page: str
    refreshed_every: timedelta
    resolution_m: float
    delivers: Literal["terrain_m", "surface_m"]
    locate: Callable[[Polygon, date], list[Asset]]
    recognise: Callable[[Sequence[Document]], list[Document]]
    read: Callable[[Sequence[Document], Polygon | None], GridReading]
    is_generated: bool = False


SOURCES: Registry[Source | GridSource] = Registry("source", package=__package__)
