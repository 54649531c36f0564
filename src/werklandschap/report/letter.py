"""A letter with a decision, as a PDF that everyone can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from werklandschap.core.text import Language
from werklandschap.report import palette
from werklandschap.report.typesetting import as_pdf
from werklandschap.report.words import WORDS


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a letter: its heading, paragraphs, and points below them."""

    heading: str
    paragraphs: Sequence[str]
    points: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says; ``facts`` are label and value above the line."""

    language: Language
    day: date
    sender: str
    addressee: Sequence[str]
    reference: str
    subject: str
    facts: Sequence[tuple[str, str]]
    opening: Sequence[str]
    sections: Sequence[Section]
    closing: Sequence[str]
    is_generated: bool = False


def letter_pdf(letter: Letter) -> bytes:
    """Set a letter as a tagged PDF (PDF/UA-1); the same letter gives the same bytes.

    Parameters
    ----------
    letter : Letter
        What it says.
    """
    return as_pdf("letter.typ", _data(letter))


def _data(letter: Letter) -> dict[str, Any]:
    return {
        "language": letter.language,
        "words": {
            name: text.in_language(letter.language) for name, text in WORDS.items()
        },
        "palette": palette.FOR_TEMPLATES,
        "is_generated": letter.is_generated,
        "day": [letter.day.year, letter.day.month, letter.day.day],
        "sender": letter.sender,
        "addressee": list(letter.addressee),
        "reference": letter.reference,
        "subject": letter.subject,
        "facts": [{"label": label, "value": value} for label, value in letter.facts],
        "opening": list(letter.opening),
        "sections": [
            {
                "heading": each.heading,
                "paragraphs": list(each.paragraphs),
                "points": list(each.points),
            }
            for each in letter.sections
        ],
        "closing": list(letter.closing),
    }
