"""Vector tiles of the public parks, from DuckDB in memory."""

import gzip
import importlib.util
import math
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werklandschap.web.parks.catalogue import Catalogue, Entry
from werklandschap.web.parks.models import Park

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LAST_ZOOM = 14
_OUTLINES_FROM = 9
_NAMES_FROM = 9
_EARTH_M = 40_075_016.686
_TILE_PX = 512
_MOST_KEPT = 4_000
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_APART_PX, _APART_M = 2.4, (260.0, 2_600.0)
"""Between parks that stand at one place: so many pixels, within so many metres."""

_TABLES = """
create table points as select * from shown;
create table outlines as
  select o.pk, p.code, p.name, ST_GeomFromWKB(o.wkb) as geom
  from drawn o join shown p using (pk);
"""
_POINTS = """
with spread as materialized (
  select *, ST_Point(x + $apart_m * aside_x, y + $apart_m * aside_y) as geom
  from points where $z < $outlines_from or placed
), here as materialized (
  select * from spread
  where ST_Intersects(geom, ST_TileEnvelope($z, $x, $y)::GEOMETRY)
), flat as (
  select pk, code, case when $z >= $names_from then name end as name, placed,
    ST_AsMVTGeom(geom, ST_Extent(ST_TileEnvelope($z, $x, $y)), 4096, 64, true) as g
  from here
)
select ST_AsMVT({'pk': pk, 'code': code, 'name': name, 'placed': placed, 'geom': g},
  'points', 4096, 'geom', 'pk') from flat where g is not null
  having count(*) > 0
"""
_OUTLINES = """
with here as materialized (
  select * from outlines
  where ST_Intersects(geom, ST_TileEnvelope($z, $x, $y)::GEOMETRY)
), flat as (
  select pk, code, name,
    ST_AsMVTGeom(ST_SimplifyPreserveTopology(geom, $tolerance_m),
      ST_Extent(ST_TileEnvelope($z, $x, $y)), 4096, 64, true) as g
  from here
)
select ST_AsMVT({'pk': pk, 'code': code, 'name': name, 'geom': g},
  'outlines', 4096, 'geom', 'pk') from flat where g is not null
  having count(*) > 0
"""


@dataclass(frozen=True, slots=True)
class Tiles:
    """The tiles of one catalogue; those that were asked for are kept."""

    database: "DuckDBPyConnection"
    kept: dict[tuple[int, int, int], bytes] = field(default_factory=dict)

    def tile(self, z: int, x: int, y: int) -> bytes:
        """Give a tile, zipped.

        Parameters
        ----------
        z, x, y : int
            Zoom, column and row, as `is_tile` allows.
        """
        if (z, x, y) not in self.kept:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            self.kept[z, x, y] = gzip.compress(self._drawn(z, x, y), 6, mtime=0)
        return self.kept[z, x, y]

    def _drawn(self, z: int, x: int, y: int) -> bytes:
        place = {"z": z, "x": x, "y": y}
        pixel_m = _EARTH_M / (_TILE_PX * 2**z)
        least_m, most_m = _APART_M
        points = {
            **place,
            "outlines_from": _OUTLINES_FROM,
            "names_from": _NAMES_FROM,
            "apart_m": min(max(_APART_PX * pixel_m, least_m), most_m),
        }
        drawn = self._one(_POINTS, points)
        if z >= _OUTLINES_FROM:
            drawn += self._one(_OUTLINES, {**place, "tolerance_m": pixel_m / 2})
        return drawn

    def _one(self, query: str, facts: dict[str, Any]) -> bytes:
        # A connection serves one thread at a time; a cursor is a connection of its own.
        with self.database.cursor() as cursor:
            (found,) = cursor.execute(query, facts).fetchone() or (None,)
        return bytes(found or b"")


_LOCK = threading.Lock()
_made: dict[tuple[str, ...], Tiles] = {}


def is_tile(z: int, x: int, y: int) -> bool:
    """Tell whether there is such a tile."""
    return 0 <= z <= LAST_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z


def tiles_of(catalogue: Catalogue) -> Tiles:
    """Give the tiles of a catalogue, made when first asked for."""
    with _LOCK:
        if catalogue.stamp not in _made:
            _made.clear()
            _made[catalogue.stamp] = Tiles(_database(catalogue))
        return _made[catalogue.stamp]


def forget() -> None:
    """Make all tiles anew, for a test that turns back the database."""
    with _LOCK:
        _made.clear()


def _database(catalogue: Catalogue) -> "DuckDBPyConnection":
    import duckdb

    database = duckdb.connect(
        config={
            "threads": "1",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    database.execute(f"LOAD '{_spatial(duckdb.__version__)}'")
    database.register("shown", _points(catalogue))
    database.register("drawn", _outlines(catalogue))
    database.execute(_TABLES)
    for name in ("shown", "drawn"):
        database.unregister(name)
    return database


def _spatial(version: str) -> Path:
    package = importlib.util.find_spec("duckdb_extension_spatial")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "extensions" / f"v{version}"
    return folder / "spatial.duckdb_extension"


def _points(catalogue: Catalogue) -> Any:
    import numpy as np
    import pyarrow as pa
    from pyproj import Transformer

    parks = [catalogue.entries[pk] for pk in sorted(catalogue.public)]
    parks = [park for park in parks if park.longitude_deg is not None]
    degrees = np.array([(park.longitude_deg, park.latitude_deg) for park in parks])
    transformer = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    x, y = transformer.transform(*degrees.reshape(-1, 2).T)
    aside = np.array(spread(parks)).reshape(-1, 2)
    return pa.table(
        {
            "pk": pa.array([park.pk for park in parks], pa.int64()),
            "code": pa.array([park.code for park in parks], pa.string()),
            "name": pa.array([park.name for park in parks], pa.string()),
            "placed": pa.array([not _is_drawn(park) for park in parks], pa.bool_()),
            "x": x,
            "y": y,
            "aside_x": aside[:, 0],
            "aside_y": aside[:, 1],
        }
    )


def _is_drawn(park: Entry) -> bool:
    return not park.is_placed_by_municipality


def spread(parks: list[Entry]) -> list[tuple[float, float]]:
    """Say how far beside its place each park is drawn, in units of their distance.

    Parks that stand at the middle of their municipality would lie on one heap; on the
    map alone they stand around it in a spiral, so that each can be seen and clicked.
    """
    heaps: dict[tuple[float | None, float | None], int] = {}
    aside = []
    for park in parks:
        place = (park.longitude_deg, park.latitude_deg)
        rank = heaps.get(place, 0) if park.is_placed_by_municipality else 0
        heaps[place] = rank + 1
        reach, turn = math.sqrt(rank), rank * _GOLDEN_ANGLE
        aside.append((reach * math.cos(turn), reach * math.sin(turn)))
    return aside


def _outlines(catalogue: Catalogue) -> Any:
    import pyarrow as pa
    import shapely
    from pyproj import Transformer

    drawn = Park.objects.filter(is_public=True, outline_wkb__isnull=False)
    rows = list(drawn.order_by("pk").values_list("pk", "outline_wkb"))
    rows = [row for row in rows if row[0] in catalogue.public]
    shapes = shapely.from_wkb([bytes(wkb or b"") for _, wkb in rows])
    transformer = Transformer.from_crs("EPSG:28992", "EPSG:3857", always_xy=True)
    shapes = shapely.transform(shapes, transformer.transform, interleaved=False)
    return pa.table(
        {
            "pk": pa.array([pk for pk, _ in rows], pa.int64()),
            "wkb": pa.array(list(shapely.to_wkb(shapes)), pa.binary()),
        }
    )
