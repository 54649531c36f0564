"""The shipped pages, and a server on loopback to which links lead."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.web.made import AT
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.toolbox.actions import pages
from werklandschap.web.toolbox.models import Page


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        status, where = {
            "/goed": (200, ""),
            "/omweg": (302, "/goed"),
            "/rondje": (302, "/rondje"),
            "/naar-binnen": (302, "http://10.0.0.1/"),
        }.get(self.path, (404, ""))
        self.send_response(status)
        if where:
            self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def site():
    """The address of a server that answers as its paths say."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def shipped(db):
    """All pages of the package."""
    pages.load_shipped(actor=PLATFORM, at=AT)
    return Page.objects.all()
