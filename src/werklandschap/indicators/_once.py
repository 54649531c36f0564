"""Working out the same thing once for all indicators that ask for it."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_REMEMBERED = 24
_remembered: list[tuple[tuple[object, ...], object]] = []


def once(key: tuple[object, ...], make: Callable[[], T]) -> T:
    """Make something once for the same objects; the last few are remembered.

    Several indicators ask for the same patches and grids, on each alternative landscape;
    many alternatives leave the layers alone that these are made of.

    Parameters
    ----------
    key : tuple of object
        What it is made of: tables and grids, that are never changed in place, are
        compared by identity, tuples of numbers and words by value.
    make : callable
        Makes it.
    """
    for known, made in _remembered:
        if _same(known, key):
            return made  # type: ignore[return-value]
    made = make()
    _remembered.append((key, made))
    del _remembered[:-_REMEMBERED]
    return made


def forget() -> None:
    """Let go of what was remembered, such as the grids of the park before."""
    _remembered.clear()


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(
        a is b or (isinstance(a, tuple) and a == b)
        for a, b in zip(one, other, strict=True)
    )
