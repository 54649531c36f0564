"""Where the rain of an ordinary year goes, on each park and kind of surface."""

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.landscape import (
    RAIN_YEAR,
    RIJKSDRIEHOEK,
    Landscape,
)
from werklandschap.simulation import rain_year as buckets
from werklandschap.study._water_surfaces import (
    bare_surface_of,
    green_roof_m2,
    parts_per_surface,
)
from werklandschap.study.weather import whole_years, years_of

_NEEDED = ("rain_mm", "temperature_c", "global_radiation_w_per_m2")
_SHARES = ("infiltrated_share", "evaporated_share", "discharged_share")


def rain_year(
    landscape: Landscape, weather: pd.DataFrame | None
) -> GeoDataFrame | None:
    """Follow the rain of whole years through the surfaces of parks [1]_.

    Parameters
    ----------
    landscape : Landscape
        The place.
    weather : DataFrame, optional
        Table ``weather_hours``. Of several stations the one with most whole years
        counts.

    Returns
    -------
    GeoDataFrame or None
        Table ``rain_year``: a row per park and kind of surface. None, for not
        measured, without ground cover or without a whole year of weather.

    References
    ----------
    .. [1] ADR 0017: where the rain of an ordinary year goes.
    """
    years = whole_years(weather, needed=_NEEDED)
    if landscape.surfaces is None or years is None:
        return None
    shares = _shares(landscape, years)
    rows = _areas(landscape.surfaces, landscape.roof_layers)
    found = rows.join(shares, on="surface")
    found["rain_mm"] = years["rain_mm"].sum() / years_of(years)
    found.index = pd.Index(
        found["park_id"] + ":" + found["surface"], name=RAIN_YEAR.key
    )
    return RAIN_YEAR.complete(found.sort_index())


def _shares(landscape: Landscape, hours: pd.DataFrame) -> pd.DataFrame:
    # KNMI's evaporation is that of the mean temperature of the day.
    day = (hours["ends_at"] - pd.Timedelta(hours=1)).dt.floor("D")
    mean_c = hours["temperature_c"].groupby(day).transform("mean")
    evaporation = buckets.makkink_mm(
        mean_c, hours["global_radiation_w_per_m2"], step_h=1.0
    )
    stores = buckets.stores(landscape.assumptions)
    found = buckets.rain_year(
        hours["rain_mm"],
        evaporation,
        interception_mm=stores["interception_mm"],
        storage_mm=stores["storage_mm"],
        infiltration_mm_per_h=stores["infiltration_mm_per_h"],
        root_zone_mm=stores["root_zone_mm"],
    ).set_index(stores.index)
    # What is still there at the end will evaporate or seep away.
    shares = found[list(_SHARES)]
    return shares.div(shares.sum(axis=1), axis=0)


def _areas(surfaces: GeoDataFrame, roof_layers: GeoDataFrame | None) -> GeoDataFrame:
    """Add up, per park, the area of each kind of surface; and where it lies."""
    area = surfaces.geometry.area
    parts = parts_per_surface(surfaces).mul(area, axis=0)
    planted = green_roof_m2(roof_layers, surfaces).clip(upper=parts["roof"])
    parts["roof"] -= planted
    parts["green_roof"] += planted
    rows = []
    for park_id, own in parts.groupby(surfaces["park_id"].to_numpy()):
        shapes = surfaces.loc[own.index]
        bare = shapes["cover_class"].map(bare_surface_of).to_numpy()
        green = shapes["green_fraction"].to_numpy() > 0
        for name in buckets.SURFACES:
            total = float(own[name].sum())
            kind = "roof" if name == "green_roof" else name
            where = green if name == "planted" else bare == kind
            if total > 0:
                shape = shapely.union_all(np.asarray(shapes.geometry.values)[where])
                rows.append((park_id, name, total, shape))
    columns = ["park_id", "surface", "area_m2", "geometry"]
    return GeoDataFrame(rows, columns=columns, crs=RIJKSDRIEHOEK)
