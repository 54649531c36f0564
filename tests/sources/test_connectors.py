"""Connectors against real servers on loopback, also when these stumble.

pygeoapi serves OGC API Features, MapServer WFS 2.0 and WCS 2.0.1. Between them and us
stands a proxy that breaks what the test wants broken. Services of which no server can be
had here (the BGT download, ATOM, the 3DBAG API) are played after their documentation.
"""

import json
import re
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import geopandas
import numpy as np
import pytest
import rasterio
from shapely import box
from tests.conftest import skip_or_fail
from tests.servers import (
    MAPSERVER,
    Answer,
    find_mapserver,
    mapserver,
    passing_on,
    pygeoapi,
    serving,
)
from tests.sources.small_sources import AREA, Small, trees, write_terrain

from werklandschap.sources import SOURCES, Asset
from werklandschap.sources._collect import adopt, collect
from werklandschap.sources._fetch import Client, Patience
from werklandschap.sources._protocols import check_settings, fetch
from werklandschap.sources.errors import NoAnswer, ServiceUnavailable, TruncatedFile
from werklandschap.store.lake import Lake

ON = date(2026, 3, 1)
COUNT = 250
QUICK = Patience(
    attempts=3, backoff_s=0.01, longest_wait_s=0.3, connect_s=5, read_s=20, poll_s=0.01
)
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"


# The servers


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Trees in RD, the same in degrees, and a terrain."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "trees.json").write_bytes(trees(COUNT, published=date(2026, 2, 1)))
    frame = geopandas.read_file(folder / "trees.json")
    frame["stand"] = "2026-02-01"
    frame["id"] = frame["boomnummer"]
    frame.to_crs(4326).to_file(folder / "degrees.json", driver="GeoJSON")
    write_terrain(folder / "terrain.tif")
    return folder


class Proxy:
    """Stands between us and a server; passes on, unless told to break things."""

    def __init__(self, base=""):
        self.base = base
        self.breaks = {}
        self.count = 0

    def respond(self, asked):
        number, self.count = self.count, self.count + 1
        spoil = self.breaks.get(number)
        answer = passing_on(self.base, asked)
        return spoil(answer) if spoil else answer


def breaks_off(answer):
    return Answer(answer.body, 200, answer.headers, stop_after=len(answer.body) // 2)


def fails(_answer):
    return Answer(b"Internal Server Error", 500)


def is_busy(_answer):
    return Answer(b"", 429, {"Retry-After": "0"})


def is_slow(answer):
    return Answer(answer.body, 200, answer.headers, wait_s=0.3)


def is_cut_unnoticed(answer):
    """Half a page, presented as if it were all: only its content tells."""
    half = answer.body[: len(answer.body) // 2]
    return Answer(half, 200, answer.headers)


STUMBLES = [breaks_off, fails, is_busy, is_slow, is_cut_unnoticed]


@pytest.fixture(scope="module")
def features(folder):
    """OGC API Features that gives 100 objects per page at most."""
    proxy = Proxy()
    with ExitStack() as stack:
        front = stack.enter_context(serving(proxy.respond))
        layers = {"boom": folder / "degrees.json"}
        proxy.base = stack.enter_context(
            pygeoapi(folder, layers, url=front.url, limit=100)
        )
        yield front, proxy


@pytest.fixture
def ogc_api(features):
    front, proxy = features
    front.asked.clear()
    proxy.breaks, proxy.count = {}, 0
    return front, proxy


MAP = """
MAP
  NAME "test"
  EXTENT 100000 400000 101000 401000
  UNITS METERS
  SIZE 100 100
  MAXSIZE 4096
  PROJECTION "init=epsg:28992" END
  OUTPUTFORMAT
    NAME "geojson"
    DRIVER "OGR/GEOJSON"
    MIMETYPE "application/json; subtype=geojson"
    FORMATOPTION "STORAGE=stream"
    FORMATOPTION "FORM=SIMPLE"
  END
  OUTPUTFORMAT
    NAME "tiff"
    DRIVER "GDAL/GTiff"
    MIMETYPE "image/tiff"
    IMAGEMODE FLOAT32
    EXTENSION "tif"
  END
  WEB METADATA
    "ows_onlineresource" "http://127.0.0.1/ows?"
    "ows_title" "test"
    "ows_srs" "EPSG:28992"
    "ows_enable_request" "*"
    "wfs_getfeature_formatlist" "geojson,gml32"
  END END
  LAYER
    NAME "boom"
    TYPE POINT
    STATUS ON
    CONNECTIONTYPE OGR
    CONNECTION "{folder}/trees.json"
    DATA "trees"
    METADATA
      "wfs_title" "boom"
      "gml_include_items" "all"
      "gml_featureid" "boomnummer"
      "gml_types" "auto"
    END
    PROJECTION "init=epsg:28992" END
  END
  LAYER
    NAME "dtm"
    TYPE RASTER
    STATUS ON
    DATA "{folder}/terrain.tif"
    METADATA
      "wcs_label" "dtm"
      "wcs_rangeset_name" "height"
      "wcs_formats" "tiff"
      "wcs_native_format" "image/tiff"
    END
    PROJECTION "init=epsg:28992" END
  END
END
"""


@pytest.fixture(scope="module")
def map_service(folder):
    if find_mapserver() is None:
        skip_or_fail(MAPSERVER)
    proxy = Proxy()
    with (
        mapserver(folder, MAP.format(folder=folder)) as behind,
        serving(proxy.respond) as front,
    ):
        proxy.base = behind.url
        yield front, proxy


@pytest.fixture
def ows(map_service):
    front, proxy = map_service
    front.asked.clear()
    proxy.breaks, proxy.count = {}, 0
    return front, proxy


@pytest.fixture
def client():
    with Client(QUICK) as client:
        yield client


@pytest.fixture
def small():
    return Small()


def asked_for(server, name):
    """The values of a parameter, in the order in which they were asked for."""
    queries = [parse_qs(urlsplit(asked.path).query) for asked in server.asked]
    return [query[name][0] for query in queries if name in query]


def table(lake, name):
    (piece,) = lake.pieces(name, on=date.max)
    return geopandas.read_parquet(piece.path)


def in_lake(small, place, assets, *, name="small_trees", patience=QUICK):
    small.assets[name] = assets
    lake = Lake.create(place)
    report = collect(
        AREA, lake, on=ON, sources=[name], registry=small.registry, patience=patience
    )
    return lake, report


def adopted(small, place, file):
    lake = Lake.create(place)
    adopt(AREA, lake, places=[file], on=ON, registry=small.registry)
    return lake


# OGC API Features, by pygeoapi


def items(front, **settings):
    return Asset(f"{front.url}/collections/boom/items", "features", settings)


def test_pages_together_are_the_file_that_is_served(small, ogc_api, folder, tmp_path):
    front, _ = ogc_api
    lake, report = in_lake(small, tmp_path / "lake", [items(front)])
    by_hand = adopted(small, tmp_path / "by_hand", folder / "degrees.json")
    assert report.collected[0].rows == COUNT
    assert len(front.asked) == 3
    assert table(lake, "trees").equals(table(by_hand, "trees"))


def test_pages_in_the_national_system_lie_in_the_same_place(
    small, ogc_api, folder, tmp_path
):
    front, _ = ogc_api
    lake, _ = in_lake(small, tmp_path / "lake", [items(front, crs=RD)])
    by_hand = adopted(small, tmp_path / "by_hand", folder / "trees.json")
    asked, known = table(lake, "trees"), table(by_hand, "trees")
    assert list(asked.index) == list(known.index)
    assert asked.distance(known).max() < 0.001
    assert asked["height_m"].equals(known["height_m"])
    assert asked_for(front, "crs")[0] == RD


@pytest.mark.parametrize("stumble", STUMBLES)
def test_a_service_that_stumbles_halfway_gives_the_same(
    small, ogc_api, folder, tmp_path, stumble
):
    front, proxy = ogc_api
    proxy.breaks = {1: stumble, 2: stumble}
    lake, report = in_lake(small, tmp_path / "lake", [items(front)])
    by_hand = adopted(small, tmp_path / "by_hand", folder / "degrees.json")
    assert not report.failed
    assert table(lake, "trees").equals(table(by_hand, "trees"))


@pytest.mark.parametrize("stumble", [fails, breaks_off, is_cut_unnoticed])
def test_a_service_that_stays_down_halfway_leaves_nothing_half(
    small, ogc_api, tmp_path, stumble
):
    front, proxy = ogc_api
    proxy.breaks = dict.fromkeys(range(1, 30), stumble)
    lake, report = in_lake(small, tmp_path / "lake", [items(front)])
    (problem,) = report.failed
    assert isinstance(problem, (ServiceUnavailable, TruncatedFile))
    assert not report.collected
    assert not lake.pieces("trees", on=date.max)
    assert not list((lake.folder / "snapshots").glob("*"))


def test_a_service_that_is_too_slow_is_given_up(small, ogc_api, tmp_path):
    front, proxy = ogc_api
    proxy.breaks = dict.fromkeys(range(1, 10), is_slow)
    hasty = Patience(attempts=2, backoff_s=0.01, read_s=0.1)
    proxy.breaks[0] = is_slow
    _, report = in_lake(small, tmp_path / "lake", [items(front)], patience=hasty)
    (problem,) = report.failed
    assert isinstance(problem, ServiceUnavailable)
    assert "te langzaam" in problem.say("nl")


def test_pages_that_go_round_are_noticed(client, tmp_path):
    page = {"type": "FeatureCollection", "features": [{"type": "Feature", "id": 1}]}
    page["links"] = [{"rel": "next", "href": "?limit=1"}]
    with serving(lambda _: Answer(json.dumps(page).encode())) as server:
        asset = Asset(f"{server.url}/collections/x/items", "features")
        with pytest.raises(NoAnswer, match="round"):
            fetch(asset, tmp_path / "a", client)


def test_objects_that_were_promised_and_did_not_come_are_missed(client, tmp_path):
    one = {"type": "Feature", "id": 1}
    page = {"features": [one, one], "numberMatched": 2, "numberReturned": 2}
    with serving(lambda _: Answer(json.dumps(page).encode())) as server:
        asset = Asset(f"{server.url}/collections/x/items", "features")
        with pytest.raises(NoAnswer, match="1 of 2"):
            fetch(asset, tmp_path / "a", client)


def test_a_page_with_less_than_it_says_is_not_whole(client, tmp_path):
    page = {"features": [{"type": "Feature", "id": 1}], "numberReturned": 2}
    with serving(lambda _: Answer(json.dumps(page).encode())) as server:
        asset = Asset(f"{server.url}/collections/x/items", "features")
        with pytest.raises(TruncatedFile):
            fetch(asset, tmp_path / "a", client)
        assert len(server.asked) == QUICK.attempts


# WFS 2.0, by MapServer


def layer(front, *, form="geojson", count="100", name="ms:boom"):
    settings = {"typenames": name, "output_format": form, "count": count}
    return Asset(f"{front.url}/ows", "wfs", settings)


@pytest.mark.parametrize("count", ["100", "125", "250", "1000"])
def test_a_wfs_gives_its_objects_page_by_page(small, ows, folder, tmp_path, count):
    front, _ = ows
    lake, report = in_lake(small, tmp_path / "lake", [layer(front, count=count)])
    by_hand = adopted(small, tmp_path / "by_hand", folder / "trees.json")
    assert report.collected[0].rows == COUNT
    asked, known = table(lake, "trees"), table(by_hand, "trees")
    assert list(asked.index) == list(known.index)
    assert np.allclose(asked["height_m"], known["height_m"], rtol=1e-12)
    assert asked.distance(known).max() < 1e-6
    starts = [int(start) for start in asked_for(front, "startIndex")]
    assert starts == list(range(0, COUNT + 1, int(count)))[: len(starts)]


@pytest.mark.parametrize("stumble", STUMBLES)
def test_a_wfs_that_stumbles_halfway_gives_the_same(small, ows, tmp_path, stumble):
    front, proxy = ows
    proxy.breaks = {1: stumble, 2: stumble}
    lake, report = in_lake(small, tmp_path / "lake", [layer(front)])
    assert not report.failed
    assert len(table(lake, "trees")) == COUNT


def test_a_wfs_in_gml_is_kept_page_by_page(ows, client, tmp_path):
    front, proxy = ows
    proxy.breaks = {1: is_cut_unnoticed}
    form = "application/gml+xml; version=3.2"
    got = fetch(layer(front, form=form), tmp_path / "a", client)
    assert got.objects == COUNT
    assert [file.name for file in got.files] == [f"boom-{n:04d}.gml" for n in range(3)]
    read = [geopandas.read_file(file) for file in got.files]
    assert sum(len(page) for page in read) == COUNT
    assert len({number for page in read for number in page["boomnummer"]}) == COUNT


@pytest.mark.parametrize("form", ["geojson", "application/gml+xml; version=3.2"])
def test_what_a_service_complains_of_is_told(ows, client, tmp_path, form):
    front, _ = ows
    with pytest.raises(NoAnswer) as caught:
        fetch(layer(front, form=form, name="ms:nix"), tmp_path / "a", client)
    assert "TYPENAME 'nix' doesn't exist" in caught.value.say("nl")


@pytest.mark.parametrize("form", ["json", "gml"])
def test_a_wfs_that_cannot_count_is_noticed(client, tmp_path, form):
    """It gives the first two again and again, and there may be more."""
    member = '<member><a id="1"/></member>'
    gml = f'<FeatureCollection numberMatched="unknown">{member * 2}</FeatureCollection>'
    page = {"features": [{"type": "Feature", "properties": {"a": n}} for n in "12"]}
    body = json.dumps(page).encode() if form == "json" else gml.encode()
    with (
        serving(lambda _: Answer(body)) as server,
        pytest.raises(NoAnswer, match="round"),
    ):
        fetch(layer(server, form=form, count="2"), tmp_path / "a", client)


def test_a_wfs_that_gives_all_at_once_is_fine(client, tmp_path):
    page = {"features": [{"type": "Feature", "properties": {"a": n}} for n in "12"]}
    with serving(lambda _: Answer(json.dumps(page).encode())) as server:
        got = fetch(layer(server, form="json", count="3"), tmp_path / "a", client)
    assert got.objects == 2


def test_xml_that_reaches_out_is_not_followed(client, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("do not tell")
    body = (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>'
        "<ExceptionReport><ExceptionText>&x;</ExceptionText></ExceptionReport>"
    )
    with (
        serving(lambda _: Answer(body.encode())) as server,
        pytest.raises(NoAnswer) as caught,
    ):
        fetch(layer(server, form="gml"), tmp_path / "a", client)
    assert "do not tell" not in caught.value.say("nl")


# WCS 2.0.1, by MapServer


def coverage(front, bounds="100050,400900,100150,400980", name="dtm"):
    settings = {"coverage": name, "bounds": bounds}
    return Asset(f"{front.url}/ows", "coverage", settings)


@pytest.mark.parametrize("stumble", [None, breaks_off, fails, is_busy, is_slow])
def test_a_coverage_has_the_cells_that_were_asked_for(
    small, ows, folder, tmp_path, stumble
):
    front, proxy = ows
    proxy.breaks = {0: stumble}
    lake, report = in_lake(
        small, tmp_path / "lake", [coverage(front)], name="small_terrain"
    )
    assert not report.failed
    by_hand = adopted(small, tmp_path / "by_hand", folder / "terrain.tif")
    (asked,), (known,) = (
        one.pieces("terrain_m", on=date.max) for one in (lake, by_hand)
    )
    with rasterio.open(asked.path) as ours, rasterio.open(known.path) as theirs:
        here, there = ours.read(1, masked=True), theirs.read(1, masked=True)
    inside = np.isfinite(here.filled(np.nan))
    assert inside.sum() == 20 * 16
    assert np.array_equal(here.filled(np.nan)[inside], there.filled(np.nan)[inside])


def test_a_coverage_that_is_not_there_is_complained_of(ows, client, tmp_path):
    front, _ = ows
    with pytest.raises(NoAnswer, match="COVERAGEID=nix not found"):
        fetch(coverage(front, name="nix"), tmp_path / "a", client)


def test_something_else_than_a_coverage_is_no_coverage(client, tmp_path):
    page = b"<html><body>Onderhoud</body></html>"
    with serving(lambda _: Answer(page)) as server, pytest.raises(NoAnswer):
        fetch(coverage(server), tmp_path / "a", client)


# The BGT download, after its documentation


class Orders:
    """Takes an order, makes it, and gives it out in parts if asked to."""

    def __init__(self, file, *, statuses=("PENDING", "RUNNING", "COMPLETED")):
        self.file, self.statuses = file, iter(statuses)
        self.body = b""

    def respond(self, asked):
        base = "/lv/bgt/download/v1_0"
        if asked.method == "POST":
            self.body = asked.body
            link = {"href": f"{base}/full/custom/1234/status"}
            told = {"downloadRequestId": "1234", "_links": {"status": link}}
            return Answer(json.dumps(told).encode(), 202)
        if asked.path.endswith("/status"):
            told = {"status": next(self.statuses), "progress": 0}
            if told["status"] == "COMPLETED":
                link = {"href": f"{base}/extract/1234/extract.zip"}
                told["_links"] = {"download": link}
            return Answer(json.dumps(told).encode(), 201)
        assert asked.path == f"{base}/extract/1234/extract.zip"
        return Answer(self.file)


def order(base):
    body = json.dumps({"featuretypes": ["wegdeel"], "format": "citygml"})
    url = f"{base}/lv/bgt/download/v1_0/full/custom"
    return Asset(url, "bgt-download", {"body": body})


def test_an_order_is_waited_for(tmp_path):
    orders = Orders(b"PK and so on")
    with serving(orders.respond) as server:
        endpoints = {"https://api.example.nl": server.url}
        with Client(QUICK, endpoints) as client:
            got = fetch(order("https://api.example.nl"), tmp_path / "a", client)
    assert [file.read_bytes() for file in got.files] == [b"PK and so on"]
    assert json.loads(orders.body)["featuretypes"] == ["wegdeel"]
    assert [asked.method for asked in server.asked] == ["POST", *["GET"] * 4]


def test_an_order_that_goes_wrong_is_told(client, tmp_path):
    orders = Orders(b"", statuses=["RUNNING", "FAILED"])
    with serving(orders.respond) as server, pytest.raises(NoAnswer, match="FAILED"):
        fetch(order(server.url), tmp_path / "a", client)


def test_an_order_that_takes_for_ever_is_given_up(tmp_path):
    hasty = Patience(total_s=0.2, poll_s=0.05)
    orders = Orders(b"", statuses=["RUNNING"] * 100)
    with (
        serving(orders.respond) as server,
        Client(hasty) as client,
        pytest.raises(NoAnswer, match="too slow"),
    ):
        fetch(order(server.url), tmp_path / "a", client)


# ATOM, after INSPIRE's guidance


FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">
 <title>AHN</title>
 <link rel="self" type="application/atom+xml" href="https://atom.example.nl/ahn.xml"/>
 <entry><title>DTM 0,5 m</title>
  <georss:polygon>50.7 3.2 50.7 7.3 53.6 7.3 53.6 3.2 50.7 3.2</georss:polygon>
  <link rel="describedby" type="text/html" href="https://atom.example.nl/about"/>
  <link rel="section" type="image/tiff" bbox="51.98 4.35 52.02 4.40"
        href="https://atom.example.nl/downloads/M_37EN1.tif"/>
  <link rel="section" type="image/tiff" bbox="5.10 52.00 5.20 52.10"
        href="downloads/M_31HZ1.tif"/>
 </entry>
 <entry><title>DSM 0,5 m</title>
  <link rel="alternate" type="image/tiff" href="downloads/R_37EN1.tif"/>
 </entry>
</feed>"""


def atom(front, **settings):
    return Asset(f"{front.url}/ahn.xml", "atom", settings)


@contextmanager
def feeding():
    def respond(asked):
        if asked.path == "/ahn.xml":
            text = FEED.replace(
                "https://atom.example.nl/", f"http://{asked.header('Host')}/"
            )
            return Answer(text.encode())
        return Answer(Path(asked.path).name.encode())

    with serving(respond) as server:
        yield server


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["M_37EN1.tif", "M_31HZ1.tif", "R_37EN1.tif"]),
        ({"title": "dsm"}, ["R_37EN1.tif"]),
        ({"title": "M_31"}, ["M_31HZ1.tif"]),
        ({"bounds": "85000,446300,85650,447000"}, ["M_37EN1.tif", "R_37EN1.tif"]),
        ({"bounds": "85000,446300,85650,447000", "title": "DTM"}, ["M_37EN1.tif"]),
        ({"title": "no such thing"}, []),
    ],
)
def test_a_feed_gives_the_files_that_are_wanted(client, tmp_path, settings, expected):
    with feeding() as server:
        got = fetch(atom(server, **settings), tmp_path / "a", client)
    assert [file.read_text() for file in got.files] == expected


# The 3DBAG API, after its documentation


def city_page(numbers, *, scale=0.001, following=None):
    transform = {"scale": [scale] * 3, "translate": [100_000.0, 400_000.0, 0.0]}
    features = [
        {
            "CityObjects": {f"NL.IMBAG.Pand.{n:016d}": {"type": "Building"}},
            "id": f"NL.IMBAG.Pand.{n:016d}",
            "type": "CityJSONFeature",
            "vertices": [[0, 0, 0]] * 5_000,
        }
        for n in numbers
    ]
    page = {
        "type": "FeatureCollection",
        "features": features,
        "metadata": {"version": "2.0", "type": "CityJSON", "transform": transform},
        "numberMatched": 30,
        "numberReturned": len(features),
    }
    return page | ({"links": [{"rel": "next", "href": following}]} if following else {})


def test_pages_of_city_objects_become_a_sequence(client, tmp_path):
    pages = {
        "0": city_page(range(10), following="items?offset=10"),
        "10": city_page(range(10, 20), following="items?offset=20"),
        "20": city_page(range(20, 30), scale=0.01),
    }

    def respond(asked):
        offset = parse_qs(urlsplit(asked.path).query).get("offset", ["0"])[0]
        return Answer(json.dumps(pages[offset]).encode())

    with serving(respond) as server:
        asset = Asset(f"{server.url}/collections/pand/items", "features")
        got = fetch(asset, tmp_path / "a", client)
    assert [file.name for file in got.files] == ["pand.city.jsonl", "pand-1.city.jsonl"]
    found = []
    for file, scale, count in zip(got.files, (0.001, 0.01), (20, 10), strict=True):
        head, *rest = map(json.loads, file.read_text().splitlines())
        assert head["type"] == "CityJSON"
        assert head["transform"]["scale"][0] == scale
        assert len(rest) == count
        found += [one["id"] for one in rest]
    assert found == [f"NL.IMBAG.Pand.{n:016d}" for n in range(30)]


def test_a_sequence_is_recognised_as_one(client, tmp_path):
    from werklandschap.sources import documents

    page = city_page(range(30))
    with serving(lambda _: Answer(json.dumps(page).encode())) as server:
        asset = Asset(f"{server.url}/collections/pand/items", "features")
        got = fetch(asset, tmp_path / "a", client)
    (found,) = documents(got.files, workspace=tmp_path / "work")
    assert found.kind == "cityjsonseq"


# The sources themselves, on real data


@pytest.fixture(scope="module")
def bgt_service(real_data, tmp_path_factory):
    """The BGT of a real business park, served the way PDOK does."""
    folder = tmp_path_factory.mktemp("bgt")
    file = real_data / BGT
    layers = {}
    for kind, layer_name in BGT_LAYERS.items():
        frame = geopandas.read_file(file, layer=layer_name)
        frame["id"] = frame["lokaalid"]
        layers[kind] = folder / f"{kind}.json"
        frame.to_crs(4326).to_file(layers[kind], driver="GeoJSON")
    with pygeoapi(folder, layers, limit=100) as url:
        yield url


BGT_LAYERS = {"pand": "buildingpart", "vegetatieobject": "solitaryvegetationobject"}
BGT = "geo/nieuwegein-laagraven-bedrijventerrein/bgt_nieuwegein_geconverteerd.gpkg"


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "table_name"), [("bgt_buildings", "buildings"), ("bgt_trees", "trees")]
)
def test_the_bgt_is_the_same_from_a_service_and_from_a_file(
    bgt_service, real_data, tmp_path, name, table_name
):
    """Over the whole park: 224 buildings, 772 trees, page by page."""
    area = box(135_800, 449_200, 137_400, 452_300)
    online, by_hand = (Lake.create(tmp_path / place) for place in ("online", "by_hand"))
    asked = collect(
        area,
        online,
        on=ON,
        sources=[name],
        endpoints={"https://api.pdok.nl/lv/bgt/ogc/v1": bgt_service},
        patience=QUICK,
    )
    assert not asked.failed
    only = {name: SOURCES[name]}
    adopt(area, by_hand, places=[real_data / BGT], on=ON, registry=only)
    ours, theirs = table(online, table_name), table(by_hand, table_name)
    assert len(ours) == {"buildings": 224, "trees": 772}[table_name]
    assert list(ours.index) == list(theirs.index)
    assert ours.hausdorff_distance(theirs, align=False).max() < 0.001
    for column in ours.columns.drop("geometry"):
        assert ours[column].equals(theirs[column]), column


# Settings


@pytest.mark.parametrize(
    "asset",
    [
        Asset("https://x.nl", "wfs", {}),
        Asset("https://x.nl", "coverage", {"coverage": "dtm"}),
        Asset("https://x.nl", "coverage", {"coverage": "dtm", "bounds": "1,2,3"}),
        Asset("https://x.nl", "bgt-download", {}),
        Asset("https://x.nl", "carrier-pigeon"),  # type: ignore[arg-type]
    ],
)
def test_an_asset_that_cannot_be_fetched_is_a_mistake(asset):
    with pytest.raises(ValueError, match=re.compile(r"needs|protocol|unpack")):
        check_settings(asset)
