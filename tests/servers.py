"""Real servers on loopback, started by tests and ended by them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import yaml

MAPSERVER = "apt-get update && apt-get install -y mapserver-bin cgi-mapserver"
_PATIENCE_S = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Answer:
    """What a server says; ``stop_after`` breaks off, ``wait_s`` is slow to begin."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stop_after: int | None = None
    wait_s: float = 0.0
    drip_s: float = 0.0
    says_length: bool = True


@dataclass
class Asked:
    """What a server was asked."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        return next(
            (v for k, v in self.headers.items() if k.lower() == name.lower()), ""
        )


@dataclass
class Server:
    url: str
    asked: list[Asked] = field(default_factory=list)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


@contextmanager
def serving(respond: Callable[[Asked], Answer]) -> Iterator[Server]:
    """Serve whatever ``respond`` says, on a thread."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            asked = Asked(
                self.command, self.path, dict(self.headers), self.rfile.read(length)
            )
            server.asked.append(asked)
            _say(self, respond(asked))

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(f"http://127.0.0.1:{http.server_port}")
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def _say(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    time.sleep(answer.wait_s)
    try:
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.says_length:
            handler.send_header("Content-Length", str(len(answer.body)))
        else:
            handler.send_header("Connection", "close")
            handler.close_connection = True
        handler.end_headers()
        if answer.drip_s:
            for byte in answer.body:
                handler.wfile.write(bytes([byte]))
                time.sleep(answer.drip_s)
            return
        handler.wfile.write(answer.body[: answer.stop_after])
        if answer.stop_after is not None:
            handler.wfile.flush()
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
    except (BrokenPipeError, ConnectionResetError, OSError):
        # Whoever asked had enough of it.
        handler.close_connection = True


def passing_on(base: str, asked: Asked) -> Answer:
    """Pass what was asked on to the server at ``base``, as a proxy does."""
    there = urlsplit(base)
    connection = HTTPConnection(there.netloc, timeout=60)
    headers = {k: v for k, v in asked.headers.items() if k.lower() != "host"}
    headers["Accept-Encoding"] = "identity"
    connection.request(asked.method, asked.path, asked.body or None, headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    dropped = {"content-length", "transfer-encoding", "connection", "date", "server"}
    kept = {k: v for k, v in response.getheaders() if k.lower() not in dropped}
    return Answer(body, response.status, kept)


@contextmanager
def running(command: list[str], port: int, **options: object) -> Iterator[None]:
    """Run a server of another make until it is no longer needed."""
    log = Path(str(options.pop("log")))
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, **options)
        try:
            _wait_for(port, process, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(log.read_text("utf-8", "replace")[-2_000:])


@contextmanager
def pygeoapi(
    folder: Path, layers: Mapping[str, Path], *, url: str = "", limit: int = 1000
) -> Iterator[str]:
    """Serve GeoJSON files (in degrees, with an ``id``) as OGC API Features.

    ``url`` is the address that it gives in its links, such as that of a proxy.
    """
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    config, openapi = folder / "pygeoapi.yml", folder / "openapi.yml"
    config.write_text(
        yaml.safe_dump(_pygeoapi_config(url or here, layers, port, limit))
    )
    own = Path(sys.executable).with_name("pygeoapi")
    environment = os.environ | {
        "PYGEOAPI_CONFIG": str(config),
        "PYGEOAPI_OPENAPI": str(openapi),
    }
    subprocess.run(
        [own, "openapi", "generate", config, "--output-file", openapi],
        env=environment,
        check=True,
        capture_output=True,
    )
    command = [str(own), "serve", "--flask"]
    log = folder / "pygeoapi.log"
    with running(command, port, env=environment, log=log):
        yield here


def _pygeoapi_config(
    url: str, layers: Mapping[str, Path], port: int, limit: int
) -> dict[str, object]:
    text = {"en": "for tests"}
    contact = {"name": "x", "url": "http://localhost"}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": url,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "limits": {
                "default_items": 10,
                "max_items": limit,
                "on_exceed": "throttle",
            },
            "map": {"url": "http://localhost/{z}/{x}/{y}.png", "attribution": "none"},
            "admin": False,
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": text,
                "description": text,
                "keywords": {"en": ["test"]},
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": "http://localhost",
            },
            "license": {"name": "CC0", "url": "http://localhost"},
            "provider": contact,
            "contact": contact,
        },
        "resources": {
            name: {
                "type": "collection",
                "title": text,
                "description": text,
                "keywords": {"en": ["test"]},
                "extents": {
                    "spatial": {
                        "bbox": [3.0, 50.5, 7.5, 53.7],
                        "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                    }
                },
                "providers": [
                    {
                        "type": "feature",
                        "name": "GeoJSON",
                        "data": str(file),
                        "id_field": "id",
                        "crs": [
                            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                            "http://www.opengis.net/def/crs/EPSG/0/28992",
                        ],
                    }
                ],
            }
            for name, file in layers.items()
        },
    }


def find_mapserver() -> str | None:
    return shutil.which("mapserv") or next(
        (p for p in ("/usr/lib/cgi-bin/mapserv",) if Path(p).exists()), None
    )


@contextmanager
def mapserver(folder: Path, mapfile: str) -> Iterator[Server]:
    """Serve a map file over HTTP, through MapServer's CGI program."""
    program = find_mapserver()
    assert program
    place, config = folder / "test.map", folder / "mapserver.conf"
    place.write_text(mapfile)
    config.write_text("CONFIG\n ENV\n END\n MAPS\n END\nEND\n")

    def respond(asked: Asked) -> Answer:
        environment = {
            "PATH": os.environ["PATH"],
            "MS_MAPFILE": str(place),
            "MAPSERVER_CONFIG_FILE": str(config),
            "REQUEST_METHOD": asked.method,
            "QUERY_STRING": urlsplit(asked.path).query,
            "SERVER_NAME": "127.0.0.1",
            "SCRIPT_NAME": urlsplit(asked.path).path,
        }
        done = subprocess.run(
            [program], env=environment, capture_output=True, check=True
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        headers = dict(
            line.split(": ", 1) for line in head.decode("latin-1").splitlines() if line
        )
        status = int(headers.pop("Status", "200").split()[0])
        return Answer(body, status, headers)

    with serving(respond) as server:
        yield server
