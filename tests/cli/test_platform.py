"""What a user may count on who starts the platform on a laptop."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

COMMAND = Path(sys.executable).parent / "werklandschap"
# The settings of the tests are not those of a user.
AS_A_USER = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("DJANGO_", "WERKLANDSCHAP_"))
} | {"NUMBA_NUM_THREADS": "1"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(port, path):
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


@contextmanager
def running(home, port, *more):
    """A demo, from the moment that it says that the site is ready."""
    process = subprocess.Popen(
        [COMMAND, "demo", "--home", home, "--port", str(port), *more],
        stdout=subprocess.PIPE,
        text=True,
        env=AS_A_USER,
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if f":{port}" in line:
                break
        yield process, "".join(said)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def stop(process):
    process.send_signal(signal.SIGINT)
    start = time.monotonic()
    process.stdout.read()
    return process.wait(timeout=30), time.monotonic() - start


def count(home, table):
    with sqlite3.connect(home / "werklandschap.sqlite3") as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def passwords(said):
    return [line.split()[-1] for line in said.splitlines() if "@" in line]


def test_one_command_shows_an_example_country_and_ctrl_c_ends_it(tmp_path):
    home, port = tmp_path / "home", free_port()
    with running(home, port) as (process, first):
        assert status_of(port, "/") == 200
        assert stop(process)[0] == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    parks = count(home, "parks_park")
    with running(home, port) as (process, second):
        assert status_of(port, "/") == 200
        assert stop(process)[0] == 0

    assert parks >= 200
    assert count(home, "parks_park") == parks
    assert "gegenereerd" in first
    assert len(passwords(first)) == 9
    assert passwords(first) == passwords(second)


def test_a_port_that_is_taken_is_said(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [COMMAND, "serve", "--home", tmp_path, "--port", port],
            capture_output=True,
            text=True,
            check=False,
            env=AS_A_USER,
        )
    assert done.returncode == 2
    assert "[serve.port_taken]" in done.stderr
    assert port in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_platform_is_said_what_to_install(tmp_path):
    for command in ("serve", "worker", "demo"):
        code = (
            "import sys; sys.modules['django'] = None\n"
            "from werklandschap.cli import main\n"
            f"sys.exit(main(['{command}', '--home', '{tmp_path}']))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2, done.stderr
        assert "pip install 'werklandschap[web]'" in done.stderr
