"""Pages as people may read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Max
from django.utils import timezone

from werklandschap.core.text import Language, Text
from werklandschap.web.fulltext import Texts
from werklandschap.web.helpdesk.suggestions import Suggestion
from werklandschap.web.innovations.models import text_of
from werklandschap.web.innovations.queries.finding import Hit
from werklandschap.web.toolbox.models import Kind, Page, PageVersion
from werklandschap.web.toolbox.queries import shipped

_WEIGHTS = (3.0, 2.0, 1.0)
_LIKE_AT_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step with its pages."""

    name: str
    label: Text
    gives: Text
    decision: Text
    who: Text
    page: str
    tips: Sequence[Text]
    pages: Sequence[PageVersion]

    @property
    def guides(self) -> list[PageVersion]:
        """The pages that explain."""
        return [each for each in self.pages if each.page.kind != Kind.TEMPLATE]

    @property
    def templates(self) -> list[PageVersion]:
        """The pages to fill in."""
        return [each for each in self.pages if each.page.kind == Kind.TEMPLATE]


def published(on: date) -> list[PageVersion]:
    """Give of each page the version that counts today."""
    approved = PageVersion.objects.filter(
        status=PageVersion.Status.PUBLISHED, publish_on__lte=on
    )
    newest: dict[int, PageVersion] = {}
    for version in approved.select_related("page").order_by("number"):
        newest[version.page_id] = version
    return sorted(newest.values(), key=lambda it: (it.page.kind, it.page.slug))


def version_of(page: Page, on: date) -> PageVersion | None:
    """Give the version of a page that counts today."""
    return page.versions.filter(
        status=PageVersion.Status.PUBLISHED, publish_on__lte=on
    ).first()


def steps(on: date) -> list[StepShown]:
    """List the eight steps with their pages."""
    found = published(on)
    return [
        _step(name, told, [each for each in found if each.page.step == name])
        for name, told in shipped.steps_and_phases()["steps"].items()
    ]


def _step(
    name: str, told: Mapping[str, Any], pages: Sequence[PageVersion]
) -> StepShown:
    return StepShown(
        name,
        text_of(told["label"]),
        text_of(told["gives"]),
        text_of(told["decision"]),
        text_of(told["who"]),
        told.get("page", ""),
        [text_of(tip) for tip in told["tips"]],
        pages,
    )


def phases() -> list[Mapping[str, Any]]:
    """List the phases 0 to 7: what the green expert does and who else is needed."""
    return [
        {
            name: text_of(part) if isinstance(part, dict) else part
            for name, part in each.items()
        }
        for each in shipped.steps_and_phases()["phases"]
    ]


def find(query: str, *, language: Language, on: date) -> list[PageVersion]:
    """Find pages by words, best first; without words all of them."""
    known = {each.page.slug: each for each in published(on)}
    if not query.strip():
        return list(known.values())
    return [known[slug] for slug in _texts(language, on, _stamp()).find(query)]


def similar_to(text: str, *, language: Language, on: date, limit: int = 3) -> list[Hit]:
    """Give the pages that may answer a question, best first."""
    known = {each.page.slug: each for each in published(on)}
    scores = _texts(language, on, _stamp()).like(text)
    return [
        Hit(
            known[slug].title,
            known[slug].summary,
            known[slug].page.get_absolute_url(),
            s,
        )
        for slug, s in list(scores.items())[:limit]
        if s >= _LIKE_AT_LEAST
    ]


def answers(question: str, language: str) -> list[Suggestion]:
    """Give the pages that may answer a question of the desk."""
    told: Language = "en" if language == "en" else "nl"
    found = similar_to(question, language=told, on=timezone.localdate())
    return [hit.suggested("Toolbox", told) for hit in found]


def _stamp() -> str:
    facts = PageVersion.objects.aggregate(made=Max("made_at"), seen=Max("reviewed_at"))
    return f"{facts['made']} {facts['seen']} {PageVersion.objects.count()}"


@lru_cache(maxsize=4)
def _texts(language: Language, on: date, _mark: str) -> Texts:
    fields = {each.page.slug: _fields(each, language) for each in published(on)}
    return Texts(fields, _WEIGHTS)


def _fields(version: PageVersion, language: Language) -> tuple[str, ...]:
    told: Iterable[Text] = (version.title, version.summary, version.body)
    return tuple(text.in_language(language) for text in told)
