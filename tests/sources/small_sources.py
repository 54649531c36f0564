"""Three sources of a few lines, to try the collecting with."""

import json
from datetime import date, timedelta

import numpy as np
import pyogrio
import rasterio
from geopandas import GeoDataFrame
from rasterio import Affine
from shapely import box

from werklandschap.core.registry import Registry
from werklandschap.core.text import Text
from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.landscape import PARCELS, RIJKSDRIEHOEK, TREES
from werklandschap.sources import Asset, GridReading, GridSource, Reading, Source
from werklandschap.sources.errors import TruncatedFile

AREA = box(100_000, 400_000, 101_000, 401_000)
PUBLISHED = date(2026, 2, 3)
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
NOTHING_THERE = {"type": "FeatureCollection", "features": []}


def trees(count=20, *, west=100_000.0, published=None, seed=1):
    """A file of trees as a publisher would write it."""
    chance = np.random.default_rng(seed)
    features = [
        {
            "type": "Feature",
            "id": f"b{number:05d}",
            "properties": {
                "boomnummer": f"b{number:05d}",
                "boomhoogte": float(chance.uniform(3, 25)),
                "stand": published and published.isoformat(),
            },
            "geometry": {
                "type": "Point",
                "coordinates": [
                    west + float(chance.uniform(1, 999)),
                    400_000.0 + float(chance.uniform(1, 999)),
                ],
            },
        }
        for number in range(count)
    ]
    chance.shuffle(features)
    return json.dumps(
        {"type": "FeatureCollection", "crs": CRS, "features": features}
    ).encode()


def parcels(count=20, *, west=100_000.0):
    features = [
        {
            "type": "Feature",
            "properties": {"perceel": f"p{number:03d}", "grootte": 100.0},
            "geometry": {
                "type": "Polygon",
                "coordinates": [_square(west + 20.0 * number, 400_000.0, 10.0)],
            },
        }
        for number in range(count)
    ]
    return json.dumps(
        {"type": "FeatureCollection", "crs": CRS, "features": features}
    ).encode()


def _square(west, south, side):
    corners = box(west, south, west + side, south + side).exterior.coords
    return [list(corner) for corner in corners]


def write_terrain(place, *, west=100_000.0, rows=40):
    values = np.arange(rows * 40, dtype=np.float32).reshape(rows, 40)
    profile = {
        "driver": "GTiff",
        "width": 40,
        "height": rows,
        "count": 1,
        "dtype": "float32",
        "crs": RIJKSDRIEHOEK,
        "transform": Affine(5.0, 0.0, west, 0.0, -5.0, 401_000.0),
    }
    with rasterio.open(place, "w", **profile) as file:
        file.write(values, 1)
    return values


class Small:
    """Sources of one's own, that count how often they read."""

    def __init__(self, url="https://small.example.nl"):
        self.url = url
        self.reads = []
        self.registry = Registry("source")
        self.assets = {
            "small_trees": [Asset(f"{url}/collections/boom/items", "features")],
            "small_parcels": [Asset(f"{url}/percelen.json")],
            "small_terrain": [],
        }
        facts = {
            "publisher": "Test",
            "licence": "CC0-1.0",
            "landing_page": "https://example.nl",
            "refreshed_every": timedelta(days=31),
            "resolution_m": 0.5,
        }
        for source in (
            Source(
                name="small_trees",
                title=Text(nl="Bomen (test)", en="Trees (test)"),
                delivers=TREES,
                locate=lambda _area, _on: self.assets["small_trees"],
                recognise=with_word('"boomnummer"'),
                read=self.reading("small_trees", "boomnummer"),
                tidy=tidy_trees,
                **facts,
            ),
            Source(
                name="small_parcels",
                title=Text(nl="Percelen (test)", en="Parcels (test)"),
                delivers=PARCELS,
                locate=lambda _area, _on: self.assets["small_parcels"],
                recognise=with_word('"perceel"'),
                read=self.reading("small_parcels", "perceel"),
                tidy=tidy_parcels,
                **facts,
            ),
            GridSource(
                name="small_terrain",
                title=Text(nl="Terrein (test)", en="Terrain (test)"),
                delivers="terrain_m",
                locate=lambda _area, _on: self.assets["small_terrain"],
                recognise=lambda found: [d for d in found if d.kind == "geotiff"],
                read=self.read_terrain,
                **facts,
            ),
        ):
            self.registry.add(source)

    def reading(self, name, column):
        def read(documents, area):
            self.reads.append(name)
            frames = [read_one(document, column) for document in documents]
            frame = GeoDataFrame(frames[0]) if len(frames) == 1 else _under(frames)
            if area is not None:
                frame = frame[frame.intersects(area)]
            days = [] if "stand" not in frame else list(frame["stand"].dropna())
            published = date.fromisoformat(str(max(days))[:10]) if days else None
            return Reading(frame, published, {"curved_ring": 2})

        return read

    def read_terrain(self, documents, area):
        self.reads.append("small_terrain")
        with rasterio.open(documents[0].path) as file:
            values, corner = file.read(1), file.transform
        definition = GridDefinition(corner.c, corner.f, 5.0, *values.shape)
        grid = Grid(definition, values)
        wanted = (
            definition if area is None else definition.around(area.bounds, cell_m=5)
        )
        return GridReading(grid.on(wanted), PUBLISHED)


def with_word(word):
    return lambda found: [d for d in found if d.kind == "json" and word in d.head]


def read_one(document, column):
    try:
        json.loads(document.path.read_bytes())
    except ValueError:
        raise TruncatedFile(document.origin) from None
    frame = pyogrio.read_dataframe(document.path)
    assert column in frame
    return frame.to_crs(RIJKSDRIEHOEK)


def _under(frames):
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


def tidy_trees(frame):
    renamed = frame.rename(columns={"boomnummer": "tree_id", "boomhoogte": "height_m"})
    return renamed.set_index("tree_id")


def tidy_parcels(frame):
    renamed = frame.rename(columns={"perceel": "parcel_id", "grootte": "registered_m2"})
    return renamed.set_index("parcel_id")
