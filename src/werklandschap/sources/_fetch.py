"""Asking public services for bytes: patient with them, careful with what comes back."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType, TracebackType
from urllib.parse import urlsplit

import requests
import urllib3

from werklandschap.core.text import Text
from werklandschap.sources._complaints import NO_DATA, complaint
from werklandschap.sources._session import make_session
from werklandschap.sources.errors import AnswerTooLarge, NoAnswer, TruncatedFile

NOTHING: Mapping[str, str] = MappingProxyType({})

_BLOCK = 1 << 18
_LONGEST_COMPLAINT = 1 << 16
_NO_SUCH_RANGE = 416
_CHANCE = random.SystemRandom()

_NO_CONNECTION = Text(nl="geen verbinding", en="no connection")
_TOO_SLOW = Text(nl="te langzaam", en="too slow")
_GOES_ROUND = Text(nl="verwijst steeds door", en="keeps redirecting")
_UNSAFE = Text(nl="verwijst naar een onveilig adres", en="points to an unsafe address")

Query = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a service gets and how much it may send; choices, not measurements.

    ``attempts`` counts tries in a row that bring nothing new; the wait between them
    starts at ``backoff_s`` and doubles, with some chance in it so that many users do
    not return at once. A service may ask for a longer wait (``Retry-After``), up to
    ``longest_wait_s``. ``total_s`` is the limit for one page or file, all attempts
    together.
    """

    attempts: int = 5
    backoff_s: float = 1.0
    longest_wait_s: float = 120.0
    connect_s: float = 10.0
    read_s: float = 60.0
    total_s: float = 3_600.0
    poll_s: float = 3.0
    max_page_bytes: int = 1 << 29
    max_file_bytes: int = 1 << 36


@dataclass(frozen=True, slots=True)
class Page:
    """A short answer, in memory; names of ``headers`` are in lower case."""

    url: str
    content: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """What a server calls the version of a file that it sends; empty where it does not.

    ``etag`` and ``modified`` are its headers ``ETag`` and ``Last-Modified``.
    """

    etag: str = ""
    modified: str = ""

    @property
    def proof(self) -> str:
        """What proves that two parts are of the same bytes; empty if nothing does."""
        return (
            self.modified if self.etag.startswith("W/") else self.etag or self.modified
        )

    def conditions(self) -> dict[str, str]:
        """Ask to be told when nothing changed."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


UNKNOWN = Version()


class _BrokenOff(Exception):
    """The answer stopped before its end."""


@dataclass(slots=True)
class _Tries:
    """Counts attempts, waits between them and knows when it has been enough."""

    patience: Patience
    host: str
    failed: int = 0
    furthest: int = 0
    since: float = field(default_factory=time.monotonic)

    def left(self) -> bool:
        """Wait if the last attempt failed; tell whether there may be another one."""
        if self.failed >= self.patience.attempts:
            return False
        if self.failed:
            longest = self.patience.backoff_s * 2 ** (self.failed - 1)
            wait_s = min(longest, self.patience.longest_wait_s)
            time.sleep(wait_s * _CHANCE.uniform(0.5, 1.0))
        self.check()
        return True

    def fail(self, reached: int = 0) -> None:
        """Count an attempt that failed; one that got further starts the count anew."""
        self.failed = 1 if reached > self.furthest else self.failed + 1
        self.furthest = max(reached, self.furthest)

    def check(self) -> None:
        """Stop when the whole takes too long."""
        if time.monotonic() - self.since > self.patience.total_s:
            raise NoAnswer(self.host, _TOO_SLOW)


class Client:
    """A visitor of public services, without name or memory.

    Parameters
    ----------
    patience : Patience
        How long services get.
    endpoints : mapping of str to str
        Beginnings of addresses and what to put in their place, such as a mirror; the
        longest that fits is taken.
    """

    def __init__(
        self, patience: Patience, endpoints: Mapping[str, str] = NOTHING
    ) -> None:
        self.patience = patience
        self._endpoints = sorted(endpoints.items(), key=lambda pair: -len(pair[0]))
        self._session = make_session(
            attempts=patience.attempts,
            backoff_s=patience.backoff_s,
            longest_wait_s=patience.longest_wait_s,
        )
        self._silent: dict[str, NoAnswer] = {}

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()

    def ask(
        self,
        url: str,
        *,
        query: Query = NOTHING,
        body: str | None = None,
        accept: str = "*/*",
    ) -> Page:
        """Get a short answer, whole.

        Parameters
        ----------
        url : str
            The address, as its publisher gives it.
        query : mapping or list of pairs
            What comes after the question mark.
        body : str, optional
            JSON to post; without it the address is only asked for.
        accept : str
            The formats that will do.

        Raises
        ------
        NoAnswer
            If the service does not answer, refuses or is too slow.
        TruncatedFile
            If its answer keeps breaking off.
        AnswerTooLarge
            If it does not stop.
        """
        headers = {"Accept": accept}
        if body is not None:
            headers["Content-Type"] = "application/json"
        tries = _Tries(self.patience, self.host_of(url))
        while tries.left():
            with self._open(url, headers, query, body) as response:
                try:
                    content = b"".join(
                        _blocks(response, self.patience.max_page_bytes, tries)
                    )
                except _BrokenOff:
                    tries.fail()
                else:
                    return Page(str(response.url), content, _lower(response))
        raise TruncatedFile(url)

    def download(
        self,
        url: str,
        place: Path,
        *,
        query: Query = NOTHING,
        known: Version = UNKNOWN,
    ) -> Version | None:
        """Get a file; a download that breaks off goes on where it was, if it can.

        Parameters
        ----------
        url : str
            The address, as its publisher gives it.
        place : Path
            Where to put it; it only gets this name when it is whole.
        query : mapping or list of pairs
            What comes after the question mark.
        known : Version
            The version that we have already.

        Returns
        -------
        Version or None
            What the server calls this version; None if it is the ``known`` one, and
            then nothing is written.

        Raises
        ------
        NoAnswer
            If the service does not answer, refuses or is too slow.
        TruncatedFile
            If the download keeps breaking off.
        AnswerTooLarge
            If it does not stop.
        """
        part = place.with_name(f".{place.name}.part")
        part.unlink(missing_ok=True)
        version = Version()
        tries = _Tries(self.patience, self.host_of(url))
        while tries.left():
            here = _where_we_are(part, version)
            headers = {"Accept-Encoding": "identity"} | (here or known.conditions())
            with self._open(url, headers, query) as response:
                if response.status_code == requests.codes.not_modified:
                    return None
                version = _version(response)
                try:
                    _append(response, part, self.patience.max_file_bytes, tries)
                except _BrokenOff:
                    tries.fail(part.stat().st_size)
                else:
                    part.replace(place)
                    return version
        raise TruncatedFile(url)

    def host_of(self, url: str) -> str:
        """Tell which host is asked for ``url``; the mirror's, if there is one."""
        return urlsplit(self._mirrored(url)).netloc.rpartition("@")[2]

    def _mirrored(self, url: str) -> str:
        for beginning, instead in self._endpoints:
            if url.startswith(beginning):
                return instead + url.removeprefix(beginning)
        return url

    @contextmanager
    def _open(
        self,
        url: str,
        headers: Mapping[str, str],
        query: Query,
        body: str | None = None,
    ) -> Iterator[requests.Response]:
        """Ask, and give the answer as it begins; close it afterwards."""
        host = self.host_of(url)
        if host in self._silent:
            # It was not there a moment ago: do not wait for it once for every layer.
            raise self._silent[host]
        try:
            response = self._session.request(
                "GET" if body is None else "POST",
                self._mirrored(url),
                params=dict(query) if isinstance(query, Mapping) else list(query),
                data=None if body is None else body.encode(),
                headers=dict(headers),
                timeout=(self.patience.connect_s, self.patience.read_s),
                stream=True,
            )
        except requests.RequestException as problem:
            silence = NoAnswer(host, _reason(problem))
            if silence.problem is _NO_CONNECTION:
                self._silent[host] = silence
            raise silence from None
        with response:
            is_rest = "Range" in headers and response.status_code == _NO_SUCH_RANGE
            if response.status_code >= requests.codes.bad_request and not is_rest:
                raise NoAnswer(host, _refusal(response))
            yield response


def _blocks(
    response: requests.Response, most_bytes: int, tries: _Tries
) -> Iterator[bytes]:
    size = 0
    while True:
        try:
            # What has come in so far, so that dripping does not escape the clock.
            block = response.raw.read1(_BLOCK, decode_content=True)
        except urllib3.exceptions.HTTPError:
            raise _BrokenOff from None
        if not block:
            return
        size += len(block)
        if size > most_bytes:
            raise AnswerTooLarge(str(response.url), most_bytes >> 20)
        tries.check()
        yield block


def _append(
    response: requests.Response, part: Path, most_bytes: int, tries: _Tries
) -> None:
    """Write what comes behind what we have, if it goes on there, or else over it."""
    goes_on = response.status_code == requests.codes.partial_content
    size = part.stat().st_size if part.exists() else 0
    rest = response.headers.get("Content-Range", "")
    if response.status_code == _NO_SUCH_RANGE or (
        goes_on and not rest.startswith(f"bytes {size}-")
    ):
        part.write_bytes(b"")
        raise _BrokenOff
    with part.open("ab" if goes_on else "wb") as out:
        for block in _blocks(response, most_bytes - out.tell(), tries):
            out.write(block)


def _where_we_are(part: Path, version: Version) -> dict[str, str]:
    """Ask for the rest of a file, provided that it is still the same one."""
    if not version.proof or not part.exists() or not part.stat().st_size:
        return {}
    return {"Range": f"bytes={part.stat().st_size}-", "If-Range": version.proof}


def _version(response: requests.Response) -> Version:
    headers = response.headers
    return Version(headers.get("ETag", ""), headers.get("Last-Modified", ""))


def _lower(response: requests.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _refusal(response: requests.Response) -> Text:
    said = f"HTTP {response.status_code} {response.reason or ''}".strip()
    try:
        words = complaint(response.raw.read(_LONGEST_COMPLAINT, decode_content=True))
    except urllib3.exceptions.HTTPError:
        words = NO_DATA
    if words is not NO_DATA:
        said = f"{said}: {words.en}"
    return Text(nl=said, en=said)


def _reason(problem: requests.RequestException) -> Text:
    if isinstance(problem, requests.TooManyRedirects):
        return _GOES_ROUND
    if isinstance(problem, requests.ReadTimeout) or "Read timed out" in str(problem):
        return _TOO_SLOW
    if isinstance(problem, (requests.ConnectionError, requests.Timeout)):
        return _NO_CONNECTION
    return _UNSAFE
