"""Reading vector tiles with GDAL, which did not make them."""

import math
import tempfile
from pathlib import Path

import pyogrio


def layers(data, z, x, y):
    """Decode a tile into its layers, placed on the earth (EPSG:3857)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / str(z) / str(x) / f"{y}.mvt"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        if not data:
            return {}
        names = [name for name, _ in pyogrio.list_layers(path)]
        return {
            name: pyogrio.read_dataframe(path, layer=name, X=x, Y=y, Z=z)
            for name in names
        }


def decoded(data, z, x, y):
    """Decode a tile into the attributes of all its features."""
    return [
        row
        for frame in layers(data, z, x, y).values()
        for row in frame.drop(columns="geometry").to_dict("records")
    ]


def tile_at(longitude_deg, latitude_deg, z):
    """Tell in which tile a place lies."""
    x = (longitude_deg + 180) / 360
    y = 0.5 - math.asinh(math.tan(math.radians(latitude_deg))) / (2 * math.pi)
    return int(x * 2**z), int(y * 2**z)
