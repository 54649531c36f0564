"""Area per class of very many surfaces within parks."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks._compare import PEERS, Row, compared, in_peers, medians, timed
from werklandschap.examples import model_country
from werklandschap.geo.overlay import area_per_class


def run(*, quick: bool) -> Iterator[Row]:
    """Compare with ``geopandas.overlay`` and, where it is there, with DuckDB."""
    chunks = list(model_country(parks=200 if quick else 3_800))
    parks = pd.concat([chunk.parks for chunk in chunks])
    cover = pd.concat([chunk.cover for chunk in chunks])
    pieces = cover[["cover_class", "geometry"]].reset_index(drop=True)
    zones = parks[["geometry"]].reset_index()
    area_per_class(pieces[:100], zones[:1], "cover_class")  # compile
    rounds = 3
    works = [
        timed(partial(area_per_class, pieces, zones, "cover_class", threads=threads))
        for threads in (None, 1)
    ]
    ours, alone, theirs = medians(
        [*works, timed(partial(by_geopandas, pieces, zones))], rounds=rounds
    )
    found = area_per_class(pieces, zones, "cover_class").to_numpy()
    equal = _difference(found, by_geopandas(pieces, zones).to_numpy())
    work = f"area per class, {len(zones):,} parks x {len(pieces):,} surfaces"
    yield compared(work, "geopandas.overlay", ours, theirs, equal)
    yield compared("  on one thread", "geopandas.overlay", alone, theirs, equal)
    if PEERS.exists():
        with tempfile.TemporaryDirectory() as folder:
            yield _against_duckdb(work, pieces, zones, found, ours, Path(folder))


def by_geopandas(pieces: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> pd.DataFrame:
    both = gpd.overlay(zones, pieces, how="intersection")
    areas = both.area.groupby([both["park_id"], both["cover_class"]]).sum()
    return areas.unstack(fill_value=0.0).loc[zones["park_id"]]


def _against_duckdb(
    work: str,
    pieces: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    found: np.ndarray,
    ours: float,
    folder: Path,
) -> Row:
    for name, frame in (("pieces", pieces), ("zones", zones)):
        plain = pd.DataFrame(frame.drop(columns="geometry"))
        plain["wkb"] = frame.geometry.to_wkb()
        plain.to_parquet(folder / f"{name}.parquet")
    answer = in_peers("duckdb_overlay.py", folder)
    areas = pd.read_parquet(folder / "areas.parquet")
    wide = areas.pivot_table(index="park_id", columns="cover_class", values="area_m2")
    equal = _difference(found, wide.fillna(0.0).loc[zones["park_id"]].to_numpy())
    return compared(
        "  the same", "duckdb spatial, 2 threads", ours, answer["seconds"], equal
    )


def _difference(found: np.ndarray, expected: np.ndarray) -> str:
    share = np.abs(found - expected).max() / expected.max()
    return f"{share:.0e} of the largest area"
