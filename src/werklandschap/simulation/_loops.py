"""How loops over arrays of cells are compiled, and a root that is quick in them."""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])

_THIRD = np.float32(1 / 3)
_ROOT_GUESS = np.float32(0x5498F56A)
# The cubic that comes closest to c^(-1/3) for the c of all guesses, 0.79 to 0.95.
_C0, _C1, _C2, _C3 = (
    np.float32(x) for x in (1.81237664, -1.56576094, 1.02920668, -0.275864329)
)

# Only products may be fused with sums; sums of a cell keep their order on every thread.
_ARITHMETIC = {"contract", "nnan", "ninf", "nsz"}


def shared(function: F) -> F:
    """Compile a loop that several threads share, and keep the result on disk."""
    return njit(  # type: ignore[return-value]
        parallel=True, nogil=True, cache=True, error_model="numpy", fastmath=_ARITHMETIC
    )(function)


def alone(function: F) -> F:
    """Compile a loop of one thread, to be called from one that is shared.

    What is written inside a shared loop itself, numba 0.66 may mix up between threads.
    """
    return njit(nogil=True, cache=True, error_model="numpy", fastmath=_ARITHMETIC)(  # type: ignore[return-value]
        function
    )


def apart(function: F) -> F:
    """Compile a loop over arrays that share no memory, and that makes none.

    Who knows the first can do all steps of a row at once with vector instructions, and
    who knows the second need not count who uses an array, which takes as long. numba
    keeps both for its own loops; without them this is slower, not wrong.
    """
    found: Any = alone(function)
    found._compiler._customize_flags = _apart_flags
    compiled: F = found
    return compiled


def _apart_flags(flags: Any) -> Any:  # noqa: ANN401
    flags.noalias, flags.nrt = True, False
    return flags


def inlined(function: F) -> F:
    return njit(  # type: ignore[return-value]
        nogil=True,
        cache=True,
        error_model="numpy",
        fastmath=_ARITHMETIC,
        inline="always",
    )(function)


# What numba gives back takes the typing context itself: to callers it has one argument.
def _reinterpreting(build: F) -> Callable[[Any], Any]:
    found: Callable[[Any], Any] = intrinsic(build)
    return found


@_reinterpreting
def _bits_of(typing_context: object, number: object) -> object:
    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        return builder.bitcast(arguments[0], context.get_value_type(types.int32))

    return types.int32(types.float32), build


@_reinterpreting
def _number_of(typing_context: object, bits: object) -> object:
    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        return builder.bitcast(arguments[0], context.get_value_type(types.float32))

    return types.float32(types.int32), build


@inlined
def one_over_cube_root(x: np.float32) -> np.float32:
    """Calculate x^(-1/3), to 2e-6: a guess from the exponent, and a cubic to better it."""
    y: np.float32 = _number_of(np.int32(_ROOT_GUESS - np.float32(_bits_of(x)) * _THIRD))
    c = (x * y) * (y * y)
    root: np.float32 = y * (_C0 + c * (_C1 + c * (_C2 + c * _C3)))
    return root
