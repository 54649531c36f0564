"""How services are spoken to, one function per protocol.

What an asset's ``settings`` may hold, all as text:

``file``
    Parameters of the query, if any. The address is the file.
``features``
    Parameters of the query as they are: ``bbox``, ``bbox-crs``, ``crs``, ``limit`` (by
    default 1,000), ``datetime`` and so on. Also for the 3DBAG API, whose pages become a
    CityJSON sequence.
``wfs``
    ``typenames``, required; ``output_format``, by default ``application/json``, else
    GML; ``count``, objects per page, by default 1,000; and other parameters as they
    are, such as ``bbox``, ``srsName``, ``sortBy`` or ``CQL_FILTER``.
``coverage``
    ``coverage``, required; ``bounds``, required: ``west,south,east,north`` in the
    system of the coverage; ``axes``, its names, by default ``x,y``; ``format``, by
    default ``image/tiff``; and other parameters as they are, such as ``scaleFactor``.
``atom``
    ``bounds``, ``west,south,east,north`` in RD New: files that say they lie elsewhere
    are left out; ``title``, part of the title or address that files must have. Both
    may lack. The address is that of the feed of one dataset.
``bgt-download``
    ``body``, required: the order, in JSON.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from pyproj import Transformer
from shapely import Polygon, box

from werklandschap.core.text import Text
from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.sources._complaints import complaint, parse_xml
from werklandschap.sources._declare import Asset, Protocol
from werklandschap.sources._fetch import UNKNOWN, Client, Version
from werklandschap.sources._pages import (
    PAGE_SIZE,
    Merged,
    gml_pages,
    merge_features,
    merge_wfs,
)
from werklandschap.sources.errors import NoAnswer, TruncatedFile

REQUIRED: Mapping[Protocol, tuple[str, ...]] = {
    "file": (),
    "features": (),
    "wfs": ("typenames",),
    "coverage": ("coverage", "bounds"),
    "atom": (),
    "bgt-download": ("body",),
}
"""The settings that each protocol cannot do without."""

LIVE: frozenset[Protocol] = frozenset({"features", "wfs", "bgt-download"})
"""Protocols that ask a register as it is now, and not for a file made some time ago."""

_TIFF = (b"II*\0", b"MM\0*", b"II+\0")
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 100
_COLLECTION = re.compile(r"/collections/([^/]+)/items")
_NOT_A_FILE = ("application/atom+xml", "text/html", "opensearchdescription")
_FILE_LINKS = ("alternate", "enclosure", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of an asset.

    ``objects`` is their number, None where the answer is not of objects. ``version``
    is the server's name for a file; ``is_unchanged`` tells that it is the one that we
    had, and then there are no ``files``.
    """

    files: tuple[Path, ...]
    objects: int | None = None
    version: Version = UNKNOWN
    is_unchanged: bool = False


def fetch(
    asset: Asset, folder: Path, client: Client, *, known: Version = UNKNOWN
) -> Fetched:
    """Fetch an asset, whatever the protocol.

    Parameters
    ----------
    asset : Asset
        What to fetch.
    folder : Path
        Where its files go, of its own; they get names that people recognise.
    client : Client
        Who asks.
    known : Version
        The version of a file that we have already.

    Raises
    ------
    NoAnswer
        If the service does not answer, refuses or gives something else.
    TruncatedFile
        If its answer keeps breaking off.
    AnswerTooLarge
        If it does not stop.
    """
    check_settings(asset)
    folder.mkdir(parents=True, exist_ok=True)
    if asset.protocol == "file":
        return _fetch_file(asset, folder, client, known)
    return _FETCH[asset.protocol](asset, folder, client)


def check_settings(asset: Asset) -> None:
    """Make sure that an asset can be fetched, without fetching it.

    Raises
    ------
    ValueError
        If its protocol is unknown or lacks a setting: a mistake in ``locate``.
    """
    if asset.protocol not in REQUIRED:
        message = f"{asset.protocol!r} is no protocol"
        raise ValueError(message)
    lacking = [name for name in REQUIRED[asset.protocol] if name not in asset.settings]
    if lacking:
        message = f"{asset.protocol} needs {', '.join(lacking)}: {asset.url}"
        raise ValueError(message)
    if "bounds" in asset.settings:
        _bounds(asset)


def _fetch_file(asset: Asset, folder: Path, client: Client, known: Version) -> Fetched:
    place = folder / file_name(asset.url)
    version = client.download(asset.url, place, query=asset.settings, known=known)
    if version is None:
        return Fetched(files=(), version=known, is_unchanged=True)
    return Fetched(files=(place,), version=version)


def _fetch_features(asset: Asset, folder: Path, client: Client) -> Fetched:
    found = _COLLECTION.search(asset.url)
    name = _safe(unquote(found[1])) if found else file_name(asset.url)
    with Merged(folder, name) as merged:
        merge_features(client, asset.url, asset.settings, merged)
    return Fetched(files=tuple(merged.files), objects=merged.objects)


def _fetch_wfs(asset: Asset, folder: Path, client: Client) -> Fetched:
    settings = dict(asset.settings)
    name = settings.pop("typenames")
    form = settings.pop("output_format", "application/json")
    query = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": name,
        "outputFormat": form,
        "count": PAGE_SIZE,
    } | settings
    layer = _safe(name.rpartition(":")[2])
    if "json" in form:
        with Merged(folder, layer) as merged:
            merge_wfs(client, asset.url, query, merged)
        return Fetched(files=tuple(merged.files), objects=merged.objects)
    files, objects = [], 0
    for number, (returned, page) in enumerate(gml_pages(client, asset.url, query)):
        place = folder / f"{layer}-{number:04d}.gml"
        place.write_bytes(page)
        files.append(place)
        objects += returned
    return Fetched(files=tuple(files), objects=objects)


def _fetch_coverage(asset: Asset, folder: Path, client: Client) -> Fetched:
    settings = dict(asset.settings)
    west, south, east, north = _bounds(asset)
    del settings["bounds"]
    name = settings.pop("coverage")
    across, along = settings.pop("axes", "x,y").split(",")
    query = [
        ("service", "WCS"),
        ("version", "2.0.1"),
        ("request", "GetCoverage"),
        ("coverageId", name),
        ("format", settings.pop("format", "image/tiff")),
        ("subset", f"{across}({west},{east})"),
        ("subset", f"{along}({south},{north})"),
        *settings.items(),
    ]
    place = folder / f"{_safe(name)}.tif"
    client.download(asset.url, place, query=query)
    with place.open("rb") as stream:
        start = stream.read(1 << 16)
    if not start.startswith(_TIFF):
        raise NoAnswer(client.host_of(asset.url), complaint(start))
    return Fetched(files=(place,))


def _bounds(asset: Asset) -> tuple[float, float, float, float]:
    numbers = [float(number) for number in asset.settings["bounds"].split(",")]
    west, south, east, north = numbers
    return west, south, east, north


def _fetch_atom(asset: Asset, folder: Path, client: Client) -> Fetched:
    page = client.ask(asset.url, accept="application/atom+xml, application/xml;q=0.9")
    feed = parse_xml(page.content)
    if feed is None:
        raise TruncatedFile(asset.url)
    if etree.QName(feed).localname != "feed":
        raise NoAnswer(client.host_of(asset.url), complaint(page.content))
    files = []
    for number, href in enumerate(dict.fromkeys(_wanted_links(feed, asset))):
        place = folder / f"{number:04d}-{file_name(href)}"
        client.download(urljoin(asset.url, href), place)
        files.append(place)
    return Fetched(files=tuple(files), objects=None if files else 0)


def _wanted_links(feed: etree._Element, asset: Asset) -> Iterator[str]:
    wanted = asset.settings.get("title", "").lower()
    area = _in_degrees(asset) if "bounds" in asset.settings else None
    for entry in feed.iter("{*}entry"):
        title = entry.findtext("{*}title") or ""
        here = _place(" ".join(_georss(entry)))
        for link in entry.iterfind("{*}link"):
            href, kind = link.get("href", ""), link.get("type", "")
            is_file = link.get("rel", "alternate") in _FILE_LINKS and not any(
                other in kind for other in _NOT_A_FILE
            )
            about = f"{title} {link.get('title', '')} {href}".lower()
            there = _place(link.get("bbox", "")) or here
            is_near = area is None or there is None or there.intersects(area)
            if href and is_file and wanted in about and is_near:
                yield href


def _georss(entry: etree._Element) -> Iterator[str]:
    for element in entry.iterfind("{http://www.georss.org/georss}*"):
        yield element.text or ""


def _place(numbers: str) -> Polygon | None:
    """Make a box of latitudes and longitudes, in whatever order they are."""
    found = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
    if len(found) < 4 or len(found) % 2:
        return None
    # In the Netherlands a latitude (50 to 54) is larger than any longitude (3 to 8).
    latitudes = [max(pair) for pair in zip(found[::2], found[1::2], strict=True)]
    longitudes = [min(pair) for pair in zip(found[::2], found[1::2], strict=True)]
    return box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _in_degrees(asset: Asset) -> Polygon:
    to_degrees = Transformer.from_crs(RIJKSDRIEHOEK, "EPSG:4326", always_xy=True)
    return box(*to_degrees.transform_bounds(*_bounds(asset)))


def _fetch_order(asset: Asset, folder: Path, client: Client) -> Fetched:
    """Order a file, wait until it is made and fetch it."""
    host = client.host_of(asset.url)
    ticket = _json(client, asset.url, asset.settings["body"])
    status_url = urljoin(asset.url, _link(ticket, "status", host))
    until = time.monotonic() + client.patience.total_s
    while time.monotonic() < until:
        status = _json(client, status_url)
        said = str(status.get("status", "")).upper()
        if said == "COMPLETED":
            place = folder / "bgt.zip"
            client.download(urljoin(asset.url, _link(status, "download", host)), place)
            return Fetched(files=(place,))
        if said not in {"PENDING", "RUNNING"}:
            raise NoAnswer(host, Text(nl=f"status {said}", en=f"status {said}"))
        time.sleep(client.patience.poll_s)
    raise NoAnswer(host, Text(nl="te langzaam", en="too slow"))


def _json(client: Client, url: str, body: str | None = None) -> dict[str, object]:
    page = client.ask(url, body=body, accept="application/json")
    try:
        told = json.loads(page.content)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise NoAnswer(client.host_of(url), complaint(page.content))
    return told


def _link(told: Mapping[str, object], name: str, host: str) -> str:
    links = told.get("_links")
    link = links.get(name) if isinstance(links, dict) else None
    if not isinstance(link, dict) or not link.get("href"):
        raise NoAnswer(host, Text(nl=f"geen adres bij {name}", en=f"no {name} address"))
    return str(link["href"])


def file_name(url: str) -> str:
    """Name a file after the last part of its address."""
    last = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return _safe(last) or "download"


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name).lstrip(".")[-_LONGEST_NAME:]


_FETCH: Mapping[Protocol, Callable[[Asset, Path, Client], Fetched]] = {
    "features": _fetch_features,
    "wfs": _fetch_wfs,
    "coverage": _fetch_coverage,
    "atom": _fetch_atom,
    "bgt-download": _fetch_order,
}
