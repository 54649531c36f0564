"""Euros at the edge: whole cents, and parts that add up to their total."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

CENT = Decimal("0.01")


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
