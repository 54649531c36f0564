"""What a document is told: the business case, the place, and what people said."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Language, Text
from werklandschap.landscape import Landscape
from werklandschap.report.documents.blocks import Quote
from werklandschap.report.documents.saying import Say
from werklandschap.study.business_case import BusinessCase

_MOST_WORDS = 2_000


@dataclass(eq=False)
class UnreadableVoices(WerklandschapError):
    """A file of what firms said that is not a list of who says what."""

    code: ClassVar[str] = "document.voices"
    message: ClassVar[Text] = Text(
        nl="{file} is geen lijst van uitspraken. Maak een JSON-lijst met per uitspraak "
        "‘who’ (de rol, geen naam) en ‘says’.",
        en="{file} is not a list of statements. Make a JSON list with, per statement, "
        "‘who’ (the part played, no name) and ‘says’.",
    )

    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a document is told; without a landscape there are fewer maps."""

    case: BusinessCase
    language: Language
    engine: str
    landscape: Landscape | None = None
    voices: tuple[Quote, ...] = ()

    @property
    def spenders(self) -> tuple[str, ...]:
        """The parties that invest, in the order in which they do."""
        by_year = self.case.spend_by_year.values()
        return tuple(dict.fromkeys(party for own in by_year for party in own))

    @property
    def period(self) -> str:
        """In which years works are carried out, in words."""
        first, last = self.case.planned.first_year, self.case.planned.last_year
        if first == last:
            return self.say(f"in {first}", f"in {first}")
        return self.say(
            f"van {first} tot en met {last}", f"from {first} up to and including {last}"
        )

    @property
    def say(self) -> Say:
        """Words and numbers in the language."""
        return Say(self.language)


def read_voices(file: Path) -> tuple[Quote, ...]:
    """Read what firms and others of the park said.

    Parameters
    ----------
    file : Path
        A JSON list of objects with ``who`` and ``says``.

    Raises
    ------
    UnreadableVoices
        If it is not that.
    """
    try:
        told = json.loads(file.read_text("utf-8"))
        return voices_of(told)
    except (OSError, ValueError, TypeError, KeyError):
        raise UnreadableVoices(file.name) from None


def voices_of(told: Sequence[Mapping[str, Any]]) -> tuple[Quote, ...]:
    """Take statements as plain facts.

    Parameters
    ----------
    told : sequence of mapping
        Each with ``who`` and ``says``.
    """
    return tuple(
        Quote(str(each["says"])[:_MOST_WORDS], str(each["who"])[:_MOST_WORDS])
        for each in told
    )
