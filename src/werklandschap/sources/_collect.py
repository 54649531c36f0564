"""Collecting: from files and services to tidy pieces in the lake.

`adopt` takes what lies on disk, `collect` asks the services. Both give a report; a
source that fails does not keep the others from being collected. What they write appears
in the lake whole or not at all, so that a run may be killed at any moment.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import shapely

from werklandschap.core.errors import WerklandschapError
from werklandschap.sources._declare import SOURCES, Source
from werklandschap.sources._documents import Document, documents
from werklandschap.sources._errand import Errand
from werklandschap.sources._fetch import NOTHING, Client, Patience
from werklandschap.sources._pieces import (
    AnySource,
    Area,
    Collected,
    find_piece,
    narrowed,
    put_piece,
    read_piece,
)
from werklandschap.sources._workspace import workspace
from werklandschap.sources.errors import NothingRecognised
from werklandschap.store.lake import Lake, telling_disk_full

__all__ = ["CollectReport", "Collected", "adopt", "collect", "quiet"]

_USUAL = Patience()


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectReport:
    """What a run of collecting brought.

    ``unused`` names the files that no source recognised, texts left aside;
    ``elsewhere`` the sources whose files are about another place; ``failed`` says what
    went wrong, one record per file or source.
    """

    collected: tuple[Collected, ...]
    unused: tuple[str, ...] = ()
    failed: tuple[WerklandschapError, ...] = ()
    elsewhere: tuple[str, ...] = ()


def quiet(_name: str) -> None:
    """Tell nobody."""


def adopt(
    area: Area | None,
    lake: Lake,
    *,
    places: Sequence[Path],
    on: date,
    progress: Callable[[str], None] = quiet,
    registry: Mapping[str, AnySource] = SOURCES,
) -> CollectReport:
    """Take files that lie on disk into the lake; they are recognised by content.

    Parameters
    ----------
    area : Polygon or MultiPolygon, optional
        The area that is asked for, in RD New; everything in the files if None. [m]
    lake : Lake
        Where it goes.
    places : sequence of Path
        Files and folders, of any number of publishers, archives included.
    on : date
        The day of collecting.
    progress : callable
        Is told the name of each source when its turn comes.
    registry : mapping of str to Source or GridSource
        The sources that are looked for.

    Returns
    -------
    CollectReport
        What was taken, what was not used and what went wrong. A source of which the
        files are about another place gives no piece: nothing is known then.

    Raises
    ------
    NoSuchPlace
        If one of the places does not exist.
    NothingRecognised
        If no source finds anything in them, and nothing else is wrong either.
    DiskFull
        If there is no room; what was in the lake stays whole.
    """
    tally, used = _Tally(), set[str]()
    with telling_disk_full(lake.folder), workspace(lake) as folder:
        found = list(
            documents(
                places,
                workspace=folder,
                leave_out=lake.folder,
                on_problem=tally.failed.append,
            )
        )
        for source in registry.values():
            progress(source.name)
            with tally.noting_what_fails():
                if own := source.recognise(found):
                    used |= {document.origin for document in own}
                    for part in _parts(source, area):
                        tally.note(source, _take(source, own, part, lake, on=on))
    if not used and not tally.failed:
        raise NothingRecognised(", ".join(str(place) for place in places))
    return replace(tally.report(), unused=_unused(found, used))


@dataclass(slots=True)
class _Tally:
    """Keeps count while collecting; what fails does not stop the rest."""

    collected: list[Collected] = field(default_factory=list)
    failed: list[WerklandschapError] = field(default_factory=list)
    elsewhere: dict[str, None] = field(default_factory=dict)

    @contextmanager
    def noting_what_fails(self) -> Iterator[None]:
        try:
            yield
        except WerklandschapError as problem:
            self.failed.append(problem)

    def note(self, source: AnySource, taken: Collected | None) -> None:
        if taken is None:
            self.elsewhere.setdefault(source.name)
        else:
            self.collected.append(taken)

    def report(self) -> CollectReport:
        return CollectReport(
            collected=tuple(self.collected),
            failed=tuple(self.failed),
            elsewhere=tuple(self.elsewhere),
        )


def _parts(source: AnySource, area: Area | None) -> list[Area | None]:
    """Divide an area for a grid: places far apart do not share one."""
    if area is None or isinstance(source, Source):
        return [area]
    return list(shapely.get_parts(area))


def _take(
    source: AnySource,
    own: Sequence[Document],
    area: Area | None,
    lake: Lake,
    *,
    on: date,
) -> Collected | None:
    """Take in the documents of a source; None if they are about another place."""
    if found := find_piece(source, own, area, lake):
        return found
    told = narrowed(read_piece(source, own, area))
    return put_piece(told, lake, on=on) if told else None


def _unused(found: Iterable[Document], used: set[str]) -> tuple[str, ...]:
    return tuple(
        sorted(
            document.origin
            for document in found
            if document.kind != "text" and document.origin not in used
        )
    )


def collect(
    area: Area,
    lake: Lake,
    *,
    on: date,
    sources: Iterable[str] | None = None,
    endpoints: Mapping[str, str] = NOTHING,
    progress: Callable[[str], None] = quiet,
    registry: Mapping[str, AnySource] = SOURCES,
    patience: Patience = _USUAL,
) -> CollectReport:
    """Ask the public services for an area, and take what they answer into the lake.

    What lies in the lake and is fresh enough for its source is not fetched again.
    Services that tell what is in a register now, and not since when, are taken to tell
    the state of ``on``.

    Parameters
    ----------
    area : Polygon or MultiPolygon
        The area that is asked for, in RD New. [m]
    lake : Lake
        Where it goes.
    on : date
        The day of collecting.
    sources : iterable of str, optional
        Names of the sources that are wanted; all of them if None.
    endpoints : mapping of str to str
        Beginnings of addresses and what to put in their place, such as a mirror.
    progress : callable
        Is told the name of each source when its turn comes.
    registry : mapping of str to Source or GridSource
        The sources there are.
    patience : Patience
        How long services get to answer.

    Returns
    -------
    CollectReport
        What was collected, and which services failed.

    Raises
    ------
    UnknownEntry
        If a name is not that of a source.
    DiskFull
        If there is no room; what was in the lake stays whole.
    """
    wanted = registry.values() if sources is None else [registry[n] for n in sources]
    tally = _Tally()
    with (
        telling_disk_full(lake.folder),
        workspace(lake) as folder,
        Client(patience, endpoints) as client,
    ):
        errand = Errand(area, lake, client, folder, on)
        for source in wanted:
            progress(source.name)
            with tally.noting_what_fails():
                tally.collected += errand.run(source)
    return tally.report()
