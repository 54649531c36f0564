"""Writing facts for people and for machines."""

import math
from collections.abc import Mapping


def written(fact: object, language: str) -> str:
    """Write a fact in a sentence, numbers as people of that language do."""
    if isinstance(fact, Mapping):
        return ", ".join(f"{key}: {written(n, language)}" for key, n in fact.items())
    if isinstance(fact, bool) or not isinstance(fact, (int, float)):
        return str(fact)
    if not math.isfinite(fact):
        return "–"
    return number(fact, language, decimals=2 if isinstance(fact, float) else 0)


def number(value: float, language: str, *, decimals: int = 0) -> str:
    """Write a number with at most so many decimals, without zeros at the end."""
    text = f"{value:,.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    if language.startswith("en"):
        return text
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def plain(fact: object) -> object:
    """Turn a fact into what JSON can hold; missing becomes null."""
    if isinstance(fact, Mapping):
        return {str(key): plain(value) for key, value in fact.items()}
    if hasattr(fact, "item"):
        fact = fact.item()
    if isinstance(fact, float) and not math.isfinite(fact):
        return None
    return fact if isinstance(fact, (str, int, float, bool)) else None
