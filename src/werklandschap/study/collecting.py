"""Getting the data of parks into a lake, and telling what lies there about them."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from geopandas import GeoDataFrame
from shapely import Polygon

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.landscape import (
    COLLECTED,
    GRID_LABELS,
    GRIDS,
    SURFACES,
    SURROUNDINGS,
    WEATHER_HOURS,
)
from werklandschap.parameters import Assumptions
from werklandschap.sources import SOURCES, CollectReport, adopt, collect
from werklandschap.sources.errors import NothingRecognised, ServiceUnavailable
from werklandschap.store import Lake, Piece
from werklandschap.store.lake import write_json
from werklandschap.study.reliability import currency
from werklandschap.study.surroundings import neighbourhoods

Progress = Callable[[str], None]

_OF_THE_GROUND = frozenset({"cover", "buildings", *GRIDS})
"""Without any of these there is nothing to scan."""

_MADE_HERE = frozenset({SURFACES.name, SURROUNDINGS.name, "parks", "roads", "water"})
"""Tables that a landscape makes itself of ground cover, or that scans are asked with."""


def collect_for(
    parts: Sequence[Polygon],
    lake: Lake,
    *,
    places: Sequence[Path] = (),
    on: date,
    sources: Sequence[str] | None = None,
    endpoints: Mapping[str, str] | None = None,
    progress: Progress = lambda _: None,
) -> list[CollectReport]:
    """Take files in where there are any, and ask the services otherwise.

    Parameters
    ----------
    parts : sequence of Polygon
        The ground that is asked for. [m]
    lake : Lake
        Where it goes.
    places : sequence of Path
        Files and folders; without any, the services are asked.
    on : date
        The day of collecting.
    sources : sequence of str, optional
        Names of the only sources to ask or look for.
    endpoints : mapping of str to str, optional
        Beginnings of addresses and what to put in their place.
    progress : callable
        Is told the name of each source when its turn comes.
    """
    wanted = {name: SOURCES[name] for name in sources or SOURCES}
    if places:
        area = shapely.union_all(parts)
        return [
            adopt(area, lake, places=places, on=on, progress=progress, registry=wanted)
        ]
    return [
        collect(
            part,
            lake,
            on=on,
            endpoints=endpoints or {},
            progress=progress,
            registry=wanted,
        )
        for part in parts
    ]


def collect_missing(
    lake: Lake,
    parks: GeoDataFrame,
    *,
    places: Sequence[Path],
    asks_services: bool,
    on: date,
    progress: Progress = lambda _: None,
) -> tuple[WerklandschapError, ...]:
    """Bring a lake up to date about parks, as far as anything new is to be had.

    Parameters
    ----------
    lake : Lake
        Where it goes.
    parks : GeoDataFrame
        Table ``parks``. [m]
    places : sequence of Path
        Files and folders to take in; what was taken in for the same ground and did not
        change is not looked at again.
    asks_services : bool
        Whether to ask the public services as well.
    on : date
        The day of collecting.
    progress : callable
        Is told the name of each source when its turn comes.

    Returns
    -------
    tuple of WerklandschapError
        What failed and of which the lake has nothing older either.
    """
    parts = neighbourhoods(parks, assumptions=Assumptions(on))
    failed: list[WerklandschapError] = []
    note = _note_of(lake, parts, places) if places else None
    if note and not note.exists():
        failed += _adopted(parts, lake, places, on, progress)
        if not failed:
            write_json(note, {"on": on.isoformat()})
    if asks_services:
        failed += _failures(collect_for(parts, lake, on=on, progress=progress))
    return tuple(failed)


def _adopted(
    parts: Sequence[Polygon],
    lake: Lake,
    places: Sequence[Path],
    on: date,
    progress: Progress,
) -> list[WerklandschapError]:
    try:
        reports = collect_for(parts, lake, places=places, on=on, progress=progress)
    except NothingRecognised as problem:
        return [problem]
    return list(_failures(reports))


def _failures(reports: Sequence[CollectReport]) -> Iterator[WerklandschapError]:
    for report in reports:
        for problem in report.failed:
            if not (isinstance(problem, ServiceUnavailable) and problem.is_present):
                yield problem


def _note_of(lake: Lake, parts: Sequence[Polygon], places: Sequence[Path]) -> Path:
    """Name the note that these files were taken in for this ground."""
    told = [part.wkt for part in parts]
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        told += [f"{f} {f.stat().st_size} {f.stat().st_mtime_ns}" for f in files]
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]
    return lake.folder / "adopted" / f"{digest}.json"


def inputs_of(lake: Lake, parks: GeoDataFrame, *, on: date) -> dict[str, str]:
    """Name everything in a lake that a scan of parks reads.

    Parameters
    ----------
    lake : Lake
        What was collected.
    parks : GeoDataFrame
        Table ``parks``. [m]
    on : date
        The day: what was published later does not count.

    Returns
    -------
    dict of str to str
        By table or grid a hash of its pieces that touch the parks and what lies around
        them: as long as it stays the same, the scan reads the same.
    """
    window = shapely.union_all(neighbourhoods(parks, assumptions=Assumptions(on)))
    found = {}
    for name in (*COLLECTED, *GRIDS):
        keys = sorted(piece.path.stem for piece in _touching(lake, name, window, on))
        if keys:
            found[name] = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:24]
    return found


def _touching(lake: Lake, name: str, window: shapely.Geometry, on: date) -> list[Piece]:
    return [
        piece
        for piece in lake.pieces(name, on=on)
        if name == WEATHER_HOURS.name
        or shapely.from_wkt(piece.provenance.extent_wkt).intersects(window)
    ]


def is_mapped(lake: Lake, parks: GeoDataFrame, *, on: date) -> bool:
    """Tell whether a lake knows what lies or stands on the ground of parks.

    Parameters
    ----------
    lake : Lake
        What was collected.
    parks : GeoDataFrame
        Table ``parks``. [m]
    on : date
        The day: what was published later does not count.
    """
    return any(
        each.title is not None
        for each in holdings(lake, parks, on=on)
        if each.name in _OF_THE_GROUND
    )


@dataclass(frozen=True, slots=True)
class Holding:
    """What a lake has of one kind of data about parks.

    ``covered_share`` is the part of the parks that it is about, ``currency`` how fresh
    the newest of it is, both from 0 to 1; without ``title`` there is nothing.
    """

    name: str
    label: Text
    title: Text | None
    published: date | None
    covered_share: float
    currency: float


def holdings(lake: Lake, parks: GeoDataFrame, *, on: date) -> list[Holding]:
    """List what a lake has about parks, and how old it is.

    Parameters
    ----------
    lake : Lake
        What was collected.
    parks : GeoDataFrame
        Table ``parks``. [m]
    on : date
        The day: what was published later does not count.
    """
    outline = shapely.union_all(np.asarray(parks.geometry.values))
    labels = {name: table.label for name, table in COLLECTED.items()} | GRID_LABELS
    names = [name for name in (*COLLECTED, *GRIDS) if name not in _MADE_HERE]
    return [_holding(lake, name, labels[name], outline, on) for name in names]


def _holding(
    lake: Lake, name: str, label: Text, outline: shapely.Geometry, on: date
) -> Holding:
    pieces = _touching(lake, name, outline, on)
    if not pieces:
        return Holding(name, label, None, None, 0.0, 0.0)
    newest = pieces[0].provenance
    extents = [shapely.from_wkt(piece.provenance.extent_wkt) for piece in pieces]
    covered = shapely.intersection(shapely.union_all(extents), outline).area
    share = 1.0 if name == WEATHER_HOURS.name else min(1.0, covered / outline.area)
    fresh = currency(newest, on=on, assumptions=Assumptions(on))
    return Holding(name, label, newest.title, newest.published, share, fresh)


def fingerprint(facts: Mapping[str, object]) -> str:
    """Hash facts, whatever their order."""
    told = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
