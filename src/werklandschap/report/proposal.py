"""A proposal of a partner on A4, and how many pages it takes."""

from collections.abc import Mapping
from typing import Any

from werklandschap.core.text import Text
from werklandschap.report import palette
from werklandschap.report.typesetting import as_pages, as_pdf

_WORDS: Mapping[str, Text] = {
    "proposal": Text("Voorstel bij vraag", "Proposal for question"),
    "question": Text("De vraag", "The question"),
    "what": Text("Wat wij doen", "What we do"),
    "how": Text("Hoe en wanneer", "How and when"),
    "result": Text("Wat het oplevert", "What it brings"),
    "cost": Text("Kosten (zonder btw)", "Costs (without VAT)"),
    "own": Text("Eigen bijdrage van de vrager", "Own contribution of the asker"),
    "generated": Text("gegenereerd voorbeeld", "generated example"),
}


def proposal_pdf(told: Mapping[str, Any]) -> bytes:
    """Set a proposal as a tagged PDF.

    Parameters
    ----------
    told : mapping
        number, partner, place, question, what, how, result, cost, own, language,
        is_generated and day (a date, or None for a draft); whatever stands in it is
        printed as it is, and never obeyed.
    """
    return as_pdf("proposal.typ", _data(told))


def count_pages(told: Mapping[str, Any]) -> int:
    """Set a proposal and count the pages of A4 that it takes.

    Parameters
    ----------
    told : mapping
        As for `proposal_pdf`.
    """
    return len(as_pages("proposal.typ", _data(told)))


def _data(told: Mapping[str, Any]) -> dict[str, Any]:
    language = told["language"]
    day = told.get("day")
    return {
        **told,
        "day": [day.year, day.month, day.day] if day else None,
        "words": {key: text.in_language(language) for key, text in _WORDS.items()},
        "palette": palette.FOR_TEMPLATES,
    }
