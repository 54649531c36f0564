"""A folder of results, each under the hash of what it holds."""

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.store.lake import flush, hash_of, is_alive, telling_disk_full

_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_UNFINISHED = re.compile(r"\.(\d+)-[0-9a-f]{8}")


@dataclass(eq=False)
class NoSuchResult(WerklandschapError):
    """Nothing lies under that hash and name."""

    code: ClassVar[str] = "results.absent"
    message: ClassVar[Text] = Text(
        nl="Dit bestand is er niet (meer).", en="This file is not there (any more)."
    )


@dataclass(frozen=True, slots=True)
class Results:
    """Sets of files that never change; safe to kill at any moment.

    A set lies in a folder named after its hash, which exists only when it is whole: it
    is filled under a temporary name and renamed. The same files have the same hash.
    """

    folder: Path

    def keep(self, files: Path) -> str:
        """Keep a copy of the files that lie in a folder, and give their hash.

        Parameters
        ----------
        files : Path
            A folder of files, without folders in it.

        Returns
        -------
        str
            SHA-256 of their names and contents, in hexadecimal.

        Raises
        ------
        ValueError
            If a name is not plain, or one of them is no file.
        DiskFull
            If there is no room.
        """
        hashes = {place.name: _checked(place) for place in sorted(files.iterdir())}
        told = json.dumps(hashes, sort_keys=True)
        digest = hashlib.sha256(told.encode()).hexdigest()
        place = self._place(digest)
        if not place.exists():
            with telling_disk_full(self.folder), self.workspace() as own:
                for name in hashes:
                    shutil.copyfile(files / name, own / name)
                    flush(own / name)
                _give_name(own, place)
        return digest

    def file(self, digest: str, name: str) -> Path:
        """Tell where a file of a set lies.

        Parameters
        ----------
        digest, name : str
            Hash of the set and name of the file; whatever is no hash or no plain name
            finds nothing, so that no path can be made of it.

        Raises
        ------
        NoSuchResult
            If there is no such file.
        """
        if not (_HASH.fullmatch(digest) and _NAME.fullmatch(name)):
            raise NoSuchResult
        place = self._place(digest) / name
        if not place.is_file():
            raise NoSuchResult
        return place

    def has(self, digest: str) -> bool:
        """Tell whether a set is there, whole."""
        return bool(_HASH.fullmatch(digest)) and self._place(digest).is_dir()

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """Give an empty folder on the same disk; it is gone afterwards."""
        self.folder.mkdir(parents=True, exist_ok=True)
        own = self.folder / f".{os.getpid()}-{secrets.token_hex(4)}"
        own.mkdir()
        try:
            yield own
        finally:
            shutil.rmtree(own, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what processes that were killed were busy with."""
        for place in self.folder.glob(".*"):
            maker = _UNFINISHED.fullmatch(place.name)
            if maker and not is_alive(int(maker[1])):
                shutil.rmtree(place, ignore_errors=True)

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def sizes_of(files: Path) -> Mapping[str, int]:
    """Tell how many bytes each file in a folder has, by name."""
    return {place.name: place.stat().st_size for place in sorted(files.iterdir())}


def _checked(place: Path) -> str:
    if not _NAME.fullmatch(place.name) or not place.is_file() or place.is_symlink():
        message = f"{place.name!r} cannot be kept as a result"
        raise ValueError(message)
    return hash_of(place)


def _give_name(own: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    flush(own)
    try:
        own.rename(place)
    except OSError:
        # Another process kept the same set in the meantime; that one is as good.
        if not place.is_dir():
            raise
    flush(place.parent)
