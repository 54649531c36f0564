"""Euros at the edge: as people write them, in whole cents, in parts that add up."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

CENT = Decimal("0.01")

_GROUPED = re.compile(r"^-?\d{1,3}(\.\d{3})+$")
_MOST_DIGITS = 15


def to_cents(amount_eur: Decimal | float) -> Decimal:
    """Round an amount to whole cents, halves to the even cent.

    Examples
    --------
    >>> to_cents(1.005), to_cents(Decimal("2.675"))
    (Decimal('1.00'), Decimal('2.68'))
    """
    return Decimal(amount_eur).quantize(CENT, ROUND_HALF_EVEN)


def split_in_cents(total_eur: Decimal, shares: Sequence[float]) -> list[Decimal]:
    """Divide an amount by shares into whole cents that add up to it.

    Parameters
    ----------
    total_eur : Decimal
        What is divided; rounded to cents first.
    shares : sequence of float
        The part of each, from 0 to 1; together 1. [-]

    Returns
    -------
    list of Decimal
        Each at most one cent from its exact part.

    Examples
    --------
    >>> split_in_cents(Decimal("10.00"), [1 / 3, 1 / 3, 1 / 3])
    [Decimal('3.33'), Decimal('3.34'), Decimal('3.33')]
    """
    total_eur = to_cents(total_eur)
    ends = [Decimal(0)]
    reached = Decimal(0)
    for share in shares[:-1]:
        # Cutting at rounded running sums keeps each part within a cent, and all in all.
        reached += Decimal(share)
        ends.append(to_cents(total_eur * reached))
    ends.append(total_eur)
    return [end - start for start, end in pairwise(ends)]


def rounded_together(parts_eur: Sequence[Decimal]) -> list[Decimal]:
    """Round parts to cents so that they add up to their rounded total.

    Parameters
    ----------
    parts_eur : sequence of Decimal
        Exact parts.

    Returns
    -------
    list of Decimal
        Each at most one cent from its exact part.
    """
    ends = [Decimal(0)]
    reached = Decimal(0)
    for part in parts_eur:
        reached += part
        ends.append(to_cents(reached))
    return [end - start for start, end in pairwise(ends)]


def amount_eur(told: str) -> float | None:
    """Read an amount the Dutch way: a point groups thousands, a comma is decimal.

    Parameters
    ----------
    told : str
        What the cell says; a euro sign and ``,-`` may stand around it.

    Returns
    -------
    float or None
        The amount; None if it is none. [€]

    Examples
    --------
    >>> [amount_eur(each) for each in ("€ 1.234,56", "12.500", "1234.5", "750,-", "pm")]
    [1234.56, 12500.0, 1234.5, 750.0, None]
    """
    bare = re.sub(r"[€\s\u00a0]|EUR|euro", "", told, flags=re.IGNORECASE)
    bare = re.sub(r",[-–—]+$", "", bare)
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif _GROUPED.match(bare):
        bare = bare.replace(".", "")
    is_amount = re.fullmatch(r"-?\d+(\.\d+)?", bare) and len(bare) <= _MOST_DIGITS
    return float(bare) if is_amount else None
