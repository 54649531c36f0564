"""Finding innovations by words and facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max

from werklandschap.core.text import Language, Text
from werklandschap.web.fulltext import Texts
from werklandschap.web.helpdesk.suggestions import Suggestion
from werklandschap.web.innovations.models import Innovation, Kind, Maturity
from werklandschap.web.innovations.words import THEMES

_KIND = Text("Innovatie", "Innovation")
_WEIGHTS = (3.0, 2.0, 1.0, 1.0)
_LIKE_AT_LEAST = 1.5
"""Below this score a text has little in common with a question: seen on example questions."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for."""

    query: str = ""
    kind: str = ""
    theme: str = ""
    maturity: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, and how many would be left."""

    value: str
    label: Any
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and what can be chosen further."""

    innovations: Sequence[Innovation]
    kinds: Sequence[Option]
    themes: Sequence[Option]
    maturities: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that may answer a question."""

    title: Text
    text: Text
    url: str
    score: float

    def suggested(self, kind: str, language: Language) -> Suggestion:
        """Tell it as the desk shows what may answer a question."""
        title, text = self.title.in_language(language), self.text.in_language(language)
        return Suggestion(kind, title, text, self.url)


def all_of() -> Mapping[str, Innovation]:
    """Give the published innovations by code."""
    return {each.code: each for each in Innovation.objects.filter(is_published=True)}


def find(asked: Asked, language: Language) -> Found:
    """Find innovations; without words, all in order of their title."""
    known = all_of()
    if asked.query.strip():
        codes = list(_texts(language, _stamp()).find(asked.query))
    else:
        codes = sorted(known, key=lambda it: known[it].title.in_language(language))
    listed = [known[code] for code in codes if code in known]
    kept = [each for each in listed if _fits(each, asked)]
    return Found(
        kept,
        [_option(listed, asked, "kind", kind.value, kind.label) for kind in Kind],
        [
            _option(listed, asked, "theme", name, label)
            for name, label in THEMES.items()
        ],
        [
            _option(listed, asked, "maturity", each.value, each.label)
            for each in Maturity
        ],
    )


def _option(
    listed: Sequence[Innovation], asked: Asked, facet: str, value: Any, label: Any
) -> Option:
    """Count what a choice would leave, given the choices in other facets."""
    told = {
        name: getattr(asked, name) for name in ("query", "kind", "theme", "maturity")
    }
    chosen = Asked(**(told | {facet: value}))
    count = sum(_fits(each, chosen) for each in listed)
    return Option(str(value), label, count, told[facet] == value)


def _fits(innovation: Innovation, asked: Asked) -> bool:
    return (
        (not asked.kind or innovation.kind == asked.kind)
        and (not asked.theme or asked.theme in innovation.themes)
        and innovation.maturity >= asked.maturity
    )


def similar_to(text: str, *, language: Language, limit: int = 3) -> list[Hit]:
    """Give the innovations that may answer a question, best first.

    Parameters
    ----------
    text : str
        A question, as people type it.
    language : {"nl", "en"}
        In which texts it is looked up.
    limit : int
        How many at most.
    """
    known = all_of()
    scores = _texts(language, _stamp()).like(text)
    return [
        Hit(
            known[code].title,
            known[code].summary,
            known[code].get_absolute_url(),
            score,
        )
        for code, score in list(scores.items())[:limit]
        if score >= _LIKE_AT_LEAST and code in known
    ]


def _stamp() -> str:
    facts = Innovation.objects.filter(is_published=True).aggregate(
        count=Count("pk"), newest=Max("changed_at")
    )
    return f"{facts['count']} {facts['newest']}"


@lru_cache(maxsize=4)
def _texts(language: Language, _mark: str) -> Texts:
    return Texts(
        {code: _fields(each, language) for code, each in all_of().items()}, _WEIGHTS
    )


def _fields(innovation: Innovation, language: Language) -> tuple[str, ...]:
    themes = (THEMES[name].in_language(language) for name in innovation.themes)
    rest = [innovation.how, innovation.legal, *innovation.lessons, *innovation.failed]
    return (
        innovation.title.in_language(language),
        " ".join(themes),
        innovation.summary.in_language(language),
        " ".join(text.in_language(language) for text in rest),
    )


def answers(question: str, language: str) -> list[Suggestion]:
    """Give the innovations that may answer a question of the desk."""
    told: Language = "en" if language == "en" else "nl"
    kind = _KIND.in_language(told)
    return [hit.suggested(kind, told) for hit in similar_to(question, language=told)]
