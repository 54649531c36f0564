"""A place that nobody ever saw: its tables and grids, and the files they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path

import pandas as pd
import pyogrio
import rasterio
from geopandas import GeoDataFrame
from rasterio import Affine

from werklandschap.geo.grids import Grid
from werklandschap.landscape import PARKS, RIJKSDRIEHOEK
from werklandschap.store.lake import writing

MARK = "werklandschap_generated"
"""The table that tells a generated database; in capitals the tag that tells a generated
raster, and which grid it is."""

PUBLISHED = date(2026, 1, 1)
"""The day on which every generated place is as it is."""

_NODATA = -9999.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GeneratedPlace:
    """Tables by name, as declared in `landscape.TABLES`, and grids by name.

    ``seed`` is the number it was drawn from; the same number gives the same place.
    """

    seed: int
    tables: Mapping[str, GeoDataFrame]
    grids: Mapping[str, Grid]

    @property
    def parks(self) -> GeoDataFrame:
        """The parks of the place."""
        return self.tables[PARKS.name]

    def write(self, folder: Path) -> list[Path]:
        """Write the place as files of which every one says that it is generated.

        Parameters
        ----------
        folder : Path
            Where ``generated.gpkg`` (a layer per table), ``terrain.tif``,
            ``surface.tif`` and ``area.gpkg`` (the park alone, to scan) are written;
            whole or not at all, and the same bytes for the same place.

        Returns
        -------
        list of Path
            The files.
        """
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / "generated.gpkg", folder / "area.gpkg"]
        # GeoPackage notes when it was written; the same place must give the same bytes.
        moment = f"{PUBLISHED.isoformat()}T00:00:00.000Z"
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": moment})
        try:
            with writing(files[0]) as temporary:
                self._write_tables(temporary)
            with writing(files[1]) as temporary:
                area = self.parks[["name", "geometry"]].reset_index()
                pyogrio.write_dataframe(area, temporary, layer="area", driver="GPKG")
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        for name in self.grids:
            files.append(folder / f"{name.removesuffix('_m')}.tif")
            with writing(files[-1]) as temporary:
                self._write_grid(name, temporary)
        return files

    @property
    def marks(self) -> dict[str, str]:
        """What its files say about themselves."""
        return {
            "generator": "werklandschap",
            "version": metadata.version("werklandschap"),
            "seed": str(self.seed),
            "published": PUBLISHED.isoformat(),
            "meaning": "gegenereerd voorbeeld, bestaat niet; generated, not real",
        }

    def _write_tables(self, file: Path) -> None:
        for name, table in self.tables.items():
            pyogrio.write_dataframe(
                table.reset_index(),
                file,
                layer=name,
                driver="GPKG",
                append=file.exists(),
            )
        marks = pd.DataFrame(list(self.marks.items()), columns=["name", "value"])
        pyogrio.write_dataframe(marks, file, layer=MARK, driver="GPKG", append=True)

    def _write_grid(self, name: str, file: Path) -> None:
        where, values = self.grids[name].definition, self.grids[name].values
        cell = where.cell_m
        with rasterio.open(
            file,
            "w",
            driver="GTiff",
            height=where.rows,
            width=where.columns,
            count=1,
            dtype="float32",
            crs=RIJKSDRIEHOEK,
            transform=Affine(cell, 0, where.west_m, 0, -cell, where.north_m),
            nodata=_NODATA,
            tiled=True,
            compress="deflate",
            predictor=3,
        ) as out:
            marks = {key.upper(): value for key, value in self.marks.items()}
            description = f"{name} - {self.marks['meaning']}"
            out.update_tags(
                **marks, **{MARK.upper(): name, "TIFFTAG_IMAGEDESCRIPTION": description}
            )
            out.write(values, 1)
