"""Rows of the tables about plots in a cloudburst and about sun on roofs."""

import math

import numpy as np
import shapely

from werklandschap.core.text import Language, Text
from werklandschap.report.numbers import NARROW_SPACE, notation
from werklandschap.study.outcome import ParkScan

Rows = list[list[str]]

_SHOWN = 6
_M3, _MWH = "m³", "MWh"
_OWNERSHIP = {
    "public": Text("openbare grond", "public ground"),
    "private": Text("particuliere grond", "private ground"),
    "unknown": Text("grond met onbekende eigenaar", "ground of unknown ownership"),
}
_GREEN_ROOF = {
    "promising": Text("kansrijk", "promising"),
    "needs_study": Text("eerst onderzoek", "needs study"),
    "unfit": Text("ongeschikt", "unfit"),
}
_INSIDE_SHARE = 0.5


def plot_rows(park: ParkScan, language: Language) -> Rows:
    """List the plots that shed most water in a cloudburst, and where the rest goes.

    Parameters
    ----------
    park : ParkScan
        The park.
    language : {"nl", "en"}
        The language.

    Returns
    -------
    list of list of str
        Plot, its rain, what flows in, what flows out, what is left at the end. Plots
        count that lie in the park for the larger part.
    """
    rows = park.landscape.plot_water
    if rows is None or rows.empty:
        return []
    rows = rows[rows["kind"] != "park"]
    outline = park.landscape.parks.geometry.loc[park.park_id]
    shapes = np.asarray(rows.geometry.values)
    inside = shapely.area(shapely.intersection(shapes, outline))
    rows = rows[inside >= _INSIDE_SHARE * shapely.area(shapes)]
    most = rows.rename_axis("plot").reset_index()
    most = most.sort_values(["shed_m3", "plot"], ascending=[False, True], kind="stable")
    return [
        [
            _plot_name(str(row.plot), language),
            *(
                _with_unit(number, _M3, language)
                for number in (row.rain_m3, row.received_m3, row.shed_m3, row.stored_m3)
            ),
        ]
        for row in most.head(_SHOWN).itertuples()
    ]


def roof_rows(park: ParkScan, language: Language) -> Rows:
    """List the buildings whose roofs yield most power.

    Parameters
    ----------
    park : ParkScan
        The park.
    language : {"nl", "en"}
        The language.

    Returns
    -------
    list of list of str
        Building, room for panels, yield of a mean year, yield per power, part lost to
        shade, and what its largest roof plane is worth for green.
    """
    roofs = park.landscape.solar_roofs
    if roofs is None or roofs.empty:
        return []
    planes = roofs.drop(columns="geometry").reset_index()
    planes["lost_mwh"] = planes["yield_mwh_per_year"] * (
        1 / (1 - planes["shading_loss_share"].clip(upper=0.99).fillna(0)) - 1
    )
    planes = planes.sort_values(["area_m2", "roof_plane_id"], ascending=[False, True])
    totals = planes.groupby("building_id").agg(
        usable_area_m2=("usable_area_m2", "sum"),
        power_kwp=("power_kwp", "sum"),
        yield_mwh=("yield_mwh_per_year", "sum"),
        lost_mwh=("lost_mwh", "sum"),
        green_roof=("green_roof", "first"),
    )
    most = totals.reset_index().sort_values(
        ["yield_mwh", "building_id"], ascending=[False, True], kind="stable"
    )
    return [_roof(row, language) for row in most.head(_SHOWN).to_dict("records")]


def _roof(row: dict[str, object], language: Language) -> list[str]:
    room, power, found, lost = (
        float(str(row[name]))
        for name in ("usable_area_m2", "power_kwp", "yield_mwh", "lost_mwh")
    )
    per_kwp = 1_000 * found / power if power else math.nan
    share = 100 * lost / (found + lost) if found + lost else math.nan
    return [
        str(row["building_id"]),
        _with_unit(room, "m²", language),
        _with_unit(found, _MWH, language),
        _with_unit(per_kwp, "kWh/kWp", language),
        _with_unit(share, "%", language, decimals=1),
        _GREEN_ROOF[str(row["green_roof"])].in_language(language),
    ]


def _plot_name(plot: str, language: Language) -> str:
    """Name a plot; without parcels it is the ground of an owner, such as ``RIN1:public``."""
    _, _, owner = plot.rpartition(":")
    known = _OWNERSHIP.get(owner)
    return plot if known is None else known.in_language(language)


def _with_unit(
    value: float, unit: str, language: Language, *, decimals: int = 0
) -> str:
    if math.isnan(value):
        return "–"
    return (
        f"{notation(value, decimals=decimals, language=language)}{NARROW_SPACE}{unit}"
    )
