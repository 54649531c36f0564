"""What water in buildings ruins, in an event and as expected a year."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# STOWA Waterschadeschatter [1]_, and pluvial depths of the standard method of 2017 (K9c).
_STOWA_DEPTH_M = np.array([-0.01, 0.01, 0.05, 0.15, 0.30])
_STOWA_SHARE = np.array([0.0, 0.1, 0.5, 1.0, 1.0])
_SSM_DEPTH_M = np.array([0.0, 0.05, 0.10, 0.20, 0.30, 0.5, 1.0, 1.5, 2.0, 3.0])
_SSM_SHARE = np.array([0.0, 0.01, 0.03, 0.08, 0.15, 0.15, 0.27, 0.40, 0.52, 0.70])


def damaged_share(depth_m: ArrayLike) -> Floats:
    """Look up which part of the most possible damage water of a depth does.

    Parameters
    ----------
    depth_m : array
        Depth against the building; at or below -0.01 m nothing gets in. [m]

    Returns
    -------
    array
        From 0 to 1, by the depth factors for rain of the Waterschadeschatter [1]_. [-]

    References
    ----------
    .. [1] STOWA, "Waterschadeschatter", configuration of the standard, 2025.

    Examples
    --------
    >>> damaged_share([0.0, 0.05, 0.2])
    array([0.05, 0.5 , 1.  ])
    """
    return _between(depth_m, _STOWA_DEPTH_M, _STOWA_SHARE)


def damaged_share_ssm(depth_m: ArrayLike) -> Floats:
    """Look up the same by the standard method of 2017, against its own most damage.

    Parameters
    ----------
    depth_m : array
        Depth against the building. [m]

    Returns
    -------
    array
        From 0 to 0.7; from memory, to compare with `damaged_share`. [-]
    """
    return _between(depth_m, _SSM_DEPTH_M, _SSM_SHARE)


def _between(depth_m: ArrayLike, depths_m: Floats, shares: Floats) -> Floats:
    found: Floats = np.interp(np.asarray(depth_m, np.float64), depths_m, shares)
    return found


def flooded_floor_m2(depth_m: ArrayLike, floor_m2: ArrayLike) -> float:
    """Add up floors by the part of the most possible damage that they suffer.

    Parameters
    ----------
    depth_m : array of shape (buildings,)
        Depth against each building in an event. [m]
    floor_m2 : array of shape (buildings,)
        Floor that the water can reach. [m²]
    """
    floors = np.asarray(floor_m2, np.float64)
    return float(damaged_share(depth_m) @ floors)


def expected_a_year(by_return_period: Mapping[float, float]) -> float:
    """Calculate what is expected a year from what rare events do.

    Parameters
    ----------
    by_return_period : mapping of float to float
        Damage (in any unit) of the event that comes once in so many years.

    Returns
    -------
    float
        The integral of damage over probability; between the events damage rises evenly
        with the logarithm of the return period, as rain does [1]_. What is rarer than the
        rarest does as much as that one; what is more frequent than the most frequent does
        nothing, so give an event without damage. [unit a year]

    References
    ----------
    .. [1] ADR 0031: from plan to business case.

    Examples
    --------
    >>> round(expected_a_year({10: 0.0, 100: 1_000.0}), 2)
    39.09
    """
    periods = np.array(sorted(by_return_period), np.float64)
    damages = np.array([by_return_period[period] for period in periods])
    often, seldom = 1 / periods[:-1], 1 / periods[1:]
    log = np.log(periods[1:] / periods[:-1])
    level = damages[:-1] * (often - seldom)
    rise = np.diff(damages) / log * (often - seldom - seldom * log)
    return float(level.sum() + rise.sum() + damages[-1] / periods[-1])


def most_damage_ssm(function: str) -> str:
    """Name the parameter of the most damage by the standard method of 2017.

    Parameters
    ----------
    function : str
        ``industry``, ``office`` or ``shop``.
    """
    return f"appraisal.flood_ssm_{function}_eur_per_m2"
