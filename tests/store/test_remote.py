"""Files in an S3-compatible store: a real server on loopback, and a line that is cut."""

import itertools
import shutil
import socket
import threading
from contextlib import suppress

import boto3
import pytest
from tests.servers import free_port
from tests.store.test_lake import ORIGIN

from werklandschap.store import Lake
from werklandschap.store.remote import Remote, SharedResults, StoreUnavailable
from werklandschap.store.results import NoSuchResult

BUCKETS = itertools.count()
BIG = 300_000


@pytest.fixture(scope="module")
def store():
    """The address of a store that holds nothing yet."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def remote(store, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    bucket = f"bucket-{next(BUCKETS)}"
    boto3.client("s3", endpoint_url=store).create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    return Remote(bucket, "a/lake", store)


@pytest.fixture
def lake(tmp_path):
    lake = Lake.create(tmp_path / "lake")
    for key in ("one", "two"):
        place = lake.place_of("buildings", key, ".parquet")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(key.encode() * BIG)
        lake.add("buildings", place, ORIGIN)
    return lake


def tree(folder):
    return {
        file.relative_to(folder): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


class CutLine:
    """Passes bytes on to a server and hangs up after so many."""

    def __init__(self, port, after):
        self.left, self._port = after, port
        self._server = socket.create_server(("127.0.0.1", free_port()))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with suppress(OSError):
            while True:
                here, _ = self._server.accept()
                threading.Thread(target=self._join, args=(here,), daemon=True).start()

    def _join(self, here):
        with here, socket.create_connection(("127.0.0.1", self._port)) as there:
            back = threading.Thread(target=self._pass, args=(there, here))
            back.start()
            self._pass(here, there)
            back.join()

    def _pass(self, one, other):
        with suppress(OSError):
            while (block := one.recv(16_384)) and self.left > 0:
                self.left -= len(block)
                other.sendall(block)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._server.close()


@pytest.fixture
def cut(store):
    """Give a remote whose line is cut after so many bytes."""
    lines = []

    def cut_after(remote, after):
        lines.append(CutLine(int(store.rpartition(":")[2]), after))
        return Remote(remote.bucket, remote.prefix, lines[-1].url)

    yield cut_after
    for line in lines:
        line.close()


def test_a_lake_is_the_same_on_every_machine(remote, lake, tmp_path):
    remote.push(lake.folder)
    remote.pull(tmp_path / "other")
    assert tree(tmp_path / "other") == tree(lake.folder)
    assert (
        len(Lake.open(tmp_path / "other").pieces("buildings", on=ORIGIN.published)) == 2
    )


def test_only_what_is_lacking_is_moved(remote, lake, tmp_path):
    assert len(remote.push(lake.folder)) == 5
    assert remote.push(lake.folder) == []
    assert len(remote.pull(tmp_path / "other", under="pieces")) == 4
    (tmp_path / "other/pieces/buildings/one.json").unlink()
    assert [file.name for file in remote.pull(tmp_path / "other", under="pieces")] == [
        "one.json"
    ]


def test_data_goes_before_what_describes_it(remote, lake, tmp_path):
    moved = [remote.push(lake.folder), remote.pull(tmp_path / "other")]
    for files in moved:
        kinds = [file.suffix == ".json" for file in files]
        assert kinds == sorted(kinds)


def test_files_that_are_being_written_stay_here(remote, lake):
    (lake.folder / "pieces" / ".123-abcd-x.parquet").write_bytes(b"half")
    assert not any(file.name.startswith(".") for file in remote.push(lake.folder))


def test_nothing_is_written_outside_the_working_copy(remote, tmp_path, store):
    client = boto3.client("s3", endpoint_url=store)
    for name in ("../out.json", "/out.json", "a/../../out.json", "a/lake/.hidden"):
        client.put_object(Bucket=remote.bucket, Key=f"a/lake/{name}", Body=b"x")
    assert remote.pull(tmp_path / "copy") == []
    assert not list(tmp_path.rglob("out.json"))


@pytest.mark.parametrize("after", [0, 2_000, 400_000, 900_000])
def test_a_line_that_is_cut_leaves_nothing_half(remote, lake, cut, tmp_path, after):
    copy = tmp_path / "copy"
    with pytest.raises(StoreUnavailable) as problem:
        cut(remote, after).push(lake.folder)
    assert remote.address in problem.value.say("nl")
    remote.pull(copy)
    if (copy / "lake.json").exists():
        assert Lake.open(copy).pieces("buildings", on=ORIGIN.published) == []
    remote.push(lake.folder)
    shutil.rmtree(copy, ignore_errors=True)
    with pytest.raises(StoreUnavailable):
        cut(remote, after).pull(copy)
    whole = tree(lake.folder)
    assert all(whole[name] == held for name, held in tree(copy).items())
    remote.pull(copy)
    assert tree(copy) == whole


def test_a_store_that_is_down_or_refuses_is_said(remote, tmp_path):
    silent = Remote(remote.bucket, "", "http://127.0.0.1:9")
    absent = Remote("no-such-bucket", "", remote.endpoint)
    for each, why in ((silent, "EndpointConnectionError"), (absent, "NoSuchBucket")):
        with pytest.raises(StoreUnavailable, match=why):
            each.pull(tmp_path / "copy")


def test_results_are_fetched_where_they_are_asked_for(remote, tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "scan.json").write_text("{}")
    (files / "report.pdf").write_bytes(b"%PDF" * 1000)
    digest = SharedResults(tmp_path / "one", remote).keep(files)
    other = SharedResults(tmp_path / "other", remote)
    assert other.has(digest)
    assert other.file(digest, "scan.json").read_text() == "{}"
    for unknown in ("0" * 64, "../" + digest, digest.upper(), ""):
        assert not other.has(unknown)
        with pytest.raises(NoSuchResult):
            other.file(unknown, "scan.json")


def test_half_a_result_is_no_result(remote, tmp_path, store):
    files = tmp_path / "files"
    files.mkdir()
    for name in ("a.tif", "b.tif"):
        (files / name).write_bytes(name.encode())
    digest = SharedResults(tmp_path / "one", remote).keep(files)
    boto3.client("s3", endpoint_url=store).delete_object(
        Bucket=remote.bucket, Key=f"a/lake/{digest[:2]}/{digest}/b.tif"
    )
    assert not SharedResults(tmp_path / "other", remote).has(digest)


def test_a_folder_is_no_remote():
    assert Remote.at("/var/lake") is None
    assert Remote.at("s3://bucket/some/where/") == Remote("bucket", "some/where")
