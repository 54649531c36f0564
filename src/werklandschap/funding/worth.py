"""Loans, and the part of a plan that does not pay for itself."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text


@dataclass(eq=False)
class NegativeInterest(WerklandschapError):
    """A rate of interest below zero."""

    code: ClassVar[str] = "funding.negative_interest"
    message: ClassVar[Text] = Text(
        nl="De rente is {percent} %. Vul een percentage van 0 of hoger in.",
        en="The interest is {percent} %. Fill in a percentage of 0 or more.",
    )

    percent: float


def loan_payment_share(interest: float, years: int) -> float:
    """Calculate which part of a loan is paid each year to be rid of it in time.

    Parameters
    ----------
    interest : float
        Interest a year. [-]
    years : int
        In how many years it is paid back.

    Raises
    ------
    NegativeInterest
        If the interest is below zero.

    Examples
    --------
    >>> loan_payment_share(0.0, 4)
    0.25
    """
    if not interest >= 0:
        raise NegativeInterest(round(100 * interest, 2))
    if interest == 0:
        return 1 / years
    return interest / (1 - (1 + interest) ** -years)


def unprofitable_top_eur(net_eur: ArrayLike, rate: float) -> float:
    """Calculate what a plan is short of paying for itself (*onrendabele top*).

    Parameters
    ----------
    net_eur : array of shape (years,)
        Income less spending in each year, the first being year 0. [€]
    rate : float
        What those who put money in want for it, a year. [-]

    Returns
    -------
    float
        0 for a plan that pays for itself. [€]

    Examples
    --------
    >>> unprofitable_top_eur([-100.0, 50.0, 30.0], 0.0)
    20.0
    """
    if not rate >= 0:
        raise NegativeInterest(round(100 * rate, 2))
    net = np.asarray(net_eur, np.float64)
    value = float(net @ (1 + rate) ** -np.arange(float(len(net))))
    return max(-value, 0.0)


def is_mostly_for_top(contribution_eur: float, top_eur: float) -> bool:
    """Tell whether more than half of a contribution goes to the unprofitable top.

    Parameters
    ----------
    contribution_eur : float
        What is contributed. [€]
    top_eur : float
        The unprofitable top. [€]
    """
    return min(top_eur, contribution_eur) > contribution_eur / 2
