"""The parties between whom money flows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who pays or gains."""

    name: str
    label: Text
    is_public: bool = False


OWNER = Party("owner", Text("eigenaar", "owner"))
ENTREPRENEUR = Party("entrepreneur", Text("ondernemer", "entrepreneur"))
COLLECTIVE = Party(
    "collective", Text("vereniging, BIZ of parkmanagement", "association of the park")
)
MUNICIPALITY = Party("municipality", Text("gemeente", "municipality"), is_public=True)
WATER_BOARD = Party("water_board", Text("waterschap", "water board"), is_public=True)
GRID_OPERATOR = Party("grid_operator", Text("netbeheerder", "grid operator"))
EMPLOYEES = Party("employees", Text("werknemers", "employees"))
SURROUNDINGS = Party(
    "surroundings", Text("omwonenden en natuur", "neighbours and nature")
)
STATE = Party("state", Text("provincie en rijk", "province and state"), is_public=True)
INSURER = Party("insurer", Text("verzekeraar", "insurer"))

PARTIES: Mapping[str, Party] = {
    party.name: party
    for party in (
        OWNER,
        ENTREPRENEUR,
        COLLECTIVE,
        MUNICIPALITY,
        WATER_BOARD,
        GRID_OPERATOR,
        EMPLOYEES,
        SURROUNDINGS,
        STATE,
        INSURER,
    )
}

OUTSIDE = "outside"
"""Where labour and material go to, and where what nature gives comes from: no party.

What leaves for it is spent and what comes from it is gained by society as a whole.
"""


@dataclass(eq=False)
class SharesDoNotAddUp(WerklandschapError):
    """Shares of an amount that leave something over, or take too much."""

    code: ClassVar[str] = "appraisal.shares"
    message: ClassVar[Text] = Text(
        nl="De aandelen in ‘{what}’ zijn samen {total_percent} %; dat moet 100 % zijn.",
        en="The shares in ‘{what}’ add up to {total_percent} %; that must be 100 %.",
    )

    what: str
    total_percent: float


@dataclass(eq=False)
class NoShare(WerklandschapError):
    """A party that takes part with a share of nothing."""

    code: ClassVar[str] = "appraisal.no_share"
    message: ClassVar[Text] = Text(
        nl="‘{party}’ heeft geen aandeel in ‘{what}’. Geef een aandeel of laat de partij weg.",
        en="‘{party}’ has no share in ‘{what}’. Give it a share or leave the party out.",
    )

    party: str
    what: str


def check_shares(what: str, shares: Mapping[str, float]) -> None:
    """Make sure that shares are above zero and together one.

    Parameters
    ----------
    what : str
        What is shared, for the reader of an error.
    shares : mapping of str to float
        The part of each party. [-]

    Raises
    ------
    NoShare
        If a party has a share of zero or less.
    SharesDoNotAddUp
        If the shares are not one together.
    """
    for party, share in shares.items():
        if not share > 0:
            raise NoShare(party, what)
    total = sum(shares.values())
    if abs(total - 1) > 1e-9:
        raise SharesDoNotAddUp(what, round(100 * total, 2))
