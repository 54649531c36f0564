"""Sun on roofs, simulated per plane: power, yield, shade, and room for green."""

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import BAG3D, METHOD
from werklandschap.indicators._zones import members, per_zone, share_of
from werklandschap.indicators.roofs import is_known
from werklandschap.parameters import Assumptions

_SOLAR_ROOFS = Reference(
    title="ADR 0018: solar roofs",
    publisher="werklandschap",
    year=2026,
    url="docs/decisions/0018-solar-roofs.md",
)
_KNMI = Reference(
    title="Uurgegevens van het weer in Nederland",
    publisher="KNMI",
    year=2021,
    url="https://www.knmi.nl/nederland-nu/klimatologie/uurgegevens",
)


@indicator(
    label=Text("Zonnepanelen die op de daken passen", "Solar panels that fit on roofs"),
    theme=Theme.ENERGY,
    unit=Unit.KILOWATT_PEAK,
    references=(_SOLAR_ROOFS, BAG3D),
)
def solar_fitted_kwp(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    solar_roofs: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Peak power of solar panels, with edges and obstacles left free [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    solar_roofs : GeoDataFrame
        Roof planes with ``building_id`` and ``power_kwp``. [m]
    assumptions : Assumptions
        Uses ``roofs.known_planes_share``.

    Returns
    -------
    Series
        Peak power per zone; 0 where there is no roof; missing where too few roof
        planes are known. [kWp]

    Notes
    -----
    What is left of `solar_potential_kwp` plane by plane; it also knows buildings of
    which the roof was found in measured heights.

    References
    ----------
    .. [1] ADR 0018: solar roofs.
    """
    power = _summed(solar_roofs["power_kwp"], solar_roofs, parks)
    enough = is_known(parks, buildings, solar_roofs, assumptions)
    return power.where(enough).rename("solar_fitted_kwp")


@indicator(
    label=Text("Zonnestroom van de daken per jaar", "Solar power from roofs per year"),
    theme=Theme.ENERGY,
    unit=Unit.MEGAWATT_HOUR,
    references=(_SOLAR_ROOFS, _KNMI, BAG3D),
)
def solar_yield_mwh(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    solar_roofs: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Yield of the solar panels that fit on the roofs in a mean year [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    solar_roofs : GeoDataFrame
        Roof planes with ``building_id`` and ``yield_mwh_per_year``. [m]
    assumptions : Assumptions
        Uses ``roofs.known_planes_share``.

    Returns
    -------
    Series
        Per zone; 0 where there is no roof; missing where too few roof planes are
        known. [MWh a year]

    References
    ----------
    .. [1] ADR 0018: solar roofs.
    """
    energy = _summed(solar_roofs["yield_mwh_per_year"], solar_roofs, parks)
    enough = is_known(parks, buildings, solar_roofs, assumptions)
    return energy.where(enough).rename("solar_yield_mwh")


@indicator(
    label=Text("Zonnestroom die schaduw kost", "Solar power lost to shade"),
    theme=Theme.ENERGY,
    unit=Unit.SHARE,
    references=(_SOLAR_ROOFS,),
)
def solar_shade_loss_share(
    parks: GeoDataFrame, solar_roofs: GeoDataFrame
) -> "pd.Series[float]":
    """Share of the yield of solar panels that shade of surroundings takes [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    solar_roofs : GeoDataFrame
        Roof planes with ``yield_mwh_per_year`` and ``shading_loss_share``. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where no panels fit.

    References
    ----------
    .. [1] ADR 0018: solar roofs.
    """
    has_panels = solar_roofs["shading_loss_share"].lt(1)
    panels = solar_roofs[has_panels]
    energy = panels["yield_mwh_per_year"]
    unshaded = energy / (1 - panels["shading_loss_share"])
    return share_of(
        _summed(unshaded - energy, panels, parks),
        _summed(unshaded, panels, parks),
        "solar_shade_loss_share",
    )


@indicator(
    label=Text(
        "Dakvlakken die kansrijk zijn voor groen, ook buiten het 3D-model",
        "Roof planes that are promising for green, beyond the 3D model too",
    ),
    theme=Theme.ENERGY,
    unit=Unit.SQUARE_METRE,
    references=(METHOD, BAG3D),
)
def green_roof_found_m2(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    solar_roofs: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Roof planes that are promising for green, modelled or found in heights [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    solar_roofs : GeoDataFrame
        Roof planes with ``building_id``, ``area_m2`` and ``green_roof``. [m]
    assumptions : Assumptions
        Uses ``roofs.known_planes_share``.

    Returns
    -------
    Series
        Area per zone; 0 where no roof is promising; missing where too few roof planes
        are known. [m²]

    Notes
    -----
    A promise, not advice: whether a roof can bear the load is for a structural
    engineer. The rule is that of `green_roof_promising_m2`.

    References
    ----------
    .. [1] Method of werklandschap: how a park is measured.
    """
    is_promising = solar_roofs["green_roof"].eq("promising")
    area = _summed(solar_roofs["area_m2"].where(is_promising, 0.0), solar_roofs, parks)
    enough = is_known(parks, buildings, solar_roofs, assumptions)
    return area.where(enough).rename("green_roof_found_m2")


def _summed(
    values: "pd.Series[float]", roofs: GeoDataFrame, parks: GeoDataFrame
) -> "pd.Series[float]":
    pairs = members(roofs, parks)
    held = np.asarray(values, np.float64)[pairs["thing"].to_numpy()]
    return per_zone(held, pairs["zone"].to_numpy(), parks, "sum")
