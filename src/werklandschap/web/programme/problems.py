"""What can stand in the way of taking part."""

from dataclasses import dataclass
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text


@dataclass(eq=False)
class OneCompany(WerklandschapError):
    """A single firm that does not speak for its park."""

    code: ClassVar[str] = "programme.one_company"
    message: ClassVar[Text] = Text(
        nl="Een los bedrijf kan geen partner worden. Meld u aan namens het hele terrein.",
        en="A single firm cannot become a partner. Apply on behalf of the whole park.",
    )


@dataclass(eq=False)
class AlreadyPartner(WerklandschapError):
    """A park that takes part already."""

    code: ClassVar[str] = "programme.already_partner"
    message: ClassVar[Text] = Text(
        nl="{park} doet al mee, sinds {since}.",
        en="{park} takes part already, since {since}.",
    )

    park: str
    since: str


@dataclass(eq=False)
class NoLongerThere(WerklandschapError):
    """A park that the register merged or split."""

    code: ClassVar[str] = "programme.no_longer_there"
    message: ClassVar[Text] = Text(
        nl="{park} bestaat niet meer in het register. Nu heet het: {successors}.",
        en="{park} is no longer in the register. It is now: {successors}.",
    )

    park: str
    successors: str


@dataclass(eq=False)
class AlreadyDecided(WerklandschapError):
    """An application on which somebody decided before."""

    code: ClassVar[str] = "programme.already_decided"
    message: ClassVar[Text] = Text(
        nl="Over deze aanmelding is al besloten.",
        en="This application has been decided on already.",
    )


@dataclass(eq=False)
class OwnApplication(WerklandschapError):
    """Somebody who would decide on what they asked for themselves."""

    code: ClassVar[str] = "programme.own_application"
    message: ClassVar[Text] = Text(
        nl="U hebt dit zelf ingediend. Een ander moet besluiten.",
        en="You handed this in yourself. Somebody else must decide.",
    )


@dataclass(eq=False)
class ReasonsMissing(WerklandschapError):
    """A decision without reasons."""

    code: ClassVar[str] = "programme.reasons_missing"
    message: ClassVar[Text] = Text(
        nl="Schrijf op waarom u dit besluit.",
        en="Write down why you decide this.",
    )


@dataclass(eq=False)
class UnknownPark(WerklandschapError):
    """A number that no park has."""

    code: ClassVar[str] = "programme.unknown_park"
    message: ClassVar[Text] = Text(
        nl="Er is geen terrein met nummer {number}.",
        en="No park has the number {number}.",
    )

    number: str


@dataclass(eq=False)
class NotScreened(WerklandschapError):
    """A park that would be let in although a check is open or not met."""

    code: ClassVar[str] = "programme.not_screened"
    message: ClassVar[Text] = Text(
        nl="Nog niet alles klopt: {open}",
        en="Not everything is right yet: {open}",
    )

    open: Text
