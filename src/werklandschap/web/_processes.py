"""The processes of the platform: getting a home ready, serving pages, doing long work.

The command line starts them by name, as it starts every command; this is the only module
of ours that it knows.
"""

import fcntl
import hashlib
import os
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web import _environment as environment

THREADS, WORKERS = 4, 2
_NOT_SERVED = ["rest_framework*", "admin*"]
"""Static files of libraries whose pages we do not show."""

_REQUESTS_BEFORE_RENEWAL = 20_000
_LONGEST_REQUEST_S = 60
_SILENT_CONNECTION_S = 75
_KINDNESS = 10


@dataclass(eq=False)
class PortTaken(WerklandschapError):
    """Another program listens there already."""

    code: ClassVar[str] = "serve.port_taken"
    message: ClassVar[Text] = Text(
        nl="Op poort {port} draait al iets. Stop dat eerst, of kies een andere poort "
        "met PORT= of --port.",
        en="Something is running on port {port} already. Stop it first, or choose "
        "another port with PORT= or --port.",
    )

    port: int


def set_up(home: Path | None = None) -> None:
    """Make Django ready in this process.

    Parameters
    ----------
    home : Path, optional
        Where all state lies; otherwise what the environment says.
    """
    if home is not None:
        os.environ[f"{environment.PREFIX}HOME"] = str(home.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werklandschap.web.settings")
    django.setup()


def prepare() -> None:
    """Bring database and static files up to date; one process at a time does it."""
    home: Path = settings.HOME
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home / ".prepare.lock"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        _load_knowledge()
        _collect_static(home / "static.sha256")
    connections.close_all()


def _load_knowledge() -> None:
    """Bring innovations and pages of the toolbox up to date with the package."""
    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.innovations.actions import records
    from werklandschap.web.toolbox.actions import pages

    now = timezone.now()
    records.load_shipped(actor=PLATFORM, at=now)
    pages.load_shipped(actor=PLATFORM, at=now)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _collect_static(note: Path) -> None:
    """Copy, compress and hash static files, unless nothing changed since last time."""
    found = _fingerprint(_static_files())
    if note.exists() and note.read_text("ascii") == found:
        return
    call_command(
        "collectstatic",
        interactive=False,
        clear=True,
        verbosity=0,
        ignore_patterns=_NOT_SERVED,
    )
    note.write_text(found, "ascii")


def _static_files() -> Iterator[Path]:
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for file in files:
        about = file.stat()
        digest.update(f"{file}:{about.st_size}:{about.st_mtime_ns}".encode())
    return digest.hexdigest()


def check_port(host: str, port: int) -> None:
    """Go on only if nothing listens there.

    Raises
    ------
    PortTaken
        If something does.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PortTaken(port) from None


def serve(*, host: str, port: int) -> None:
    """Serve pages until told to stop.

    Parameters
    ----------
    host : str
        Address to listen at.
    port : int
        Port to listen at.

    Raises
    ------
    PortTaken
        If another program listens there.
    """
    check_port(host, port)
    prepare()
    _server(f"[{host}]:{port}" if ":" in host else f"{host}:{port}").run()


def _server(address: str) -> Any:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn, told by our environment variables instead of a file."""

        def load_config(self) -> None:
            """Tell it how to serve."""
            for name, value in _gunicorn(address).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """Give it the application."""
            from werklandschap.web.wsgi import application

            return application

    return Server()


def _warm(_worker: Any) -> None:
    """Read what every page needs before the first visitor asks, beside serving."""
    from werklandschap.web.pages.queries import warm

    threading.Thread(target=warm, name="warming up", daemon=True).start()


def _gunicorn(address: str) -> dict[str, Any]:
    return {
        "bind": address,
        "worker_class": "gthread",
        "workers": environment.number("WORKERS", WORKERS),
        "threads": environment.number("THREADS", THREADS),
        "preload_app": True,
        "post_worker_init": _warm,
        "timeout": _LONGEST_REQUEST_S,
        "graceful_timeout": 10,
        # Longer than a proxy or browser keeps a silent connection, so that they close first.
        "keepalive": _SILENT_CONNECTION_S,
        "max_requests": _REQUESTS_BEFORE_RENEWAL,
        "max_requests_jitter": _REQUESTS_BEFORE_RENEWAL // 10,
        "loglevel": environment.value("LOG_LEVEL", "WARNING").lower(),
        # No log of who asked for what: addresses are personal data.
        "accesslog": None,
        "control_socket_disable": True,
    }


def work(*, batch: bool = False) -> None:
    """Carry out long work until told to stop, or until none waits.

    Parameters
    ----------
    batch : bool
        Stop when nothing waits.
    """
    from werklandschap.web.jobs.worker import work as carry_out_runs

    # Whoever looks at a page waits; a scan can wait for them.
    os.nice(_KINDNESS)
    carry_out_runs(batch=batch)


def found_example(area: Path | None = None) -> list[tuple[str, str, str]]:
    """Fill the database with a generated country, or with the parks of a file.

    Parameters
    ----------
    area : Path, optional
        Outlines of real parks.

    Returns
    -------
    list of tuple of str
        Role, address and password of everybody who can sign in.
    """
    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.example import actions
    from werklandschap.web.parks.models import Park

    at = timezone.now()
    if area is None:
        actions.found_country(actor=PLATFORM, at=at)
    else:
        actions.add_parks(area=area, actor=PLATFORM, at=at)
    first = Park.objects.order_by("code")[0]
    people = actions.appoint_people(around=first, actor=PLATFORM, at=at)
    connections.close_all()
    return [(each.role, each.email, each.password) for each in people]


def fill_example(*, is_generated: bool) -> None:
    """Fill the desk of a generated country, make files of its first parks and ask for scans."""
    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.example import actions
    from werklandschap.web.parks.models import Park

    parks = Park.objects.order_by("code")
    if is_generated:
        actions.fill_desk(around=parks[0], actor=PLATFORM, at=timezone.now())
    for park in parks[: actions.SCANNED]:
        if is_generated:
            actions.collect_model_park(park=park, actor=PLATFORM, at=timezone.now())
        actions.ask_first_scan(park=park, actor=PLATFORM, at=timezone.now())
