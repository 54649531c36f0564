"""Whose water stands where, and how often showers fall, in words and rows."""

import math
from typing import Any

import numpy as np
from geopandas import GeoDataFrame

from werklandschap.core.text import Language, Text
from werklandschap.report.numbers import NARROW_SPACE, notation
from werklandschap.study.cloudburst import return_periods_year
from werklandschap.study.outcome import ParkScan

_PONDS_SHOWN, _PLOTS_SHOWN = 6, 3
_ELSEWHERE = Text(
    "openbare grond, elders en kleine delen", "public ground and the rest"
)
_PLOT = Text("perceel {name}", "plot {name}")
_OWNED = {
    "public": Text("openbare grond", "public ground"),
    "private": Text("niet-openbare grond", "ground that is not public"),
    "unknown": Text("grond van onbekende eigenaar", "ground of unknown owner"),
}
_OFTEN = Text(
    "Zo\u2019n bui valt op een plek nu ongeveer eens in de {years} jaar.",
    "At a place such a shower now falls about once in {years} years.",
)
_RARE = Text(
    "Zo\u2019n bui valt op een plek nu minder dan eens in de 1.000 jaar.",
    "At a place such a shower now falls less than once in 1,000 years.",
)


def how_often(layer: str, language: Language) -> str:
    """Say how often the shower of a grid of depths falls today; nothing for other grids.

    Parameters
    ----------
    layer : str
        Name of the grid, such as ``flood_70``.
    language : {"nl", "en"}
        The language.
    """
    years = return_periods_year().get(layer)
    if years is None:
        return ""
    if math.isinf(years):
        return _RARE.in_language(language)
    round_to = 10 ** max(0, int(np.log10(years)) - 1)
    shown = notation(round(years / round_to) * round_to, decimals=0, language=language)
    return _OFTEN.in_language(language).format(years=shown)


def plot_in_words(plot_id: str) -> Text:
    """Name a plot for which water was counted: a parcel, or all ground of one kind.

    Parameters
    ----------
    plot_id : str
        Its id in table ``plot_water``.
    """
    by_owner = _OWNED.get(plot_id.rpartition(":")[2])
    if by_owner is not None:
        return by_owner
    return Text(_PLOT.nl.format(name=plot_id), _PLOT.en.format(name=plot_id))


def whose_water(park: ParkScan, language: Language) -> list[dict[str, Any]]:
    """Give a row per large pond in a park: how much, how deep, and from which plots.

    Parameters
    ----------
    park : ParkScan
        The park.
    language : {"nl", "en"}
        The language.
    """
    rows = park.landscape.pond_origins
    if rows is None or rows.empty:
        return []
    outline = park.landscape.parks.geometry.loc[park.park_id]
    here = rows[rows.intersects(outline)]
    first = here.drop_duplicates("pond").sort_values(
        ["volume_m3", "pond"], ascending=[False, True], kind="stable"
    )
    return [
        pond_in_words(here[here["pond"] == pond], number, language)
        for number, pond in enumerate(first["pond"].head(_PONDS_SHOWN), start=1)
    ]


def pond_in_words(
    rows: GeoDataFrame, number: int, language: Language
) -> dict[str, Any]:
    """Tell how much water is in one pond, how deep, and from which plots.

    Parameters
    ----------
    rows : GeoDataFrame
        The rows of table ``pond_origins`` about it.
    number : int
        Its number for people.
    language : {"nl", "en"}
        The language.
    """
    pond = rows.iloc[0]
    known = rows[rows["plot_id"].notna()].sort_values(
        ["share", "plot_id"], ascending=[False, True], kind="stable"
    )
    told = known.head(_PLOTS_SHOWN)
    parts = [
        (_PLOT.in_language(language).format(name=row.plot_id), float(row.share))
        for row in told.itertuples()
    ]
    rest = 1.0 - sum(share for _, share in parts)
    if rest >= 0.005:
        parts.append((_ELSEWHERE.in_language(language), rest))
    return {
        "number": str(number),
        "volume": _with(
            notation(pond["volume_m3"], decimals=0, language=language), "m³"
        ),
        "deepest": _with(
            notation(100 * pond["deepest_m"], decimals=0, language=language), "cm"
        ),
        "origins": "; ".join(
            f"{name} {_with(notation(100 * share, decimals=0, language=language), '%')}"
            for name, share in parts
        ),
    }


def _with(number: str, unit: str) -> str:
    return f"{number}{NARROW_SPACE}{unit}"
