"""Money of later years in money of today."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

Floats = NDArray[np.float64]


@dataclass(eq=False)
class NegativeDiscountRate(WerklandschapError):
    """A rate at which tomorrow would be worth more than today."""

    code: ClassVar[str] = "appraisal.negative_rate"
    message: ClassVar[Text] = Text(
        nl="De discontovoet is {percent} %. Vul een percentage van 0 of hoger in.",
        en="The discount rate is {percent} %. Fill in a percentage of 0 or more.",
    )

    percent: float


def check_rate(rate: float) -> None:
    """Make sure that a discount rate is not below zero.

    Raises
    ------
    NegativeDiscountRate
        If it is.
    """
    if not rate >= 0:
        raise NegativeDiscountRate(round(100 * rate, 2))


def discount_factors(rate: float, horizon_years: int) -> Floats:
    """Calculate what a euro of each year is worth in year 0.

    Parameters
    ----------
    rate : float
        Discount rate a year. [-]
    horizon_years : int
        The last year.

    Returns
    -------
    array of shape (horizon_years + 1,)
        From 1 in year 0 on downwards. [-]
    """
    check_rate(rate)
    factors: Floats = (1 + rate) ** -np.arange(horizon_years + 1.0)
    return factors


def annuity_factor(rate: float, years: int) -> float:
    """Calculate what a euro a year, in the years 1 to ``years``, is worth today.

    Parameters
    ----------
    rate : float
        Discount rate a year. [-]
    years : int
        How many years it is paid.

    Examples
    --------
    >>> round(annuity_factor(0.0225, 30), 3)
    21.645
    """
    return float(discount_factors(rate, years)[1:].sum())


def yearly_payment_eur(loan_eur: float, rate: float, *, years: int) -> float:
    """Calculate the level payment that redeems a loan with interest.

    Parameters
    ----------
    loan_eur : float
        What is borrowed. [€]
    rate : float
        Interest a year. [-]
    years : int
        In how many years it is paid back.
    """
    return loan_eur / annuity_factor(rate, years)


def present_value_eur(amounts_eur: ArrayLike, rate: float) -> float:
    """Calculate the worth today of amounts from year 0 on.

    Parameters
    ----------
    amounts_eur : array of shape (years,)
        Amount of each year. [€]
    rate : float
        Discount rate a year. [-]
    """
    amounts = np.asarray(amounts_eur, np.float64)
    return float(amounts @ discount_factors(rate, len(amounts) - 1))


def investments(
    lifetime_years: float, horizon_years: int, *, first_year: int = 0
) -> Floats:
    """Tell in which years something is made, made again, and what of it is left.

    Parameters
    ----------
    lifetime_years : float
        How long it lasts; it is replaced at the end of that year.
    horizon_years : int
        The last year that is looked at.
    first_year : int
        The year in which it is made first.

    Returns
    -------
    array of shape (horizon_years + 1,)
        1 in a year that it is made; less the part of its life that is left in the last
        year, since what is left then still has its worth. [-]

    Examples
    --------
    >>> investments(20, 30)[[0, 20, 30]]
    array([ 1. ,  1. , -0.5])
    """
    times = np.zeros(horizon_years + 1)
    life = max(round(lifetime_years), 1)
    made = np.arange(first_year, horizon_years, life)
    times[made] = 1
    if len(made):
        times[-1] -= 1 - (horizon_years - made[-1]) / life
    return times


def payback_year(amounts_eur: ArrayLike, *, rate: float = 0.0) -> int | None:
    """Find the year from which on what was paid stays earned back.

    Parameters
    ----------
    amounts_eur : array of shape (years,)
        Net amount of each year, the first being year 0. [€]
    rate : float
        Discount rate a year; 0 gives the simple payback period. [-]

    Returns
    -------
    int or None
        None where it is not earned back; 0 where nothing was ever paid.
    """
    amounts = np.asarray(amounts_eur, np.float64)
    balance = np.cumsum(amounts * discount_factors(rate, len(amounts) - 1))
    below = np.flatnonzero(balance < -1e-9)
    if not len(below):
        return 0
    year = int(below[-1]) + 1
    return year if year < len(amounts) else None
