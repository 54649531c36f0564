"""A production site by environment variables alone: PostgreSQL, gunicorn, whitenoise."""

import os
import re
import secrets
import subprocess
import sys
import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from tests.postgresql import postgresql
from tests.servers import free_port, running

pytestmark = pytest.mark.any_database

HOST = "platform.example.nl"
COMMAND = [sys.executable, "-m", "werklandschap.cli"]
PAGES = ("/", "/account/login/", "/niet-hier", "/bedrijventerreinen/X1-x", "/health")
YEAR_S = 365 * 24 * 60 * 60


@pytest.fixture(scope="module")
def database():
    with postgresql() as url:
        yield url


@pytest.fixture(scope="module")
def installation(database, tmp_path_factory):
    """The environment variables of an installation; nothing else tells them apart."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO_", "WERKLANDSCHAP_"))
    }
    told = {
        "HOME": str(tmp_path_factory.mktemp("home")),
        "HOSTS": HOST,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DATABASE_URL": database,
        "PROXIES": "1",
        "SERVICES": "0",
    }
    return kept | {f"WERKLANDSCHAP_{name}": value for name, value in told.items()}


@pytest.fixture(scope="module")
def port(installation, tmp_path_factory):
    """The port of a site with one worker."""
    port, logs = free_port(), tmp_path_factory.mktemp("logs")
    serve = [*COMMAND, "serve", "--port", str(port)]
    with running(serve, port, env=installation, log=logs / "serve.log"):
        worker = subprocess.Popen([*COMMAND, "worker"], env=installation)
        yield port
        worker.terminate()
        worker.wait(20)


def ask(port, path, *, method="GET", body=None, **headers):
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    told = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, told)
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


def cookies(answer):
    found = SimpleCookie()
    for line in answer.headers.get_all("Set-Cookie", ()):
        found.load(line)
    return found


def test_django_has_nothing_to_say_about_the_deployment(installation):
    done = subprocess.run(
        [
            *(sys.executable, "-m", "werklandschap.web"),
            *("check", "--deploy", "--fail-level", "WARNING"),
        ],
        env=installation,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_guarded(port, path):
    answer = ask(port, path)
    said = answer.headers
    assert answer.status < 500 or path == "/health"
    policy = said["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert "unsafe" not in rules["style-src"]
    assert rules["frame-ancestors"] == "'none'"
    seconds = re.match(r"max-age=(\d+); includeSubDomains; preload", said[HSTS])
    assert int(seconds[1]) >= YEAR_S
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["X-Frame-Options"] == "DENY"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in said["Permissions-Policy"]
    for cookie in cookies(answer).values():
        assert cookie["secure"]
        assert cookie["samesite"] in {"Lax", "Strict"}


HSTS = "Strict-Transport-Security"


def test_pages_are_served_over_https_only_and_health_to_anybody_near(port):
    plain = ask(port, "/", X_Forwarded_Proto="http")
    assert plain.status == 301
    assert plain.headers["Location"] == f"https://{HOST}/"
    assert ask(port, "/health", X_Forwarded_Proto="http").status in {200, 503}


def test_a_strange_host_is_refused(port):
    assert ask(port, "/", Host="evil.example").status == 400


def test_static_files_are_compressed_and_kept_for_ever(port):
    page = ask(port, "/").body.decode()
    found = re.search(r'"(/static/[^"]+\.[0-9a-f]{12}\.\w+)"', page)
    if found is None:
        pytest.skip("the page names no static file")
    file = ask(port, found[1], Accept_Encoding="br")
    assert file.status == 200
    assert "immutable" in file.headers["Cache-Control"]


def test_the_worker_is_seen(port):
    end = time.monotonic() + 30
    while ask(port, "/health").status != 200 and time.monotonic() < end:
        time.sleep(0.5)
    assert ask(port, "/health").status == 200


def try_to_sign_in(port, email, address="192.0.2.7"):
    form = ask(port, "/account/login/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', form.body)[1]
    (cookie,) = (each for each in cookies(form).values() if "csrf" in each.key)
    assert cookie["httponly"]
    told = {"csrfmiddlewaretoken": token, "login": email, "password": "wrong"}
    return ask(
        port,
        "/account/login/",
        method="POST",
        body=urlencode(told),
        Content_Type="application/x-www-form-urlencoded",
        Cookie=f"{cookie.key}={cookie.value}",
        Referer=f"https://{HOST}/account/login/",
        X_Forwarded_For=address,
    )


def test_who_guesses_passwords_is_locked_out(port):
    tries = [try_to_sign_in(port, "someone@example.org").status for _ in range(7)]
    assert tries[0] == 200
    assert tries[-1] == 429
    assert try_to_sign_in(port, "another@example.org", "198.51.100.4").status == 200


def test_who_tries_many_people_hears_to_wait(port):
    # The limit is per minute; a slow machine needs more tries than ten to reach it.
    tries = (
        b"te veel"
        in try_to_sign_in(port, f"guess{n}@example.org", "203.0.113.9").body.lower()
        for n in range(60)
    )
    assert not next(tries)
    assert any(tries)


def test_nobody_escapes_a_lock_by_making_up_an_address(port):
    tries = [
        try_to_sign_in(port, "victim@example.org", f"10.0.0.{n}, 192.0.2.99").status
        for n in range(7)
    ]
    assert tries[-1] == 429
