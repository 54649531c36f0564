"""Files are known by what is in them, and archives are not trusted."""

import gzip
import io
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from werklandschap.sources import _documents as looking
from werklandschap.sources import documents
from werklandschap.sources.errors import (
    BrokenArchive,
    LockedArchive,
    NoSuchPlace,
    UnreadableFile,
)

GML = b'\xef\xbb\xbf<?xml version="1.0"?>\n<FeatureCollection/>'
CITY = {"type": "CityJSON", "version": "2.0", "CityObjects": {}, "vertices": []}
CONTENTS = {
    "xml": GML,
    "json": b'{"type": "FeatureCollection", "features": []}',
    "cityjson": json.dumps(CITY).encode(),
    "cityjsonseq": json.dumps(CITY).encode() + b'\n{"type":"CityJSONFeature"}\n',
    "parquet": b"PAR1" + bytes(20),
    "geotiff": b"II*\0" + bytes(20),
    "laz": b"LASF" + bytes(20),
    "shapefile": b"\0\0\x27\x0a" + bytes(20),
    "text": b"STN,YYYYMMDD, HH\n",
}


@pytest.fixture
def given(tmp_path):
    folder = tmp_path / "given"
    folder.mkdir()
    return folder


@pytest.fixture
def look(tmp_path):
    def look(*places, **options):
        return list(documents(places, workspace=tmp_path / "work", **options))

    return look


def packed(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "content"), CONTENTS.items())
def test_a_kind_is_told_by_content_whatever_the_name(given, look, kind, content):
    (given / "wrong.name").write_bytes(content)
    (found,) = look(given)
    assert found.kind == kind
    assert bool(found.head) == (kind in {"xml", "text"} or "json" in kind)


def test_a_database_tells_its_layers(given, look):
    with closing(sqlite3.connect(given / "file.json")) as db:
        db.execute("create table pand (id text, bouwjaar int)")
        db.commit()
    (found,) = look(given)
    assert found.kind == "sqlite"
    assert found.layers == {"pand": ("id", "bouwjaar")}


def test_a_sequence_is_one_however_long_its_first_line_is(given, look):
    long = CITY | {"metadata": {"title": "x" * 2 * looking.HEAD}}
    (given / "a").write_text(json.dumps(CITY) + "\n" + json.dumps({"x": "y" * 90_000}))
    (given / "b").write_text(json.dumps(long))
    (given / "c").write_text(json.dumps(CITY, indent=1))
    kinds = [found.kind for found in look(given)]
    assert kinds == ["cityjsonseq", "cityjson", "cityjson"]


def test_archives_in_archives_are_opened(given, look):
    inner = packed({"bgt_pand.gml": GML, "leesmij.txt": b"hallo"})
    (given / "levering").write_bytes(packed({"map/deel.zip": inner}))
    found = {document.origin: document for document in look(given)}
    assert set(found) == {
        "levering/map/deel.zip/bgt_pand.gml",
        "levering/map/deel.zip/leesmij.txt",
    }
    gml = found["levering/map/deel.zip/bgt_pand.gml"]
    assert gml.path.read_bytes() == GML
    assert gml.outer == given / "levering"


def test_a_single_packed_file_is_unpacked(given, look):
    (given / "tile.city.json.gz").write_bytes(gzip.compress(CONTENTS["cityjson"]))
    (found,) = look(given)
    assert (found.kind, found.path.suffix) == ("cityjson", ".json")
    assert found.origin == "tile.city.json.gz/tile.city.json"


def test_looking_twice_finds_the_same(given, look):
    (given / "a.zip").write_bytes(packed({"x.gml": GML, "y.gml": GML + b" "}))
    assert look(given) == look(given)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK\3\4 and then something else", id="corrupt"),
        pytest.param(packed({}), id="empty"),
        pytest.param(packed({"a.gml": GML * 99})[:-30], id="truncated"),
        pytest.param(gzip.compress(GML * 99)[:-9], id="truncated gzip"),
    ],
)
def test_a_broken_archive_is_said_to_be_broken(given, look, content):
    (given / "bgt.zip").write_bytes(content)
    with pytest.raises(BrokenArchive) as caught:
        look(given)
    assert caught.value.file == "bgt.zip"


def test_an_archive_with_a_damaged_member_gives_nothing_at_all(given, look):
    """Half of a delivery would look as if the rest of the objects were not there."""
    good, bad = GML * 50, bytes(range(256)) * 50
    whole = packed({"1.gml": good, "2.gml": bad}, zipfile.ZIP_STORED)
    (given / "a.zip").write_bytes(whole.replace(bad, bad[:-1] + b"\0"))
    (given / "b.gml").write_bytes(GML)
    problems = []
    found = look(given, on_problem=problems.append)
    assert [document.origin for document in found] == ["b.gml"]
    assert [(type(p), p.file) for p in problems] == [(BrokenArchive, "a.zip")]


def test_a_bomb_does_not_go_off(given, look, tmp_path, monkeypatch):
    monkeypatch.setattr(looking, "_FREE_BYTES", 1 << 20)
    monkeypatch.setattr(looking, "_MAX_RATIO", 100)
    (given / "bomb.zip").write_bytes(packed({"zeros": bytes(30 << 20)}))
    with pytest.raises(BrokenArchive):
        look(given)
    assert sum(f.stat().st_size for f in (tmp_path / "work").rglob("*")) < 1 << 20


def test_a_bomb_in_small_parts_does_not_go_off(given, look, tmp_path, monkeypatch):
    """Each inner archive is innocent by itself; together they may not exceed."""
    monkeypatch.setattr(looking, "_FREE_BYTES", 4 << 20)
    monkeypatch.setattr(looking, "_MAX_RATIO", 10)
    inner = packed({"zeros": bytes(1 << 20)})
    bomb = packed({f"{n}.zip": inner + bytes([n]) for n in range(50)})
    (given / "bomb.zip").write_bytes(bomb)
    with pytest.raises(BrokenArchive):
        look(given)
    assert sum(f.stat().st_size for f in (tmp_path / "work").rglob("*.*")) < 6 << 20


def test_a_packed_bomb_does_not_go_off(given, look, monkeypatch):
    monkeypatch.setattr(looking, "_FREE_BYTES", 1 << 20)
    monkeypatch.setattr(looking, "_MAX_RATIO", 100)
    (given / "bomb.gz").write_bytes(gzip.compress(bytes(30 << 20)))
    with pytest.raises(BrokenArchive):
        look(given)


def test_a_member_that_is_larger_than_it_says_is_not_believed(given, look):
    """The central directory lies: 10 bytes, where 10,000 come out."""
    whole = packed({"a.gml": bytes(10_000)})
    lie = whole.replace((10_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != whole
    (given / "a.zip").write_bytes(lie)
    with pytest.raises(BrokenArchive):
        look(given)


def test_too_many_members_are_too_many(given, look, monkeypatch):
    monkeypatch.setattr(looking, "_MAX_MEMBERS", 20)
    (given / "a.zip").write_bytes(packed({f"{n}.gml": GML for n in range(21)}))
    with pytest.raises(BrokenArchive):
        look(given)


def test_archives_in_archives_end_somewhere(given, look):
    content = GML
    for _ in range(6):
        content = packed({"in.zip": content})
    (given / "a.zip").write_bytes(content)
    with pytest.raises(BrokenArchive):
        look(given)


@pytest.mark.parametrize(
    "name",
    [
        "../../outside.gml",
        "/etc/outside.gml",
        "C:\\outside.gml",
        "a/../../../outside.gml",
        "x" * 300 + ".gml",
        "line\nbreak\x1b[2Jclear\u202egml.exe",
        ".gml/..",
        "name.with spaces and; rm -rf",
    ],
)
def test_names_in_archives_lead_nowhere(given, look, tmp_path, name):
    (given / "a.zip").write_bytes(packed({name: GML}))
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    (found,) = look(given)
    assert found.path.read_bytes() == GML
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert made == {found.path}
    assert (tmp_path / "work") in found.path.resolve().parents
    assert found.origin.isprintable()


def test_a_locked_archive_asks_to_be_unpacked(given, look):
    whole = bytearray(packed({"a.gml": GML}))
    for signature, flags_at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        whole[whole.index(signature) + flags_at] |= 1
    (given / "a.zip").write_bytes(whole)
    with pytest.raises(LockedArchive) as caught:
        look(given)
    assert "wachtwoord" in caught.value.say("nl")


def test_the_same_bytes_are_looked_at_once(given, look):
    (given / "a.gml").write_bytes(GML)
    (given / "copy").mkdir()
    shutil.copy(given / "a.gml", given / "copy" / "b.gml")
    assert [found.origin for found in look(given, given / "a.gml")] == ["a.gml"]


def test_the_lake_is_not_collected_from(given, look):
    (given / "lake").mkdir()
    (given / "lake" / "a.gml").write_bytes(GML)
    (given / "b.gml").write_bytes(GML + b" ")
    found = look(given, leave_out=given / "lake")
    assert [document.origin for document in found] == ["b.gml"]


def test_a_place_that_is_not_there_is_named(look, tmp_path):
    with pytest.raises(NoSuchPlace, match="nowhere"):
        look(tmp_path / "nowhere")


def test_a_file_that_may_not_be_read_is_named(given, look, monkeypatch):
    (given / "a.gml").write_bytes(GML)

    def refuse(_file: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(looking, "hash_of", refuse)
    with pytest.raises(UnreadableFile, match=r"a\.gml .*Permission"):
        look(given)


@pytest.mark.real
def test_the_nested_extract_of_doesburg_opens(real_data, look):
    found = look(real_data / "geo" / "doesburg-bag2-extract" / "0221PND15092020.zip")
    assert {document.kind for document in found} == {"xml"}
    assert all(document.origin.startswith("0221PND15092020.zip/") for document in found)
