"""Numbers in sentences, the Dutch and the English way."""

from werklandschap.core.text import Text

_WHOLE_FROM = 10.0


def said(nl: str, en: str, **numbers: float) -> Text:
    """Fill numbers into a sentence: whole from 10 on, else with at most one decimal.

    Parameters
    ----------
    nl, en : str
        The sentence, with the names of the numbers as placeholders.
    **numbers : float
        The numbers.

    Examples
    --------
    >>> said("{area} m², {deep} m", "{area} m², {deep} m", area=1234.5, deep=0.25)
    Text(nl='1.234 m², 0,2 m', en='1,234 m², 0.2 m')
    """
    english = {name: _written(value) for name, value in numbers.items()}
    swap = str.maketrans(",.", ".,")
    dutch = {name: text.translate(swap) for name, text in english.items()}
    return Text(nl.format_map(dutch), en.format_map(english))


def _written(value: float) -> str:
    if abs(value) >= _WHOLE_FROM or value == round(value):
        return f"{value:,.0f}"
    return f"{value:.1f}"
