"""Numbers and names of parks as people can read and address them."""

import re

_SMALL = re.compile(r"a[ae]n|bij|de[nr]?|d'n|en|het|in|op|over|te|te[nr]|van")
_CLIPPED = re.compile(r"['’‘`][ts]")
_ROMAN = re.compile(r"[IVX]+[A-E]?")
_WORD = re.compile(r"['’‘`]?[^\W_][\w'’.]*")
_USABLE = re.compile(r"[0-9A-Za-z_.]{1,40}")


def is_usable(code: str) -> bool:
    """Tell whether a number of a park can stand in an address of the site."""
    return bool(_USABLE.fullmatch(code))


def readable(name: str) -> str:
    """Write a name that a register has all in capitals as people write it.

    Only capitals change; roman numerals and words with digits keep theirs.

    Examples
    --------
    >>> readable("DE HAAR II")
    'De Haar II'
    >>> readable("IJSSELMUIDEN AAN DE A50")
    'IJsselmuiden aan de A50'
    >>> readable("Trade Port Noord")
    'Trade Port Noord'
    """
    if not name.isupper() or len(name) <= 3:
        return name
    told = _WORD.sub(lambda found: _word(found[0]), name)
    return told[0].upper() + told[1:]


def _word(word: str) -> str:
    if _ROMAN.fullmatch(word) or any(letter.isdigit() for letter in word):
        return word
    low = word.lower()
    if _CLIPPED.fullmatch(low):
        return low
    if _SMALL.fullmatch(low):
        return low
    if "." in word[:-1]:
        return word
    if low.startswith("ij"):
        return "IJ" + low[2:]
    first = next(place for place, letter in enumerate(low) if letter.isalnum())
    return low[:first] + low[first].upper() + low[first + 1 :]
