"""Questions that were answered before and published without names."""

from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from werklandschap.web.fulltext import Texts
from werklandschap.web.helpdesk.models import Question
from werklandschap.web.helpdesk.suggestions import Suggestion

_WEIGHTS = (2.0, 1.0)
"""How much a word counts in a question and in its answer."""

_MOST, _LEAST, _OF_THE_BEST = 3, 0.1, 0.3
"""So many at most; below so high a score, or share of the best one, it is hardly alike."""


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
    keys = _keys_like(question, _index(str(stamp)))
    found = published.in_bulk(keys)
    return [
        Suggestion(
            kind=_("Eerder beantwoord"),
            title=found[key].public_question,
            text=found[key].public_answer,
            url=reverse("answered", args=[key]),
        )
        for key in keys
        if key in found
    ]


def _keys_like(question: str, index: Texts) -> list[int]:
    scores = index.like(question)
    least = max(_LEAST, _OF_THE_BEST * max(scores.values(), default=0.0))
    return [int(key) for key, score in scores.items() if score >= least][:_MOST]


@lru_cache(maxsize=1)
def _index(_stamp: str) -> Texts:
    told = Question.objects.exclude(public_answer="").values_list(
        "pk", "public_question", "public_answer"
    )
    return Texts({str(key): texts for key, *texts in told}, _WEIGHTS)
