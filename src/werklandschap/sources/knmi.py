"""Hourly weather of the main stations, published by KNMI.

The files are in UTC. Hour 1 of a day is the hour that ends at 01:00, hour 24 the one that
ends at midnight.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import ClassVar

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import Point, Polygon

from werklandschap.core.text import Text
from werklandschap.landscape import RIJKSDRIEHOEK, WEATHER_HOURS
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources.errors import CannotRead, TruncatedFile

COLUMNS = ("STN", "YYYYMMDD", "HH", "DD", "FH", "T", "Q", "RH", "P", "U")
TRACE_OF_RAIN_MM = 0.025
"""Half of the 0.05 mm below which KNMI writes -1: neither dry nor measurable."""

_HEADING = re.compile(r"^#? ?(STN,YYYYMMDD, *HH,.*)$", re.MULTILINE)
_W_PER_M2_FROM_J_PER_CM2 = 10_000 / 3_600
_CALM, _VARIABLE = 0, 990
_FIRST_YEAR_OF_DECADE = 1


@dataclass(eq=False)
class UnreadableHours(CannotRead):
    """An hourly file with something else than numbers in it."""

    code: ClassVar[str] = "knmi.unreadable_hours"
    message: ClassVar[Text] = Text(
        nl="Het KNMI-bestand {file} heeft regels die geen uurwaarden zijn. Download het "
        "opnieuw.",
        en="The KNMI file {file} has lines that are no hourly values. Download it again.",
    )


def locate(area: Polygon, on: date) -> list[Asset]:
    """Find the hours of the nearest main station, at least the year before ``on``.

    KNMI publishes them per station and decade (2021-2030).
    """
    station = nearest_station(area)
    years = (on.year - 1, on.year)
    decades = sorted({year - (year - _FIRST_YEAR_OF_DECADE) % 10 for year in years})
    base = "https://cdn.knmi.nl/knmi/map/page/klimatologie/gegevens/uurgegevens"
    return [
        Asset(f"{base}/uurgeg_{station}_{first}-{first + 9}.zip") for first in decades
    ]


def recognise(documents: Sequence[Document]) -> list[Document]:
    """Pick the texts with the heading of hourly values (not the daily ones)."""
    return [
        document
        for document in documents
        if document.kind == "text" and _HEADING.search(document.head)
    ]


def read(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the hours of the station nearest to ``area``, or of all stations.

    Of files of several stations only those of the nearest are kept; if we know the
    place of none of them, all are. An hour that is in two files is taken from the one
    that runs on longest.

    Raises
    ------
    TruncatedFile
        If a file ends in the middle of a line.
    UnreadableHours
        If a value is no number.
    """
    frames = [_hours(document) for document in documents]
    frames.sort(key=lambda hours: int(hours["YYYYMMDD"].iloc[-1]) if len(hours) else 0)
    hours = pd.concat([_NO_HOURS, *frames], ignore_index=True)
    if area is not None:
        hours = _nearest_of(hours, area)
    is_repeated = hours.duplicated(["STN", "YYYYMMDD", "HH"], keep="last")
    hours = hours[~is_repeated]
    counts = {
        "hour_repeated": int(is_repeated.sum()),
        "trace_of_rain": int(hours["RH"].eq(-1).sum()),
    }
    return Reading(
        hours,
        published=_day(hours["YYYYMMDD"].max()) if len(hours) else None,
        repairs={repair: count for repair, count in counts.items() if count},
    )


def tidy(hours: pd.DataFrame) -> pd.DataFrame:
    """Give the hours our names and units; what was not measured is missing.

    The direction of the wind is missing when calm or variable. A trace of rain counts as
    `TRACE_OF_RAIN_MM`.
    """
    station = hours["STN"].astype("int64").astype("str")
    rain_mm = hours["RH"] / 10
    direction_deg = hours["DD"].where(~hours["DD"].isin([_CALM, _VARIABLE]))
    stamp = hours["YYYYMMDD"].astype("int64") * 100 + hours["HH"].astype("int64")
    return pd.DataFrame(
        {
            "station_code": station,
            "ends_at": pd.Series(_ends_at(hours), index=hours.index).dt.tz_localize(
                "UTC"
            ),
            "temperature_c": hours["T"] / 10,
            "wind_speed_m_per_s": hours["FH"] / 10,
            "wind_direction_deg": direction_deg,
            "global_radiation_w_per_m2": hours["Q"] * _W_PER_M2_FROM_J_PER_CM2,
            "rain_mm": rain_mm.mask(hours["RH"] == -1, TRACE_OF_RAIN_MM),
            "relative_humidity_share": hours["U"] / 100,
            "pressure_hpa": hours["P"] / 10,
        }
    ).set_index((station + "-" + stamp.astype("str")).rename(WEATHER_HOURS.key))


def nearest_station(area: Polygon) -> str:
    """Choose the main station nearest to the middle of ``area``, in RD New."""
    return _nearest(area, _stations())


def _nearest(area: Polygon, stations: Mapping[str, Point]) -> str:
    middle = area.centroid
    return min(stations, key=lambda code: (stations[code].distance(middle), code))


def _nearest_of(hours: pd.DataFrame, area: Polygon) -> pd.DataFrame:
    codes = {str(code) for code in hours["STN"].unique()}
    known = {code: place for code, place in _stations().items() if code in codes}
    if not known:
        return hours
    return hours[hours["STN"] == int(_nearest(area, known))]


@cache
def _stations() -> Mapping[str, Point]:
    """Place the main stations in RD New."""
    text = resources.files(__package__).joinpath("knmi_stations.yml").read_text("utf-8")
    to_rd = Transformer.from_crs("EPSG:4326", RIJKSDRIEHOEK, always_xy=True)
    return {
        code: Point(to_rd.transform(facts["longitude_deg"], facts["latitude_deg"]))
        for code, facts in yaml.safe_load(text).items()
    }


def _hours(document: Document) -> pd.DataFrame:
    heading = _HEADING.search(document.head)
    if heading is None:
        raise UnreadableHours(document.origin)
    names = [name.strip() for name in heading[1].split(",")]
    _check_last_line(document, len(names))
    try:
        hours = pd.read_csv(
            document.path,
            names=names,
            usecols=[name for name in names if name in COLUMNS],
            skiprows=document.head[: heading.end()].count("\n") + 1,
            skipinitialspace=True,
            encoding="latin-1",
            low_memory=False,
        )
        return hours.reindex(columns=list(COLUMNS)).astype(_TYPES)
    except (pd.errors.ParserError, ValueError):
        raise UnreadableHours(document.origin) from None


def _check_last_line(document: Document, columns: int) -> None:
    """Make sure that the file was not cut off: each line has all its columns."""
    with document.path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(size - 1_000, 0))
        last = stream.read().rstrip().rsplit(b"\n", 1)[-1]
    if last.count(b",") != columns - 1:
        raise TruncatedFile(document.origin)


def _ends_at(hours: pd.DataFrame) -> NDArray[np.datetime64]:
    """Compute when each hour ends, faster than parsing text does."""
    stamp = hours["YYYYMMDD"].to_numpy(np.int64)
    months = (stamp // 10_000 - 1970) * 12 + stamp // 100 % 100 - 1
    days = months.astype("datetime64[M]").astype("datetime64[D]") + (stamp % 100 - 1)
    hour = hours["HH"].to_numpy(np.int64).astype("timedelta64[h]")
    ends_at: NDArray[np.datetime64] = days.astype("datetime64[s]") + hour
    return ends_at


def _day(stamp: int) -> date:
    return date(stamp // 10_000, stamp // 100 % 100, stamp % 100)


_TYPES = dict.fromkeys(COLUMNS, "float64") | {
    "STN": "int64",
    "YYYYMMDD": "int64",
    "HH": "int64",
}
_NO_HOURS = pd.DataFrame({name: [] for name in COLUMNS}).astype(_TYPES)


SOURCES.add(
    Source(
        name="knmi_hours",
        title=Text(nl="Weer per uur (KNMI)", en="Hourly weather (KNMI)"),
        publisher="KNMI",
        licence="CC-BY-4.0",
        landing_page="https://www.knmi.nl/nederland-nu/klimatologie/uurgegevens",
        refreshed_every=timedelta(days=31),
        resolution_m=30_000.0,
        delivers=WEATHER_HOURS,
        locate=locate,
        recognise=recognise,
        read=read,
        tidy=tidy,
    )
)
