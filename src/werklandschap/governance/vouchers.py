"""Rules of vouchers: schemes, order of treatment, what fits the budget, what must be there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from werklandschap.core.text import Text
from werklandschap.governance import lottery


class Treatment(StrEnum):
    """In which order applications are treated; fixed before a round opens."""

    FIRST_COME = "FIRST_COME"
    POINTS = "POINTS"
    LOTTERY = "LOTTERY"

    @property
    def label(self) -> Text:
        """Its name for people."""
        return _TREATMENTS[self]


_TREATMENTS = {
    Treatment.FIRST_COME: Text(
        "op volgorde van complete binnenkomst", "in order of complete receipt"
    ),
    Treatment.POINTS: Text("op punten", "by points"),
    Treatment.LOTTERY: Text("door loting", "by lottery"),
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """What is known of the voucher scheme of a province; None is not known."""

    name: str
    label: Text
    province_code: str
    amount_eur: Decimal | None
    own_share: Decimal | None
    quota: int | None
    opens: date | None
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A document that a voucher must lead to, with the parts it must hold."""

    name: str
    label: Text
    parts: Mapping[str, Text]
    mark: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application as far as the order of treatment asks for it.

    ``place`` orders complete receipt, from 1; ``points`` count where points do.
    """

    number: int
    place: int
    amount_eur: Decimal
    points: int = 0


def in_order(
    treatment: Treatment, waiting: Sequence[Waiting], *, seed: str = ""
) -> list[Waiting]:
    """Put complete applications in the order in which they are treated.

    Parameters
    ----------
    treatment : Treatment
        What was fixed before the round opened.
    waiting : sequence of Waiting
        Those that are complete and not rejected.
    seed : str
        The published seed, where lots are drawn.
    """
    if treatment is Treatment.LOTTERY:
        by_number = {each.number: each for each in waiting}
        return [by_number[number] for number in lottery.drawn(by_number, seed=seed)]
    if treatment is Treatment.POINTS:
        return sorted(waiting, key=lambda each: (-each.points, each.place))
    return sorted(waiting, key=lambda each: each.place)


def that_fit(
    ordered: Sequence[Waiting], *, budget_eur: Decimal, quota: int | None = None
) -> list[int]:
    """List the numbers that the budget and the quota can carry, in order.

    The first that does not fit ends the list: nobody passes somebody who stands before.

    Parameters
    ----------
    ordered : sequence of Waiting
        In order of treatment.
    budget_eur : Decimal
        What there is for all of them. [€]
    quota : int, optional
        At most so many.
    """
    found: list[int] = []
    left_eur = budget_eur
    for each in ordered:
        left_eur -= each.amount_eur
        if left_eur < 0 or (quota is not None and len(found) >= quota):
            break
        found.append(each.number)
    return found


def payable_eur(
    *, granted_eur: Decimal, costs_eur: Decimal, own_share: Decimal
) -> Decimal:
    """Work out the final amount: costs less the own part, and never more than granted.

    Parameters
    ----------
    granted_eur : Decimal
        What was promised. [€]
    costs_eur : Decimal
        Eligible costs that were shown. [€]
    own_share : Decimal
        The part that the park pays, from 0 to 1. [-]

    Examples
    --------
    >>> payable_eur(
    ...     granted_eur=Decimal(15000), costs_eur=Decimal(12000), own_share=Decimal("0.25")
    ... )
    Decimal('9000.00')
    """
    from werklandschap.core.money import to_cents

    return min(granted_eur, to_cents(costs_eur * (1 - own_share)))


def missing_parts(deliverable: str, held: Mapping[str, str]) -> list[Text]:
    """List the required parts that a document does not point to.

    Parameters
    ----------
    deliverable : str
        ``green_vision`` or ``financing_plan``.
    held : mapping of str to str
        Where each part stands; empty is nowhere.
    """
    required = deliverables()[deliverable].parts
    return [label for name, label in required.items() if not held.get(name, "").strip()]


@cache
def schemes() -> Mapping[str, Scheme]:
    """List what is known of the schemes of provinces, by name."""
    return {each["name"]: _scheme(each) for each in _read()["schemes"]}


def _scheme(told: Mapping[str, Any]) -> Scheme:
    return Scheme(
        name=told["name"],
        label=Text(**told["label"]),
        province_code=told["province_code"],
        amount_eur=_decimal(told.get("amount_eur")),
        own_share=_decimal(told.get("own_share")),
        quota=told.get("quota"),
        opens=told.get("opens"),
        mark=told["mark"],
        source=told["source"],
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@cache
def deliverables() -> Mapping[str, Deliverable]:
    """List what a voucher must lead to, by name."""
    return {
        name: Deliverable(
            name,
            Text(**told["label"]),
            {part: Text(**label) for part, label in told["parts"].items()},
            told["mark"],
        )
        for name, told in _read()["deliverables"].items()
    }


@cache
def _read() -> Mapping[str, Any]:
    file = resources.files(__package__) / "voucher_schemes.yml"
    found: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found
