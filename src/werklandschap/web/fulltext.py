"""Finding texts by words: Dutch stems, parts of compounds, and how telling a word is."""

import math
import re
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

import snowballstemmer

_K1, _B = 1.2, 0.75
"""How fast repetition and length of a text stop counting (Robertson and Zaragoza, 2009)."""

_PART, _START, _SLIP = 0.6, 0.5, 0.3
_SHORTEST_PART, _SHORTEST_COMPOUND, _SHORTEST_START = 3, 6, 3
_LINKS = ("", "s", "en", "e")
_MOST_WORDS, _LONGEST_WORD = 60, 40
_LONG_ENOUGH_FOR_AN_END = 5
_LITTLE = """
de het een en of van in op te voor met bij aan is zijn wordt worden dat die dit er ze u uw
wij we ik onze ons naar uit om als dan ook niet geen meer wel nog al hoe wat wie waar kan
kunnen moet mag willen graag over door per
the a an and or of in on to for with at is are be that this it you your we our how what can
do does wanneer welke waarom iets iemand alleen heeft hebben had was waren
"""
_DOUBLED = re.compile(r"([aeou])\1")
_SHORTEST_SLIP = _SHORTEST_IN_TEXT = 4
_local = threading.local()


def fold(text: str) -> str:
    """Write a text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """Cut a text into folded words; ij and y are the same letter."""
    folded = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    return folded.replace("ij", "y").split()


def stem(word: str) -> str:
    """Give the Dutch stem of a word: terreinen, terrein."""
    if not hasattr(_local, "stemmer"):  # a stemmer is not safe to share by threads
        _local.stemmer = snowballstemmer.stemmer("dutch")
    stemmed: str = _local.stemmer.stemWord(word)
    return stemmed


def is_one_slip(typed: str, word: str) -> bool:
    """Tell whether one letter is wrong, missing, added or swapped with the next.

    Examples
    --------
    >>> is_one_slip("wiede", "weide"), is_one_slip("weid", "weide")
    (True, True)
    >>> is_one_slip("wide", "woud"), is_one_slip("de", "den")
    (False, False)
    """
    if min(len(typed), len(word)) < _SHORTEST_SLIP or abs(len(typed) - len(word)) > 1:
        return False
    start = _in_common(typed, word)
    left, right = typed[start:], word[start:]
    end = _in_common(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _in_common(left: str, right: str) -> int:
    """Count the letters with which both start."""
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@lru_cache(maxsize=20_000)
def term_of(word: str) -> str:
    """Give the stem of a word with single vowels, without an e at its end.

    The stemmer doubles the vowel of every open syllable, as in *bomen*, and so makes
    *daak* of *daken*; it leaves *groene* as it is.

    Examples
    --------
    >>> term_of("daken") == term_of("dak"), term_of("bomen") == term_of("boom")
    (True, True)
    >>> term_of("groene") == term_of("groen")
    True
    """
    term = _DOUBLED.sub(r"\1", stem(word))
    return (
        term[:-1] if len(term) >= _LONG_ENOUGH_FOR_AN_END and term[-1] == "e" else term
    )


_STOP = frozenset(term_of(word) for word in _LITTLE.split())
"""Words that tell texts little apart."""


class Texts:
    """Texts that can be found.

    Parameters
    ----------
    fields : mapping of str to sequence of str
        By key the fields of each text, the most telling first.
    weights : sequence of float
        How much each field counts.
    """

    def __init__(
        self, fields: Mapping[str, Sequence[str]], weights: Sequence[float]
    ) -> None:
        counts = {key: _counted(texts, weights) for key, texts in fields.items()}
        vocabulary = {term for each in counts.values() for term in each}
        self._with: dict[str, dict[str, float]] = defaultdict(dict)
        for key, found in counts.items():
            for term, count in _with_parts(found, vocabulary).items():
                self._with[term][key] = count
        self._vocabulary = frozenset(self._with)
        self._lengths = {key: sum(found.values()) for key, found in counts.items()}
        total = sum(self._lengths.values())
        self._average = total / len(counts) if counts else 1.0

    def find(self, query: str) -> dict[str, float]:
        """Score the texts that have every word of a query, best first."""
        words = _telling(query)
        if not words:
            return {}
        scores = [self._score(word) for word in words]
        keys = set.intersection(*(set(each) for each in scores))
        return _best_first({key: sum(each[key] for each in scores) for key in keys})

    def like(self, text: str) -> dict[str, float]:
        """Score the texts that have any telling word of a longer text, best first.

        A word that no text has counts for those with a longer one: water, wateroverlast.
        """
        total: dict[str, float] = defaultdict(float)
        for word in _telling(text):
            for key, score in (self._exact(word) or self._longer(word)).items():
                total[key] += score
        return _best_first(total)

    def _score(self, word: str) -> dict[str, float]:
        return self._exact(word) or self._near(word)

    def _exact(self, word: str) -> dict[str, float]:
        """Score by the word itself, or by all parts of it that texts know."""
        whole = self._by_term(term_of(word))
        parts = parts_of(term_of(word), self._vocabulary)
        if not parts:
            return whole
        scores = [self._by_term(part) for part in parts]
        for key in set.intersection(*(set(each) for each in scores)):
            by_parts = _PART * sum(each[key] for each in scores) / len(scores)
            whole[key] = max(whole.get(key, 0.0), by_parts)
        return whole

    def _longer(self, word: str) -> dict[str, float]:
        """Score by how longer words begin."""
        found: dict[str, float] = {}
        if len(word) < _SHORTEST_IN_TEXT:
            return found
        for term in filter(lambda term: term.startswith(word), self._vocabulary):
            for key, score in self._by_term(term).items():
                found[key] = max(found.get(key, 0.0), _START * score)
        return found

    def _near(self, word: str) -> dict[str, float]:
        """Score by how a word begins, or by one slip of the finger."""
        found: dict[str, float] = {}
        for term in self._vocabulary:
            is_start = len(word) >= _SHORTEST_START and term.startswith(word)
            likeness = _START if is_start else _SLIP * is_one_slip(word, term)
            if likeness:
                for key, score in self._by_term(term).items():
                    found[key] = max(found.get(key, 0.0), likeness * score)
        return found

    def _by_term(self, term: str) -> dict[str, float]:
        having = self._with.get(term, {})
        count = len(self._lengths)
        rarity = math.log(1 + (count - len(having) + 0.5) / (len(having) + 0.5))
        return {
            key: rarity * often * (_K1 + 1) / (often + _K1 * self._norm(key))
            for key, often in having.items()
        }

    def _norm(self, key: str) -> float:
        return 1 - _B + _B * self._lengths[key] / self._average


def parts_of(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Cut a compound into two words that are known; nothing if it is none.

    Examples
    --------
    >>> known = {term_of("water"), term_of("berging")}
    >>> set(parts_of("waterberging", known)) == known
    True
    >>> parts_of("water", {"wat", "er"})
    []
    """
    known = vocabulary if isinstance(vocabulary, set | frozenset) else set(vocabulary)
    if len(word) < _SHORTEST_COMPOUND:
        return []
    for at in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        tail = term_of(word[at:])
        for link in _LINKS:
            head = word[: at - len(link)]
            if word[:at] != head + link or len(head) < _SHORTEST_PART:
                continue
            if term_of(head) in known and tail in known:
                return [term_of(head), tail]
    return []


def _counted(texts: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for text, weight in zip(texts, weights, strict=True):
        for word in _telling(text, most=None):
            counts[term_of(word)] += weight  # type: ignore[assignment]
    return dict(counts)


def _with_parts(
    counts: Mapping[str, float], vocabulary: frozenset[str] | set[str]
) -> dict[str, float]:
    found = dict(counts)
    for term, count in counts.items():
        for part in parts_of(term, vocabulary):
            found[part] = found.get(part, 0.0) + _PART * count
    return found


def _telling(text: str, most: int | None = _MOST_WORDS) -> list[str]:
    words = (word for word in words_of(text) if len(word) <= _LONGEST_WORD)
    return [word for word in words if term_of(word) not in _STOP][:most]


def _best_first(scores: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(scores.items(), key=lambda it: (-it[1], it[0])))
