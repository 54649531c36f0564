"""A lottery that anybody can check: the order follows from a published seed.

Before the scheme opens, the hash of a secret is published and a public value is named that
nobody can know yet. After closing, secret and value are published; together they are the
seed. Nobody can have chosen either with the outcome in mind.
"""

from collections.abc import Iterable
from hashlib import sha256


def commitment(secret: str) -> str:
    """Give what is published of a secret beforehand: its SHA-256, in hexadecimals.

    Parameters
    ----------
    secret : str
        The secret.
    """
    return sha256(secret.encode()).hexdigest()


def seed_of(secret: str, public_value: str) -> str:
    """Join the secret and the public value into the seed.

    Parameters
    ----------
    secret : str
        What was promised by its hash.
    public_value : str
        What nobody could know before closing.
    """
    return f"{secret}:{public_value}"


def drawn(numbers: Iterable[int], *, seed: str) -> list[int]:
    """Put numbers in the order of the draw: by the SHA-256 of seed and number.

    Parameters
    ----------
    numbers : iterable of int
        The numbers of the applications.
    seed : str
        The published seed.

    Examples
    --------
    >>> drawn([1, 2, 3], seed="geheim:12,5")
    [2, 1, 3]
    """
    return sorted(numbers, key=lambda number: (_ticket(seed, number), number))


def _ticket(seed: str, number: int) -> str:
    return sha256(f"{seed}:{number}".encode()).hexdigest()
