"""Two machines with one lake in a bucket: what one collects the other reads."""

import boto3
import pytest

from werklandschap.web import _environment as environment
from werklandschap.web.scans.queries import store


@pytest.fixture
def bucket(monkeypatch):
    from moto.server import ThreadedMotoServer

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="werklandschap")
    yield endpoint
    server.stop()


@pytest.fixture
def machine(settings, bucket, tmp_path, monkeypatch):
    """Become one of several machines with the same settings but homes of their own."""

    def become(name):
        home = tmp_path / name
        monkeypatch.setattr(store, "_looked", {})
        settings.S3_ENDPOINT = bucket
        settings.LAKE_ADDRESS = "s3://werklandschap/lake"
        settings.RESULTS_ADDRESS = "s3://werklandschap/results"
        settings.LAKE = environment.working_copy(settings.LAKE_ADDRESS, home / "lake")
        settings.RESULTS = environment.working_copy(
            settings.RESULTS_ADDRESS, home / "results"
        )
        return home

    return become


def test_what_one_machine_collects_and_finds_the_other_reads(machine, tmp_path):
    machine("one")
    file = tmp_path / "file"
    file.write_bytes(b"as published")
    digest, place = store.the_lake().keep(file)
    store.share_lake()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "scan.json").write_text("{}")
    result = store.the_results().keep(tmp_path / "files")

    home = machine("other")
    assert store.the_lake().snapshot(digest).read_bytes() == b"as published"
    assert store.the_lake().snapshot(digest) != place
    assert store.the_results().file(result, "scan.json").is_relative_to(home)


def test_a_store_that_is_silent_leaves_what_is_here(machine, settings):
    machine("one")
    lake = store.the_lake()
    store._looked.clear()
    settings.S3_ENDPOINT = "http://127.0.0.1:9"
    assert store.the_lake() == lake
