"""A platform to try out: its own home, its own processes, visitors on loopback."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

COMMAND = (sys.executable, "-m", "werklandschap.cli")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def home(**told: str) -> Iterator[Path]:
    """Make an empty home and Django ready in this process; gone afterwards.

    ``told`` are environment variables of ours, without their prefix.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = {"HOME": folder, "SERVICES": "0", "LOG_LEVEL": "ERROR", **told}
        os.environ.update({f"WERKLANDSCHAP_{k}": v for k, v in settings.items()})
        from werklandschap.web import _processes

        _processes.set_up()
        _processes.prepare()
        yield Path(folder)


def start(*command: str) -> subprocess.Popen[bytes]:
    """Start one of the processes of the platform, with children of its own to kill."""
    return subprocess.Popen([*COMMAND, *command], start_new_session=True)


def kill(process: subprocess.Popen[bytes], how: int = signal.SIGKILL) -> None:
    """End a process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    process.wait()


@contextmanager
def running(*commands: tuple[str, ...]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run processes of the platform until they are no longer needed."""
    processes = [start(*command) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            kill(process)


def wait_until_it_answers(port: int, *, patience_s: float = 120.0) -> None:
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        try:
            Visitor(port).get("/health")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(port)


class Visitor:
    """Somebody with one connection, an address and cookies of their own."""

    def __init__(self, port: int, address: str = "10.0.0.1", timeout_s: float = 60.0):
        self._connection = HTTPConnection("127.0.0.1", port, timeout=timeout_s)
        self._address = address
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, bytes]:
        return self.ask("GET", path)

    def ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        told = {
            "X-Forwarded-For": self._address,
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            **(headers or {}),
        }
        try:
            self._connection.request(method, path, body, told)
            answer = self._connection.getresponse()
            content = answer.read()
        except HTTPException as problem:
            self._connection.close()
            raise ConnectionError from problem
        except OSError:
            self._connection.close()
            raise
        for line in answer.headers.get_all("Set-Cookie", ()):
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, content
