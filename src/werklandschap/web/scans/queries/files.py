"""Where the files of a scan lie, and what they are."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from django.utils.text import slugify

from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries.store import the_results

_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".gpkg": "application/geopackage+sqlite3",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".tif": "image/tiff; application=geotiff; profile=cloud-optimized",
    ".png": "image/png",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a scan: where it lies, what it is and what it is called."""

    place: Path
    media_type: str
    called: str
    tag: str
    is_layer: bool


def file_of(scan: Scan, name: str) -> File | None:
    """Find a file of a scan by its name; nothing that is not in its list."""
    from werklandschap.store.results import NoSuchResult

    media_type = _MEDIA_TYPES.get(PurePath(name).suffix)
    if name not in scan.files or media_type is None:
        return None
    try:
        place = the_results().file(scan.result_hash, name)
    except NoSuchResult:
        return None
    is_layer = name.startswith(("layer_", "outline."))
    called = f"{slugify(scan.park.name)}-{scan.on.isoformat()}-{name}"
    tag = f'"{scan.result_hash[:32]}"'
    return File(place, media_type, called, tag, is_layer)
