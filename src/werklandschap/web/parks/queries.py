"""Reads about parks, and of files with parks."""

import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Scope
from werklandschap.web.parks.models import Park, lies_within

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

_WHOLE_COUNTRY_HA = 4_200_000.0
_MOST_UNZIPPED_BYTES = 200 * 1024 * 1024
_HEAD_BYTES = 100

_LARGER: Mapping[str, tuple[str, ...]] = {
    Scope.PARK: tuple(Scope),
    Scope.MUNICIPALITY: (
        Scope.MUNICIPALITY,
        Scope.ENERGY_REGION,
        Scope.REGION,
        Scope.PROVINCE,
    ),
    Scope.REGION: (Scope.REGION, Scope.PROVINCE),
}
"""Of a municipality or region every park lies in the same of these."""


@dataclass(eq=False)
class UnknownFile(WerklandschapError):
    """A file of a kind that we do not read."""

    code: ClassVar[str] = "parks.unknown_file"
    message: ClassVar[Text] = Text(
        nl="Dit bestand kunnen we niet lezen. Geef een tabel (CSV of Excel), GeoPackage, "
        "GeoJSON of GeoParquet.",
        en="We cannot read this file. Give a table (CSV or Excel), a GeoPackage, "
        "GeoJSON or GeoParquet.",
    )


def kind_of(path: Path) -> str:
    """Tell by its content what a file is, as the extension that its kind has.

    Raises
    ------
    UnknownFile
        If it is none of the kinds that we read, whatever its name says.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if head.startswith(b"SQLite format 3\0") and head[68:72] in {b"GPKG", b"GP10"}:
        return ".gpkg"
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head.startswith(b"PK\x03\x04") and _is_workbook(path):
        return ".xlsx"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return ".geojson"
    if _is_table(path):
        return ".csv"
    raise UnknownFile


def _is_workbook(path: Path) -> bool:
    """Tell an Excel workbook of a sane size from any other archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            whole = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except zipfile.BadZipFile:
        return False
    return "xl/workbook.xml" in names and whole <= _MOST_UNZIPPED_BYTES


def _is_table(path: Path) -> bool:
    data = path.read_bytes()
    first = data.partition(b"\n")[0]
    return b"\0" not in data and any(mark in first for mark in (b",", b";", b"\t"))


def read_parks(path: Path, *, on: date, lake: Path) -> "DataFrame":
    """Read the parks of a register, or areas, from a file.

    Parameters
    ----------
    path : Path
        A file of a kind that `kind_of` knows; its name has that extension.
    on : date
        The day of which parameters and borders hold.
    lake : Path
        The lake that may have the borders of regions.

    Returns
    -------
    DataFrame or GeoDataFrame
        By the number of the park, one row per record: ``name``, ``place``, ``kind``,
        the CBS codes, years, areas and ``unreadable``; in RD New if it has polygons.

    Raises
    ------
    UnknownFile, NoRegister, AboutArea
        If it holds no parks.
    """
    if path.suffix in {".csv", ".xlsx"}:
        from werklandschap.register import read_register

        return _as_parks(read_register(path))
    parks: DataFrame = with_borders(_with_outlines(path, on), lake=lake, on=on)
    return parks


def _as_parks(register: "DataFrame") -> "DataFrame":
    """Call the fields of the register as a park calls them."""
    codes = register["municipality_codes"].astype("object").map(_first)
    named = register.rename(columns={"settlement": "place"}).assign(
        municipality_code=codes
    )
    numbered: DataFrame = named.set_index("rin").rename_axis("park_id")
    return numbered


def _first(codes: object) -> str | None:
    """Take the first of several municipalities; GM0000 says that none is known."""
    first = codes.split(";")[0] if isinstance(codes, str) else None
    return None if first == "GM0000" else first


def _with_outlines(path: Path, on: date) -> "GeoDataFrame":
    from werklandschap.landscape.areas import read_area
    from werklandschap.parameters import Assumptions

    whole = Assumptions(on, own=(("scan.largest_area_ha", _WHOLE_COUNTRY_HA),))
    records = _records(path)
    if records is None:
        return _with_own_numbers(read_area(path, assumptions=whole).parks)
    with tempfile.TemporaryDirectory() as folder:
        newest = Path(folder) / path.with_suffix(".parquet").name
        records.to_parquet(newest)
        parks = read_area(newest, assumptions=whole).parks
    facts = records.drop_duplicates("park_id").set_index("park_id")
    return parks.join(facts[["place", "unreadable"]])


def with_borders(parks: "GeoDataFrame", *, lake: Path, on: date) -> "GeoDataFrame":
    """Tell in which regions parks lie, if the lake has the borders of regions.

    Parameters
    ----------
    parks : GeoDataFrame
        Parks in RD New. [m]
    lake : Path
        The folder of the lake; it need not be there.
    on : date
        The day: borders that were published later are left out.
    """
    from werklandschap.register import with_regions

    regions = _regions(lake, on)
    return parks if regions is None else with_regions(parks, regions)


def municipality_at(east_m: float, north_m: float, *, lake: Path, on: date) -> str:
    """Give the code of the municipality in which a point lies; empty if we cannot know.

    Parameters
    ----------
    east_m, north_m : float
        The point in RD New. [m]
    lake : Path
        The folder of the lake; without borders of regions in it nothing is known.
    on : date
        The day: borders that were published later are left out.
    """
    import shapely

    regions = _regions(lake, on)
    if regions is None:
        return ""
    found = regions.iloc[regions.sindex.query(shapely.Point(east_m, north_m), "within")]
    codes = found.index[found["kind"] == "municipality"]
    return str(codes.min()) if len(codes) else ""


def _regions(lake: Path, on: date) -> "GeoDataFrame | None":
    """Read the borders of regions from the lake; None if it has none."""
    from werklandschap.store import Lake
    from werklandschap.store.lake import NoLake

    try:
        pieces = list(Lake.open(lake).pieces("regions", on=on))
    except NoLake:
        return None
    return _borders_in(pieces[0].path) if pieces else None


@lru_cache(maxsize=1)
def _borders_in(file: Path) -> "GeoDataFrame":
    """Read a file of borders; files of the lake never change."""
    import geopandas as gpd

    return gpd.read_parquet(file)


def _records(path: Path) -> "GeoDataFrame | None":
    """Read polygons of a register, of its newest year per park; None if it is none."""
    from werklandschap.register import canonical, is_register

    frame = _frame(path)
    if frame is None or not is_register(map(str, frame.columns)):
        return None
    known = _as_parks(canonical(frame, file=path.name)).reset_index()
    known = known[known["park_id"].notna()]
    year = known["reference_year"].astype("float64").fillna(0.0)
    return known[year == year.groupby(known["park_id"]).transform("max")]


def _frame(path: Path) -> "GeoDataFrame | None":
    import geopandas as gpd
    import pyogrio

    try:
        if path.suffix == ".parquet":
            return gpd.read_parquet(path)
        prefix = "GeoJSON:" if path.suffix == ".geojson" else ""
        frame = pyogrio.read_dataframe(f"{prefix}{path}")
    except (OSError, ValueError, pyogrio.errors.DataSourceError):
        return None  # read_area says what is wrong with it
    return frame if isinstance(frame, gpd.GeoDataFrame) and frame.crs else None


def _with_own_numbers(parks: "GeoDataFrame") -> "GeoDataFrame":
    """Give areas without a number one that follows from their outline."""
    import hashlib

    import shapely

    shapes = shapely.to_wkb(shapely.normalize(parks.geometry.values))
    numbers = [f"V{hashlib.sha256(shape).hexdigest()[:10]}" for shape in shapes]
    has_none = parks.index.str.fullmatch(r"park-\d+")
    index = parks.index.where(~has_none, numbers)
    return parks.set_axis(index).rename_axis("park_id")


def borders_of_place(scope: str, code: str) -> Mapping[str, str] | None:
    """Give the codes of the borders in which a park, municipality or region lies.

    Parameters
    ----------
    scope, code : str
        The place; None where no park is known there.
    """
    larger = _LARGER.get(scope)
    if larger is None:
        return None
    park = Park.objects.filter(lies_within(scope, code)).first()
    if park is None:
        return None
    return {
        name: code for name, code in park.places().items() if name in larger and code
    }
