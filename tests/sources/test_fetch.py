"""Fetching is patient with services that stumble and careful with what they send."""

import gzip
import json
import time
from itertools import chain, repeat

import pytest
from tests.servers import Answer, free_port, serving

from werklandschap.sources._fetch import Client, Patience, Version
from werklandschap.sources.errors import AnswerTooLarge, NoAnswer, TruncatedFile

QUICK = Patience(
    attempts=4,
    backoff_s=0.01,
    longest_wait_s=0.3,
    connect_s=2.0,
    read_s=2.0,
    total_s=20.0,
    poll_s=0.01,
)
BYTES = bytes(range(256)) * 400


@pytest.fixture
def client():
    with Client(QUICK) as client:
        yield client


def in_turn(*answers):
    """Give these answers, and the last one for ever."""
    following = chain(answers, repeat(answers[-1]))
    return lambda _asked: next(following)


def ranged(asked, *, stop_after=None, etag='"v1"', body=BYTES):
    """Answer as a file server does, the rest of a file included."""
    headers = {"ETag": etag}
    start = 0
    if asked.header("Range") and asked.header("If-Range") in {"", etag}:
        start = int(asked.header("Range").removeprefix("bytes=").removesuffix("-"))
        headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
    return Answer(body[start:], 206 if start else 200, headers, stop_after=stop_after)


def ranges(server):
    return [asked.header("Range") for asked in server.asked]


def test_nobody_is_told_who_we_are(client, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    cookies = {"Set-Cookie": "who=me; Path=/"}
    with serving(in_turn(Answer(b"1", headers=cookies), Answer(b"2"))) as server:
        client.ask(server.url)
        client.ask(server.url)
    for asked in server.asked:
        assert asked.header("User-Agent") == "werklandschap"
        assert not asked.header("Authorization")
        assert not asked.header("Cookie")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_service_that_stumbles_gets_another_chance(client, status):
    with serving(in_turn(Answer(status=status), Answer(b"well"))) as server:
        assert client.ask(server.url).content == b"well"
    assert len(server.asked) == 2


def test_an_order_that_fails_is_given_again(client):
    with serving(in_turn(Answer(status=503), Answer(b"{}"))) as server:
        client.ask(server.url, body='{"a": 1}')
    assert [asked.body for asked in server.asked] == [b'{"a": 1}'] * 2
    assert server.asked[0].header("Content-Type") == "application/json"


def test_it_waits_as_long_as_it_is_asked_to(client):
    busy = Answer(status=429, headers={"Retry-After": "1"})
    patient = Patience(**{**_fields(QUICK), "longest_wait_s": 5.0})
    with serving(in_turn(busy, Answer(b"well"))) as server, Client(patient) as waiting:
        begun = time.monotonic()
        assert waiting.ask(server.url).content == b"well"
        assert time.monotonic() - begun >= 1.0


def test_it_does_not_wait_for_hours_because_a_service_says_so():
    busy = Answer(status=429, headers={"Retry-After": "86400"})
    with serving(in_turn(busy)) as server, Client(QUICK) as client:
        begun = time.monotonic()
        with pytest.raises(NoAnswer) as caught:
            client.ask(server.url)
        assert time.monotonic() - begun < 5.0
    assert caught.value.host == server.host
    assert "429" in caught.value.say("nl")


def test_a_refusal_is_not_repeated(client):
    with (
        serving(in_turn(Answer(status=404))) as server,
        pytest.raises(NoAnswer, match="404"),
    ):
        client.ask(server.url)
    assert len(server.asked) == 1


def test_a_host_that_is_not_there_is_tried_for_one_layer_only(client):
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(NoAnswer, match="no connection"):
        client.ask(f"{url}/first")
    begun = time.monotonic()
    with pytest.raises(NoAnswer, match="no connection"):
        client.ask(f"{url}/second")
    assert time.monotonic() - begun < 0.005


def test_a_slow_answer_is_taken_as_no_answer():
    hasty = Patience(**{**_fields(QUICK), "read_s": 0.1, "attempts": 2})
    with (
        serving(in_turn(Answer(b"late", wait_s=0.5))) as server,
        Client(hasty) as client,
        pytest.raises(NoAnswer, match="too slow"),
    ):
        client.ask(server.url)


def test_an_answer_that_drips_runs_into_the_clock():
    hasty = Patience(**{**_fields(QUICK), "total_s": 0.3})
    with serving(in_turn(Answer(b"x" * 400, drip_s=0.02))) as server:
        begun = time.monotonic()
        with Client(hasty) as client, pytest.raises(NoAnswer, match="too slow"):
            client.ask(server.url)
        assert time.monotonic() - begun < 2.0


def test_an_answer_that_breaks_off_is_asked_for_again(client):
    broken = Answer(BYTES, stop_after=1_000)
    with serving(in_turn(broken, broken, Answer(BYTES))) as server:
        assert client.ask(server.url).content == BYTES


def test_an_answer_that_keeps_breaking_off_is_truncated(client):
    with (
        serving(in_turn(Answer(BYTES, stop_after=1_000))) as server,
        pytest.raises(TruncatedFile),
    ):
        client.ask(server.url)
    assert len(server.asked) == QUICK.attempts


def test_compressed_answers_come_out_unpacked(client):
    packed = Answer(gzip.compress(BYTES), headers={"Content-Encoding": "gzip"})
    with serving(in_turn(packed)) as server:
        assert client.ask(server.url).content == BYTES


def test_a_download_goes_on_where_it_broke_off(client, tmp_path):
    stops = iter([30_000, 30_000, None])
    with serving(lambda asked: ranged(asked, stop_after=next(stops))) as server:
        version = client.download(server.url, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BYTES
    assert version == Version('"v1"')
    assert ranges(server) == ["", "bytes=30000-", "bytes=60000-"]
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_patience_starts_anew_as_long_as_a_download_gets_further(client, tmp_path):
    with serving(lambda asked: ranged(asked, stop_after=10_000)) as server:
        client.download(server.url, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BYTES
    assert len(server.asked) > 2 * QUICK.attempts


def test_a_file_that_changed_meanwhile_is_fetched_anew(client, tmp_path):
    other = BYTES[::-1]
    answers = [
        lambda asked: ranged(asked, stop_after=30_000),
        lambda asked: ranged(asked, etag='"v2"', body=other),
    ]
    following = iter(answers)
    with serving(lambda asked: next(following)(asked)) as server:
        client.download(server.url, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == other


def test_without_proof_of_the_version_a_download_starts_over(client, tmp_path):
    broken = Answer(BYTES, stop_after=30_000)
    with serving(in_turn(broken, Answer(BYTES))) as server:
        client.download(server.url, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BYTES
    assert ranges(server) == ["", ""]


def test_a_server_that_resumes_at_the_wrong_place_is_not_believed(client, tmp_path):
    def respond(asked):
        if not asked.header("Range"):
            return ranged(asked, stop_after=None if len(server.asked) > 2 else 30_000)
        wrong = {"Content-Range": f"bytes 0-9/{len(BYTES)}", "ETag": '"v1"'}
        return Answer(BYTES[:10], 206, wrong)

    with serving(respond) as server:
        client.download(server.url, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BYTES


def test_a_range_that_does_not_exist_starts_over(client, tmp_path):
    def respond(asked):
        if asked.header("Range"):
            return Answer(status=416)
        return ranged(asked, stop_after=None if len(server.asked) > 2 else 30_000)

    with serving(respond) as server:
        client.download(server.url, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BYTES


def test_a_download_that_never_gets_whole_leaves_no_file(client, tmp_path):
    with (
        serving(in_turn(Answer(BYTES, stop_after=1_000))) as server,
        pytest.raises(TruncatedFile),
    ):
        client.download(server.url, tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_a_version_that_we_have_is_not_sent_again(client, tmp_path):
    def respond(asked):
        same = asked.header("If-None-Match") == '"v1"'
        return Answer(status=304) if same else ranged(asked)

    with serving(respond) as server:
        version = client.download(server.url, tmp_path / "first")
        again = client.download(server.url, tmp_path / "second", known=version)
    assert again is None
    assert not (tmp_path / "second").exists()


def test_what_does_not_stop_is_stopped(client, tmp_path):
    small = Patience(
        **{**_fields(QUICK), "max_file_bytes": 50_000, "max_page_bytes": 50_000}
    )
    with serving(in_turn(Answer(BYTES))) as server, Client(small) as careful:
        with pytest.raises(AnswerTooLarge):
            careful.ask(server.url)
        with pytest.raises(AnswerTooLarge):
            careful.download(server.url, tmp_path / "file")
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize(
    "target", ["ftp://127.0.0.1/file", "file:///etc/passwd", "gopher://127.0.0.1/"]
)
def test_only_the_web_is_followed(client, target):
    with (
        serving(in_turn(Answer(status=302, headers={"Location": target}))) as server,
        pytest.raises(NoAnswer, match="unsafe"),
    ):
        client.ask(server.url)


def test_a_file_on_this_machine_is_not_the_web(client):
    with pytest.raises(NoAnswer, match="unsafe"):
        client.ask("file:///etc/passwd")


def test_a_redirect_on_the_web_is_followed(client):
    def respond(asked):
        if asked.path == "/new":
            return Answer(b"here")
        return Answer(status=301, headers={"Location": "/new"})

    with serving(respond) as server:
        assert client.ask(f"{server.url}/old").content == b"here"


def test_redirects_that_go_round_end(client):
    with (
        serving(in_turn(Answer(status=302, headers={"Location": "/"}))) as server,
        pytest.raises(NoAnswer, match="redirecting"),
    ):
        client.ask(server.url)


def test_the_longest_beginning_decides_which_mirror_is_asked():
    with serving(in_turn(Answer(b"mirror"))) as mirror:
        endpoints = {
            "https://api.example.nl": "http://127.0.0.1:9",
            "https://api.example.nl/lv/bgt": f"{mirror.url}/bgt",
        }
        with Client(QUICK, endpoints) as client:
            client.ask("https://api.example.nl/lv/bgt/items", query={"a": "1"})
            assert client.host_of("https://api.example.nl/lv/bgt") == mirror.host
    assert [asked.path for asked in mirror.asked] == ["/bgt/items?a=1"]


def test_every_complaint_is_said_in_two_languages(client):
    with (
        serving(in_turn(Answer(status=404, body=json.dumps({}).encode()))) as server,
        pytest.raises(NoAnswer) as caught,
    ):
        client.ask(server.url)
    assert caught.value.say("nl") != caught.value.say("en")
    assert server.host in caught.value.say("nl")


def _fields(patience):
    return {name: getattr(patience, name) for name in patience.__slots__}
