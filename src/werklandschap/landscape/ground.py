"""The ground, each square metre once: a partition made of surveyed objects."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.landscape.cover import COVER_CLASSES
from werklandschap.landscape.ground_tables import SURFACES
from werklandschap.landscape.table import RIJKSDRIEHOEK
from werklandschap.parameters import Assumptions

_GRID_M = 1e-6
"""Lines are noded on a micrometre: fine enough to keep areas, coarse enough to close."""

UNMAPPED = "unmapped"

Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Ground:
    """The surfaces of parks and what had to be mended to make them."""

    surfaces: GeoDataFrame
    repairs: Mapping[str, int]


def divide_ground(
    parks: GeoDataFrame,
    cover: GeoDataFrame,
    buildings: GeoDataFrame | None,
    *,
    assumptions: Assumptions,
) -> Ground:
    """Divide each park into surfaces that do not overlap and leave no gap.

    Objects on relative height 0 make the ground and buildings lie on top of them.
    Where two objects claim the same spot the smaller one, the more detailed, has it;
    what no object covers becomes ``unmapped``, except for slivers narrower than the
    parameter ``ground.sliver_width_m``, which go to the neighbour with which they share
    the longest border.

    Parameters
    ----------
    parks : GeoDataFrame
        Table ``parks``. [m]
    cover : GeoDataFrame
        Table ``cover``. [m]
    buildings : GeoDataFrame, optional
        Table ``buildings``; the buildings in ``cover`` if None. [m]
    assumptions : Assumptions
        The parameters in force.
    """
    objects = _objects(cover, buildings)
    parts, repairs = [], {"sliver": 0, "overlap": 0}
    for park_id, park in zip(parks.index, parks.geometry.values, strict=True):
        part, mended = _divide(park, objects, assumptions["ground.sliver_width_m"])
        part.index = pd.Index([f"{park_id}/{name}" for name in part.index], dtype="str")
        parts.append(part.assign(park_id=park_id))
        repairs = {kind: repairs[kind] + mended[kind] for kind in repairs}
    surfaces = GeoDataFrame(pd.concat(parts), crs=RIJKSDRIEHOEK)
    surfaces.index.name = SURFACES.key
    return Ground(with_fractions(surfaces, assumptions=assumptions), repairs)


def with_fractions(surfaces: GeoDataFrame, *, assumptions: Assumptions) -> GeoDataFrame:
    """Fill in how green, wet and paved surfaces are, by their class.

    Parameters
    ----------
    surfaces : GeoDataFrame
        Surfaces with a column ``cover_class``. [m]
    assumptions : Assumptions
        The parameters in force, at the level that is wanted.
    """
    classes = surfaces["cover_class"]
    green = {name: assumptions[f"cover.{name}_green_share"] for name in COVER_CLASSES}
    water = {name: _water(name, assumptions) for name in COVER_CLASSES}
    green_fraction = classes.map(green).astype("float64")
    water_fraction = np.minimum(
        classes.map(water).astype("float64"), 1 - green_fraction
    )
    filled = surfaces.assign(
        green_fraction=green_fraction,
        water_fraction=water_fraction,
        bare_fraction=np.clip(1 - green_fraction - water_fraction, 0, 1),
        is_paved=classes.map({n: c.is_paved for n, c in COVER_CLASSES.items()}),
        is_public=_public(surfaces),
    )
    return SURFACES.complete(filled)


def _water(name: str, assumptions: Assumptions) -> float:
    wet = {"reed", "marsh", "salt_marsh", "bank", "water"}
    return assumptions[f"cover.{name}_water_share"] if name in wet else 0.0


def _public(surfaces: GeoDataFrame) -> "pd.Series[bool]":
    """Tell who may go there: roads and verges are public, yards and buildings not."""
    by_class = surfaces["cover_class"].map(
        {name: cover.is_public for name, cover in COVER_CLASSES.items()}
    )
    is_road = surfaces["theme"].isin(["road", "road_support"])
    public: pd.Series[bool] = by_class.astype("boolean").mask(is_road, other=True)
    return public


def _objects(cover: GeoDataFrame, buildings: GeoDataFrame | None) -> GeoDataFrame:
    """Put the objects in order of who has the ground: buildings, then the smallest."""
    ground = cover[(cover["level"] == 0)]
    if buildings is not None:
        ground = ground[ground["theme"] != "building"]
        tops = GeoDataFrame(
            {"theme": "building", "cover_class": "building", "function": None},
            index=buildings.index,
            geometry=buildings.geometry.values,
            crs=cover.crs,
        )
        ground = pd.concat(
            [tops, ground[["theme", "cover_class", "function", "geometry"]]]
        )
    ordered = ground.assign(
        is_below=ground["theme"] != "building", area_m2=ground.geometry.area
    )
    ordered["name"] = ordered.index.astype("str")
    return ordered.sort_values(["is_below", "area_m2", "name"]).reset_index(drop=True)


def _divide(
    park: shapely.Geometry, objects: GeoDataFrame, sliver_width_m: float
) -> tuple[GeoDataFrame, dict[str, int]]:
    near = np.sort(objects.sindex.query(park, predicate="intersects"))
    shapes = objects.geometry.values[near]
    faces = _faces(park, shapes)
    owner, claims = _owners(faces, shapes)
    owner, slivers = _without_slivers(faces, owner, sliver_width_m)
    surfaces = _merged(faces, owner, objects.iloc[near])
    return surfaces, {"sliver": slivers, "overlap": int((claims > 1).sum())}


def _faces(park: shapely.Geometry, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Cut the park along every line that runs through it."""
    inside = shapely.intersection(shapely.boundary(shapes), park)
    lines = shapely.union_all([shapely.boundary(park), *inside], grid_size=_GRID_M)
    pieces = shapely.get_parts(shapely.polygonize([lines]))
    middle = shapely.point_on_surface(pieces)
    shapely.prepare(park)
    return np.asarray(pieces[shapely.intersects(park, middle)])


def _owners(
    faces: NDArray[np.object_], shapes: NDArray[np.object_]
) -> tuple[Positions, Positions]:
    """Tell of each face which object comes first there, -1 if none, and how many do."""
    owner = np.full(len(faces), len(shapes), np.intp)
    claims = np.zeros(len(faces), np.intp)
    tree = shapely.STRtree(shapely.point_on_surface(faces))
    shape, face = tree.query(shapes, predicate="intersects")
    np.minimum.at(owner, face, shape)
    np.add.at(claims, face, 1)
    owner[owner == len(shapes)] = -1
    return owner, claims


def _without_slivers(
    faces: NDArray[np.object_], owner: Positions, width_m: float
) -> tuple[Positions, int]:
    """Give unmapped slivers to the neighbour along which they run."""
    width = 2 * shapely.area(faces) / np.maximum(shapely.length(faces), 1e-9)
    slivers = np.flatnonzero((owner == -1) & (width < width_m))
    if not len(slivers):
        return owner, 0
    tree = shapely.STRtree(faces)
    sliver, other = tree.query(faces[slivers], predicate="intersects")
    is_owned = owner[other] >= 0
    sliver, other = sliver[is_owned], other[is_owned]
    shared = shapely.length(
        shapely.intersection(
            shapely.boundary(faces[slivers[sliver]]), shapely.boundary(faces[other])
        )
    )
    best = (
        pd.DataFrame({"sliver": sliver, "owner": owner[other], "shared": shared})
        .sort_values(["sliver", "shared", "owner"], ascending=[True, False, True])
        .drop_duplicates("sliver")
    )
    best = best[best["shared"] > 0]
    mended = owner.copy()
    mended[slivers[best["sliver"]]] = best["owner"]
    return mended, len(best)


def _merged(
    faces: NDArray[np.object_], owner: Positions, objects: GeoDataFrame
) -> GeoDataFrame:
    """Join the faces of one object again into one surface."""
    order = np.argsort(owner, kind="stable")
    owners, starts = np.unique(owner[order], return_index=True)
    shapes = [
        shapely.coverage_union_all(group)
        for group in np.split(faces[order], starts[1:])
    ]
    known = objects.iloc[np.maximum(owners, 0)] if len(objects) else None
    is_unmapped = owners < 0
    if known is None:
        empty = {"theme": [UNMAPPED], "cover_class": [UNMAPPED], "function": [None]}
        return GeoDataFrame(
            empty | {"cover_id": [None]},
            geometry=shapes,
            index=[UNMAPPED],
            crs=RIJKSDRIEHOEK,
        )
    # A register of buildings and a map of the ground may use the same identifiers.
    is_building = known["theme"] == "building"
    names = known["name"].mask(is_building, "building/" + known["name"])
    names = names.mask(is_unmapped, UNMAPPED).to_numpy()
    return GeoDataFrame(
        {
            "cover_id": known["name"].mask(is_unmapped).to_numpy(),
            "theme": known["theme"].mask(is_unmapped, UNMAPPED).to_numpy(),
            "cover_class": known["cover_class"].mask(is_unmapped, UNMAPPED).to_numpy(),
            "function": known["function"].mask(is_unmapped).to_numpy(),
        },
        geometry=shapes,
        index=names,
        crs=RIJKSDRIEHOEK,
    )
