"""Where the rain of an ordinary year goes: into the soil, the air or the sewer."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo._compiled import compiled
from werklandschap.parameters import Assumptions

Floats = NDArray[np.float64]

BALANCE = ("infiltrated_mm", "evaporated_mm", "discharged_mm", "stored_mm")
SHARES = ("infiltrated_share", "evaporated_share", "discharged_share", "stored_share")
SURFACES = ("roof", "green_roof", "closed_paving", "open_paving", "unpaved", "planted")
"""The surfaces of which `stores` knows the numbers."""

_STORES = ("interception_mm", "storage_mm", "root_zone_mm", "infiltration_mm_per_h")
_MOST_MM = 1e6


@dataclass(eq=False)
class UnusableWater(WerklandschapError):
    """Numbers with which no water balance can be made."""

    code: ClassVar[str] = "rain_year.unusable"
    message: ClassVar[Text] = Text(
        nl="De waterbalans kan niet rekenen met {what}: er ontbreken waarden, of ze zijn "
        "negatief of onmogelijk groot.",
        en="The water balance cannot work with {what}: values are missing, negative or "
        "impossibly large.",
    )

    what: str


@dataclass(eq=False)
class UnequalRecords(WerklandschapError):
    """Rain and evaporation that do not run over the same steps."""

    code: ClassVar[str] = "rain_year.unequal_records"
    message: ClassVar[Text] = Text(
        nl="De neerslag heeft {rain} stappen en de verdamping {evaporation}; het moeten er "
        "evenveel zijn, en ten minste één.",
        en="The rain has {rain} steps and the evaporation {evaporation}; they must be "
        "equally many, and at least one.",
    )

    rain: int
    evaporation: int


def makkink_mm(
    temperature_c: ArrayLike, global_radiation_w_per_m2: ArrayLike, *, step_h: float
) -> Floats:
    r"""Estimate the reference evaporation of a well watered grass field.

    Parameters
    ----------
    temperature_c : array of shape (steps,)
        Mean air temperature. [°C]
    global_radiation_w_per_m2 : array of shape (steps,)
        Mean global radiation. [W/m²]
    step_h : float
        Length of a step. [h]

    Returns
    -------
    array of shape (steps,)
        Depth per step; never negative. [mm]

    Raises
    ------
    UnusableWater
        If a value is missing or absurd.

    Notes
    -----
    :math:`E = 0.65\,\frac{s}{s+\gamma}\,\frac{K}{\lambda\rho}` [1]_. KNMI works with the
    means of a day: give every hour the mean temperature of its day to get its sum. With
    the temperature of the hour itself there is some 6 % more, as it is warm when the sun
    shines.

    References
    ----------
    .. [1] De Bruin, H.A.R. & W.N. Lablans (1998), Reference crop evapotranspiration
       determined with a modified Makkink equation, Hydrological Processes 12(7).
    """
    temperature = np.asarray(temperature_c, np.float64)
    radiation = np.asarray(global_radiation_w_per_m2, np.float64)
    if not ((temperature > -60) & (temperature < 60)).all():
        raise UnusableWater("temperature_c")
    if not ((radiation >= -20) & (radiation < 2_000)).all():
        raise UnusableWater("global_radiation_w_per_m2")
    if not 0 < step_h <= 24:
        raise UnusableWater("step_h")
    saturation_hpa = 6.107 * 10 ** (7.5 * temperature / (237.3 + temperature))
    slope = 7.5 * 237.3 / (237.3 + temperature) ** 2 * np.log(10) * saturation_hpa
    psychrometric = 0.646 + 0.0006 * temperature
    latent_j_per_kg = 1_000 * (2_501 - 2.38 * temperature)
    energy_j_per_m2 = np.maximum(radiation, 0.0) * step_h * 3_600
    depth_mm: Floats = (
        0.65 * slope / (slope + psychrometric) * energy_j_per_m2 / latent_j_per_kg
    )
    return depth_mm


def rain_year(
    rain_mm: ArrayLike,
    evaporation_mm: ArrayLike,
    *,
    interception_mm: ArrayLike,
    storage_mm: ArrayLike,
    infiltration_mm_per_h: ArrayLike,
    root_zone_mm: ArrayLike = 0.0,
    step_h: float = 1.0,
) -> pd.DataFrame:
    """Follow the rain of a record through the stores of surfaces.

    Parameters
    ----------
    rain_mm, evaporation_mm : array of shape (steps,)
        Rain and reference evaporation per step, such as `makkink_mm`. [mm]
    interception_mm : array of shape (n,) or float
        What leaves, paving or roof hold before water runs. [mm]
    storage_mm : array of shape (n,) or float
        What stays on the surface or in a layer below it before it runs off. [mm]
    infiltration_mm_per_h : array of shape (n,) or float
        How fast the storage seeps into the soil; 0 for a closed surface. [mm/h]
    root_zone_mm : array of shape (n,) or float
        Water in the soil that plants can reach; what is more seeps deeper. [mm]
    step_h : float
        Length of a step. [h]

    Returns
    -------
    DataFrame
        A row per surface: ``infiltrated_mm`` (below the roots), ``evaporated_mm``,
        ``discharged_mm`` and ``stored_mm`` (still there at the end), which add up to the
        rain, and the same as shares of it; the shares are missing (NaN) if no rain fell.

    Raises
    ------
    UnusableWater, UnequalRecords
        If a value is missing, negative or absurd, or the records are not equally long.

    Notes
    -----
    Every step: rain fills the interception and flows over into the storage; the storage
    seeps into the root zone, and that overflows to the deeper soil; evaporation empties
    the three stores from the top; what the storage cannot hold is discharged. Stores
    start empty. This is the bucket of the Urban Water Balance Model without its
    groundwater [1]_.

    References
    ----------
    .. [1] Vergroesen, T. et al., Urban Water balance model, Deltares (urbanwb).
    """
    record = [
        _checked("rain_mm", rain_mm),
        _checked("evaporation_mm", evaporation_mm),
    ]
    if len(record[0]) != len(record[1]) or not len(record[0]):
        raise UnequalRecords(len(record[0]), len(record[1]))
    if not 0 < step_h <= 24:
        raise UnusableWater("step_h")
    given = (interception_mm, storage_mm, root_zone_mm, infiltration_mm_per_h)
    stores = [_checked(name, x) for name, x in zip(_STORES, given, strict=True)]
    columns = np.array(np.broadcast_arrays(*stores), np.float64)
    columns[3] *= step_h
    found = _follow(record[0], record[1], columns)
    fallen_mm = record[0].sum()
    shares = found / fallen_mm if fallen_mm > 0 else np.full_like(found, np.nan)
    return pd.DataFrame(
        np.concatenate([found, shares]).T, columns=list(BALANCE + SHARES)
    )


def stores(assumptions: Assumptions) -> pd.DataFrame:
    """Look up the stores of the surfaces of a business park [1]_.

    Parameters
    ----------
    assumptions : Assumptions
        Uses the parameters of ``rain``.

    Returns
    -------
    DataFrame
        A row per surface of `SURFACES`, with the columns that `rain_year` asks for.

    References
    ----------
    .. [1] See the parameters of ``rain``.
    """
    return pd.DataFrame(
        {
            store: [assumptions[f"rain.{surface}_{store}"] for surface in SURFACES]
            for store in _STORES
        },
        index=pd.Index(SURFACES, name="surface"),
    )


@compiled
def _follow(rain: Floats, evaporation: Floats, stores: Floats) -> Floats:
    """Sum where the water of each surface goes; see `rain_year` for the order."""
    surfaces = stores.shape[1]
    out = np.zeros((4, surfaces))
    for i in range(surfaces):
        interception, storage, root_zone, seeps = stores[:, i]
        held = standing = rooted = 0.0
        infiltrated = evaporated = discharged = 0.0
        for t in range(len(rain)):
            held += rain[t]
            over = max(held - interception, 0.0)
            held -= over
            standing += over
            seeped = min(standing, seeps)
            standing -= seeped
            rooted += seeped
            demand = evaporation[t]
            taken = min(held, demand)
            held -= taken
            demand -= taken
            evaporated += taken
            taken = min(standing, demand)
            standing -= taken
            demand -= taken
            evaporated += taken
            taken = min(rooted, demand)
            rooted -= taken
            evaporated += taken
            over = max(rooted - root_zone, 0.0)
            rooted -= over
            infiltrated += over
            over = max(standing - storage, 0.0)
            standing -= over
            discharged += over
        out[0, i], out[1, i], out[2, i] = infiltrated, evaporated, discharged
        out[3, i] = held + standing + rooted
    return out


def _checked(name: str, values: ArrayLike) -> Floats:
    numbers = np.atleast_1d(np.asarray(values, np.float64))
    # Written so that NaN fails too.
    if not ((numbers >= 0) & (numbers < _MOST_MM)).all():
        raise UnusableWater(name)
    return numbers
