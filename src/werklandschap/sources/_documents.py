"""Files as publishers made them, whatever archive they came in."""

import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from werklandschap.sources.errors import BrokenArchive
from werklandschap.store.lake import hash_of

Kind = Literal[
    "xml",
    "json",
    "cityjson",
    "cityjsonseq",
    "sqlite",
    "parquet",
    "geotiff",
    "laz",
    "shapefile",
    "text",
]

HEAD = 65_536
"""How many bytes of a file are looked at to recognise it."""

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"SQLite format 3\0", "sqlite"),
    (b"PAR1", "parquet"),
    (b"II*\0", "geotiff"),
    (b"MM\0*", "geotiff"),
    (b"II+\0", "geotiff"),
    (b"LASF", "laz"),
    (b"\0\0\x27\x0a", "shapefile"),
)
_MAX_UNPACKED_BYTES = 32 << 30
_MAX_RATIO = 1_000
"""An archive that grows more than this is taken for a bomb; GML grows about 30 times."""
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Document:
    """One file as its publisher made it.

    ``path`` is a plain file on disk, unpacked if need be; ``origin`` names it for
    people (``bgt.zip/bgt_pand.gml``); ``kind`` is told by content, never by name;
    ``head`` is the beginning of a text file, empty for a binary one; ``layers`` has
    the columns of each table of a database file; ``outer`` is the file that was
    given, with its ``sha256``.
    """

    path: Path
    origin: str
    kind: Kind
    head: str = field(repr=False)
    layers: Mapping[str, tuple[str, ...]] = field(repr=False)
    outer: Path
    sha256: str


def documents(places: Iterable[Path], *, workspace: Path) -> Iterator[Document]:
    """Look into files, folders and archives and describe every file found there.

    Parameters
    ----------
    places : iterable of Path
        Files and folders; folders are searched to the bottom, in order of name.
    workspace : Path
        Folder in which archives are unpacked; the caller removes it afterwards.

    Raises
    ------
    BrokenArchive
        If a ZIP is empty, damaged or unreasonably large when unpacked.
    """
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file():
                origin = str(
                    file.relative_to(place.parent if place.is_file() else place)
                )
                digest = hash_of(file)
                yield from _look(file, origin, file, digest, workspace / digest[:16], 0)


def _look(
    file: Path, origin: str, outer: Path, digest: str, workspace: Path, depth: int
) -> Iterator[Document]:
    with file.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(b"PK") or (file.suffix.lower() == ".zip"):
        for member, name in _unpack(file, origin, workspace, depth):
            yield from _look(
                member,
                f"{origin}/{name}",
                outer,
                digest,
                workspace / f"{member.name}.d",
                depth + 1,
            )
        return
    kind = _kind(head)
    is_text = kind in {"xml", "json", "cityjson", "cityjsonseq", "text"}
    yield Document(
        path=file,
        origin=origin,
        kind=kind,
        head=head.decode("utf-8", "replace") if is_text else "",
        layers=_layers(file) if kind == "sqlite" else {},
        outer=outer,
        sha256=digest,
    )


def _kind(head: bytes) -> Kind:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        return "xml"
    if not text.startswith((b"{", b"[")):
        return "text"
    if b'"CityJSON' not in text:
        return "json"
    # A sequence has a first line that is an object of its own; one big object too,
    # when it was written without line breaks: then nothing comes after it.
    first, _, rest = text.partition(b"\n")
    is_sequence = first.rstrip().endswith(b"}") and b'"CityJSONFeature"' in rest
    return "cityjsonseq" if is_sequence else "cityjson"


def _layers(file: Path) -> dict[str, tuple[str, ...]]:
    try:
        with closing(
            sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
        ) as db:
            names = db.execute("select name from sqlite_master where type = 'table'")
            return {
                name: tuple(
                    row[1]
                    for row in db.execute(f"select * from pragma_table_info('{name}')")  # noqa: S608 - a name from the catalogue itself
                )
                for (name,) in names.fetchall()
                if "'" not in name
            }
    except sqlite3.DatabaseError:
        return {}


def _unpack(
    file: Path, origin: str, workspace: Path, depth: int
) -> Iterator[tuple[Path, str]]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError):
        raise BrokenArchive(origin) from None
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        size = sum(member.file_size for member in members)
        packed = max(file.stat().st_size, 1)
        if not members or depth >= _MAX_DEPTH:
            raise BrokenArchive(origin)
        if size > _MAX_UNPACKED_BYTES or size / packed > _MAX_RATIO:
            raise BrokenArchive(origin)
        workspace.mkdir(parents=True, exist_ok=True)
        for number, member in enumerate(members):
            # Names inside an archive are hostile: they are shown, never used as a path.
            place = workspace / f"{number:05d}{Path(member.filename).suffix[:8]}"
            try:
                if not place.exists():
                    _copy(archive, member, place)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
                raise BrokenArchive(origin) from None
            yield place, member.filename


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> None:
    temporary = place.with_name(f".{place.name}")
    left = member.file_size
    with archive.open(member) as packed, temporary.open("wb") as out:
        while block := packed.read(1 << 20):
            left -= len(block)
            if left < 0:
                raise zipfile.BadZipFile
            out.write(block)
    temporary.replace(place)
