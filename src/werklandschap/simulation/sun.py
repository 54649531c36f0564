"""Where the sun stands, what it shades, and how much of its light arrives in a year."""

import numpy as np
import pandas as pd
import pvlib
import pyproj
from numpy.typing import NDArray

from werklandschap.geo.grids import Cells, Mask
from werklandschap.simulation import _shadows
from werklandschap.simulation.sky_view import checked_heights

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_OVERHEAD_DEG = 89.9
_BINS_UP = 1_000
"""More than there are bins between the horizon and the zenith."""


def rd_to_degrees(x_m: float, y_m: float) -> tuple[float, float]:
    """Give the latitude and longitude (WGS 84) of a place in RD New, in degrees."""
    to_degrees = pyproj.Transformer.from_crs(28992, 4326, always_xy=True)
    longitude, latitude = to_degrees.transform(x_m, y_m)
    return float(latitude), float(longitude)


def sun_positions(
    times: pd.DatetimeIndex, *, latitude_deg: float, longitude_deg: float
) -> pd.DataFrame:
    """Find where the sun stands, without refraction [1]_.

    Parameters
    ----------
    times : DatetimeIndex
        Moments, with a time zone.
    latitude_deg, longitude_deg : float
        The place, in WGS 84. [degrees]

    Returns
    -------
    DataFrame
        ``elevation_deg`` above the horizon and ``azimuth_deg`` clockwise from north.

    References
    ----------
    .. [1] Reda, I. & A. Andreas (2004), Solar position algorithm for solar radiation
       applications, Solar Energy 76(5), as in pvlib.
    """
    found = pvlib.solarposition.get_solarposition(times, latitude_deg, longitude_deg)
    return pd.DataFrame(
        {
            "elevation_deg": found["elevation"].to_numpy(),
            "azimuth_deg": found["azimuth"].to_numpy(),
        },
        index=times,
    )


def shaded(
    surface_m: Cells,
    cell_m: float,
    *,
    elevation_deg: float,
    azimuth_deg: float,
    canopy_m: Cells | None = None,
    trunk_m: Cells | None = None,
) -> Mask:
    """Tell which cells lie in the shade of what stands sunward of them.

    Parameters
    ----------
    surface_m : array of shape (rows, columns)
        Terrain with buildings, on which one stands. [m]
    cell_m : float
        Size of the cells. [m]
    elevation_deg, azimuth_deg : float
        Where the sun stands: above the horizon, and clockwise from north. [degrees]
    canopy_m : array of shape (rows, columns), optional
        Tops of crowns where there are any, elsewhere the surface. Without ``trunk_m``
        crowns reach down to the ground, and a cell below one is in its shade. [m]
    trunk_m : array of shape (rows, columns), optional
        Undersides of the crowns: below them light passes. No crown where it is not
        below ``canopy_m``. [m]

    Returns
    -------
    array of bool of shape (rows, columns)
        Everything when the sun is down.

    Raises
    ------
    UnusableHeights
        If a height is missing or absurd.
    """
    ground = checked_heights("surface_m", surface_m)
    tops = ground if canopy_m is None else checked_heights("canopy_m", canopy_m)
    if elevation_deg <= 0:
        return np.ones(ground.shape, bool)
    if elevation_deg >= _OVERHEAD_DEG:
        return np.asarray(tops > ground)
    sun = elevation_deg, azimuth_deg
    if trunk_m is not None and canopy_m is not None:
        undersides = checked_heights("trunk_m", trunk_m)
        return _shaded_among_crowns(ground, tops, undersides, cell_m, sun)
    sweep = _shadows.sweep_of(cell_m, *sun)
    below = _shadows.turned(ground, sweep)
    above = below if tops is ground else _shadows.turned(tops, sweep)
    light = np.zeros(ground.shape, np.uint8)
    _shadows.add_sunlight(below, above, sweep, 1, _shadows.turned(light, sweep))
    dark: Mask = light == 0
    return dark


def shadow_height_m(
    tops_m: Cells, cell_m: float, elevation_deg: float, azimuth_deg: float
) -> Cells:
    """Find up to which height each cell is in the shade of what stands sunward of it.

    Parameters
    ----------
    tops_m : array of float32 of shape (rows, columns)
        Everything that casts shade. [m]
    cell_m : float
        Size of the cells. [m]
    elevation_deg, azimuth_deg : float
        Where the sun stands: above the horizon, below 90, and clockwise from north.
        [degrees]

    Returns
    -------
    array of shape (rows, columns)
        Far below everything where nothing stands sunward. [m]

    Notes
    -----
    A ceiling runs along parallel lines away from the sun and falls as fast as its light,
    in time linear in cells. A wall stands at the near face of its cell.
    """
    sweep = _shadows.sweep_of(cell_m, elevation_deg, azimuth_deg)
    reach = np.empty_like(tops_m)
    _shadows.shadow_heights(
        _shadows.turned(tops_m, sweep), sweep, _shadows.turned(reach, sweep)
    )
    return reach


def _shaded_among_crowns(
    ground: Cells,
    tops: Cells,
    undersides: Cells,
    cell_m: float,
    sun: tuple[float, float],
) -> Mask:
    """Shade of solid things, and of crowns of which the underside is known."""
    dark = np.asarray(shadow_height_m(ground, cell_m, *sun) > ground)
    sweep = _shadows.sweep_of(cell_m, *sun)
    below = np.zeros(ground.shape, bool)
    _shadows.crown_shadows(
        _shadows.turned(ground, sweep),
        _shadows.turned(tops, sweep),
        _shadows.turned(undersides, sweep),
        sweep,
        _shadows.turned(below, sweep),
    )
    return dark | below


def bin_numbers(
    elevation_deg: Floats,
    azimuth_deg: Floats,
    *,
    azimuth_bin_deg: float = 5.0,
    elevation_bin_deg: float = 3.0,
) -> Integers:
    """Tell in which bin each position of the sun lies; -1 below the horizon.

    Parameters
    ----------
    elevation_deg, azimuth_deg : array of shape (n,)
        Where the sun stands. [degrees]
    azimuth_bin_deg, elevation_bin_deg : float
        Size of the bins. [degrees]
    """
    along = np.floor(azimuth_deg / azimuth_bin_deg).astype(np.int64)
    up = np.floor(elevation_deg / elevation_bin_deg).astype(np.int64)
    return np.where(elevation_deg > 0, along * _BINS_UP + up, -1)


def binned(
    positions: pd.DataFrame,
    weights: Floats | None = None,
    *,
    azimuth_bin_deg: float = 5.0,
    elevation_bin_deg: float = 3.0,
) -> pd.DataFrame:
    """Gather positions of the sun that are nearly the same.

    Parameters
    ----------
    positions : DataFrame
        ``elevation_deg`` and ``azimuth_deg``; the sun below the horizon does not count.
    weights : array, optional
        What each position counts for, such as the beam on a plane; 1 if left out.
    azimuth_bin_deg, elevation_bin_deg : float
        Size of the bins. [degrees]

    Returns
    -------
    DataFrame
        Mean ``elevation_deg`` and ``azimuth_deg`` per bin, weighted, and ``weight``; the
        index holds `bin_numbers`. Bins that count for nothing are left out.
    """
    elevation = positions["elevation_deg"].to_numpy("float64")
    azimuth = positions["azimuth_deg"].to_numpy("float64")
    weight = np.ones(len(positions)) if weights is None else weights
    number = bin_numbers(
        elevation,
        azimuth,
        azimuth_bin_deg=azimuth_bin_deg,
        elevation_bin_deg=elevation_bin_deg,
    )
    sums = pd.DataFrame(
        {
            "elevation_deg": elevation * weight,
            "azimuth_deg": azimuth * weight,
            "weight": weight,
        }
    )
    found = sums[number >= 0].groupby(number[number >= 0]).sum()
    found = found[found["weight"] > 0].rename_axis("bin")
    return found.assign(
        elevation_deg=found["elevation_deg"] / found["weight"],
        azimuth_deg=found["azimuth_deg"] / found["weight"],
    )


def annual_sunlight(
    surface_m: Cells,
    cell_m: float,
    bins: pd.DataFrame,
    *,
    canopy_m: Cells | None = None,
) -> Cells:
    """Calculate which part of the beam of a year reaches each cell.

    Parameters
    ----------
    surface_m : array of shape (rows, columns)
        Terrain with buildings. [m]
    cell_m : float
        Size of the cells. [m]
    bins : DataFrame
        As `binned` gives them: one shadow is cast per bin.
    canopy_m : array of shape (rows, columns), optional
        Tops of crowns where there are any, elsewhere the surface. [m]

    Returns
    -------
    array of shape (rows, columns)
        0–1.

    Raises
    ------
    UnusableHeights
        If a height is missing or absurd.
    """
    ground = checked_heights("surface_m", surface_m)
    tops = ground if canopy_m is None else checked_heights("canopy_m", canopy_m)
    total = np.zeros_like(ground)
    whole = float(bins["weight"].sum())
    for elevation_deg, azimuth_deg, weight in bins[
        ["elevation_deg", "azimuth_deg", "weight"]
    ].to_numpy("float64"):
        sweep = _shadows.sweep_of(cell_m, elevation_deg, azimuth_deg)
        below, above, into = (
            _shadows.turned(cells, sweep) for cells in (ground, tops, total)
        )
        _shadows.add_sunlight(below, above, sweep, weight / whole, into)
    return np.clip(total, 0, 1)
