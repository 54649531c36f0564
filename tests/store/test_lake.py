"""A lake is whole at any moment, whoever writes in it and however that ends."""

import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from werklandschap.core.text import Text
from werklandschap.store import Lake, LakeIsNewer, Provenance
from werklandschap.store.lake import (
    SCHEMA,
    DiskFull,
    NoLake,
    hash_of,
    sweep,
    telling_disk_full,
    write_json,
    writing,
)

ORIGIN = Provenance(
    source="bag",
    title=Text(nl="Panden", en="Buildings"),
    publisher="Kadaster",
    licence="CC0-1.0",
    landing_page="https://example.nl",
    published=date(2026, 1, 1),
    refreshed_every_days=31,
    resolution_m=0.5,
    extent_wkt="POLYGON ((0 0, 1 0, 1 1, 0 0))",
    files=("a.gml", "b.gml"),
    sha256=("1", "2"),
    repairs=(("curved_ring", 3),),
)


@pytest.fixture
def lake(tmp_path):
    return Lake.create(tmp_path / "lake")


def put(lake, key, *, published=ORIGIN.published, collected=None):
    place = lake.place_of("buildings", key, ".parquet")
    with writing(place) as temporary:
        temporary.write_bytes(key.encode())
    origin = replace(ORIGIN, published=published)
    return lake.add("buildings", place, origin, collected=collected)


def keys(lake, on=date(2026, 12, 31)):
    return [piece.path.stem for piece in lake.pieces("buildings", on=on)]


def test_a_lake_is_made_once_and_opened_after(tmp_path):
    assert Lake.create(tmp_path / "a" / "lake") == Lake.open(tmp_path / "a" / "lake")


def test_a_folder_without_a_lake_is_no_lake(tmp_path):
    with pytest.raises(NoLake):
        Lake.open(tmp_path)


@pytest.mark.parametrize("opening", [Lake.open, Lake.create])
def test_a_lake_of_a_later_version_is_left_alone(lake, opening):
    write_json(lake.folder / "lake.json", {"schema": SCHEMA + 1})
    with pytest.raises(LakeIsNewer) as caught:
        opening(lake.folder)
    assert str(SCHEMA + 1) in caught.value.say("nl")


def test_a_piece_comes_back_with_all_that_is_known_about_it(lake):
    made = put(lake, "k")
    assert lake.pieces("buildings", on=date(2026, 1, 1)) == [made]
    assert lake.piece("buildings", "k") == made
    assert made.provenance == ORIGIN
    assert lake.has("buildings", "k")
    assert not lake.has("buildings", "other")


def test_a_piece_without_a_description_is_not_there_yet(lake):
    with writing(lake.place_of("buildings", "k", ".parquet")) as temporary:
        temporary.write_bytes(b"rows")
    assert keys(lake) == []
    assert not lake.has("buildings", "k")


def test_what_was_published_later_is_not_known_yet(lake):
    put(lake, "old", published=date(2025, 1, 1))
    put(lake, "new", published=date(2026, 6, 1))
    assert keys(lake, date(2026, 1, 1)) == ["old"]
    assert keys(lake, date(2026, 6, 1)) == ["new", "old"]


def test_pieces_come_newest_first_and_without_a_date_last(lake):
    put(lake, "c", published=None, collected=date(2026, 3, 1))
    put(lake, "a", published=None, collected=date(2026, 4, 1))
    put(lake, "d", published=date(2020, 1, 1), collected=date(2026, 4, 1))
    put(lake, "b", published=date(2020, 1, 1), collected=date(2026, 5, 1))
    put(lake, "e", published=date(2021, 1, 1))
    assert keys(lake) == ["e", "b", "d", "a", "c"]


def test_a_description_of_an_older_version_still_reads(lake):
    put(lake, "k")
    place = lake.place_of("buildings", "k", ".json")
    facts = json.loads(place.read_text())
    del facts["collected"]
    write_json(place, facts | {"something_newer": 1})
    assert keys(lake) == ["k"]


def test_bytes_are_kept_once_under_their_hash(lake, tmp_path):
    (tmp_path / "a").write_bytes(b"as published")
    (tmp_path / "b").write_bytes(b"as published")
    digest, place = lake.keep(tmp_path / "a")
    assert lake.keep(tmp_path / "b") == (digest, place)
    assert place == lake.snapshot(digest)
    assert hash_of(place) == digest
    assert place.read_bytes() == b"as published"


def test_what_goes_wrong_while_writing_leaves_nothing(tmp_path):
    place = tmp_path / "file"
    place.write_bytes(b"as it was")

    def write_half():
        with writing(place) as temporary:
            temporary.write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert place.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [place]


def test_threads_that_write_the_same_piece_do_not_meet(tmp_path):
    place, problems = tmp_path / "file", []

    def write(letter):
        try:
            for _ in range(50):
                with writing(place) as temporary:
                    temporary.write_bytes(letter * 10_000)
        except OSError as problem:
            problems.append(problem)

    threads = [Thread(target=write, args=(letter,)) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(set(place.read_bytes())) == 1
    assert list(tmp_path.iterdir()) == [place]


def _killed_while_writing(place):
    code = """
import os, pathlib, signal, sys
from werklandschap.store.lake import writing
with writing(pathlib.Path(sys.argv[1])) as temporary:
    temporary.write_bytes(b'{"half":')
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code, place], check=False)
    assert done.returncode == -9


def test_what_a_killed_run_was_writing_is_no_piece_and_is_swept(lake):
    place = lake.place_of("buildings", "k", ".json")
    _killed_while_writing(place)
    assert [file.suffix for file in place.parent.iterdir()] == [".json"]
    assert keys(lake) == []
    sweep(lake.folder)
    assert list(place.parent.iterdir()) == []


def test_what_a_living_run_is_writing_is_not_swept(lake):
    place = lake.place_of("buildings", "k", ".parquet")
    with writing(place) as temporary:
        temporary.write_bytes(b"busy")
        sweep(lake.folder)
        assert temporary.exists()
    assert place.exists()


def test_files_that_only_look_hidden_are_not_swept(lake):
    (lake.folder / ".my-notes").write_text("mine")
    (lake.folder / ".1-").mkdir()
    sweep(lake.folder)
    assert (lake.folder / ".my-notes").exists()
    assert (lake.folder / ".1-").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said_in_a_sentence(tmp_path):
    full = Path("/dev/full")
    with pytest.raises(DiskFull) as caught, telling_disk_full(tmp_path):
        full.write_bytes(b"x")
    assert str(tmp_path) in caught.value.say("nl")
    assert caught.value.code == "disk.full"


def test_other_trouble_of_the_system_is_not_a_full_disk(tmp_path):
    with pytest.raises(PermissionError), telling_disk_full(tmp_path):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
