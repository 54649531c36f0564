"""What a map on screen shows of a place before and after a change.

Pictures of felt temperature and of the deepest water, the water of a shower from moment
to moment, and which plots get whose water.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import shapely
from pyproj import Transformer

from werklandschap.core.text import Text
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid
from werklandschap.landscape import RIJKSDRIEHOEK, Landscape
from werklandschap.report.class_pictures import MapClass
from werklandschap.report.screen_pictures import DEGREES, screen_picture
from werklandschap.report.simulated_maps import DEPTH_CLASSES, HEAT_CLASSES
from werklandschap.report.water_words import how_often, plot_in_words
from werklandschap.study.flood_film import Film

DESCRIPTION = "before_after.json"
_LEAST_DOTS = 1_000
"""About as many as a map on screen is wide."""

_MOST_BETWEEN = 30
"""More pairs of plots than anybody reads."""

_SMALLEST_M3 = 1.0
"""Less than a cubic metre is no reason for a talk with the neighbour (a choice)."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A place at one of two moments: before a change or after it."""

    name: str
    landscape: Landscape
    film: Film | None

    BEFORE: ClassVar[str] = "before"
    AFTER: ClassVar[str] = "after"


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    title: Text
    classes: tuple[MapClass, ...]


_LAYERS = (
    _Layer(
        "pet",
        Text(
            "Gevoelstemperatuur op een hete middag",
            "Felt temperature on a hot afternoon",
        ),
        HEAT_CLASSES,
    ),
    _Layer(
        "flood_70",
        Text("Hoogste water, 70 mm in een uur", "Highest water, 70 mm in an hour"),
        DEPTH_CLASSES,
    ),
)


def write_before_after(before: Moment, after: Moment, folder: Path) -> list[str]:
    """Write what a map shows of a change.

    Parameters
    ----------
    before, after : Moment
        The one park of a landscape, at both moments, simulated in the same cells.
    folder : Path
        Where the pictures go, and `DESCRIPTION`, which tells of them.

    Returns
    -------
    list of str
        The names of the files that were written.
    """
    layers = [
        _layer(each, before, after, folder)
        for each in _LAYERS
        if _has(each.name, before, after)
    ]
    told: Json = {"layers": layers, "film": None, "between": []}
    if before.film is not None and after.film is not None:
        told["film"] = _film(before, after, folder)
        told["between"] = list(_between(before.film, after.film))
    place = folder / DESCRIPTION
    place.write_text(json.dumps(told, ensure_ascii=False) + "\n", "utf-8")
    return sorted(each.name for each in folder.iterdir())


def _has(layer: str, *moments: Moment) -> bool:
    return all(getattr(each.landscape, layer) is not None for each in moments)


def _layer(each: _Layer, before: Moment, after: Moment, folder: Path) -> Json:
    files: Json = {}
    shares: dict[str, Sequence[float]] = {}
    corners: list[list[float]] = []
    for moment in (before, after):
        grid: Grid = getattr(moment.landscape, each.name)
        shown = screen_picture(
            grid,
            each.classes,
            _outline(moment.landscape),
            least_dots=_LEAST_DOTS,
        )
        files[moment.name] = [f"{each.name}_{moment.name}.png"]
        (folder / files[moment.name][0]).write_bytes(shown.png)
        shares[moment.name], corners = shown.shares, shown.corners
    return {
        "name": each.name,
        "title": _text(each.title),
        "note": _often(each.name),
        "corners": corners,
        "files": files,
        "legend": _legend(each.classes, shares),
    }


def _film(before: Moment, after: Moment, folder: Path) -> Json:
    """Paint each moment of the water twice, and count how much there is."""
    files: Json = {}
    rows: dict[str, list[Json]] = {}
    corners: list[list[float]] = []
    at_min: tuple[int, ...] = ()
    for moment in (before, after):
        film = moment.film
        assert film is not None  # the caller saw to it
        outline, at_min = _outline(moment.landscape), film.at_min
        from_m = moment.landscape.assumptions["cloudburst.ponding_from_m"]
        files[moment.name], rows[moment.name] = [], []
        for minute, grid in zip(at_min, film.depth_m, strict=True):
            shown = screen_picture(grid, DEPTH_CLASSES, outline)
            name = f"water_{moment.name}_{minute:03d}.png"
            (folder / name).write_bytes(shown.png)
            files[moment.name].append(name)
            rows[moment.name].append(_counted(grid, outline, from_m))
            corners = shown.corners
    return {
        "at_min": list(at_min),
        "note": _often("flood_70"),
        "corners": corners,
        "files": files,
        "rows": rows,
        "legend": _legend(DEPTH_CLASSES, {}),
    }


def _counted(grid: Grid, outline: shapely.Geometry, from_m: float) -> Json:
    """Count the water in a park: how much there is, and on how much ground it stands."""
    inside = burn([outline], grid.definition) >= 0
    depth = np.where(inside, np.nan_to_num(grid.values), 0.0).astype(np.float64)
    cell_m2 = grid.definition.cell_area_m2
    return {
        "water_m3": float(depth.sum() * cell_m2),
        "ponding_m2": float((depth >= from_m).sum() * cell_m2),
    }


def _between(before: Film, after: Film) -> Iterator[Json]:
    """Pair the water of plots on other plots, with a line from one to the other."""
    keys = ["from_plot", "to_plot"]
    both = before.between.merge(
        after.between, on=keys, how="outer", suffixes=("_before", "_after")
    )
    water = both[["water_m3_before", "water_m3_after"]].fillna(0.0).max(axis=1)
    is_told = (both["from_plot"] != both["to_plot"]) & (water >= _SMALLEST_M3)
    order = water[is_told].sort_values(ascending=False, kind="stable").index
    middles = before.plots.geometry.representative_point()
    middles.index = middles.index.astype("str")
    for row in both.loc[order[:_MOST_BETWEEN]].fillna(0.0).to_dict("records"):
        side = "before" if row["x_m_before"] else "after"
        middle = middles[row["from_plot"]]
        yield {
            "from": _text(plot_in_words(row["from_plot"])),
            "to": _text(plot_in_words(row["to_plot"])),
            "before_m3": row["water_m3_before"],
            "after_m3": row["water_m3_after"],
            "line": [
                _degrees(middle.x, middle.y),
                _degrees(row[f"x_m_{side}"], row[f"y_m_{side}"]),
            ],
        }


_TO_DEGREES = Transformer.from_crs(RIJKSDRIEHOEK, DEGREES, always_xy=True)


def _degrees(x: float, y: float) -> list[float]:
    return [round(each, 7) for each in _TO_DEGREES.transform(x, y)]


def _outline(landscape: Landscape) -> shapely.Geometry:
    outline: shapely.Geometry = landscape.parks.geometry.values[0]
    return outline


def _legend(
    classes: Sequence[MapClass], shares: Mapping[str, Sequence[float]]
) -> list[Json]:
    return [
        {
            "colour": each.colour,
            "pattern": each.pattern,
            "label": _text(each.label),
            "shares": {name: told[number] for name, told in shares.items()},
        }
        for number, each in enumerate(classes)
    ]


def _often(layer: str) -> dict[str, str]:
    return _text(Text(how_often(layer, "nl"), how_often(layer, "en")))


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}
