"""Answers that come in pages: asking for all of them and making one file of them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain, repeat
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import urljoin

from lxml import etree

from werklandschap.core.text import Text
from werklandschap.sources._complaints import complaint, parse_xml
from werklandschap.sources._fetch import NOTHING, Client, Page, Query
from werklandschap.sources.errors import NoAnswer, TruncatedFile

PAGE_SIZE = "1000"
"""Objects per page when an asset does not say; what PDOK gives at most."""

_JSON = "application/geo+json, application/city+json, application/json;q=0.9"
_EPSG = re.compile(r"EPSG(?:/[^/]*/|:+)(\d+)", re.IGNORECASE)

Json = dict[str, Any]


class Merged:
    """Writes the objects of many pages to one GeoJSON, or CityJSON sequence.

    Parameters
    ----------
    folder : Path
        Where to write it; pages that count in other units (the ``transform`` of
        CityJSON) get a file of their own.
    name : str
        What the objects are, such as ``pand``: the name of the file and of its layer.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.files: list[Path] = []
        self.objects = 0
        self._folder, self._name = folder, name
        self._header: Json | None = None
        self._file: TextIO | None = None
        self._separators: Iterator[str] = iter(())
        self._end = "\n"
        self._seen: set[str] = set()
        self._open_files = ExitStack()

    def __enter__(self) -> "Merged":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.write(self._end)
        self._open_files.close()

    def add(self, page: Json, crs: Json | None) -> int:
        """Add the objects of a page that were not there yet; tell how many.

        ``crs`` is the reference system as GeoJSON names it, None for degrees.
        """
        header = page["metadata"] if _is_city(page) else None
        if self._file is None or header != self._header:
            self._header = header
            self._file = self._begin(crs)
        fresh = [one for one in page["features"] if self._is_new(one)]
        for one in fresh:
            # The type first: it is by its beginning that a file is recognised.
            told = {"type": one.get("type")} | one
            text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
            self._file.write(next(self._separators) + text)
        self.objects += len(fresh)
        return len(fresh)

    def _is_new(self, one: Json) -> bool:
        if one.get("id") is None:
            return True
        key = str(one["id"])
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new

    def _begin(self, crs: Json | None) -> TextIO:
        if self._file:
            self._file.write(self._end)
        number = f"-{len(self.files)}" if self.files else ""
        suffix = ".json" if self._header is None else ".city.jsonl"
        place = self._folder / f"{self._name}{number}{suffix}"
        file = self._open_files.enter_context(place.open("w", encoding="utf-8"))
        self.files.append(place)
        if self._header is not None:
            whole = {"type": "CityJSON", "version": "2.0", "CityObjects": {}}
            file.write(json.dumps(whole | {"vertices": []} | self._header))
            self._separators, self._end = repeat("\n"), "\n"
            return file
        head = {"type": "FeatureCollection", "name": self._name}
        text = json.dumps(head | ({"crs": crs} if crs else {}), ensure_ascii=False)
        file.write(text.removesuffix("}") + ', "features": [')
        self._separators, self._end = chain(["\n"], repeat(",\n")), "\n]}\n"
        return file


def _is_city(page: Json) -> bool:
    return isinstance(page.get("metadata"), dict) and "transform" in page["metadata"]


def _crs_of(page: Json, headers: Mapping[str, str], asked: str = "") -> Json | None:
    """Find out in which system a page is: its header goes before what is in it.

    A service may pass on the ``crs`` of a file that it has transformed.
    """
    if "content-crs" in headers:
        return _crs_member(headers["content-crs"])
    crs: Json | None = page.get("crs") or _crs_member(asked)
    return crs


def _crs_member(reference_system: str) -> Json | None:
    """Name a reference system the way GeoJSON does; nothing for degrees (CRS84)."""
    found = _EPSG.search(reference_system)
    if found is None:
        return None
    name = f"urn:ogc:def:crs:EPSG::{found[1]}"
    return {"type": "name", "properties": {"name": name}}


def merge_features(
    client: Client, url: str, settings: Mapping[str, str], merged: Merged
) -> None:
    """Follow the pages of OGC API Features by their ``next`` links.

    Parameters
    ----------
    client : Client
        Who asks.
    url : str
        The items of a collection.
    settings : mapping of str to str
        Parameters of the query.
    merged : Merged
        Where the objects go.

    Raises
    ------
    NoAnswer
        If the service does not answer, goes round, or gives less than it promised.
    TruncatedFile
        If a page is not whole, time and again.
    """
    here: str | None = url
    query: Query = {"limit": PAGE_SIZE} | dict(settings)
    visited: set[str] = set()
    promised = 0
    while here is not None:
        if here in visited:
            raise NoAnswer(client.host_of(url), _GOES_ROUND)
        visited.add(here)
        page, headers = ask_json(client, here, query)
        merged.add(page, _crs_of(page, headers))
        promised = max(promised, _matched(page))
        here = _next(here, page) if page["features"] else None
        query = NOTHING
    check_promise(client.host_of(url), promised, merged.objects)


_GOES_ROUND = Text(nl="de bladzijden gaan rond", en="its pages go round")


def merge_wfs(
    client: Client, url: str, query: Mapping[str, str], merged: Merged
) -> None:
    """Count through the pages of a WFS 2.0 that answers in GeoJSON.

    Parameters
    ----------
    client : Client
        Who asks.
    url : str
        The service.
    query : mapping of str to str
        The whole query but for ``startIndex``.
    merged : Merged
        Where the objects go.

    Raises
    ------
    NoAnswer
        If the service does not answer or gives less than it promised.
    TruncatedFile
        If a page is not whole, time and again.
    """
    start = promised = 0
    before: object = None
    while True:
        asked = dict(query) | {"startIndex": str(start)}
        page, headers = ask_json(client, url, asked)
        objects, crs = (
            page["features"],
            _crs_of(page, headers, query.get("srsName", "")),
        )
        is_new = objects != before and merged.add(page, crs) > 0
        promised = max(promised, _matched(page))
        if objects and not is_new and len(objects) >= _number(query["count"]):
            # It does not count on from where we were: there may be more.
            raise NoAnswer(client.host_of(url), _GOES_ROUND)
        start += len(objects)
        before = objects
        if not is_new or (promised and start >= promised):
            break
    check_promise(client.host_of(url), promised, merged.objects)


def gml_pages(
    client: Client, url: str, query: Mapping[str, str]
) -> Iterator[tuple[int, bytes]]:
    """Count through the pages of a WFS 2.0 that answers in GML; each is whole.

    Parameters
    ----------
    client : Client
        Who asks.
    url : str
        The service.
    query : mapping of str to str
        The whole query but for ``startIndex``.

    Yields
    ------
    tuple of int and bytes
        How many objects the page has, and the page.

    Raises
    ------
    NoAnswer
        If the service does not answer or gives less than it promised.
    TruncatedFile
        If a page is not whole, time and again.
    """
    start = promised = 0
    before: object = None
    while True:
        asked = dict(query) | {"startIndex": str(start)}
        page, root = _ask_gml(client, url, asked)
        objects = [etree.tostring(child) for child in root.iterfind("{*}member")]
        returned = _number(root.get("numberReturned"), len(objects))
        promised = max(promised, _number(root.get("numberMatched")))
        if objects and objects == before:
            # It does not count on from where we were: there may be more.
            raise NoAnswer(client.host_of(url), _GOES_ROUND)
        if returned or not start:
            yield returned, page.content
        start, before = start + returned, objects
        if not returned or start >= (promised or start + 1):
            break
    check_promise(client.host_of(url), promised, start)


def check_promise(host: str, promised: int, given: int) -> None:
    """Compare what came with what the service said there was.

    Raises
    ------
    NoAnswer
        If it is less; pages then overlap, or one is missing.
    """
    if given < promised:
        raise NoAnswer(
            host,
            Text(
                nl=f"gaf {given} van de {promised} objecten",
                en=f"gave {given} of {promised} objects",
            ),
        )


def ask_json(client: Client, url: str, query: Query) -> tuple[Json, Mapping[str, str]]:
    """Ask for a page of objects, again if it is not whole.

    Raises
    ------
    NoAnswer
        If the service says that something is wrong, or gives no objects at all.
    TruncatedFile
        If the page stays incomplete.
    """
    for _ in range(client.patience.attempts):
        page = client.ask(url, query=query, accept=_JSON)
        if page.content.lstrip()[:1] == b"<":
            raise NoAnswer(client.host_of(url), complaint(page.content))
        try:
            told = json.loads(page.content)
        except ValueError:
            continue
        if not isinstance(told, dict) or not isinstance(told.get("features"), list):
            raise NoAnswer(client.host_of(url), _NO_OBJECTS)
        if len(told["features"]) == _number(
            told.get("numberReturned"), len(told["features"])
        ):
            return told, page.headers
    raise TruncatedFile(url)


_NO_OBJECTS = Text(nl="het antwoord bevat geen objecten", en="it answers no objects")


def _ask_gml(client: Client, url: str, query: Query) -> tuple[Page, etree._Element]:
    for _ in range(client.patience.attempts):
        page = client.ask(url, query=query, accept="application/gml+xml, text/xml")
        root = parse_xml(page.content)
        if root is None:
            continue
        if etree.QName(root).localname != "FeatureCollection":
            raise NoAnswer(client.host_of(url), complaint(page.content))
        return page, root
    raise TruncatedFile(url)


def _next(here: str, page: Json) -> str | None:
    links: Sequence[Json] = page.get("links") or []
    following = [
        link for link in links if link.get("rel") == "next" and link.get("href")
    ]
    following.sort(key=lambda link: "json" not in str(link.get("type", "json")))
    return urljoin(here, str(following[0]["href"])) if following else None


def _matched(page: Json) -> int:
    return _number(page.get("numberMatched", page.get("totalFeatures")))


def _number(said: object, otherwise: int = 0) -> int:
    """Read a number of objects; services may say ``unknown``."""
    return int(str(said)) if str(said).isdigit() else otherwise
