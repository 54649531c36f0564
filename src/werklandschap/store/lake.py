"""A folder that keeps what was published and the tidy tables made from it."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.store.provenance import Provenance

SCHEMA = 1
"""Raise it when a lake written today can no longer be read by yesterday's code."""

_BLOCK = 1 << 20


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
        """
        if not (folder / "lake.json").exists():
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
        place = self.folder / "snapshots" / digest[:2] / digest
        if not place.exists():
            with writing(place) as temporary:
                shutil.copyfile(file, temporary)
        return digest, place

    def place_of(self, name: str, key: str, suffix: str) -> Path:
        """Tell where the piece ``key`` of table or grid ``name`` lies, or will lie."""
        return self.folder / "pieces" / name / f"{key}{suffix}"

    def add(self, name: str, path: Path, provenance: Provenance) -> Piece:
        """Make a written file a piece of ``name`` by describing it."""
        write_json(path.with_suffix(".json"), provenance.to_json())
        return Piece(name, path, provenance)

    def has(self, name: str, key: str) -> bool:
        """Tell whether the piece is there, whole."""
        return self.place_of(name, key, ".json").exists()

    def pieces(self, name: str, *, on: date) -> list[Piece]:
        """List the pieces of a table or grid as known on a day, newest first.

        A piece without a date of publication comes last.
        """
        found = [
            Piece(name, _data_beside(description), provenance)
            for description in sorted((self.folder / "pieces" / name).glob("*.json"))
            for provenance in [_provenance(description)]
            if provenance.published is None or provenance.published <= on
        ]
        return sorted(
            found,
            key=lambda piece: (piece.provenance.published or date.min, piece.path.name),
            reverse=True,
        )


@contextmanager
def writing(place: Path) -> Iterator[Path]:
    """Give a temporary name to write to; rename it to ``place`` when all went well."""
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{os.getpid()}-{place.name}")
    try:
        yield temporary
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)


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


def _provenance(description: Path) -> Provenance:
    return Provenance.from_json(json.loads(description.read_text("utf-8")))


def _data_beside(description: Path) -> Path:
    for suffix in (".parquet", ".tif"):
        if (path := description.with_suffix(suffix)).exists():
            return path
    return description
