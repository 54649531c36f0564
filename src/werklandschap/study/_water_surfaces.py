"""Which surface, to water, each class of ground cover is."""

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Cells, GridDefinition
from werklandschap.geo.overlay import area_within
from werklandschap.landscape import COVER_CLASSES, Landscape
from werklandschap.parameters import Assumptions
from werklandschap.simulation.rain_year import SURFACES
from werklandschap.study.scene import ground_rows

_OPEN_PAVED = {"open_paving", "yard", "rail"}
_BARE = {"semi_paving", "unpaved", "sand", "dune", "unmapped"}

Indices = NDArray[np.intp]


def bare_surface_of(cover_class: str) -> str:
    """Tell what ground of a class is where nothing grows, as one of `SURFACES`."""
    if cover_class == "building":
        return "roof"
    if cover_class in _OPEN_PAVED:
        return "open_paving"
    if cover_class in COVER_CLASSES and COVER_CLASSES[cover_class].is_paved:
        return "closed_paving"
    return "closed_paving" if cover_class == "unknown" else "unpaved"


def parts_per_surface(rows: GeoDataFrame) -> pd.DataFrame:
    """Divide ground over `SURFACES`: what is green is planted, what is water is none.

    Parameters
    ----------
    rows : GeoDataFrame
        Table ``surfaces``.

    Returns
    -------
    DataFrame
        A row per surface and a column for each of `SURFACES`, adding up to the part
        that is not water.
    """
    bare = rows["cover_class"].map(bare_surface_of)
    parts = pd.DataFrame(
        {name: rows["bare_fraction"].where(bare == name, 0.0) for name in SURFACES},
        index=rows.index,
    )
    parts["planted"] += rows["green_fraction"]
    return parts


def on_cells(landscape: Landscape, definition: GridDefinition) -> dict[str, Cells]:
    """Lay the parts of `parts_per_surface` out in cells, with ``water``.

    Ground of which nothing is known is ``unpaved``.
    """
    rows = ground_rows(landscape)
    zeros = np.zeros(definition.shape, np.float32)
    if rows is None:
        unknown = np.ones(definition.shape, np.float32)
        return {**dict.fromkeys((*SURFACES, "water"), zeros), "unpaved": unknown}
    parts = parts_per_surface(rows).assign(water=rows["water_fraction"])
    parts.loc[:, "unpaved"] += 1.0 - parts.sum(axis=1)
    code = burn(list(rows.geometry.values), definition)
    cells = {
        str(name): np.where(
            code >= 0,
            parts[name].to_numpy(np.float32)[code],
            np.float32(name == "unpaved"),
        ).astype(np.float32)
        for name in parts
    }
    planted = values_on_cells(landscape.roof_layers, "green_share", definition)
    green_roof = (cells["roof"] * planted).astype(np.float32)
    moved = {"roof": cells["roof"] - green_roof, "green_roof": green_roof}
    return cells | moved


def values_on_cells(
    things: GeoDataFrame | None, column: str, definition: GridDefinition
) -> Cells:
    """Lay a column of things that were placed out in cells; 0 where there are none."""
    if things is None or things.empty:
        return np.zeros(definition.shape, np.float32)
    code = burn(list(things.geometry.values), definition)
    values = things[column].to_numpy(np.float32)
    return np.where(code >= 0, values[code], 0.0).astype(np.float32)


def green_roof_m2(
    layers: GeoDataFrame | None, surfaces: GeoDataFrame
) -> "pd.Series[float]":
    """Measure the planted roof on each surface; none on what is no building. [m²]."""
    none = pd.Series(0.0, index=surfaces.index)
    if layers is None or layers.empty:
        return none
    roofs = surfaces[surfaces["cover_class"].map(bare_surface_of) == "roof"]
    total = none.copy()
    for share, some in layers.groupby("green_share"):
        total = total.add(float(share) * area_within(some, roofs), fill_value=0.0)
    return total.reindex(surfaces.index)


def mixed(parts: dict[str, Cells], what: str, limits: Assumptions) -> Cells:
    """Take the mean of a parameter ``{what}`` with ``{}`` for the surface, by part."""
    total = np.zeros_like(parts["planted"])
    for name in SURFACES:
        if parts[name].any():
            total += parts[name] * np.float32(limits[what.format(name)])
    return total
