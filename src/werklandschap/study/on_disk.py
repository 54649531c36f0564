"""Scans of parks that lie on disk, so that memory stays flat however many there are."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload

from werklandschap.study.outcome import ParkScan


class OnDisk(Sequence[ParkScan]):
    """Scans of parks of which one at a time is in memory.

    Parameters
    ----------
    folder : Path
        An empty folder of our own; whoever made it removes it.
    parks : iterable of ParkScan
        The scans; each is put away before the next is asked for.
    """

    def __init__(self, folder: Path, parks: Iterable[ParkScan]) -> None:
        self._files: list[Path] = []
        self._last: tuple[int, ParkScan] | None = None
        for number, park in enumerate(parks):
            file = folder / f"{number:06d}.park"
            with file.open("wb") as out:
                pickle.dump(park, out, protocol=pickle.HIGHEST_PROTOCOL)
            self._files.append(file)

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, place: int) -> ParkScan: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[ParkScan, ...]: ...
    def __getitem__(self, place: int | slice) -> ParkScan | tuple[ParkScan, ...]:
        if isinstance(place, slice):
            return tuple(self[n] for n in range(*place.indices(len(self))))
        number = range(len(self))[place]
        if self._last is None or self._last[0] != number:
            self._last = None  # let go of it before the next one comes in
            self._last = (number, self._read(number))
        return self._last[1]

    def __iter__(self) -> Iterator[ParkScan]:
        return (self[number] for number in range(len(self)))

    def _read(self, number: int) -> ParkScan:
        with self._files[number].open("rb") as file:
            park: ParkScan = pickle.load(file)  # noqa: S301 - a file of our own
        return park
