"""``werklandschap demo``: the whole platform on this computer, in one command."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import ClassVar

from werklandschap.cli._platform import platform
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

_PREPARING = Text("Klaarzetten in {home} …", "Getting ready in {home} …")
_PEOPLE = Text(
    "Aanmelden kan als (alleen op deze computer):",
    "You can sign in as (on this computer only):",
)
_GENERATED = Text(
    "Dit is een gegenereerd voorbeeld: deze terreinen bestaan niet.",
    "This is a generated example: these parks do not exist.",
)
_ANSWERS = Text("De site staat klaar: {url}", "The site is ready: {url}")
_SCANS = Text(
    "De eerste nulmetingen lopen; u kunt ze volgen op de site. Stoppen: Ctrl-C.",
    "The first scans are running; you can follow them on the site. Stop with Ctrl-C.",
)
_STOPPING = Text(
    "Stoppen … wat nog liep gaat de volgende keer verder.",
    "Stopping … what was still running goes on next time.",
)
_PATIENCE_S, _STOP_S = 90.0, 15.0


@dataclass(eq=False)
class Stopped(WerklandschapError):
    """One of the processes of the platform ended by itself."""

    code: ClassVar[str] = "demo.stopped"
    message: ClassVar[Text] = Text(
        nl="Het platform is gestopt ({process}); wat er misging staat hierboven.",
        en="The platform stopped ({process}); what went wrong is said above.",
    )

    process: str


def run(options: argparse.Namespace) -> int:
    """Show the platform until Ctrl-C, or make one report."""
    if not options.serve:
        from werklandschap.cli._model_report import make_report

        return make_report(options)
    return _show(options)


def _show(options: argparse.Namespace) -> int:
    language = options.language
    # Real parks and generated ones are never shown together.
    home: Path = (options.home / "real" if options.area else options.home).absolute()
    if options.data:
        # Where scans look for files before they ask the services.
        os.environ["WERKLANDSCHAP_DATA"] = str(options.data.absolute())
    print(_PREPARING.in_language(language).format(home=home), flush=True)
    processes = platform(home)
    processes.check_port(options.host, options.port)
    processes.prepare()
    with _children(options, home) as children:
        people = processes.found_example(options.area)
        _wait_until_it_answers(options.host, options.port, children)
        _tell(people, options)
        processes.fill_example(is_generated=options.area is None)
        print(_SCANS.in_language(language), flush=True)
        _wait(children)
    return 0


def _tell(people: Sequence[tuple[str, str, str]], options: argparse.Namespace) -> None:
    language, url = options.language, f"http://{options.host}:{options.port}"
    print(_PEOPLE.in_language(language))
    for role, email, password in people:
        print(f"  {role:<16} {email:<36} {password}")
    if options.area is None:
        print(_GENERATED.in_language(language))
    print(_ANSWERS.in_language(language).format(url=url), flush=True)


Children = dict[str, subprocess.Popen[bytes]]


@contextmanager
def _children(options: argparse.Namespace, home: Path) -> Iterator[Children]:
    """Start the server and the worker; stop both, whatever happens in between."""
    address = ["--host", options.host, "--port", str(options.port)]
    children: Children = {}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        children["serve"] = _start(["serve", *address], home)
        children["worker"] = _start(["worker"], home)
        yield children
    except KeyboardInterrupt:
        print(_STOPPING.in_language(options.language), flush=True)
    finally:
        _stop(list(children.values()))


def _start(command: Sequence[str], home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603, our own command
        [sys.executable, "-m", "werklandschap.cli", *command, "--home", str(home)],
        # Ctrl-C is for this process; it stops the others in order.
        start_new_session=True,
        env=os.environ | {"WERKLANDSCHAP_HOME": str(home)},
    )


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    # A second time tells a worker in the middle of a run not to wait for its end.
    time.sleep(0.5)
    for child in children:
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + _STOP_S
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_it_answers(host: str, port: int, children: Children) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end and not _answers(host, port):
        _check(children)
        time.sleep(0.1)


def _answers(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/health")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _wait(children: Children) -> None:
    while True:
        _check(children)
        time.sleep(0.5)


def _check(children: Children) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise Stopped(name)
