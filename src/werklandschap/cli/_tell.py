"""Telling people what happens: sentences, and a bar where there is a terminal."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tqdm import tqdm

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.store.lake import telling_disk_full

REPAIRED = Text(
    nl="Let op: {number} vlak(ken) in {file} zijn hersteld ({kinds}).",
    en="Note: {number} polygon(s) in {file} were mended ({kinds}).",
)
_REPAIRS = {
    "invalid_ring": Text("een rand die zichzelf kruist", "a ring that crosses itself"),
    "loose_part": Text("losse punten of lijnen", "loose points or lines"),
    "missing_geometry": Text("zonder vorm, weggelaten", "without shape, left out"),
    "not_a_polygon": Text("geen vlak, weggelaten", "not a polygon, left out"),
    "ring_without_area": Text(
        "zonder oppervlakte, weggelaten", "without area, left out"
    ),
}


@dataclass(eq=False)
class CannotWrite(WerklandschapError):
    """A folder in which the system lets us write nothing."""

    code: ClassVar[str] = "place.not_writable"
    message: ClassVar[Text] = Text(
        nl="In {folder} kan niet worden geschreven ({reason}).",
        en="{folder} cannot be written to ({reason}).",
    )

    folder: str
    reason: str


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Turn what the system says about a folder into a sentence for people.

    Raises
    ------
    CannotWrite
        If nothing may be written there.
    DiskFull
        If there is no room.
    """
    try:
        with telling_disk_full(folder):
            yield
    except (PermissionError, NotADirectoryError, FileExistsError) as problem:
        reason = problem.strerror or type(problem).__name__
        raise CannotWrite(str(folder), reason) from None


class Bar:
    """A progress bar on the terminal; a line per step where there is none.

    Parameters
    ----------
    total : int
        How many steps there are.
    """

    def __init__(self, total: int) -> None:
        self._bar = tqdm(
            total=total,
            file=sys.stderr,
            disable=not sys.stderr.isatty(),
            leave=False,
            bar_format="{l_bar}{bar:30}| {n_fmt}/{total_fmt}",
        )

    def step(self, name: str) -> None:
        """Tell that a step begins."""
        if self._bar.n < (self._bar.total or 0):
            self._bar.update(1)
        self._bar.set_description_str(name[:40])

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()


def say_repairs(repairs: Mapping[str, int], file: str, language: str) -> None:
    """Tell what had to be mended in an area."""
    if not repairs:
        return
    kinds = ", ".join(_REPAIRS[kind].in_language(language) for kind in repairs)
    sentence = REPAIRED.in_language(language)
    print(
        sentence.format(number=sum(repairs.values()), file=file, kinds=kinds),
        file=sys.stderr,
    )
