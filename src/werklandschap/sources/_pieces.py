"""Making pieces of the lake: what one source says about one area, tidy and described."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow.parquet as pq
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from werklandschap.geo.grids import Grid
from werklandschap.geo.rasters import write_cog
from werklandschap.sources._declare import GridSource, Source
from werklandschap.sources._documents import Document
from werklandschap.store.lake import Lake, Piece, reserve, writing
from werklandschap.store.provenance import Provenance

READERS = 1
"""Raise it when readers change in such a way that the same files give other rows."""

_AROUND_M = 1_000.0
"""How far around an area is looked to tell "there is none" from "it is not in the file"
(a choice): what lies that near would be in the same delivery."""

_NETHERLANDS = shapely.box(-10_000, 290_000, 300_000, 640_000)
"""Around the Netherlands, in RD New (a choice, roomy): what lies beyond is misplaced."""

Area: TypeAlias = Polygon | MultiPolygon
AnySource: TypeAlias = Source | GridSource
Content: TypeAlias = GeoDataFrame | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one source brought: a line of the report.

    ``name`` is the table or grid; ``rows`` is missing for a grid; ``was_present`` tells
    that the lake had it already.
    """

    source: str
    name: str
    rows: int | None
    published: date | None
    was_present: bool
    files: tuple[str, ...]


def name_of(source: AnySource) -> str:
    """Name the table or grid that a source delivers."""
    return source.delivers.name if isinstance(source, Source) else source.delivers


def area_key(area: Area | None) -> str:
    """Name an area by its shape, wherever its ring begins."""
    shape = b"" if area is None else shapely.to_wkb(shapely.normalize(area))
    return hashlib.sha256(shape).hexdigest()[:16]


def key_of(
    source: AnySource,
    documents: Iterable[Document],
    area: Area | None,
    asked_on: date | None = None,
) -> str:
    """Name what a source makes of some files for an area.

    Other files, another area, another make-up of the table or newer readers give
    another key; what has the same key need not be made again.
    """
    told = [str(READERS), source.name, *_make_up(source), area_key(area)]
    told += sorted({document.sha256 for document in documents})
    told += [asked_on.isoformat()] if asked_on else []
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def _make_up(source: AnySource) -> list[str]:
    if isinstance(source, GridSource):
        return [source.delivers]
    table = source.delivers
    columns = [f"{column.name} {column.kind}" for column in table.columns]
    return [table.name, table.key, str(table.shape), *columns]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What documents of a source tell about an area, tidy and checked.

    ``area`` is None when everything in them is wanted; ``asked_on`` is the day on which
    they were asked of a register that tells how things are now, and not since when;
    ``extent`` is the part of the area that they are about, all of it if None.
    """

    source: AnySource
    documents: Sequence[Document]
    area: Area | None
    content: Content
    published: date | None = None
    repairs: Mapping[str, int] = field(default_factory=dict)
    asked_on: date | None = None
    extent: Area | None = None

    @property
    def key(self) -> str:
        """The key of the piece; an answer without a date has that of its day in it."""
        asked_on = None if self.published else self.asked_on
        return key_of(self.source, self.documents, self.area, asked_on)


def nothing_there(source: Source, documents: Sequence[Document], area: Area) -> Told:
    """Make of documents that say that there is nothing an empty table."""
    empty = source.delivers.empty()
    return Told(source=source, documents=documents, area=area, content=empty)


def read_piece(
    source: AnySource, documents: Sequence[Document], area: Area | None
) -> Told:
    """Read, tidy and check what a source says.

    Parameters
    ----------
    source : Source or GridSource
        The source, which recognised the documents.
    documents : sequence of Document
        Its documents.
    area : Polygon or MultiPolygon, optional
        The area that is asked for, in RD New; everything if None. [m]

    Raises
    ------
    CannotRead
        If a document cannot be used.
    TableMismatch
        If what comes out is not the table that the source delivers.
    """
    if isinstance(source, GridSource):
        cells = source.read(documents, area)
        content: Content = cells.grid
        published, repairs = cells.published, cells.repairs
    else:
        content, published, repairs = _read_table(source, documents, area)
    return Told(
        source=source,
        documents=documents,
        area=area,
        content=content,
        published=published,
        repairs=repairs,
    )


def _read_table(
    source: Source, documents: Sequence[Document], area: Area | None
) -> tuple[GeoDataFrame, date | None, Mapping[str, int]]:
    reading = source.read(documents, area)
    if reading.frame.empty:
        return source.delivers.empty(), reading.published, reading.repairs
    tidy = source.delivers.complete(source.tidy(reading.frame))
    return tidy.sort_index(), reading.published, reading.repairs


def narrowed(told: Told) -> Told | None:
    """Find the part of the area that files are about; None if they are about none of it.

    Of a park near which a file has nothing at all, nothing is known: that is not the
    same as nothing being there. Several parks are judged one by one.
    """
    content, area = told.content, told.area
    if isinstance(content, Grid):
        return told if np.isfinite(content.values).any() else None
    if isinstance(told.source, GridSource) or area is None:
        return told
    if told.source.delivers.shape is None:
        return told if len(content) else None
    parts = shapely.get_parts(area)
    is_near = _is_near(parts, content)
    if not is_near.all():
        around = shapely.union_all(_around(parts[~is_near]))
        nearby = told.source.read(told.documents, around).frame
        is_near[~is_near] = _is_near(parts[~is_near], nearby) | _is_beyond(
            nearby, around
        )
    if not is_near.any():
        return None
    extent = area if is_near.all() else shapely.union_all(parts[is_near])
    return replace(told, extent=extent)


def _is_near(parts: NDArray[np.object_], frame: GeoDataFrame) -> NDArray[np.bool_]:
    """Tell near which parts of an area a frame has something."""
    found = shapely.STRtree(frame.geometry.values).query(_around(parts), "intersects")
    is_near: NDArray[np.bool_] = np.isin(np.arange(len(parts)), found[0])
    return is_near


def _is_beyond(frame: GeoDataFrame, around: Area) -> bool:
    """Tell whether a source gives more than what is in the area: the nearest, or all."""
    return not bool(frame.intersects(shapely.box(*around.bounds)).all())


def _around(parts: NDArray[np.object_]) -> NDArray[np.object_]:
    around: NDArray[np.object_] = shapely.buffer(
        shapely.envelope(parts), _AROUND_M, join_style="mitre"
    )
    return around


def is_misplaced(told: Told) -> bool:
    """Tell whether files that have nothing near an area have nothing in the country."""
    if isinstance(told.source, GridSource):
        return False
    everything = told.source.read(told.documents, None).frame
    # Of rows without a place there is nothing to be said.
    return (
        isinstance(everything, GeoDataFrame)
        and not everything.empty
        and not shapely.box(*everything.total_bounds).intersects(_NETHERLANDS)
    )


def put_piece(told: Told, lake: Lake, *, on: date) -> Collected:
    """Put what was read in the lake, with the files as they were published.

    Parameters
    ----------
    told : Told
        What was read.
    lake : Lake
        Where it goes.
    on : date
        The day of collecting.
    """
    name = name_of(told.source)
    if lake.has(name, told.key):
        return present(told.source, lake, told.key)
    for outer in sorted({document.outer for document in told.documents}):
        lake.keep(outer)
    suffix = ".tif" if isinstance(told.content, Grid) else ".parquet"
    path = lake.place_of(name, told.key, suffix)
    with writing(path) as temporary:
        _write(told.content, temporary)
    provenance = _provenance(told)
    lake.add(name, path, provenance, collected=on)
    return _report(told.source, provenance, path, was_present=False)


def find_piece(
    source: AnySource, documents: Sequence[Document], area: Area | None, lake: Lake
) -> Collected | None:
    """Find what was made before of the same files for the same area."""
    key = key_of(source, documents, area)
    return present(source, lake, key) if lake.has(name_of(source), key) else None


def present(source: AnySource, lake: Lake, key: str) -> Collected:
    """Tell about a piece that the lake has already."""
    piece = lake.piece(name_of(source), key)
    return _report(source, piece.provenance, piece.path, was_present=True)


def pieces_of(source: AnySource, lake: Lake, area: Area | None) -> list[Piece]:
    """List what the lake has of a source about (part of) an area, newest first."""
    return [
        piece
        for piece in lake.pieces(name_of(source), on=date.max)
        if piece.provenance.source == source.name
        and (area is None or _extent(piece).intersects(area))
    ]


def covers(piece: Piece, area: Area) -> bool:
    """Tell whether a piece was asked for about at least this area."""
    return bool(_extent(piece).covers(area))


def _extent(piece: Piece) -> Area:
    extent: Area = shapely.from_wkt(piece.provenance.extent_wkt)
    return extent


def _report(
    source: AnySource, provenance: Provenance, path: Path, *, was_present: bool
) -> Collected:
    is_table = isinstance(source, Source)
    return Collected(
        source=source.name,
        name=name_of(source),
        rows=pq.read_metadata(path).num_rows if is_table else None,
        published=provenance.published,
        was_present=was_present,
        files=provenance.files,
    )


def _provenance(told: Told) -> Provenance:
    source = told.source
    return Provenance(
        source=source.name,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        landing_page=source.landing_page,
        published=told.published or told.asked_on,
        refreshed_every_days=source.refreshed_every.days,
        resolution_m=source.resolution_m,
        extent_wkt=(told.extent or told.area or _bounds(told.content)).wkt,
        files=tuple(sorted({document.origin for document in told.documents})),
        sha256=tuple(sorted({document.sha256 for document in told.documents})),
        repairs=tuple(sorted(told.repairs.items())),
        is_generated=source.is_generated,
    )


def _bounds(content: Content) -> Polygon:
    if isinstance(content, Grid):
        return shapely.box(*content.definition.bounds)
    if content.empty or not isinstance(content, GeoDataFrame):
        return Polygon()
    return shapely.box(*content.total_bounds)


def _write(content: Content, place: Path) -> None:
    if isinstance(content, Grid):
        _make_room(place, 2 * content.values.nbytes)
        write_cog(content, place)
        return
    more = {"write_covering_bbox": True} if isinstance(content, GeoDataFrame) else {}
    # A file of our own, so that it is closed when writing fails.
    with place.open("wb") as out:
        content.to_parquet(out, compression="zstd", **more)


def _make_room(place: Path, size: int) -> None:
    """Ask for room first: GDAL does not tell a full disk from other trouble."""
    with place.open("wb") as file:
        reserve(file.fileno(), size)
    place.unlink()
