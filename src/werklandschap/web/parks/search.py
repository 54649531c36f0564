"""Finding parks by words, as people type them: unfinished, misspelt, without accents."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from werklandschap.web.fulltext import fold, is_one_slip, stem, words_of

Key = int

_WEIGHTS = (1.0, 0.8, 0.7, 1.0)
"""How much a word counts in a name, place, municipality and number."""

_EXACT, _STEM, _START, _WITHIN, _SLIP = 4.0, 3.0, 2.5, 1.6, 0.6
_ALIKE = 0.42
"""Words with so large a share of their trigrams in common may be meant: a choice."""

_SHORTEST_WITHIN = 3
_MOST_WORDS = 8
_GENERIC = frozenset(
    {"bedryventerrein", "bedryvenpark", "industrieterrein", "terrein", "park"}
    | {"gemeente", "de", "het", "en", "van", "te", "in"}
)
"""Words that people add to a name and that tell parks little apart."""


@lru_cache(maxsize=50_000)
def in_order(text: str) -> str:
    """Write a text by what it is sorted on: 't Veld among the names with a t."""
    return fold(text).lstrip("'’‘`\"(. ")


def trigrams(word: str) -> frozenset[str]:
    """Give all runs of three letters in a word, its ends marked."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


class Index:
    """The words of all parks.

    Parameters
    ----------
    texts : mapping of int to sequence of str
        By key: name, place, municipality and number of a park.
    """

    def __init__(self, texts: Mapping[Key, Sequence[str]]) -> None:
        self._parks: dict[str, dict[Key, float]] = defaultdict(dict)
        for key, fields in texts.items():
            for weight, text in zip(_WEIGHTS, fields, strict=True):
                for word in words_of(text):
                    known = self._parks[word]
                    known[key] = max(known.get(key, 0.0), weight)
        self._names = {key: fold(fields[0]) for key, fields in texts.items()}
        self._stems = {word: stem(word) for word in self._parks}
        self._trigrams = {word: trigrams(word) for word in self._parks}
        self._with_trigram: dict[str, list[str]] = defaultdict(list)
        for word, runs in self._trigrams.items():
            for run in runs:
                self._with_trigram[run].append(word)

    def find(self, query: str) -> dict[Key, float]:
        """Score the parks that have every word of a query, best first.

        Words that most parks have in their name, such as ``bedrijventerrein``, raise the
        score but need not be there unless the query has no others.

        Parameters
        ----------
        query : str
            What somebody typed.
        """
        words = words_of(query)[:_MOST_WORDS]
        telling = [word for word in words if stem(word) not in _GENERIC] or words
        if not telling:
            return {}
        scores = [self._parks_with(word) for word in telling]
        found = set.intersection(*(set(each) for each in scores))
        extra = [self._parks_with(word) for word in words if word not in telling]
        told = fold(query).strip()
        total = {
            key: sum(each.get(key, 0.0) for each in (*scores, *extra))
            + _whole(self._names[key], told)
            for key in found
        }
        return dict(
            sorted(total.items(), key=lambda it: (-it[1], self._names[it[0]], it[0]))
        )

    def _parks_with(self, word: str) -> dict[Key, float]:
        best: dict[Key, float] = {}
        for known, likeness in self._words_like(word).items():
            for key, weight in self._parks[known].items():
                best[key] = max(best.get(key, 0.0), likeness * weight)
        return best

    def _words_like(self, word: str) -> dict[str, float]:
        stemmed = stem(word)
        likeness = {
            known: _nearness(word, stemmed, known, its_stem)
            for known, its_stem in self._stems.items()
        }
        like = {known: near for known, near in likeness.items() if near}
        if max(like.values(), default=0.0) >= _STEM:
            return like
        return self._misspelt(word) | like

    def _misspelt(self, word: str) -> dict[str, float]:
        runs = trigrams(word)
        shared: dict[str, int] = defaultdict(int)
        for run in runs:
            for known in self._with_trigram.get(run, ()):
                shared[known] += 1
        alike = {
            known: count / (len(runs) + len(self._trigrams[known]) - count)
            for known, count in shared.items()
        }
        return {
            known: share + (_SLIP if is_slip else 0.0)
            for known, share in alike.items()
            if (is_slip := is_one_slip(word, known)) or share >= _ALIKE
        }


def _nearness(word: str, stemmed: str, known: str, its_stem: str) -> float:
    if known == word:
        return _EXACT
    if its_stem == stemmed:
        return _STEM
    if known.startswith(word):
        return _START
    is_long = len(stemmed) >= _SHORTEST_WITHIN
    return _WITHIN if is_long and (stemmed in known or word in known) else 0.0


def _whole(name: str, query: str) -> float:
    """Reward names that are, or start with, all that was typed."""
    if name == query:
        return _EXACT
    return _STEM if name.startswith(query) else 0.0
