"""The hourly weather that was collected, and the whole years in it."""

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from werklandschap.landscape import WEATHER_HOURS
from werklandschap.store import Lake, Provenance

_HOURS_A_YEAR = 8_760


def weather_in(lake: Lake, *, on: date) -> pd.DataFrame | None:
    """Read the hourly weather that was collected.

    Parameters
    ----------
    lake : Lake
        What was collected.
    on : date
        The day: what was published later is left out.

    Returns
    -------
    DataFrame or None
        Table ``weather_hours``; None if nobody collected it.
    """
    pieces = lake.pieces(WEATHER_HOURS.name, on=on)
    if not pieces:
        return None
    rows = pd.concat([pd.read_parquet(piece.path) for piece in pieces])
    known = rows.drop_duplicates(["station_code", "ends_at"])
    return known.sort_values(["station_code", "ends_at"])


def weather_origins(lake: Lake, *, on: date) -> tuple[Provenance, ...]:
    """Tell where the weather that `weather_in` reads comes from.

    Parameters
    ----------
    lake : Lake
        What was collected.
    on : date
        The day.
    """
    return tuple(piece.provenance for piece in lake.pieces(WEATHER_HOURS.name, on=on))


def whole_years(
    weather: pd.DataFrame | None, *, needed: Collection[str]
) -> pd.DataFrame | None:
    """Take the whole years, counted back from the end, of the longest record.

    Parameters
    ----------
    weather : DataFrame, optional
        Table ``weather_hours``, of any number of stations.
    needed : collection of str
        The columns that must be known in every hour.

    Returns
    -------
    DataFrame or None
        Hours of one station without a gap, a multiple of 8,760; None if no station has
        that many.
    """
    if weather is None:
        return None
    best: pd.DataFrame | None = None
    for _, hours in weather.groupby("station_code", sort=True):
        record = _unbroken(hours.sort_values("ends_at"), needed)
        count = len(record) // _HOURS_A_YEAR * _HOURS_A_YEAR
        if count and (best is None or count > len(best)):
            best = record.iloc[-count:]
    return best


def years_of(hours: pd.DataFrame) -> float:
    """Count the years of a record without gaps.

    Parameters
    ----------
    hours : DataFrame
        As `whole_years` gives them.
    """
    return len(hours) / _HOURS_A_YEAR


def _unbroken(hours: pd.DataFrame, needed: Collection[str]) -> pd.DataFrame:
    """Take the longest run of hours of which everything is known."""
    known = hours.dropna(subset=list(needed))
    if known.empty:
        return known
    is_new = known["ends_at"].diff() != np.timedelta64(1, "h")
    run = is_new.cumsum()
    return known[run == run.value_counts().sort_index().idxmax()]
