"""A typical year at De Bilt, for places of which no weather was collected."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

from werklandschap.landscape import WEATHER_HOURS

CLASSES = 5
_YEAR = 2015
_STRIDE = 11
"""Spreads the classes over a month; no month has a number of days that it divides."""


def typical_year() -> pd.DataFrame:
    """Give the sunlight and temperature of a typical year, hour by hour.

    Returns
    -------
    DataFrame
        Table ``weather_hours`` for 2015, a year without a leap day, of station 260; what
        is not sunlight or temperature is missing.

    Notes
    -----
    Dull and bright days keep apart: each month has as many days of each of five classes
    of sunlight, the mean of such days in the record. A mean day would have no direct
    sunlight to speak of. Days follow each other in a fixed order without meaning.
    """
    days = np.array([month["days"] for month in _file()["months"]], np.float64)
    first = pd.Timestamp(_YEAR, 1, 1, tz="UTC")
    begins = pd.date_range(first, periods=8_760, freq="h").as_unit("s")
    found = days[begins.month - 1, _class_of_day(begins), :, begins.hour]
    hours = pd.DataFrame(
        {
            "station_code": "260",
            "ends_at": begins + pd.Timedelta(hours=1),
            "global_radiation_w_per_m2": found[:, 0],
            "temperature_c": found[:, 1],
        },
        index=pd.Index(begins.strftime("260-%Y%m%d%H"), name=WEATHER_HOURS.key),
    )
    table: pd.DataFrame = WEATHER_HOURS.complete(hours)
    return table


def mean_days(hours: pd.DataFrame) -> NDArray[np.float64]:
    """Find the mean days of a record, per month and class of sunlight.

    Parameters
    ----------
    hours : DataFrame
        Table ``weather_hours`` of one station, whole days.

    Returns
    -------
    array of shape (12, 5, 2, 24)
        Global radiation [W/m²] and temperature [°C], dull days first.
    """
    begins = hours["ends_at"] - pd.Timedelta(hours=1)
    day, names = begins.dt.floor("D"), ["global_radiation_w_per_m2", "temperature_c"]
    daily = hours.groupby(day.to_numpy())[names[0]].sum()
    months = pd.DatetimeIndex(daily.index).month
    rank = daily.groupby(months).rank(pct=True, method="first")
    kind = np.ceil(rank * CLASSES - 1e-9).astype(int) - 1
    keys = [begins.dt.month, kind.reindex(day.to_numpy()).to_numpy(), begins.dt.hour]
    means = hours[names].groupby([np.asarray(key) for key in keys]).mean()
    return means.to_numpy().reshape(12, CLASSES, 24, 2).swapaxes(2, 3)


def as_yaml(days: NDArray[np.float64]) -> str:
    """Write mean days as they stand in ``typical_year.yml``, below its heading."""
    lines = ["months:"]
    for number, month in enumerate(days, start=1):
        lines.append(f"  - month: {number}\n    days:")
        for light, temperature in month:
            watts = ", ".join(f"{value:.0f}" for value in light)
            degrees = ", ".join(f"{value:.1f}" for value in temperature)
            lines.append(f"      - [[{watts}],\n         [{degrees}]]")
    return "\n".join(lines) + "\n"


def _class_of_day(begins: pd.DatetimeIndex) -> NDArray[np.int64]:
    """Give every day of a month a class, each of them equally often."""
    length = begins.days_in_month.to_numpy(np.int64)
    place = begins.day.to_numpy(np.int64) * _STRIDE % length
    return (2 * place + 1) * CLASSES // (2 * length)


@cache
def _file() -> Mapping[str, Any]:
    file = resources.files(__package__) / "typical_year.yml"
    told: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return told
