"""Area per class with DuckDB; the tables are in memory before the clock starts."""

import importlib.util
import json
import sys
import time
from pathlib import Path

import duckdb

folder = Path(sys.argv[1])
home = Path(importlib.util.find_spec("duckdb_extension_spatial").origin).parent
(extension,) = home.rglob("spatial.duckdb_extension")
db = duckdb.connect()
db.execute(f"INSTALL '{extension}'; LOAD spatial; SET threads=2")
for name in ("pieces", "zones"):
    db.execute(
        f"CREATE TABLE {name} AS SELECT * EXCLUDE wkb, ST_GeomFromWKB(wkb) AS shape"
        f" FROM '{folder / name}.parquet'"
    )
start = time.perf_counter()
db.execute(
    "CREATE TABLE areas AS SELECT park_id, cover_class,"
    " sum(ST_Area(ST_Intersection(zones.shape, pieces.shape))) AS area_m2"
    " FROM zones JOIN pieces ON ST_Intersects(zones.shape, pieces.shape)"
    " GROUP BY park_id, cover_class"
)
seconds = time.perf_counter() - start
db.execute(f"COPY areas TO '{folder / 'areas.parquet'}' (FORMAT parquet)")
print(json.dumps({"seconds": seconds}))
