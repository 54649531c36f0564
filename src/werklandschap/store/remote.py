"""A lake or results in an S3-compatible store, with a working copy on this machine.

Reading and writing go through the working copy; the store only ever gains files. Data is
moved before the descriptions that make it count, in both directions, so that whoever is
cut off halfway leaves nothing half.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from string import hexdigits
from typing import TYPE_CHECKING, Any, ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.store.lake import telling_disk_full, writing
from werklandschap.store.results import NoSuchResult, Results

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_HASH_LENGTH = 64
_SCHEME = "s3://"
_CONNECT_S, _READ_S, _ATTEMPTS = 5, 60, 3


@dataclass(eq=False)
class StoreUnavailable(WerklandschapError):
    """The store does not answer, or refuses."""

    code: ClassVar[str] = "store.unavailable"
    message: ClassVar[Text] = Text(
        nl="De opslag {address} antwoordt niet ({reason}). Wat al op deze computer staat "
        "is heel; probeer het later opnieuw.",
        en="The store {address} does not answer ({reason}). What is on this computer "
        "already is whole; try again later.",
    )

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remote:
    """A bucket, or what begins with ``prefix`` in it, that holds files of ours."""

    bucket: str
    prefix: str = ""
    endpoint: str | None = None

    @classmethod
    def at(cls, address: str, *, endpoint: str | None = None) -> "Remote | None":
        """Read ``s3://bucket/prefix``; None for the name of a folder.

        Parameters
        ----------
        address : str
            Where the files lie.
        endpoint : str, optional
            Address of a store other than Amazon's.
        """
        if not address.startswith(_SCHEME):
            return None
        bucket, _, prefix = address.removeprefix(_SCHEME).partition("/")
        return cls(bucket, prefix.strip("/"), endpoint or None)

    @property
    def address(self) -> str:
        """The store as people write it."""
        return f"{_SCHEME}{self.bucket}/{self.prefix}".rstrip("/")

    def pull(self, folder: Path, *, under: str = "") -> list[Path]:
        """Fetch the files that the working copy lacks.

        Parameters
        ----------
        folder : Path
            The working copy.
        under : str
            Only what lies in this folder of it.

        Raises
        ------
        StoreUnavailable
            If the store does not answer.
        DiskFull
            If there is no room for them.
        """
        with self._telling(), telling_disk_full(folder):
            client = self._client()
            lacking = [
                name for name in self._names(client, under) if _is_lacking(folder, name)
            ]
            return [self._fetch(client, folder, name) for name in _data_first(lacking)]

    def push(self, folder: Path, *, under: str = "") -> list[Path]:
        """Bring the files that the store lacks; what is there already never changes.

        Parameters
        ----------
        folder : Path
            The working copy.
        under : str
            Only what lies in this folder of it.

        Raises
        ------
        StoreUnavailable
            If the store does not answer.
        """
        with self._telling():
            client = self._client()
            known = set(self._names(client, under))
            fresh = [name for name in _files(folder, under) if name not in known]
            return [self._bring(client, folder, name) for name in _data_first(fresh)]

    def answers(self) -> bool:
        """Tell whether the store answers now."""
        try:
            with self._telling():
                self._client(attempts=1).list_objects_v2(
                    Bucket=self.bucket, Prefix=self.prefix, MaxKeys=1
                )
        except StoreUnavailable:
            return False
        return True

    def _names(self, client: "S3Client", under: str) -> Iterator[str]:
        begin = self._key(f"{under}/" if under else "")
        skip = len(self._key(""))
        pages = client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket, Prefix=begin):
            for each in page.get("Contents", ()):
                yield each["Key"][skip:]

    def _fetch(self, client: "S3Client", folder: Path, name: str) -> Path:
        place = folder / name
        with writing(place) as temporary:
            client.download_file(self.bucket, self._key(name), str(temporary))
        return place

    def _bring(self, client: "S3Client", folder: Path, name: str) -> Path:
        client.upload_file(str(folder / name), self.bucket, self._key(name))
        return folder / name

    def _key(self, name: str) -> str:
        return f"{self.prefix}/{name}" if self.prefix else name

    def _client(self, attempts: int = _ATTEMPTS) -> "S3Client":
        import boto3
        from botocore.config import Config

        how = Config(
            connect_timeout=_CONNECT_S,
            read_timeout=_READ_S,
            retries={"max_attempts": attempts, "mode": "standard"},
            s3={"addressing_style": "path" if self.endpoint else "auto"},
        )
        return boto3.client("s3", endpoint_url=self.endpoint, config=how)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (BotoCoreError, ClientError, Boto3Error) as problem:
            raise StoreUnavailable(self.address, _reason(problem)) from None


@dataclass(frozen=True, slots=True)
class SharedResults(Results):
    """Results of which the store has all and the working copy what was asked for."""

    remote: Remote

    def keep(self, files: Path) -> str:
        """Keep a copy of files here and in the store, and give their hash.

        Parameters
        ----------
        files : Path
            A folder of files, without folders in it.

        Raises
        ------
        StoreUnavailable
            If the store does not answer; the copy here is kept.
        """
        digest = Results.keep(self, files)
        self.remote.push(self.folder, under=_under(digest))
        return digest

    def file(self, digest: str, name: str) -> Path:
        """Tell where a file of a set lies, after fetching the set if need be.

        Parameters
        ----------
        digest, name : str
            Hash of the set and name of the file.

        Raises
        ------
        NoSuchResult
            If there is no such file.
        StoreUnavailable
            If the set is not here and the store does not answer.
        """
        if not self.has(digest):
            raise NoSuchResult
        return Results.file(self, digest, name)

    def has(self, digest: str) -> bool:
        """Tell whether a set is there, whole, after fetching it if need be."""
        if not _is_hash(digest):
            return False
        return Results.has(self, digest) or self._fetched(digest)

    def _fetched(self, digest: str) -> bool:
        with self.workspace() as own:
            found = self.remote.pull(own, under=_under(digest))
            # What came is kept under the hash of what it is: half a set is another set.
            return bool(found) and Results.keep(self, own / _under(digest)) == digest


def _under(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _is_hash(text: str) -> bool:
    return len(text) == _HASH_LENGTH and set(text) <= set(hexdigits.lower())


def is_writable(folder: Path) -> bool:
    """Tell whether files can be written in a folder, or the folder be made."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK)


def _reason(problem: Exception) -> str:
    response: dict[str, Any] = getattr(problem, "response", None) or {}
    return response.get("Error", {}).get("Code") or type(problem).__name__


def _data_first(names: Iterable[str]) -> list[str]:
    """Put descriptions after all data: a piece exists once its description does."""
    return sorted(names, key=lambda name: (name.endswith(".json"), name))


def _is_lacking(folder: Path, name: str) -> bool:
    """Tell whether a file is absent; what would lie outside the folder is not ours."""
    parts = PurePosixPath(name).parts
    is_ours = not any(part.startswith((".", "/")) for part in parts)
    return is_ours and not name.endswith("/") and not (folder / name).exists()


def _files(folder: Path, under: str) -> Iterator[str]:
    for file in (folder / under).rglob("*"):
        name = file.relative_to(folder)
        # A hidden file is one that is being written.
        if file.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix()
