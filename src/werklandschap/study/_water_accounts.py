"""Settling a cloudburst: what plots shed and store, and whose water ponds are made of."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from scipy import ndimage

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Cells, Grid, GridDefinition
from werklandschap.landscape import PLOT_WATER, POND_ORIGINS, RIJKSDRIEHOEK, Landscape
from werklandschap.simulation.design_rain import Event
from werklandschap.simulation.flooding import Flood
from werklandschap.study._pond_origins import Codes, Origins, coarse_sum, summed
from werklandschap.study.scene import Scene


@dataclass(frozen=True, slots=True, eq=False)
class _Plots:
    """What water is counted for: shapes with an id, and what kind they are."""

    shapes: GeoDataFrame
    kind: str
    codes: Codes


def accounts(
    scene: Scene, landscape: Landscape, flooded: Flood, event: Event, side: int
) -> dict[str, Grid | GeoDataFrame]:
    """Settle what plots shed, receive and store, and whose water ponds are made of."""
    if flooded.passed is None:
        return {}
    plots = _plots(landscape, scene.definition, side)
    origins = Origins(flooded.passed, event.rain_mm / 1000)
    found: dict[str, Grid | GeoDataFrame] = {
        "plot_water": _plot_water(plots, origins, flooded, scene.definition, side)
    }
    ponds, codes = _ponds(flooded.max_depth_m, scene.definition, landscape)
    found["pond_origins"] = _pond_origins(
        ponds, codes, plots, origins, flooded.max_depth_m, scene.definition, side
    ).pipe(_large_origins, landscape.assumptions["cloudburst.smallest_origin_share"])
    return found


def _plots(landscape: Landscape, definition: GridDefinition, side: int) -> _Plots:
    """Take parcels; without those public and private ground; without that parks."""
    shapes, kind = landscape.parks[["geometry"]], "park"
    surfaces = landscape.surfaces
    if landscape.parcels is not None and len(landscape.parcels):
        window = shapely.box(*definition.bounds)
        parcels = landscape.parcels[["geometry"]]
        shapes, kind = parcels[parcels.intersects(window)], "parcel"
    elif surfaces is not None and surfaces["is_public"].notna().any():
        shapes, kind = _by_ownership(surfaces), "ownership"
    shapes = shapes.sort_index()
    coarse = GridDefinition(
        definition.west_m,
        definition.north_m,
        definition.cell_m * side,
        -(-definition.rows // side),
        -(-definition.columns // side),
    )
    return _Plots(shapes, kind, burn(list(shapes.geometry.values), coarse))


def _by_ownership(surfaces: GeoDataFrame) -> GeoDataFrame:
    names = surfaces["is_public"].map({True: "public", False: "private"})
    ids = surfaces["park_id"] + ":" + names.fillna("unknown").astype("str")
    merged = surfaces[["geometry"]].groupby(ids.to_numpy())
    return GeoDataFrame(
        geometry=merged.geometry.agg(shapely.union_all),
        crs=RIJKSDRIEHOEK,
    )


def _plot_water(
    plots: _Plots,
    origins: Origins,
    flooded: Flood,
    definition: GridDefinition,
    side: int,
) -> GeoDataFrame:
    count = len(plots.shapes)
    received, shed = origins.across(plots.codes, count)
    rain = summed(origins.rain_m3, plots.codes, count)
    stored = summed(
        coarse_sum(flooded.depth_m, side) * definition.cell_area_m2, plots.codes, count
    )
    table = plots.shapes.assign(
        kind=plots.kind,
        rain_m3=rain,
        received_m3=received,
        shed_m3=shed,
        stored_m3=stored,
        # Soil, leaves, sewer and open water: all that is neither there nor elsewhere.
        taken_m3=np.maximum(rain + received - shed - stored, 0.0),
    )
    return PLOT_WATER.complete(table.rename_axis(PLOT_WATER.key))


def _ponds(
    depth_m: Cells, definition: GridDefinition, landscape: Landscape
) -> tuple[GeoDataFrame, Codes]:
    """Find the ponds that touch a park, and number their cells from 0."""
    limits = landscape.assumptions
    labels, count = ndimage.label(depth_m >= limits["cloudburst.ponding_from_m"])
    cells = np.bincount(labels.ravel(), minlength=count + 1)
    parks = burn(list(landscape.parks.geometry.values), definition) >= 0
    is_kept = np.bincount(labels[parks], minlength=count + 1) > 0
    is_kept &= cells * definition.cell_area_m2 >= limits["cloudburst.smallest_pond_m2"]
    is_kept[0] = False
    numbers = np.where(is_kept, np.cumsum(is_kept) - 1, -1).astype(np.int32)
    codes = numbers[labels]
    size = int(is_kept.sum())
    deepest = np.zeros(size)
    np.maximum.at(deepest, codes[codes >= 0], depth_m[codes >= 0])
    volume = summed(depth_m.astype(np.float64), codes, size) * definition.cell_area_m2
    ponds = GeoDataFrame(
        {"volume_m3": volume, "deepest_m": deepest},
        geometry=_outlines(codes, definition, size),
        crs=RIJKSDRIEHOEK,
    )
    return ponds, codes


def _outlines(codes: Codes, definition: GridDefinition, count: int) -> list[object]:
    """Draw around the cells of each number."""
    row, column = np.nonzero(codes >= 0)
    x = definition.west_m + column * definition.cell_m
    y = definition.north_m - row * definition.cell_m
    squares = shapely.box(x, y - definition.cell_m, x + definition.cell_m, y)
    order = np.argsort(codes[row, column], kind="stable")
    ends = np.cumsum(np.bincount(codes[row, column], minlength=count))[:-1]
    groups = np.split(squares[order], ends) if count else []
    return [shapely.coverage_union_all(group) for group in groups]


def _pond_origins(
    ponds: GeoDataFrame,
    codes: Codes,
    plots: _Plots,
    origins: Origins,
    depth_m: Cells,
    definition: GridDefinition,
    side: int,
) -> GeoDataFrame:
    """Tell for each pond and plot which share of the pond fell on the plot."""
    rows = []
    for number, pond in enumerate(ponds.itertuples()):
        deep = np.where(codes == number, depth_m, 0.0)
        water = coarse_sum(deep, side) * definition.cell_area_m2
        # Rain on roofs and the like arrives in cells; cells without rain have none.
        per_plot = summed(origins.of(water), plots.codes, len(plots.shapes))
        shares = per_plot / max(float(pond.volume_m3), 1e-12)
        x, y = pond.geometry.representative_point().coords[0]
        name = f"{x:.1f}_{y:.1f}"
        rows.append(
            GeoDataFrame(
                {
                    "pond": name,
                    "plot_id": plots.shapes.index.astype("str"),
                    "share": np.clip(shares, 0.0, 1.0),
                    "volume_m3": pond.volume_m3,
                    "deepest_m": pond.deepest_m,
                },
                geometry=[pond.geometry] * len(per_plot),
                crs=RIJKSDRIEHOEK,
            )
        )
    if not rows:
        return POND_ORIGINS.empty()
    return GeoDataFrame(pd.concat(rows, ignore_index=True), crs=RIJKSDRIEHOEK)


def _large_origins(rows: GeoDataFrame, least_share: float) -> GeoDataFrame:
    """Keep the plots that matter; a row without plot has the rest of each pond."""
    if rows.empty:
        return POND_ORIGINS.empty()
    known = rows[rows["share"] >= least_share]
    told = known.groupby("pond")["share"].sum()
    rest = rows.drop_duplicates("pond").assign(plot_id=None)
    rest["share"] = (1.0 - rest["pond"].map(told).fillna(0.0)).clip(lower=0.0)
    every = GeoDataFrame(pd.concat([known, rest[rest["share"] > 0]]), crs=rows.crs)
    every.index = pd.Index(
        every["pond"] + ":" + every["plot_id"].fillna(""), name=POND_ORIGINS.key
    )
    return POND_ORIGINS.complete(every.sort_index())
