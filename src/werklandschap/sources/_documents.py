"""Files as publishers made them, whatever archive they came in."""

import gzip
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from werklandschap.sources.errors import (
    BrokenArchive,
    CannotRead,
    LockedArchive,
    NoSuchPlace,
    UnreadableFile,
)
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
_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
_GZIP = b"\x1f\x8b"
_IS_LOCKED = 0x1
_MAX_UNPACKED_BYTES = 32 << 30
_MAX_RATIO = 1_000
"""An archive that grows more than this is taken for a bomb; GML grows about 30 times."""
_FREE_BYTES = 64 << 20
"""What any archive may unpack to, however small it is itself."""
_MAX_MEMBERS = 100_000
_MAX_DEPTH = 4
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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


@dataclass(slots=True)
class _Budget:
    """What one file may still unpack to, all archives inside it together."""

    bytes_left: int
    members_left: int

    def take(self, size: int, members: int) -> bool:
        """Take from what is left; tell whether there was enough."""
        self.bytes_left -= size
        self.members_left -= members
        return self.bytes_left >= 0 and self.members_left >= 0


def documents(
    places: Iterable[Path],
    *,
    workspace: Path,
    leave_out: Path | None = None,
    on_problem: Callable[[CannotRead], None] | None = None,
) -> Iterator[Document]:
    """Look into files, folders and archives and describe every file found there.

    Bytes that lie there twice are described once.

    Parameters
    ----------
    places : iterable of Path
        Files and folders; folders are searched to the bottom, in order of name.
    workspace : Path
        Folder in which archives are unpacked; the caller removes it afterwards.
    leave_out : Path, optional
        A folder that is not looked into, such as the lake itself.
    on_problem : callable, optional
        Is told of a file that cannot be read, of which then nothing is given; without
        it the problem is raised.

    Raises
    ------
    NoSuchPlace
        If one of the places does not exist.
    CannotRead
        If a file cannot be opened, or an archive is empty, damaged, locked or
        unreasonably large when unpacked.
    """
    seen: set[str] = set()
    for file, origin in _files(places, leave_out):
        try:
            digest = _digest(file, origin)
            if digest in seen:
                continue
            seen.add(digest)
            budget = _Budget(_allowed_bytes(file.stat().st_size), _MAX_MEMBERS)
            place = workspace / digest[:16]
            # The whole archive before its first member: half of one is not given.
            found = list(_look(file, origin, file, digest, place, 0, budget))
        except CannotRead as problem:
            if on_problem is None:
                raise
            on_problem(problem)
        else:
            yield from found


def _files(
    places: Iterable[Path], leave_out: Path | None
) -> Iterator[tuple[Path, str]]:
    closed = leave_out.resolve() if leave_out else None
    for place in places:
        if not place.exists():
            raise NoSuchPlace(str(place))
        root = place if place.is_dir() else place.parent
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            is_closed = closed is not None and closed in file.resolve().parents
            if file.is_file() and not is_closed:
                yield file, _shown(str(file.relative_to(root)))


def _digest(file: Path, origin: str) -> str:
    try:
        return hash_of(file)
    except OSError as problem:
        raise UnreadableFile(origin, problem.strerror or "") from None


def _allowed_bytes(packed: int) -> int:
    return min(_MAX_UNPACKED_BYTES, max(packed * _MAX_RATIO, _FREE_BYTES))


def _shown(name: str) -> str:
    """Make a name fit to be shown: without what could rewrite a line on a screen."""
    return _UNPRINTABLE.sub("�", name)


def _look(
    file: Path,
    origin: str,
    outer: Path,
    digest: str,
    workspace: Path,
    depth: int,
    budget: _Budget,
) -> Iterator[Document]:
    with file.open("rb") as stream:
        head = stream.read(HEAD)
    is_zip = head.startswith(_ZIP) or file.suffix.lower() == ".zip"
    if is_zip or head.startswith(_GZIP):
        if depth >= _MAX_DEPTH:
            raise BrokenArchive(origin)
        workspace.mkdir(parents=True, exist_ok=True)
        unpack = _unzip if is_zip else _gunzip
        for member, name in unpack(file, origin, workspace, budget):
            inner = workspace / f"{member.name}.d"
            yield from _look(member, name, outer, digest, inner, depth + 1, budget)
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
    return "cityjsonseq" if _is_sequence(text) else "cityjson"


def _is_sequence(text: bytes) -> bool:
    """Tell whether the first line is an object of its own, with more after it."""
    first, _, rest = text.partition(b"\n")
    if not rest.strip():
        return False
    try:
        json.loads(first)
    except ValueError:
        return False
    return True


def _layers(file: Path) -> dict[str, tuple[str, ...]]:
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
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


def _unzip(
    file: Path, origin: str, workspace: Path, budget: _Budget
) -> Iterator[tuple[Path, str]]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise BrokenArchive(origin) from None
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        size = sum(member.file_size for member in members)
        if not members or not budget.take(size, len(members)):
            raise BrokenArchive(origin)
        if any(member.flag_bits & _IS_LOCKED for member in members):
            raise LockedArchive(origin)
        for number, member in enumerate(members):
            # Names inside an archive are hostile: they are shown, never used as a path.
            suffix = _SUFFIX.fullmatch(Path(member.filename).suffix)
            place = workspace / f"{number:05d}{suffix[0] if suffix else ''}"
            try:
                with archive.open(member) as packed:
                    _copy(packed, place, member.file_size)
            except _DAMAGE:
                raise BrokenArchive(origin) from None
            yield place, f"{origin}/{_shown(member.filename)}"


def _gunzip(
    file: Path, origin: str, workspace: Path, budget: _Budget
) -> Iterator[tuple[Path, str]]:
    name = Path(origin).stem
    suffix = _SUFFIX.fullmatch(Path(name).suffix)
    place = workspace / f"00000{suffix[0] if suffix else ''}"
    try:
        with gzip.open(file) as packed:
            size = _copy(packed, place, budget.bytes_left)
    except _DAMAGE:
        raise BrokenArchive(origin) from None
    budget.take(size, 1)
    yield place, f"{origin}/{name}"


_DAMAGE = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _copy(packed: _Readable, place: Path, most_bytes: int) -> int:
    if place.exists():
        # Unpacked before: a file only gets its name when it is whole.
        return place.stat().st_size
    temporary = place.with_name(f".{place.name}")
    size = 0
    with temporary.open("wb") as out:
        while block := packed.read(1 << 20):
            size += len(block)
            if size > most_bytes:
                raise zipfile.BadZipFile
            out.write(block)
    temporary.replace(place)
    return size
