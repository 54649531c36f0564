"""Finding texts by words: Dutch stems, and parts of compounds (BM25)."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from math import log
from typing import Generic, TypeVar

from werklandschap.web.parks.search import stem, words_of

_K, _B = 1.2, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza, 2009)."""

_PART, _SHORTEST_PART = 0.5, 4
"""A word within a compound (water, waterberging) counts half."""

_LEAST, _OF_THE_BEST = 0.1, 0.3
"""Below so high a score, or share of the best one, a text hardly is about the question."""

_MOST_WORDS = 60
_EMPTY = frozenset(
    [
        "aan",
        "al",
        "als",
        "bij",
        "dan",
        "dat",
        "de",
        "den",
        "der",
        "deze",
        "die",
        "dit",
        "doen",
        "door",
        "dus",
        "een",
        "en",
        "er",
        "gaan",
        "geen",
        "haar",
        "hebben",
        "heeft",
        "het",
        "hij",
        "hoe",
        "hun",
        "ik",
        "in",
        "is",
        "ja",
        "je",
        "kan",
        "kunnen",
        "maar",
        "me",
        "meer",
        "men",
        "met",
        "mijn",
        "moet",
        "na",
        "naar",
        "niet",
        "nog",
        "nu",
        "of",
        "om",
        "omdat",
        "ons",
        "onze",
        "ook",
        "op",
        "over",
        "te",
        "tot",
        "u",
        "uit",
        "uw",
        "van",
        "veel",
        "voor",
        "wat",
        "we",
        "wel",
        "welke",
        "wij",
        "wie",
        "wil",
        "willen",
        "worden",
        "wordt",
        "ze",
        "zich",
        "zij",
        "zijn",
        "zo",
        "zou",
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "for",
        "from",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "this",
        "to",
        "we",
        "what",
        "which",
        "who",
        "will",
        "with",
        "you",
        "your",
    ]
)


Key = TypeVar("Key", bound=Hashable)


class Texts(Generic[Key]):
    """Texts that can be found by the words in them.

    Parameters
    ----------
    texts : mapping of key to str
        What is searched.
    """

    def __init__(self, texts: Mapping[Key, str]) -> None:
        self._counts = {key: Counter(_stems(text)) for key, text in texts.items()}
        self._lengths = {key: sum(each.values()) for key, each in self._counts.items()}
        self._mean = sum(self._lengths.values()) / max(1, len(texts)) or 1.0
        self._with: dict[str, set[Key]] = defaultdict(set)
        for key, counts in self._counts.items():
            for word in counts:
                self._with[word].add(key)

    def find(self, query: str, *, most: int = 5) -> list[Key]:
        """List the texts that answer a query, best first.

        Parameters
        ----------
        query : str
            What somebody typed.
        most : int
            So many at most.
        """
        scores: dict[Key, float] = defaultdict(float)
        for word in dict.fromkeys(_stems(query)[:_MOST_WORDS]):
            best: dict[Key, float] = {}
            for known, likeness in self._like(word).items():
                for key in self._with[known]:
                    worth = likeness * self._worth(known, key)
                    best[key] = max(best.get(key, 0.0), worth)
            for key, worth in best.items():
                scores[key] += worth
        found = sorted(scores, key=lambda key: -scores[key])
        least = max(_LEAST, _OF_THE_BEST * max(scores.values(), default=0.0))
        return [key for key in found if scores[key] >= least][:most]

    def _like(self, word: str) -> dict[str, float]:
        like = {word: 1.0} if word in self._with else {}
        for known in self._with:
            if known != word and _is_part(word, known):
                like[known] = _PART
        return like

    def _worth(self, word: str, key: Key) -> float:
        holding, number = len(self._with[word]), len(self._counts)
        rarity = log(1 + (number - holding + 0.5) / (holding + 0.5))
        count = self._counts[key][word]
        length = 1 - _B + _B * self._lengths[key] / self._mean
        return rarity * count * (_K + 1) / (count + _K * length)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words_of(text) if word not in _EMPTY]


def _is_part(word: str, known: str) -> bool:
    shorter, longer = sorted((word, known), key=len)
    return len(shorter) >= _SHORTEST_PART and shorter in longer
