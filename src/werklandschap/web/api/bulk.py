"""All public parks in one file, kept until something changes."""

import os
import tempfile
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, HttpResponse
from rest_framework.request import Request

from werklandschap.web.api import queries
from werklandschap.web.api.crs import RD
from werklandschap.web.api.properties import PARK_FACTS, figure_columns, park_rows
from werklandschap.web.parks.models import Park

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

MEDIA_TYPE = "application/vnd.apache.parquet"

_KEPT = 3
"""Somebody may be about to read the version before the newest."""


def answer(request: Request) -> HttpResponse | FileResponse:
    """Send the file, or say that whoever asks has it already."""
    version = queries.version_of_public_parks()
    tag = f'"{version}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    response = FileResponse(
        _opened(version),
        as_attachment=True,
        filename="bedrijventerreinen.parquet",
        content_type=MEDIA_TYPE,
    )
    response.headers["ETag"] = tag
    return response


def _opened(version: str) -> BufferedReader:
    folder = Path(settings.HOME) / "bulk"
    file = folder / f"parks-{version}.parquet"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write(all_public_parks(), file)
        _forget_old(folder)
    return file.open("rb")


def _write(table: "GeoDataFrame", file: Path) -> None:
    """Write beside and move: whoever reads meanwhile never finds half a file."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    os.close(handle)
    table.to_parquet(name, index=False, compression="zstd", write_covering_bbox=True)
    Path(name).replace(file)


def _forget_old(folder: Path) -> None:
    files = sorted(
        folder.glob("parks-*.parquet"), key=lambda file: file.stat().st_mtime
    )
    for old in files[:-_KEPT]:
        old.unlink(missing_ok=True)


def all_public_parks() -> "GeoDataFrame":
    """Give every public park with its facts, current figures and outline in RD New."""
    import geopandas as gpd
    import pandas as pd
    import shapely

    parks = list(Park.objects.filter(is_public=True))
    columns = [*PARK_FACTS, "scanned_on", *figure_columns()]
    table = pd.DataFrame(park_rows(parks), columns=columns)
    table = table.astype(dict.fromkeys(figure_columns(), "float64"))
    outlines = [
        shapely.from_wkb(bytes(each.outline_wkb)) if each.outline_wkb else None
        for each in parks
    ]
    return gpd.GeoDataFrame(table, geometry=outlines, crs=RD.name)
