"""Writes ``client/land.json``, the outline under every map: run this module to renew it."""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "client" / "land.json"

_ROUND_M, _COAST_M, _FINE_M, _STEP_M = 12_000.0, 5_000.0, 100.0, 20_000.0


def outline() -> dict[str, Any]:
    """Give the land of the model country in longitude and latitude, as GeoJSON."""
    import shapely
    from pyproj import Transformer

    from werklandschap.examples.model_country import land

    to_degrees = Transformer.from_crs(28992, 4326, always_xy=True)
    # Shores are rounded outwards, so that no park of the model country is in water.
    sea, *lakes = shapely.get_rings(land())
    ground = shapely.Polygon(sea).buffer(_ROUND_M + _COAST_M).buffer(-_ROUND_M)
    ground = ground.simplify(_FINE_M)
    for lake in lakes:
        ground -= shapely.Polygon(lake).buffer(-_COAST_M).buffer(_COAST_M - _FINE_M)
    ground = shapely.segmentize(ground, _STEP_M)
    drawn = shapely.transform(ground, to_degrees.transform, interleaved=False)
    geometry = json.loads(shapely.to_geojson(shapely.set_precision(drawn, 0.0001)))
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def text() -> str:
    """Write the outline as it stands in the file."""
    return json.dumps(outline(), separators=(",", ":")) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
