"""Heat on a hot day: how it feels, where there is shade, how far it is to a cool place."""

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.grids import Grid
from werklandschap.geo.zonal import zonal_cells, zonal_mean
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._zones import mean_on
from werklandschap.landscape.uses import is_stayed, is_walked
from werklandschap.parameters import Assumptions

_PET = Reference(
    title="Ontwikkeling standaard stresstest hitte",
    publisher="RIVM, Wageningen University",
    year=2019,
    url="https://www.rivm.nl/bibliotheek/rapporten/2019-0008.pdf",
)
_SHADE = Reference(
    title="Hittebestendige stad: richtlijnen voor schaduw en koele plekken",
    publisher="Hogeschool van Amsterdam",
    year=2020,
    url="https://www.hva.nl",
    locator="40 % shade on main walking routes, a cool place within 300 m",
)
_SKY_VIEW = Reference(
    title="SVF_NL: sky view factor of the Netherlands",
    publisher="KNMI",
    year=2018,
    url="https://data.knmi.nl",
)


@indicator(
    label=Text("Gevoelstemperatuur op paden", "Felt temperature on paths"),
    theme=Theme.HEAT,
    unit=Unit.DEGREE_CELSIUS,
    references=(_PET,),
    needs_resolution_m=2.0,
)
def pet_walking_degc(
    parks: GeoDataFrame, surfaces: GeoDataFrame, pet: Grid
) -> "pd.Series[float]":
    """Mean felt temperature (PET) of a hot afternoon where people walk or cycle [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    pet : Grid
        Mean from 12 to 18 h on the standard hot day. [°C]

    Returns
    -------
    Series
        Per zone; missing where no path is mapped. [°C]

    References
    ----------
    .. [1] RIVM (2019): standard stress test for heat.
    """
    walked = surfaces[is_walked(surfaces)]
    return mean_on(walked, parks, pet, "pet_walking_degc")


@indicator(
    label=Text(
        "Gevoelstemperatuur waar mensen verblijven",
        "Felt temperature where people stay",
    ),
    theme=Theme.HEAT,
    unit=Unit.DEGREE_CELSIUS,
    references=(_PET,),
    needs_resolution_m=2.0,
)
def pet_staying_degc(
    parks: GeoDataFrame, surfaces: GeoDataFrame, pet: Grid
) -> "pd.Series[float]":
    """Mean felt temperature (PET) of a hot afternoon on squares and car parks [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    pet : Grid
        Mean from 12 to 18 h on the standard hot day. [°C]

    Returns
    -------
    Series
        Per zone; missing where no such place is mapped. [°C]

    References
    ----------
    .. [1] RIVM (2019): standard stress test for heat.
    """
    stayed = surfaces[is_stayed(surfaces)]
    return mean_on(stayed, parks, pet, "pet_staying_degc")


@indicator(
    label=Text("Buitenruimte met matige hitte", "Open space with moderate heat"),
    theme=Theme.HEAT,
    unit=Unit.SHARE,
    references=(_PET,),
    needs_resolution_m=2.0,
)
def moderate_heat_share(
    parks: GeoDataFrame, pet: Grid, assumptions: Assumptions
) -> "pd.Series[float]":
    """Share of the open space where a hot afternoon feels moderately hot, from 29 to 35 °C [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    pet : Grid
        Mean from 12 to 18 h on the standard hot day, missing on roofs. [°C]
    assumptions : Assumptions
        ``heat.moderate_from_degc`` and ``heat.strong_from_degc``.

    Returns
    -------
    Series
        0–1 per zone; missing where there is no open space in the grid.

    References
    ----------
    .. [1] RIVM (2019): classes of felt temperature.
    """
    bounds = ("heat.moderate_from_degc", "heat.strong_from_degc")
    return _share_in_class(pet, parks, assumptions, bounds).rename(
        "moderate_heat_share"
    )


@indicator(
    label=Text("Buitenruimte met sterke hitte", "Open space with strong heat"),
    theme=Theme.HEAT,
    unit=Unit.SHARE,
    references=(_PET,),
    needs_resolution_m=2.0,
)
def strong_heat_share(
    parks: GeoDataFrame, pet: Grid, assumptions: Assumptions
) -> "pd.Series[float]":
    """Share of the open space where a hot afternoon feels strongly hot, from 35 to 41 °C [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    pet : Grid
        Mean from 12 to 18 h on the standard hot day, missing on roofs. [°C]
    assumptions : Assumptions
        ``heat.strong_from_degc`` and ``heat.extreme_from_degc``.

    Returns
    -------
    Series
        0–1 per zone; missing where there is no open space in the grid.

    References
    ----------
    .. [1] RIVM (2019): classes of felt temperature.
    """
    bounds = ("heat.strong_from_degc", "heat.extreme_from_degc")
    return _share_in_class(pet, parks, assumptions, bounds).rename("strong_heat_share")


@indicator(
    label=Text("Buitenruimte met extreme hitte", "Open space with extreme heat"),
    theme=Theme.HEAT,
    unit=Unit.SHARE,
    references=(_PET,),
    needs_resolution_m=2.0,
)
def extreme_heat_share(
    parks: GeoDataFrame, pet: Grid, assumptions: Assumptions
) -> "pd.Series[float]":
    """Share of the open space where a hot afternoon feels extremely hot, from 41 °C [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    pet : Grid
        Mean from 12 to 18 h on the standard hot day, missing on roofs. [°C]
    assumptions : Assumptions
        ``heat.extreme_from_degc``.

    Returns
    -------
    Series
        0–1 per zone; missing where there is no open space in the grid.

    References
    ----------
    .. [1] RIVM (2019): classes of felt temperature.
    """
    bounds = ("heat.extreme_from_degc", None)
    return _share_in_class(pet, parks, assumptions, bounds).rename("extreme_heat_share")


@indicator(
    label=Text(
        "Schaduw op paden, hoogste zonnestand", "Shade on paths, sun at its highest"
    ),
    theme=Theme.HEAT,
    unit=Unit.SHARE,
    references=(_SHADE,),
    needs_resolution_m=2.0,
)
def noon_shade_share(
    parks: GeoDataFrame, surfaces: GeoDataFrame, shade_noon: Grid
) -> "pd.Series[float]":
    """Share of walking and stay areas in the shade on 21 June, sun at its highest [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    shade_noon : Grid
        1 in the shade, 0 in the sun.

    Returns
    -------
    Series
        0–1 per zone; missing where no such area is mapped.

    References
    ----------
    .. [1] Hogeschool van Amsterdam: shade on main walking routes.
    """
    open_air = surfaces[is_walked(surfaces) | is_stayed(surfaces)]
    return mean_on(open_air, parks, shade_noon, "noon_shade_share")


@indicator(
    label=Text("Schaduw op paden, half vier", "Shade on paths, half past three"),
    theme=Theme.HEAT,
    unit=Unit.SHARE,
    references=(_SHADE,),
    needs_resolution_m=2.0,
)
def afternoon_shade_share(
    parks: GeoDataFrame, surfaces: GeoDataFrame, shade_afternoon: Grid
) -> "pd.Series[float]":
    """Share of walking and stay areas in the shade on 21 June at 15:30 [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    shade_afternoon : Grid
        1 in the shade, 0 in the sun.

    Returns
    -------
    Series
        0–1 per zone; missing where no such area is mapped.

    References
    ----------
    .. [1] Hogeschool van Amsterdam: shade on main walking routes.
    """
    open_air = surfaces[is_walked(surfaces) | is_stayed(surfaces)]
    return mean_on(open_air, parks, shade_afternoon, "afternoon_shade_share")


@indicator(
    label=Text("Loopafstand tot een koele plek", "Walking distance to a cool place"),
    theme=Theme.HEAT,
    unit=Unit.METRE,
    references=(_SHADE,),
    needs_resolution_m=2.0,
)
def cool_place_distance_m(
    parks: GeoDataFrame, cool_distance: Grid
) -> "pd.Series[float]":
    """Mean walking distance in the open to a cool place of at least 200 m² [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    cool_distance : Grid
        Distance around buildings and water; missing where nobody can walk. [m]

    Returns
    -------
    Series
        Per zone; missing where no cool place can be reached. [m]

    References
    ----------
    .. [1] Hogeschool van Amsterdam: a cool place within 300 m.
    """
    return zonal_mean(parks, cool_distance).rename("cool_place_distance_m")


@indicator(
    label=Text("Vrij zicht op de hemel op paden", "Open sky above paths"),
    theme=Theme.HEAT,
    unit=Unit.SHARE,
    references=(_SKY_VIEW,),
    needs_resolution_m=1.0,
)
def sky_view_share(
    parks: GeoDataFrame, surfaces: GeoDataFrame, sky_view: Grid
) -> "pd.Series[float]":
    """Mean sky view factor on walking and stay areas [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    sky_view : Grid
        Sky view factor, 0–1.

    Returns
    -------
    Series
        0–1 per zone; missing where no such area is mapped.

    References
    ----------
    .. [1] KNMI: sky view factor of the Netherlands.
    """
    open_air = surfaces[is_walked(surfaces) | is_stayed(surfaces)]
    return mean_on(open_air, parks, sky_view, "sky_view_share").clip(0, 1)


def _share_in_class(
    grid: Grid,
    zones: GeoDataFrame,
    assumptions: Assumptions,
    bounds: tuple[str, str | None],
) -> "pd.Series[float]":
    """Measure which part of the measured cells lies from one bound up to the next."""
    first, last = bounds
    is_it = grid.values >= assumptions[first]
    if last is not None:
        is_it &= grid.values < assumptions[last]
    marked = np.where(np.isnan(grid.values), np.nan, is_it)
    share = zonal_mean(zones, grid.with_values(marked.astype(np.float32)))
    return share.where(zonal_cells(zones, grid) > 0)
