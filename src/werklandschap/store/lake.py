"""A folder that keeps what was published and the tidy tables made from it."""

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.store.provenance import Provenance

SCHEMA = 1
"""Raise it when a lake written today can no longer be read by yesterday's code."""

_BLOCK = 1 << 20
_SOME_ROOM = 1 << 26
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(eq=False)
class LakeIsNewer(WerklandschapError):
    """The lake was written by a later version of this program."""

    code: ClassVar[str] = "lake.newer_schema"
    message: ClassVar[Text] = Text(
        nl="Het datameer {folder} is gemaakt met een nieuwere versie (schema {found}, "
        "hier {known}). Werk werklandschap bij.",
        en="The lake {folder} was made by a newer version (schema {found}, here "
        "{known}). Upgrade werklandschap.",
    )

    folder: str
    found: int
    known: int


@dataclass(eq=False)
class NoLake(WerklandschapError):
    """There is no lake in that folder."""

    code: ClassVar[str] = "lake.absent"
    message: ClassVar[Text] = Text(
        nl="In {folder} ligt geen datameer. Draai eerst ‘werklandschap collect’.",
        en="There is no lake in {folder}. Run ‘werklandschap collect’ first.",
    )

    folder: str


@dataclass(eq=False)
class DiskFull(WerklandschapError):
    """There is no room left to write in."""

    code: ClassVar[str] = "disk.full"
    message: ClassVar[Text] = Text(
        nl="De schijf waarop {folder} staat is vol. Wat er al lag is heel gebleven; maak "
        "ruimte en draai dezelfde opdracht opnieuw.",
        en="The disk that holds {folder} is full. What was there is still whole; make "
        "room and run the same command again.",
    )

    folder: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a table or grid, as one source published it on one day."""

    name: str
    path: Path
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Lake:
    """Snapshots and pieces in a folder; safe to kill at any moment.

    Every file is written under a temporary name and renamed when whole. A piece
    exists from the moment its description (``.json``) does.
    """

    folder: Path

    @classmethod
    def create(cls, folder: Path) -> "Lake":
        """Open the lake in ``folder``, or start one there.

        Raises
        ------
        LakeIsNewer
            If a later version of this program wrote it.
        DiskFull
            If there is no room for one.
        """
        if not (folder / "lake.json").exists():
            with telling_disk_full(folder):
                folder.mkdir(parents=True, exist_ok=True)
                write_json(folder / "lake.json", {"schema": SCHEMA})
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> "Lake":
        """Open the lake in ``folder``.

        Raises
        ------
        NoLake
            If there is none.
        LakeIsNewer
            If a later version of this program wrote it.
        """
        if not (folder / "lake.json").exists():
            raise NoLake(str(folder))
        found = json.loads((folder / "lake.json").read_text("utf-8"))["schema"]
        if found > SCHEMA:
            raise LakeIsNewer(str(folder), found, SCHEMA)
        return cls(folder)

    def keep(self, file: Path) -> tuple[str, Path]:
        """Keep the bytes of ``file`` as they are; give their hash and their place."""
        digest = hash_of(file)
        place = self.snapshot(digest)
        if not place.exists():
            with writing(place) as temporary:
                shutil.copyfile(file, temporary)
        return digest, place

    def snapshot(self, sha256: str) -> Path:
        """Tell where the bytes with this hash lie, or will lie."""
        return self.folder / "snapshots" / sha256[:2] / sha256

    def place_of(self, name: str, key: str, suffix: str) -> Path:
        """Tell where the piece ``key`` of table or grid ``name`` lies, or will lie."""
        return self.folder / "pieces" / name / f"{key}{suffix}"

    def add(
        self,
        name: str,
        path: Path,
        provenance: Provenance,
        *,
        collected: date | None = None,
    ) -> Piece:
        """Make a written file a piece of ``name`` by describing it.

        ``collected`` is the day on which it came into the lake; of pieces that were
        published on the same day, or without a date, the one collected last counts.
        """
        facts = provenance.to_json()
        facts["collected"] = collected and collected.isoformat()
        write_json(path.with_suffix(".json"), facts)
        return Piece(name, path, provenance)

    def has(self, name: str, key: str) -> bool:
        """Tell whether the piece is there, whole."""
        return self.place_of(name, key, ".json").exists()

    def piece(self, name: str, key: str) -> Piece:
        """Give the piece of a table or grid with this key; `has` tells if there is one."""
        path, facts = _described(self.place_of(name, key, ".json"))
        return Piece(name, path, Provenance.from_json(facts))

    def pieces(self, name: str, *, on: date) -> list[Piece]:
        """List the pieces of a table or grid as known on a day, newest first.

        A piece without a date of publication comes last; of pieces published on the
        same day, the one collected last comes first.
        """
        found = [
            (facts.get("collected") or "", Piece(name, path, provenance))
            for description in (self.folder / "pieces" / name).glob("*.json")
            # A hidden file is one that a killed run was writing.
            if not description.name.startswith(".")
            for path, facts in [_described(description)]
            for provenance in [Provenance.from_json(facts)]
            if provenance.published is None or provenance.published <= on
        ]
        found.sort(key=_age, reverse=True)
        return [piece for _, piece in found]


def _age(found: tuple[str, Piece]) -> tuple[date, str, str]:
    collected, piece = found
    return piece.provenance.published or date.min, collected, piece.path.name


@contextmanager
def writing(place: Path) -> Iterator[Path]:
    """Give a temporary name to write to; rename it to ``place`` when all went well."""
    place.parent.mkdir(parents=True, exist_ok=True)
    # Two threads may write the same piece: each has a temporary file of its own.
    own = f".{os.getpid()}-{secrets.token_hex(4)}-{place.name}"
    temporary = place.with_name(own)
    try:
        yield temporary
        flush(temporary)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)


def flush(file: Path) -> None:
    """Bring the bytes to the disk before the name: a power cut leaves no empty file.

    Parameters
    ----------
    file : Path
        A file, or a folder with its names.
    """
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what runs that were killed were writing in ``folder``, to the bottom."""
    for file in folder.rglob(".*-*"):
        maker = file.name[1:].partition("-")[0]
        if file.is_file() and maker.isdigit() and not is_alive(int(maker)):
            file.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Tell whether a process with this number runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def telling_disk_full(folder: Path) -> Iterator[None]:
    """Turn the system's error about a full disk into one that people understand.

    Raises
    ------
    DiskFull
        If something inside the block could not be written for want of room.
    """
    try:
        yield
    except WerklandschapError:
        raise
    except Exception as problem:
        # Libraries in C do not tell a full disk from other trouble: ask the disk.
        is_full = isinstance(problem, OSError) and problem.errno in _NO_ROOM
        if is_full or not _has_room(folder):
            raise DiskFull(str(folder)) from None
        raise


def _has_room(folder: Path) -> bool:
    """Try whether a file of some size can still be written."""
    probe = folder / f".{os.getpid()}-{secrets.token_hex(4)}-room"
    try:
        with probe.open("wb") as file:
            reserve(file.fileno(), _SOME_ROOM)
    except OSError as problem:
        return problem.errno not in _NO_ROOM
    finally:
        with suppress(OSError):
            probe.unlink()
    return True


def reserve(descriptor: int, size: int) -> None:
    """Ask the disk for room in an open file, where the system knows how to."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)


def write_json(place: Path, facts: object) -> None:
    """Write ``facts`` as JSON, whole or not at all."""
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    with writing(place) as temporary:
        temporary.write_text(text + "\n", "utf-8")


def hash_of(file: Path) -> str:
    """Compute the SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _described(description: Path) -> tuple[Path, dict[str, Any]]:
    """Read a description and find the data that it is about."""
    facts = json.loads(description.read_text("utf-8"))
    for suffix in (".parquet", ".tif"):
        if (path := description.with_suffix(suffix)).exists():
            return path, facts
    return description, facts
