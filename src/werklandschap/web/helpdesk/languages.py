"""In which language somebody writes, told by the small words of each language."""

import unicodedata
from collections.abc import Mapping

from werklandschap.core.text import Text
from werklandschap.web.fulltext import fold

NAMES: Mapping[str, Text] = {
    "nl": Text("Nederlands", "Dutch"),
    "en": Text("Engels", "English"),
    "de": Text("Duits", "German"),
    "fr": Text("Frans", "French"),
    "es": Text("Spaans", "Spanish"),
    "pl": Text("Pools", "Polish"),
    "tr": Text("Turks", "Turkish"),
    "other": Text("een andere taal", "another language"),
}
"""The languages that we tell apart; in the first two the desk answers."""

ANSWERED = ("nl", "en")

_SMALL_WORDS = {
    "nl": "de het een en van ik te dat die in is niet met op voor zijn er aan als bij om ons "
    "onze wij we u uw hoe wat wie waar welke kunnen kunt kan moet naar door over uit ook "
    "maar nog geen wordt worden heeft hebben veel meer dit deze of mag wil willen graag",
    "en": "the a an and of to in is are that this it for with on not be as at by we our you "
    "your i how what who where which can could do does from or have has will would should "
    "there they much more any my if about",
    "de": "der die das ein eine und von ich zu dass in ist nicht mit auf fur sind wir unser "
    "unsere sie ihr wie was wer wo konnen kann muss nach durch uber aus auch aber noch kein "
    "wird werden hat haben viel mehr dies den dem im am zum zur bei oder man",
    "fr": "le la les un une et de des du que qui est sont pas avec sur pour dans nous notre "
    "nos vous votre je comment quoi ou quel quelle peut pouvons il elle ce cette au aux par "
    "plus mais ne se on en",
    "es": "el la los las un una y de del que es son no con sobre para en nosotros nuestro "
    "nuestra usted como donde cual puede podemos este esta por mas pero se lo al su hay",
    "pl": "i w na z do sie nie jest sa ze to jak co kto gdzie ktory czy moge mozemy mozna "
    "dla od po przy nasz nasza naszym nas my pan pani o za oraz ale tez mam zaczac",
    "tr": "ve bir bu su da de icin ile ne nasil kim nerede hangi mi mu biz bizim siz ben "
    "var yok degil daha cok gibi olarak olan ya ama veya",
}
_WORDS = {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}

_ENOUGH_WORDS, _ENOUGH_TO_MISS = 3, 8
_ENOUGH_SMALL, _FEW_SMALL = 0.25, 0.12
"""Of running text some four in ten words are small ones; of a row of keywords none are."""


def language_of(text: str) -> str:
    """Tell in which language a text is: a key of `NAMES`, or empty if we cannot tell.

    Parameters
    ----------
    text : str
        What somebody typed; a few keywords are too little to go by.

    Examples
    --------
    >>> language_of("Hoe krijgen wij minder water op ons terrein?")
    'nl'
    >>> language_of("How do we get less water on our park?")
    'en'
    >>> language_of("wadi subsidie")
    ''
    """
    words = "".join(each if each.isalpha() else " " for each in fold(text)).split()
    if _is_in_other_letters(text):
        return "other"
    if len(words) < _ENOUGH_WORDS:
        return ""
    shares = {
        code: sum(word in small for word in words) / len(words)
        for code, small in _WORDS.items()
    }
    best, second = sorted(shares, key=lambda code: -shares[code])[:2]
    if shares[best] >= _ENOUGH_SMALL and shares[best] > shares[second]:
        return best
    is_none = shares[best] <= _FEW_SMALL and len(words) >= _ENOUGH_TO_MISS
    return "other" if is_none else ""


def _is_in_other_letters(text: str) -> bool:
    """Tell whether most letters are not Latin ones."""
    letters = [each for each in text if each.isalpha()]
    latin = sum("LATIN" in unicodedata.name(each, "") for each in letters)
    return bool(letters) and latin < len(letters) / 2
