"""Where things lie: the lake, the results, and a park as the engine takes it."""

import hashlib
import logging
import time
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from werklandschap.web.parks.models import Park

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from werklandschap.store import Lake
    from werklandschap.store.remote import Remote
    from werklandschap.store.results import Results
    from werklandschap.study.collecting import Holding

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 30.0
_looked: dict[Path, float] = {}
"""When each working copy was last compared with its store."""


def the_lake() -> "Lake":
    """Open the lake of this installation, with what other machines brought into it."""
    from werklandschap.store import Lake

    folder = Path(settings.LAKE)
    if (remote := _remote(settings.LAKE_ADDRESS)) is not None:
        _look_in(remote, folder)
    return Lake.create(folder)


def _look_in(remote: "Remote", folder: Path) -> None:
    """Fetch what is new, now and then; without an answer what is here has to do."""
    from werklandschap.store.remote import StoreUnavailable

    if time.monotonic() - _looked.get(folder, -_LOOK_EVERY_S) < _LOOK_EVERY_S:
        return
    try:
        remote.pull(folder)
    except StoreUnavailable as problem:
        if not (folder / "lake.json").exists():
            raise
        log.warning("%s", problem.say("en"))
    _looked[folder] = time.monotonic()


def share_lake() -> None:
    """Bring what was collected here to where other machines find it."""
    if (remote := _remote(settings.LAKE_ADDRESS)) is not None:
        remote.push(Path(settings.LAKE))


def the_results() -> "Results":
    """Give the results of this installation."""
    from werklandschap.store.remote import SharedResults
    from werklandschap.store.results import Results

    folder = Path(settings.RESULTS)
    remote = _remote(settings.RESULTS_ADDRESS)
    return Results(folder) if remote is None else SharedResults(folder, remote)


def _remote(address: str) -> "Remote | None":
    from werklandschap.store.remote import Remote

    return Remote.at(address, endpoint=settings.S3_ENDPOINT)


def data_folders(park: Park) -> list[Path]:
    """List the folders of files that there are for a park."""
    return [Path(folder) for folder in settings.DATA_FOLDERS if Path(folder).exists()]


def asks_services(park: Park) -> bool:
    """Tell whether services are asked about a park: never about one that is made up."""
    return bool(settings.ASKS_SERVICES) and not park.is_generated


def park_table(park: Park) -> "GeoDataFrame":
    """Make of one park the table ``parks`` that a scan takes."""
    import geopandas as gpd
    import shapely

    from werklandschap.landscape import PARKS, RIJKSDRIEHOEK

    frame = gpd.GeoDataFrame(
        {"park_id": [park.code], "name": [park.name]},
        geometry=[shapely.from_wkb(bytes(park.outline_wkb or b""))],
        crs=RIJKSDRIEHOEK,
    ).set_index("park_id")
    if park.municipality_code:
        frame = frame.assign(municipality_code=park.municipality_code)
    return PARKS.complete(frame)


def inputs_of(park: Park, *, on: date) -> dict[str, str]:
    """Name all that a scan of a park on a day would read, by hash."""
    from werklandschap.study import collecting

    found = collecting.inputs_of(the_lake(), park_table(park), on=on)
    outline = hashlib.sha256(bytes(park.outline_wkb or b"")).hexdigest()
    return {"outline": outline, **found}


@lru_cache(maxsize=64)
def parameters_hash(on: date) -> str:
    """Hash the parameters of scans in force on a day."""
    from werklandschap.parameters import scan_parameters
    from werklandschap.study.collecting import fingerprint

    return fingerprint(
        {
            each.name: [each.low, each.value, each.high]
            for each in scan_parameters(on=on)
        }
    )


def engine_version() -> str:
    """Name the program that scans."""
    from werklandschap.study.baseline import ENGINE

    return ENGINE


def holdings(park: Park, *, on: date) -> "list[Holding]":
    """List what the lake has about a park, and how old it is."""
    from werklandschap.study import collecting

    return collecting.holdings(the_lake(), park_table(park), on=on)


def fingerprint_of_folders(park: Park) -> str:
    """Hash the names, sizes and times of the files that there are for a park."""
    told = []
    for folder in data_folders(park):
        for file in sorted(folder.rglob("*")):
            facts = file.stat()
            told.append(f"{file} {facts.st_size} {facts.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]
