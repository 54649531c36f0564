"""Collecting: what comes in is whole, tidy and described, or it does not come in."""

import json
import random
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from threading import Event, Thread

import geopandas
import pytest
import rasterio
import shapely
from tests.servers import Answer, free_port, serving
from tests.sources import small_sources
from tests.sources.small_sources import (
    AREA,
    NOTHING_THERE,
    PUBLISHED,
    Small,
    parcels,
    trees,
    write_terrain,
)

from werklandschap.core.registry import UnknownEntry
from werklandschap.landscape import TREES, TableMismatch
from werklandschap.sources import SOURCES, Asset
from werklandschap.sources._collect import adopt, collect
from werklandschap.sources._fetch import Patience
from werklandschap.sources._protocols import check_settings
from werklandschap.sources._workspace import workspace
from werklandschap.sources.errors import (
    BrokenArchive,
    NoSuchPlace,
    NothingRecognised,
    ServiceUnavailable,
    TruncatedFile,
    UnexpectedAnswer,
)
from werklandschap.store.lake import DiskFull, Lake

ON = date(2026, 3, 1)
QUICK = Patience(attempts=2, backoff_s=0.01, connect_s=1, read_s=2, poll_s=0.01)


@pytest.fixture
def small():
    return Small()


@pytest.fixture
def lake(tmp_path):
    return Lake.create(tmp_path / "lake")


@pytest.fixture
def folder(tmp_path):
    """A folder with the files of three publishers, under names that say nothing."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a").write_bytes(trees())
    with zipfile.ZipFile(folder / "b.bin", "w") as archive:
        archive.writestr("x/percelen.dat", parcels())
    write_terrain(folder / "c")
    (folder / "SOURCE.txt").write_text("where it comes from")
    return folder


def take(small, lake, *places, area=AREA, on=ON, **options):
    return adopt(area, lake, places=places, on=on, registry=small.registry, **options)


def ask(small, lake, *, area=AREA, on=ON, **options):
    return collect(
        area, lake, on=on, registry=small.registry, patience=QUICK, **options
    )


def contents(lake):
    """Every file of a lake, but for what runs use while they run."""
    return {
        str(path.relative_to(lake.folder)): path.read_bytes()
        for path in sorted(lake.folder.rglob("*"))
        if path.is_file() and "work" not in path.relative_to(lake.folder).parts
    }


def only_piece(lake, name, on=date.max):
    (piece,) = lake.pieces(name, on=on)
    return piece


def test_files_are_taken_in_tidy_and_described(small, lake, folder):
    told = []
    report = take(small, lake, folder, progress=told.append)
    assert told == ["small_trees", "small_parcels", "small_terrain"]
    assert not report.failed
    assert not report.unused
    facts = [(c.source, c.name, c.rows, c.was_present) for c in report.collected]
    assert facts == [
        ("small_trees", "trees", 20, False),
        ("small_parcels", "parcels", 20, False),
        ("small_terrain", "terrain_m", None, False),
    ]
    piece = only_piece(lake, "trees")
    frame = TREES.check(geopandas.read_parquet(piece.path))
    assert list(frame.index) == [f"b{number:05d}" for number in range(20)]
    origin = piece.provenance
    assert origin.source == "small_trees"
    assert shapely.from_wkt(origin.extent_wkt).equals(AREA)
    assert origin.repairs == (("curved_ring", 2),)
    assert origin.files == ("a",)
    assert lake.snapshot(origin.sha256[0]).read_bytes() == trees()
    assert only_piece(lake, "parcels").provenance.files == ("b.bin/x/percelen.dat",)
    (whole,) = only_piece(lake, "parcels").provenance.sha256
    assert lake.snapshot(whole).read_bytes() == (folder / "b.bin").read_bytes()
    terrain = only_piece(lake, "terrain_m")
    assert terrain.provenance.published == PUBLISHED
    with rasterio.open(terrain.path) as file:
        assert file.crs.to_epsg() == 28992


def test_a_table_carries_the_boxes_of_its_rows(small, lake, folder):
    """So that a part of it can be read without reading the whole."""
    take(small, lake, folder)
    path = only_piece(lake, "parcels").path
    part = geopandas.read_parquet(path, bbox=(100_000, 400_000, 100_055, 400_010))
    assert sorted(part.index) == ["p000", "p001", "p002"]


def test_what_is_there_is_not_read_again(small, lake, folder):
    first = take(small, lake, folder)
    before, small.reads = contents(lake), []
    again = take(small, lake, folder, on=ON + timedelta(days=9))
    assert small.reads == []
    assert contents(lake) == before
    assert again.collected == tuple(
        replace(one, was_present=True) for one in first.collected
    )


def test_other_files_another_area_or_another_table_are_something_else(
    small, lake, folder
):
    take(small, lake, folder)
    take(small, lake, folder, area=AREA.buffer(10))
    assert len(lake.pieces("trees", on=date.max)) == 2
    (folder / "more").write_bytes(trees(5).replace(b'"b0', b'"c0'))
    report = take(small, lake, folder)
    assert report.collected[0].rows == 25
    assert len(lake.pieces("trees", on=date.max)) == 3
    entry = small.registry._entries["small_trees"]
    fewer = replace(TREES, columns=TREES.columns[:1])
    small.registry._entries["small_trees"] = replace(entry, delivers=fewer)
    assert not take(small, lake, folder).collected[0].was_present


def test_the_same_files_give_the_same_bytes(small, lake, folder, tmp_path):
    other = Lake.create(tmp_path / "other")
    take(small, lake, folder)
    shutil.copytree(folder, tmp_path / "elsewhere")
    take(small, other, tmp_path / "elsewhere")
    assert contents(lake) == contents(other)


def test_without_an_area_everything_is_taken(small, lake, folder):
    (folder / "far").write_bytes(trees(3, west=200_000.0).replace(b'"b0', b'"c0'))
    report = take(small, lake, folder, area=None)
    assert report.collected[0].rows == 23
    piece = only_piece(lake, "trees")
    frame = geopandas.read_parquet(piece.path)
    extent = shapely.from_wkt(piece.provenance.extent_wkt)
    assert extent.bounds == tuple(frame.total_bounds)


def test_files_about_another_place_say_nothing_about_this_one(small, lake, folder):
    """No tree in the file is not the same as no tree in the park."""
    here = shapely.box(150_000, 450_000, 150_500, 450_500)
    report = take(small, lake, folder, area=here)
    assert report.elsewhere == ("small_trees", "small_parcels", "small_terrain")
    assert not report.collected
    assert not lake.pieces("trees", on=date.max)


def test_of_several_parks_only_those_in_the_files_are_known(small, lake, folder):
    """Else the parks of which there is no file would have no tree at all."""
    far = shapely.box(150_000, 450_000, 150_500, 450_500)
    bare = shapely.box(101_100, 400_000, 101_200, 400_100)
    report = take(small, lake, folder, area=shapely.MultiPolygon([AREA, far, bare]))
    assert report.collected[0].rows == 20
    extent = shapely.from_wkt(only_piece(lake, "trees").provenance.extent_wkt)
    assert extent.equals(AREA | bare)


def test_a_source_that_gives_the_nearest_knows_that_there_is_none_nearer(
    small, lake, folder
):
    entry = small.registry._entries["small_trees"]
    everything = replace(entry, read=lambda found, _area: entry.read(found, None))
    small.registry._entries["small_trees"] = everything
    here = shapely.box(150_000, 450_000, 150_500, 450_500)
    report = take(small, lake, folder, area=here)
    assert [(one.source, one.rows) for one in report.collected] == [("small_trees", 20)]
    piece = only_piece(lake, "trees")
    assert shapely.from_wkt(piece.provenance.extent_wkt).equals(here)


def test_none_here_and_some_nearby_is_none_here(small, lake, folder):
    report = take(small, lake, folder, area=AREA.buffer(500) - AREA.buffer(1))
    trees_there, *_ = report.collected
    assert trees_there.rows == 0
    frame = geopandas.read_parquet(only_piece(lake, "trees").path)
    assert TREES.check(frame).empty


def test_a_broken_file_does_not_keep_others_out(small, lake, folder):
    (folder / "a").write_bytes(trees()[:-400])
    (folder / "broken.zip").write_bytes(b"PK\3\4 no")
    report = take(small, lake, folder)
    assert [c.source for c in report.collected] == ["small_parcels", "small_terrain"]
    assert {type(problem) for problem in report.failed} == {
        TruncatedFile,
        BrokenArchive,
    }
    assert not lake.pieces("trees", on=date.max)


def test_a_table_that_is_not_as_declared_does_not_come_in(small, lake, folder):
    (folder / "a2").write_bytes(trees(seed=2))
    report = take(small, lake, folder)
    (problem,) = report.failed
    assert isinstance(problem, TableMismatch)
    assert "unique" in problem.problem
    assert not lake.pieces("trees", on=date.max)


def test_what_nobody_knows_is_named_but_for_texts(small, lake, folder):
    (folder / "other.gml").write_text("<FeatureCollection/>")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    assert take(small, lake, folder).unused == ("other.gml",)


def test_a_folder_without_anything_known_is_an_error(small, lake, tmp_path):
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "a.txt").write_text("hallo")
    with pytest.raises(NothingRecognised) as caught:
        take(small, lake, tmp_path / "given")
    assert str(tmp_path / "given") in caught.value.say("nl")


def test_a_folder_with_nothing_but_a_broken_archive_is_told_so(small, lake, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\3\4 no")
    (problem,) = take(small, lake, tmp_path / "a.zip").failed
    assert isinstance(problem, BrokenArchive)


def test_a_folder_that_is_not_there_is_an_error(small, lake, tmp_path):
    with pytest.raises(NoSuchPlace):
        take(small, lake, tmp_path / "nowhere")


def test_a_lake_inside_the_folder_is_not_collected_from(small, folder):
    lake = Lake.create(folder / "lake")
    take(small, lake, folder)
    again = take(small, lake, folder)
    assert all(one.was_present for one in again.collected)
    assert next(one.files for one in again.collected) == ("a",)


def test_nothing_stays_behind_in_the_lake(small, lake, folder):
    take(small, lake, folder)
    assert [p.name for p in (lake.folder / "work").iterdir()] == ["lock"]


def test_what_a_killed_run_left_is_removed_unless_another_is_busy(lake):
    (lake.folder / "work" / "old").mkdir(parents=True)
    (lake.folder / "work" / "old" / "big").write_bytes(bytes(1000))
    with workspace(lake) as mine:
        assert not (lake.folder / "work" / "old").exists()
        with workspace(lake) as theirs:
            assert mine.exists()
            assert mine != theirs
        assert mine.exists()
        assert not theirs.exists()
    assert not mine.exists()


def test_two_runs_at_once_give_what_one_gives(small, lake, folder, tmp_path):
    other = Lake.create(tmp_path / "other")
    problems, go = [], Event()

    def run():
        go.wait()
        try:
            take(Small(), lake, folder)
        except Exception as problem:  # noqa: BLE001 - told to the test below
            problems.append(problem)

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join()
    take(small, other, folder)
    assert not problems
    assert contents(lake) == contents(other)


# A full disk


def check_whole(lake, small, folder):
    """Make sure that all that is there is whole, and that it can be gone on with."""
    for name in ("trees", "parcels", "terrain_m"):
        for piece in lake.pieces(name, on=date.max):
            if piece.path.suffix == ".parquet":
                geopandas.read_parquet(piece.path)
            else:
                with rasterio.open(piece.path) as file:
                    file.read(1)
            for digest in piece.provenance.sha256:
                assert lake.snapshot(digest).exists()
    hidden = [path for path in lake.folder.rglob(".*") if path.is_file()]
    assert not hidden
    assert [p.name for p in (lake.folder / "work").iterdir()] in ([], ["lock"])


@contextmanager
def tiny_disk(place, size_kb):
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs", str(place)]
    if (
        shutil.which("mount") is None
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("only where a small disk can be mounted")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("size_kb", [16, 40, 64, 100, 140, 180])
def test_a_disk_that_fills_up_leaves_a_whole_lake(small, folder, tmp_path, size_kb):
    (folder / "a").write_bytes(trees(200))
    write_terrain(folder / "c", rows=400)
    with tiny_disk(tmp_path / "disk", size_kb) as disk:
        lake = Lake.create(disk / "lake")
        with pytest.raises(DiskFull) as caught:
            take(small, lake, folder)
        assert caught.value.folder == str(lake.folder)
        check_whole(lake, small, folder)
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        assert not take(small, lake, folder).failed
        roomy = Lake.create(tmp_path / "roomy")
        take(small, roomy, folder)
        assert contents(lake) == contents(roomy)


@pytest.mark.parametrize("most_bytes", [2_000, 20_000])
def test_files_that_may_not_grow_are_a_full_disk_too(folder, tmp_path, most_bytes):
    """Works without a disk to mount: the system refuses files above a size."""
    (folder / "a").write_bytes(trees(200))
    write_terrain(folder / "c", rows=400)
    lake = Lake.create(tmp_path / "lake")
    order = {"lake": str(lake.folder), "folder": str(folder), "most_bytes": most_bytes}
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, json.dumps(order), *map(str, _modules())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "DiskFull", done.stderr
    check_whole(lake, Small(), folder)
    assert not take(Small(), lake, folder).failed


_START = """
import importlib.util, json, os, resource, signal, sys, time
from datetime import date
from pathlib import Path
sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("small_sources", sys.argv[2])
small_sources = importlib.util.module_from_spec(spec)
spec.loader.exec_module(small_sources)
from werklandschap.sources._collect import adopt
from werklandschap.store.lake import DiskFull, Lake
order = json.loads(sys.argv[1])
def run():
    adopt(
        small_sources.AREA, Lake.create(Path(order["lake"])),
        places=[Path(order["folder"])], on=date(2026, 3, 1),
        registry=small_sources.Small().registry,
    )
"""
_LIMITED = (
    _START
    + """
resource.setrlimit(resource.RLIMIT_FSIZE, (order["most_bytes"],) * 2)
try:
    run()
except DiskFull as problem:
    print(type(problem).__name__)
"""
)
_KILLED = (
    _START
    + """
for line in sys.stdin:
    child = os.fork()
    if not child:
        run()
        os._exit(0)
    time.sleep(float(line))
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
)


def _modules():
    return [small_sources.__file__]


def test_a_run_that_is_killed_anywhere_can_be_run_again(folder, tmp_path):
    """Killed a dozen times at random moments, then run: the same lake, byte by byte."""
    (folder / "a").write_bytes(trees(400))
    lake, quiet = Lake.create(tmp_path / "lake"), Lake.create(tmp_path / "quiet")
    order = {"lake": str(lake.folder), "folder": str(folder)}
    chance = random.Random(20261124)
    waits = [chance.uniform(0.0, 0.25) for _ in range(12)]
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, json.dumps(order), *map(str, _modules())],
        input="".join(f"{wait_s}\n" for wait_s in waits),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "-9" in done.stdout.split()
    for name in ("trees", "parcels", "terrain_m"):
        lake.pieces(name, on=date.max)
    take(Small(), lake, folder)
    take(Small(), quiet, folder)
    assert contents(lake) == contents(quiet)
    check_whole(lake, Small(), folder)


# Asking services


class Publisher:
    """The service of the small sources: a file, and one page of objects."""

    def __init__(self):
        self.files = {"/percelen.json": parcels(), "/collections/boom/items": trees()}
        self.status = 200

    def respond(self, asked):
        path = asked.path.partition("?")[0]
        if self.status != 200 or path not in self.files:
            return Answer(status=404 if self.status == 200 else self.status)
        body = self.files[path]
        tag = f'"{hash(body)}"'
        if path.endswith(".json") and asked.header("If-None-Match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        return Answer(body, headers={"ETag": tag} if path.endswith(".json") else {})


@pytest.fixture
def publisher():
    return Publisher()


@pytest.fixture
def service(publisher, small):
    with serving(publisher.respond) as server:
        yield server


@pytest.fixture
def here(service, small):
    return {small.url: service.url}


def test_what_is_asked_is_what_would_be_adopted(small, lake, here, folder, tmp_path):
    report = ask(small, lake, endpoints=here)
    assert [(c.source, c.rows) for c in report.collected] == [
        ("small_trees", 20),
        ("small_parcels", 20),
    ]
    assert not report.failed
    by_hand = Lake.create(tmp_path / "by_hand")
    take(small, by_hand, folder)
    for name in ("trees", "parcels"):
        asked, adopted = (only_piece(one, name).path for one in (lake, by_hand))
        assert asked.read_bytes() == adopted.read_bytes()


def test_a_register_without_dates_is_of_the_day_it_was_asked(small, lake, here):
    """A file without a date may be of any day."""
    ask(small, lake, endpoints=here)
    assert only_piece(lake, "trees").provenance.published == ON
    assert only_piece(lake, "parcels").provenance.published is None


def test_a_register_that_did_not_change_is_of_the_day_it_said_so(small, lake, here):
    ask(small, lake, endpoints=here, sources=["small_trees"])
    later = ON + timedelta(days=60)
    (told,) = ask(
        small, lake, endpoints=here, sources=["small_trees"], on=later
    ).collected
    assert told.published == later
    newest, older = lake.pieces("trees", on=date.max)
    assert newest.path.read_bytes() == older.path.read_bytes()


def test_what_is_fresh_is_not_asked_again(small, lake, here, service):
    ask(small, lake, endpoints=here)
    before = len(service.asked)
    report = ask(small, lake, endpoints=here, on=ON + timedelta(days=31))
    assert len(service.asked) == before
    assert [one.was_present for one in report.collected] == [True, True]


def test_another_area_is_asked_for_anew(small, lake, here, service):
    ask(small, lake, endpoints=here)
    before = len(service.asked)
    ask(small, lake, endpoints=here, area=AREA.buffer(-100))
    assert len(service.asked) > before


def test_a_part_of_a_fresh_area_is_not_asked_for_when_its_date_is_known(
    small, lake, here, service
):
    ask(small, lake, endpoints=here, sources=["small_trees"])
    before = len(service.asked)
    part = AREA.buffer(-100)
    (told,) = ask(
        small, lake, endpoints=here, sources=["small_trees"], area=part
    ).collected
    assert told.was_present
    assert len(service.asked) == before


def test_what_is_stale_is_asked_whether_it_changed(
    small, lake, here, service, publisher
):
    ask(small, lake, endpoints=here, sources=["small_parcels"])
    later = ON + timedelta(days=32)
    (same,) = ask(
        small, lake, endpoints=here, sources=["small_parcels"], on=later
    ).collected
    assert same.was_present
    assert service.asked[-1].header("If-None-Match")
    publisher.files["/percelen.json"] = parcels(21)
    much_later = later + timedelta(days=32)
    (newer,) = ask(
        small, lake, endpoints=here, sources=["small_parcels"], on=much_later
    ).collected
    assert (newer.rows, newer.was_present) == (21, False)
    newest, older = lake.pieces("parcels", on=date.max)
    assert len(geopandas.read_parquet(newest.path)) == 21
    assert len(geopandas.read_parquet(older.path)) == 20


def test_an_unchanged_file_serves_another_reader(small, lake, here, service):
    """What did not change comes from the snapshot when the table is made anew."""
    ask(small, lake, endpoints=here, sources=["small_parcels"])
    piece = only_piece(lake, "parcels")
    piece.path.with_suffix(".json").unlink()
    (told,) = ask(small, lake, endpoints=here, sources=["small_parcels"]).collected
    assert service.asked[-1].header("If-None-Match")
    assert (told.rows, told.was_present) == (20, False)
    assert only_piece(lake, "parcels").provenance.files == ("percelen.json",)


def test_memory_that_is_lost_or_damaged_is_no_matter(small, lake, here):
    ask(small, lake, endpoints=here)
    for note in (lake.folder / "fetched").iterdir():
        note.write_text('{"on": 3')
    report = ask(small, lake, endpoints=here)
    assert not report.failed
    assert all(one.was_present for one in report.collected)


def test_a_service_that_is_down_leaves_the_others_and_the_lake(
    small, lake, here, publisher
):
    ask(small, lake, endpoints=here)
    before = contents(lake)
    del publisher.files["/collections/boom/items"]
    report = ask(small, lake, endpoints=here, on=ON + timedelta(days=60))
    (problem,) = report.failed
    assert isinstance(problem, ServiceUnavailable)
    assert [one.source for one in report.collected] == ["small_parcels"]
    assert {name: contents(lake)[name] for name in before if "/boom" not in name}
    nl, en = problem.say("nl"), problem.say("en")
    assert nl.startswith("Bomen (test): 127.0.0.1")
    assert "HTTP 404" in nl
    assert "01-03-2026" in nl
    assert "2026-03-01" in en
    assert "--from" in nl
    assert "--from" in en


def test_without_a_network_every_source_says_so(small, lake):
    nowhere = {small.url: f"http://127.0.0.1:{free_port()}"}
    report = ask(small, lake, endpoints=nowhere)
    assert not report.collected
    assert [type(problem) for problem in report.failed] == [ServiceUnavailable] * 2
    assert all("geen verbinding" in problem.say("nl") for problem in report.failed)
    assert all("nog niets" in problem.say("nl") for problem in report.failed)
    assert not lake.pieces("trees", on=date.max)


def test_what_was_adopted_lately_is_not_asked(small, lake, here, service, tmp_path):
    (tmp_path / "boom").write_bytes(trees(published=ON - timedelta(days=30)))
    take(small, lake, tmp_path / "boom")
    (told,) = ask(small, lake, endpoints=here, sources=["small_trees"]).collected
    assert told.was_present
    assert not service.asked


def test_what_was_adopted_of_old_does_not_keep_from_asking(
    small, lake, here, service, tmp_path
):
    (tmp_path / "boom").write_bytes(trees(published=ON - timedelta(days=32)))
    take(small, lake, tmp_path / "boom")
    (told,) = ask(small, lake, endpoints=here, sources=["small_trees"]).collected
    assert not told.was_present
    assert service.asked


def test_a_service_that_says_there_is_nothing_is_believed(small, lake, here, publisher):
    publisher.files["/collections/boom/items"] = json.dumps(NOTHING_THERE).encode()
    (told,) = ask(small, lake, endpoints=here, sources=["small_trees"]).collected
    assert told.rows == 0
    piece = only_piece(lake, "trees")
    assert TREES.check(geopandas.read_parquet(piece.path)).empty
    assert shapely.from_wkt(piece.provenance.extent_wkt).equals(AREA)


def test_objects_elsewhere_in_the_country_mean_none_here(small, lake, here, publisher):
    publisher.files["/collections/boom/items"] = trees(5, west=200_000.0)
    (told,) = ask(small, lake, endpoints=here, sources=["small_trees"]).collected
    assert told.rows == 0


def test_objects_that_lie_outside_the_country_are_misplaced(
    small, lake, here, publisher
):
    """Such as metres taken for degrees: an empty table would be a lie."""
    publisher.files["/collections/boom/items"] = trees(5).replace(b"28992", b"3857")
    report = ask(small, lake, endpoints=here, sources=["small_trees"])
    assert [type(problem) for problem in report.failed] == [UnexpectedAnswer]
    assert not lake.pieces("trees", on=date.max)


def test_a_page_for_people_is_not_data(small, lake, here, publisher):
    publisher.files["/percelen.json"] = b"<!doctype html><p>Onderhoud"
    report = ask(small, lake, endpoints=here)
    (problem,) = report.failed
    assert isinstance(problem, UnexpectedAnswer)
    assert "Percelen (test)" in problem.say("nl")
    assert [one.source for one in report.collected] == ["small_trees"]


def test_what_two_sources_need_is_fetched_once(small, lake, here, service):
    small.assets["small_trees"] = small.assets["small_parcels"] = [
        Asset(f"{small.url}/both.json")
    ]
    both = json.loads(trees())
    both["features"][0]["properties"]["perceel"] = "p1"
    report = ask(small, lake, endpoints=here)
    assert len(report.failed) == 2
    assert len(service.asked) == 1


def test_a_source_that_is_nowhere_to_be_had_is_passed_over(small, lake, here):
    report = ask(small, lake, endpoints=here, sources=["small_terrain"])
    assert report == type(report)(collected=())


def test_a_name_that_is_no_source_is_told(small, lake):
    with pytest.raises(UnknownEntry, match="small_trees"):
        ask(small, lake, sources=["smal_trees"])


def test_an_asset_may_be_of_many_pages(small, lake, service, publisher, here):
    first, second = json.loads(trees(30)), json.loads(trees(30))
    first["features"], second["features"] = (
        first["features"][:17],
        first["features"][17:],
    )
    first["links"] = [{"rel": "next", "href": f"{small.url}/page2"}]
    first["numberMatched"] = 30
    publisher.files["/collections/boom/items"] = json.dumps(first).encode()
    publisher.files["/page2"] = json.dumps(second).encode()
    (told,) = ask(small, lake, endpoints=here, sources=["small_trees"]).collected
    assert told.rows == 30
    assert told.files == ("boom.json",)


# Every source


def areas():
    park = shapely.box(85_000, 446_300, 85_650, 447_000)
    return [
        park,
        shapely.MultiPolygon([park, shapely.box(136_000, 450_000, 136_400, 450_500)]),
    ]


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("area", areas(), ids=["park", "two parks"])
def test_what_every_source_locates_can_be_fetched(name, area):
    for asset in SOURCES[name].locate(area, date(2026, 11, 24)):
        check_settings(asset)
        assert asset.url.startswith("https://")
        assert all(isinstance(value, str) for value in asset.settings.values())


def test_places_far_apart_do_not_share_a_grid(small, lake, folder):
    east = shapely.box(100_000, 400_800, 100_050, 400_900)
    west = shapely.box(100_100, 400_800, 100_150, 400_900)
    take(small, lake, folder, area=shapely.union_all([east, west]))
    pieces = lake.pieces("terrain_m", on=date.max)
    extents = {shapely.from_wkt(piece.provenance.extent_wkt).bounds for piece in pieces}
    assert extents == {east.bounds, west.bounds}
    assert len(lake.pieces("trees", on=date.max)) == 1
