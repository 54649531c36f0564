"""Questions that were answered before and published without names."""

from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from werklandschap.web.helpdesk.fulltext import Texts
from werklandschap.web.helpdesk.models import Question
from werklandschap.web.helpdesk.suggestions import Suggestion


def answered(question: str, language: str) -> Sequence[Suggestion]:
    """Find published answers to questions like this one.

    Parameters
    ----------
    question : str
        What somebody typed.
    language : str
        Of the reader; published answers are in the language of their writer.
    """
    published = Question.objects.exclude(public_answer="")
    stamp = published.aggregate(n=Count("pk"), last=Max("version"), at=Max("ended_at"))
    index = _index(str(stamp))
    found = published.in_bulk(index.find(question, most=3))
    return [
        Suggestion(
            kind=_("Eerder beantwoord"),
            title=found[key].public_question,
            text=found[key].public_answer,
            url=reverse("answered", args=[key]),
        )
        for key in index.find(question, most=3)
        if key in found
    ]


@lru_cache(maxsize=1)
def _index(_stamp: str) -> Texts[int]:
    told = Question.objects.exclude(public_answer="").values_list(
        "pk", "public_question", "public_answer"
    )
    return Texts({key: f"{asked} {answer}" for key, asked, answer in told})
