"""Cells in classes as a picture: a colour for each class, and a pattern beside it."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rasterio import Affine
from rasterio.io import MemoryFile

from werklandschap.core.text import Text
from werklandschap.geo.grids import GridDefinition, Mask
from werklandschap.report import palette
from werklandschap.report.paths import UNITS_PER_MM, Frame

Pattern = Literal["", "dots", "lines", "dense", "cross"]
Codes = NDArray[np.int64]
Opacity = NDArray[np.uint8]

_DOTS_PER_MM = 10
_SAMPLE_MM = (7, 4)
_STEPS = {"dots": 12, "lines": 18, "dense": 9, "cross": 12}
"""Dots of the picture from one mark of a pattern to the next."""

_INK_SHARE = 0.45
_DARK = 110.0


@dataclass(frozen=True, slots=True)
class MapClass:
    """Cells from a value on (until the next class): colour, pattern and name."""

    from_value: float
    colour: str
    pattern: Pattern
    label: Text


def dots_of(frame: Frame) -> GridDefinition:
    """Lay a grid over a drawing, a cell for each dot of a picture of it.

    Parameters
    ----------
    frame : Frame
        The drawing.
    """
    units = UNITS_PER_MM // _DOTS_PER_MM
    return GridDefinition(
        frame.west_m,
        frame.north_m,
        frame.metres_per_unit * UNITS_PER_MM / _DOTS_PER_MM,
        frame.height // units,
        frame.width // units,
    )


def picture(
    codes: Codes, classes: Sequence[MapClass], *, opacity: Opacity | None = None
) -> str:
    """Paint classes as an address that holds a PNG; what has none is transparent.

    Parameters
    ----------
    codes, classes, opacity
        See `painted`.
    """
    png = painted(codes, classes, opacity=opacity)
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"


def painted(
    codes: Codes, classes: Sequence[MapClass], *, opacity: Opacity | None = None
) -> bytes:
    """Paint classes as a PNG; what has no class is transparent.

    Parameters
    ----------
    codes : array of int
        The class of each dot, from 1; 0 where there is none.
    classes : sequence of MapClass
        The classes.
    opacity : array of int, optional
        How opaque each dot is, from 0 to 255; wholly if None.
    """
    colours = np.array([(0, 0, 0), *(_rgb(found.colour) for found in classes)])
    inks = np.array([(0, 0, 0), *(_ink(found.colour) for found in classes)])
    is_marked = _marks(codes, classes)[..., None]
    shown = np.where(is_marked, inks[codes], colours[codes]).round().astype(np.uint8)
    full = 255 if opacity is None else opacity
    opaque = np.where(codes > 0, full, 0).astype(np.uint8)
    return _png(np.concatenate([shown, opaque[..., None]], axis=2))


def class_swatch(classes: Sequence[MapClass], number: int) -> str:
    """Draw the sample of a class for the legend: an SVG of 7 by 4 mm.

    Parameters
    ----------
    classes : sequence of MapClass
        The classes of the map.
    number : int
        Which, from 1.
    """
    width, height = (side * _DOTS_PER_MM for side in _SAMPLE_MM)
    codes = np.full((height, width), number)
    image = picture(codes, classes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{image}"/>'
        f'<rect width="{width}" height="{height}" fill="none" '
        f'stroke="{palette.MUTED}" stroke-width="1.2"/></svg>'
    )


def _marks(codes: Codes, classes: Sequence[MapClass]) -> Mask:
    """Tell on which dots the pattern of their class has a mark."""
    row, column = np.indices(codes.shape)
    found = np.zeros(codes.shape, bool)
    for number, each in enumerate(classes, start=1):
        if each.pattern:
            step = _STEPS[each.pattern]
            rising, falling = (row + column) % step < 2, (row - column) % step < 2
            marks = {"dots": rising & falling, "cross": rising | falling}
            found |= (codes == number) & marks.get(each.pattern, rising)
    return found


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _ink(colour: str) -> tuple[float, ...]:
    """Choose a darker tint for marks, or a lighter one on a dark colour."""
    rgb = _rgb(colour)
    towards = 255.0 if sum(rgb) / 3 < _DARK else 0.0
    return tuple(part + (towards - part) * _INK_SHARE for part in rgb)


def _png(dots: NDArray[np.uint8]) -> bytes:
    rows, columns, bands = dots.shape
    profile = {
        "width": columns,
        "height": rows,
        "count": bands,
        "dtype": "uint8",
        # Any place will do; without one there is a warning.
        "transform": Affine.translation(0, 1),
    }
    with MemoryFile() as memory:
        with memory.open(driver="PNG", **profile) as file:
            file.write(np.moveaxis(dots, 2, 0))
        return bytes(memory.read())
