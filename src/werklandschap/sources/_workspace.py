"""A folder to work in, inside the lake, that never stays behind."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from werklandschap.store.lake import Lake, sweep


@contextmanager
def workspace(lake: Lake) -> Iterator[Path]:
    """Give an empty folder, and remove it afterwards.

    It lies in the lake, so that there is room for it where there is room for the data.
    What runs that were killed left in the lake is removed as well, unless other runs
    are at work in it.
    """
    root = lake.folder / "work"
    root.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("a") as lock:
        if _is_alone(lock):
            _clean(lake, root)
        # Until we are done nobody else is alone.
        fcntl.flock(lock, fcntl.LOCK_SH)
        folder = Path(tempfile.mkdtemp(dir=root))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _is_alone(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _clean(lake: Lake, root: Path) -> None:
    for folder in root.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
    for name in ("pieces", "snapshots", "fetched"):
        sweep(lake.folder / name)
