"""What the engine says of itself, its method and sources, and how the platform is."""

import inspect
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.web.jobs.models import Run, Worker

logger = logging.getLogger(__name__)

UNSEEN = timedelta(minutes=1)
"""A worker that was not seen for so long is taken for dead."""

_CITATION = re.compile(r"\s*\[\d+\]_")
_MATHS = re.compile(r":math:`([^`]*)`")
_MARKS = {
    "verified": Text("nagekeken bron", "checked source"),
    "seed": Text("uit het ontwerp", "from the design"),
    "derived": Text("afgeleid", "derived"),
    "memory": Text("aanname, bewerkbaar", "assumption, editable"),
    "choice": Text("eigen keuze", "own choice"),
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of explanation under its own heading."""

    heading: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator as people read about it; ``definition`` is English, as in the code."""

    name: str
    label: Text
    unit: str
    layers: tuple[Text, ...]
    definition: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The indicators of one theme."""

    name: str
    label: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A source of data, its publisher and its licence."""

    title: Text
    publisher: str
    licence: str
    page: str
    refreshed_days: int
    detail_m: float


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that the engine counts with, its range and where it comes from."""

    name: str
    label: Text
    value: float
    low: float
    high: float
    unit: str
    mark: Text
    is_assumed: bool
    reference: Reference

    @property
    def has_range(self) -> bool:
        """Whether it has a low and a high end."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Subject:
    """The assumptions of one file of parameters."""

    name: str
    assumptions: tuple[Assumption, ...]


def method() -> tuple[Paragraph, ...]:
    """Give the explanation of how figures are made and read, as in the report."""
    from werklandschap.report.words import METHOD

    return tuple(Paragraph(heading, text) for heading, text in METHOD)


@cache
def chapters() -> tuple[Chapter, ...]:
    """Give all indicators by theme, in the order of a scan."""
    from werklandschap.indicators import INDICATORS, Theme

    return tuple(
        Chapter(
            theme.value,
            theme.label,
            tuple(
                Entry(
                    each.name,
                    each.label,
                    each.unit.symbol,
                    tuple(_layer_labels(each.layers)),
                    definition_of(inspect.getdoc(each.formula) or ""),
                    each.references,
                )
                for each in INDICATORS.values()
                if each.theme is theme
            ),
        )
        for theme in Theme
    )


@cache
def origins() -> tuple[Origin, ...]:
    """Give all sources of real data, by publisher."""
    from werklandschap.sources import SOURCES

    found = [
        Origin(
            each.title,
            each.publisher,
            each.licence,
            each.landing_page,
            each.refreshed_every.days,
            each.resolution_m,
        )
        for each in SOURCES.values()
        if not each.is_generated
    ]
    return tuple(sorted(found, key=lambda each: (each.publisher, each.title.nl)))


@cache
def subjects(*, on: date) -> tuple[Subject, ...]:
    """Give the assumptions that hold on a day, by subject.

    Parameters
    ----------
    on : date
        The day on which they must hold.
    """
    from werklandschap.parameters import every_parameter

    found = (
        Assumption(
            each.name,
            each.label,
            each.value,
            each.low,
            each.high,
            each.unit.value,
            _MARKS[each.mark],
            "memory" in {each.mark, each.range_mark},
            each.reference,
        )
        for each in every_parameter(on=on)
    )
    by_file = groupby(found, key=lambda each: each.name.partition(".")[0])
    return tuple(Subject(name, tuple(members)) for name, members in by_file)


def definition_of(docstring: str) -> str:
    """Take what a docstring says before its list of parameters, without its markup."""
    told = docstring.split("\nParameters\n")[0].strip()
    words = _MATHS.sub(r"\1", _CITATION.sub("", told))
    return words.replace("``", "").replace("`", "")


def _layer_labels(layers: Iterable[str]) -> Iterator[Text]:
    from werklandschap.landscape import GRID_LABELS, TABLES

    for name in layers:
        if name == "parks":
            continue
        yield TABLES[name].label if name in TABLES else GRID_LABELS[name]


# -- Health -----------------------------------------------------------------------------
def health(*, at: datetime) -> dict[str, bool]:
    """Tell which parts of the platform are well.

    Parameters
    ----------
    at : datetime
        Now.
    """
    try:
        has_worker = Worker.objects.filter(seen_at__gte=at - UNSEEN).exists()
    except DatabaseError:
        return {"database": False, "lake": _lake_answers(), "worker": False}
    return {"database": True, "lake": _lake_answers(), "worker": has_worker}


def queued() -> int:
    """Count the work that waits."""
    return Run.objects.filter(status=Run.Status.QUEUED).count()


def _lake_answers() -> bool:
    """Try whether files can be written here, and whether the store answers if any."""
    from werklandschap.store.remote import Remote, is_writable

    stores = [
        Remote.at(address, endpoint=settings.S3_ENDPOINT)
        for address in (settings.LAKE_ADDRESS, settings.RESULTS_ADDRESS)
    ]
    folders = Path(settings.LAKE), Path(settings.RESULTS)
    return all(map(is_writable, folders)) and all(
        store is None or store.answers() for store in stores
    )


def warm() -> None:
    """Load the engine, all parks and the tiles, so that no visitor waits for them."""
    from werklandschap.indicators import INDICATORS
    from werklandschap.study.what_if import CELL_M
    from werklandschap.web.parks import catalogue, tiles

    try:
        assert INDICATORS
        assert CELL_M  # what designs need takes seconds to load
        tiles.tiles_of(catalogue.current())
    except DatabaseError:
        # The first visitor will hear of it, in a page made for that.
        logger.warning("nothing could be read before the first visitor came")
    finally:
        connections.close_all()
