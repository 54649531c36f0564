"""Keeping a library from writing to standard output where nobody asked it to."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_STDOUT = 1
_one_at_a_time = Lock()


@contextmanager
def quietly() -> Iterator[None]:
    """Drop what compiled code writes to standard output in the meantime.

    HiGHS 1.12 leaves a line of debugging on for whoever solves mixed problems; what
    people pipe from the command line must stay clean.
    """
    with _one_at_a_time:
        sys.stdout.flush()
        kept, nowhere = os.dup(_STDOUT), os.open(os.devnull, os.O_WRONLY)
        _flush()
        os.dup2(nowhere, _STDOUT)
        try:
            yield
        finally:
            # Its own buffer must be empty before the way out is open again.
            _flush()
            os.dup2(kept, _STDOUT)
            os.close(kept)
            os.close(nowhere)


def _flush() -> None:
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)
