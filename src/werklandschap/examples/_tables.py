"""Writing down a made-up park in the tables of the landscape."""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.random import Generator
from shapely import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from werklandschap.examples._buildings import (
    Building,
    Development,
    built_on,
    built_year,
)
from werklandschap.examples._layout import Layout, along
from werklandschap.examples._paint import Layer
from werklandschap.examples._trees import Tree
from werklandschap.landscape import RIJKSDRIEHOEK, TABLES

_YEAR = 2026
_MUNICIPALITY, _COROP, _PROVINCE = "GM9999", "CR99", "PV99"
"""Codes that the CBS has given to nobody."""

Row = Mapping[str, object]


def table(
    name: str, prefix: str, rows: Iterable[Row], shapes: Iterable[BaseGeometry]
) -> GeoDataFrame:
    """Fill one of the landscape's tables, with numbered keys."""
    shapes, rows = list(shapes), list(rows)
    columns = {column.name for column in TABLES[name].columns}
    frame = GeoDataFrame(
        {column: [row.get(column) for row in rows] for column in sorted(columns)},
        geometry=shapes,
        crs=RIJKSDRIEHOEK,
    )
    frame.index = [f"{prefix}{number:05d}" for number in range(1, len(frame) + 1)]
    return TABLES[name].complete(frame.rename_axis(TABLES[name].key))


def parks(
    layout: Layout, developments: Sequence[Development], seed: int
) -> GeoDataFrame:
    """Register the park."""
    plots_ha = {
        state: sum(
            development.plot.shape.area / 10_000
            for development in developments
            if development.state == state or state == "all"
        )
        for state in ("all", "unbuilt")
    }
    row = {
        "name": f"Modelpark {seed} (gegenereerd)",
        "kind": "B",
        "municipality_code": _MUNICIPALITY,
        "corop_code": _COROP,
        "province_code": _PROVINCE,
        "reference_year": _YEAR - 1,
        "start_year": 1974,
        "gross_ha": round(layout.outline.area / 10_000, 2),
        "net_ha": round(plots_ha["all"], 2),
        "issuable_ha": round(plots_ha["unbuilt"], 2),
    }
    found = table("parks", "", [row], [layout.outline])
    return found.set_axis([f"GEN{seed:06d}"], axis=0).rename_axis("park_id")


def cover(parts: Sequence[tuple[Layer, Polygon]], seed: int) -> GeoDataFrame:
    """List what covers the ground; what nobody mapped is not in it."""
    mapped = [(layer, shape) for layer, shape in parts if layer.theme]
    rows = [
        {
            "theme": layer.theme,
            "cover_class": layer.cover_class,
            "function": layer.function,
            "level": 0,
        }
        for layer, _ in mapped
    ]
    return table("cover", f"gen{seed}-c", rows, (shape for _, shape in mapped))


def buildings(
    developments: Sequence[Development],
    shapes: Sequence[Polygon],
    floors_m: Sequence[float],
    seed: int,
    rng: Generator,
) -> GeoDataFrame:
    """Register the buildings; neighbours on a plot are of the same year."""
    start = developments[0].plot.shape
    levels = iter(floors_m)
    rows = [
        {
            "built_year": year,
            "status": status,
            "uses": building.uses,
            "floor_area_m2": building.floor_area_m2,
            "ground_m": (level := next(levels)),
            "roof_m": round(level + _median_height_m(building), 2),
            "registers": "bag;bgt",
        }
        for development in developments
        for year, status in [(built_year(development, start, rng), _status(rng))]
        for building in development.buildings
    ]
    return table("buildings", f"gen{seed}-b", rows, shapes)


def _status(rng: Generator) -> str:
    chance = rng.uniform()
    if chance < 0.04:
        return "Pand buiten gebruik"
    return "Verbouwing pand" if chance < 0.06 else "Pand in gebruik"


def _median_height_m(building: Building) -> float:
    """Take the height that half of the roof, seen from above, lies under."""
    planes = sorted(building.planes, key=lambda plane: plane.mean_height_m)
    under = np.cumsum([plane.shape.area for plane in planes])
    return planes[int(np.searchsorted(under, under[-1] / 2))].mean_height_m


def roof_planes(
    buildings: GeoDataFrame, developments: Sequence[Development], seed: int
) -> GeoDataFrame:
    """List the planes of all roofs."""
    planes = [
        (key, level, plane)
        for key, level, building in zip(
            buildings.index,
            buildings["ground_m"],
            built_on(developments),
            strict=True,
        )
        for plane in building.planes
    ]
    rows = [
        {
            "building_id": key,
            "area_m2": plane.area_m2,
            "slope_deg": plane.slope_deg,
            "azimuth_deg": plane.azimuth_deg,
            "height_m": level + plane.mean_height_m,
        }
        for key, level, plane in planes
    ]
    shapes = (plane.shape for _, _, plane in planes)
    return table("roof_planes", f"gen{seed}-r", rows, shapes)


def trees(planted: Sequence[Tree], seed: int) -> GeoDataFrame:
    """List the trees."""
    rows = [
        {"height_m": tree.height_m, "crown_diameter_m": tree.crown_m}
        for tree in planted
    ]
    places = shapely.points([(tree.x, tree.y) for tree in planted])
    return table("trees", f"gen{seed}-t", rows, places)


def parcels(
    layout: Layout, developments: Sequence[Development], seed: int
) -> GeoDataFrame:
    """List the parcels: the plots, and the public ground between them."""
    plots = [development.plot.shape for development in developments]
    public = shapely.get_parts(layout.outline.difference(shapely.union_all(plots)))
    shapes = [*plots, *(part for part in public if part.area > 1.0)]
    rows = [{"registered_m2": round(shape.area)} for shape in shapes]
    return table("parcels", f"gen{seed}-p", rows, shapes)


def protected_areas(layout: Layout, seed: int) -> GeoDataFrame:
    """Put a heath at some two and a half kilometres."""
    middle = layout.outline.centroid
    turn = layout.axis_rad + 2.2
    place = np.array([middle.x, middle.y]) + 3_200 * along(turn)
    angle = np.linspace(0, 2 * math.pi, 40, endpoint=False)
    radius_m = 480 * (1 + 0.2 * np.cos(3 * angle) + 0.1 * np.sin(5 * angle))
    around = np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius_m[:, None]
    heath = Polygon(np.round(place + around, 2))
    row = {"name": "Modelheide (gegenereerd)", "kind": "Natura 2000"}
    return table("protected_areas", f"gen{seed}-n", [row], [heath])


def regions(layout: Layout) -> GeoDataFrame:
    """Draw a municipality in a COROP region in a province."""
    middle = layout.outline.centroid
    names = {
        _MUNICIPALITY: ("Modelstad", "municipality", 5_000),
        _COROP: ("Modelstreek", "corop", 15_000),
        _PROVINCE: ("Modelprovincie", "province", 30_000),
    }
    rows = [
        {"name": f"{name} (gegenereerd)", "kind": kind, "year": _YEAR}
        for name, kind, _ in names.values()
    ]
    shapes = [
        box(middle.x - reach, middle.y - reach, middle.x + reach, middle.y + reach)
        for _, _, reach in names.values()
    ]
    found = table("regions", "", rows, shapes)
    return found.set_axis(list(names), axis=0).rename_axis("region_code")


def paths(layout: Layout, surroundings: Polygon, seed: int) -> GeoDataFrame:
    """List the streets and paths as lines, named as in OpenStreetMap."""
    lines: list[tuple[str, LineString]] = [
        *((street.kind, street.line) for street in layout.streets),
        ("cycleway", layout.cycle_path),
        ("footway", LineString(layout.pond.buffer(5.0).exterior.coords)),
    ]
    rows = [{"kind": kind} for kind, _ in lines]
    shapes = [line.intersection(surroundings) for _, line in lines]
    return table("paths", f"gen{seed}-w", rows, shapes)
