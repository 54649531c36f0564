"""The layers of a scan for maps on screen: small files, with their legends.

Cells become pictures in Web Mercator with the colours of the printed maps; shapes become
GeoJSON. What is shown was simplified for the eye; the real data lie beside it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pyproj import Transformer

from werklandschap.core.text import Language, Text
from werklandschap.geo.grids import Grid
from werklandschap.landscape import COVER_CLASSES, RIJKSDRIEHOEK
from werklandschap.report.class_pictures import MapClass
from werklandschap.report.paths import Geometries
from werklandschap.report.screen_pictures import DEGREES, screen_picture
from werklandschap.report.simulated_maps import (
    DEPTH_CLASSES,
    HEAT_CLASSES,
    coded,
    shares_of,
)
from werklandschap.report.water_words import how_often, pond_in_words
from werklandschap.study.outcome import ParkScan

_SIMPLER_M = 0.3
_DECIMALS = 6
"""Of degrees: a tenth of a metre."""

Json = dict[str, Any]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Raster:
    layer: str
    theme: str
    title: Text
    classes: tuple[MapClass, ...]


_SHADE = (MapClass(0.5, "#4b5d78", "lines", Text("schaduw", "shade")),)
_RASTERS = (
    _Raster(
        "flood_70",
        "water",
        Text("Waterdiepte, 70 mm in een uur", "Depth of water, 70 mm in an hour"),
        DEPTH_CLASSES,
    ),
    _Raster(
        "flood_90",
        "water",
        Text("Waterdiepte, 90 mm in een uur", "Depth of water, 90 mm in an hour"),
        DEPTH_CLASSES,
    ),
    _Raster(
        "flood_160",
        "water",
        Text("Waterdiepte, 160 mm in twee uur", "Depth of water, 160 mm in two hours"),
        DEPTH_CLASSES,
    ),
    _Raster(
        "pet",
        "heat",
        Text(
            "Gevoelstemperatuur op een hete middag",
            "Felt temperature on a hot afternoon",
        ),
        HEAT_CLASSES,
    ),
    _Raster(
        "shade_noon",
        "heat",
        Text("Schaduw op 21 juni, hoogste zon", "Shade on 21 June, sun at its highest"),
        _SHADE,
    ),
    _Raster(
        "shade_afternoon",
        "heat",
        Text("Schaduw op 21 juni, half vier", "Shade on 21 June, half past three"),
        _SHADE,
    ),
)
_YIELDS = (
    MapClass(0.0, "#cfcac0", "", Text("geen plaats", "no room")),
    MapClass(1.0, "#00224e", "", Text("minder dan 700", "less than 700")),
    MapClass(700.0, "#575d6d", "", Text("700–800", "700–800")),
    MapClass(800.0, "#a59c74", "", Text("800–900", "800–900")),
    MapClass(900.0, "#fee838", "", Text("900 en meer", "900 and more")),
)
"""Yield of panels in a year per power, in kWh per kWp; steps of a hundred are a choice."""


def write_layers(park: ParkScan, folder: Path) -> None:
    """Write what a map on screen shows of a park.

    Parameters
    ----------
    park : ParkScan
        The park.
    folder : Path
        Where ``layers.json`` goes, which describes the layers, and a file for each.
    """
    found = [*_shapes(park, folder), *_pictures(park, folder)]
    outline = shapely.transform(
        park.landscape.parks.geometry.loc[park.park_id], _degrees, interleaved=False
    )
    facts = {"bounds": list(outline.bounds), "layers": found}
    _write_json(folder / "layers.json", facts)
    _write_json(folder / "outline.geojson", _collection([outline], [{}]))


def _pictures(park: ParkScan, folder: Path) -> Iterator[Json]:
    for raster in _RASTERS:
        grid = getattr(park.landscape, raster.layer)
        if grid is not None:
            yield _picture(raster, grid, park, folder)


def _picture(raster: _Raster, grid: Grid, park: ParkScan, folder: Path) -> Json:
    outline = park.landscape.parks.geometry.loc[park.park_id]
    shown = screen_picture(grid, raster.classes, outline)
    file = f"layer_{raster.layer}.png"
    (folder / file).write_bytes(shown.png)
    often = Text(how_often(raster.layer, "nl"), how_often(raster.layer, "en"))
    return {
        "name": raster.layer,
        "kind": "picture",
        "theme": raster.theme,
        "file": file,
        "title": _text(raster.title),
        "note": _text(often),
        "corners": shown.corners,
        "legend": _legend(raster.classes, shown.shares),
    }


def _shapes(park: ParkScan, folder: Path) -> Iterator[Json]:
    for layer in (_cover(park), _roofs(park), _ponds(park)):
        if layer is not None:
            facts, shapes, properties = layer
            file = f"layer_{facts['name']}.geojson"
            _write_json(folder / file, _collection(_shown(shapes), properties))
            yield facts | {"kind": "shapes", "file": file}


_Layer = tuple[Json, Geometries, list[Json]]


def _cover(park: ParkScan) -> _Layer | None:
    surfaces = park.landscape.surfaces
    if surfaces is None:
        return None
    own = surfaces[surfaces["park_id"] == park.park_id]
    area = own.geometry.area.groupby(own["cover_class"]).sum()
    total = max(float(area.sum()), 1e-9)
    found = [COVER_CLASSES[name] for name in area.sort_values(ascending=False).index]
    legend = [
        {
            "colour": each.colour,
            "pattern": "",
            "label": _text(each.label),
            "share": float(area[each.name]) / total,
        }
        for each in found
    ]
    properties = [
        {
            "colour": COVER_CLASSES[name].colour,
            **_text(COVER_CLASSES[name].label),
        }
        for name in own["cover_class"]
    ]
    title = Text("Wat er op de grond ligt", "What lies on the ground")
    shapes = shapely.coverage_simplify(np.asarray(own.geometry.values), _SIMPLER_M)
    return _facts("cover", "ground", title, legend), shapes, properties


def _roofs(park: ParkScan) -> _Layer | None:
    roofs = park.landscape.solar_roofs
    if roofs is None or roofs.empty:
        return None
    yields = roofs["yield_kwh_per_kwp"].fillna(0.0).to_numpy("float64")
    codes = coded(yields.astype(np.float32), _YIELDS)
    shares = shares_of(codes, len(_YIELDS))
    properties = [
        {
            "colour": _YIELDS[code - 1].colour,
            "nl": f"dakvlak: {power:.0f} kWp, {mwh:.0f} MWh per jaar",
            "en": f"roof plane: {power:.0f} kWp, {mwh:.0f} MWh a year",
        }
        for code, power, mwh in zip(
            codes, roofs["power_kwp"], roofs["yield_mwh_per_year"], strict=True
        )
    ]
    title = Text(
        "Zonnestroom van de daken (kWh per kWp)", "Solar power of roofs (kWh per kWp)"
    )
    facts = _facts("roofs", "energy", title, _legend(_YIELDS, shares))
    return facts, _simpler(roofs), properties


def _ponds(park: ParkScan) -> _Layer | None:
    rows = park.landscape.pond_origins
    if rows is None or rows.empty:
        return None
    outline = park.landscape.parks.geometry.loc[park.park_id]
    here = rows[rows.intersects(outline)]
    first = here.drop_duplicates("pond").sort_values("volume_m3", ascending=False)
    if first.empty:
        return None
    colour = DEPTH_CLASSES[3].colour
    properties = []
    for number, pond in enumerate(first["pond"], start=1):
        own = here[here["pond"] == pond]
        told = {name: pond_in_words(own, number, name) for name in _LANGUAGES}
        properties.append(
            {"colour": colour}
            | {
                name: f"{words['volume']}, {words['deepest']}: {words['origins']}"
                for name, words in told.items()
            }
        )
    title = Text("Van wie het water is (70 mm)", "Whose water it is (70 mm)")
    label = _text(Text("plas na 70 mm", "pond after 70 mm"))
    legend = [{"colour": colour, "pattern": "", "label": label, "share": None}]
    return _facts("ponds", "water", title, legend), _simpler(first), properties


_LANGUAGES: tuple[Language, ...] = ("nl", "en")


def _facts(name: str, theme: str, title: Text, legend: Sequence[Json]) -> Json:
    return {
        "name": name,
        "theme": theme,
        "title": _text(title),
        "note": {"nl": "", "en": ""},
        "legend": list(legend),
    }


def _legend(classes: Sequence[MapClass], shares: Sequence[float]) -> list[Json]:
    return [
        {
            "colour": each.colour,
            "pattern": each.pattern,
            "label": _text(each.label),
            "share": share,
        }
        for each, share in zip(classes, shares, strict=True)
    ]


def _simpler(frame: GeoDataFrame) -> Geometries:
    found: Geometries = shapely.simplify(np.asarray(frame.geometry.values), _SIMPLER_M)
    return found


def _shown(
    shapes: Geometries,
) -> Geometries:
    found: Geometries = shapely.transform(shapes, _degrees, interleaved=False)
    return found


_TO_DEGREES = Transformer.from_crs(RIJKSDRIEHOEK, DEGREES, always_xy=True)


def _degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    longitude, latitude = _TO_DEGREES.transform(x, y)
    return np.round(longitude, _DECIMALS), np.round(latitude, _DECIMALS)


def _collection(shapes: Iterable[Any], properties: Sequence[Mapping[str, Any]]) -> Json:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": number,
                "properties": dict(told),
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for number, (shape, told) in enumerate(
                zip(shapes, properties, strict=True), start=1
            )
            if shape is not None and not shape.is_empty
        ],
    }


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}


def _write_json(place: Path, facts: Json) -> None:
    told = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    place.write_text(told + "\n", "utf-8")
