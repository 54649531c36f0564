"""Turning loops over arrays into machine code."""

from collections.abc import Callable
from typing import TypeVar

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile ``function`` on its first call and keep the result on disk.

    It runs without the interpreter lock, so that threads share the work, and strictly
    by IEEE 754: the same input gives the same bits on every number of threads.

    numba does not see changes in compiled functions of *other* files: keep functions
    that call each other in one file.
    """
    # What numba gives back is called just like the function itself.
    return njit(nogil=True, cache=True, error_model="numpy")(function)  # type: ignore[return-value]
