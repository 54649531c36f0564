"""Records as plain facts and back: what is kept of a business case besides its euros."""

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import (
    Any,
    ClassVar,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import numpy as np

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.money import amount_eur
from werklandschap.core.text import Text
from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.effects import Effects

Facts = dict[str, Any]
Record = TypeVar("Record")

_NOT_KEPT = frozenset({"places"})
"""Fields that a plan keeps in its own map."""


@dataclasses.dataclass(eq=False)
class UnreadableChoices(WerklandschapError):
    """Choices that are no JSON object of known names with values of their kind."""

    code: ClassVar[str] = "business_case.choices"
    message: ClassVar[Text] = Text(
        nl="De keuzes in {file} zijn niet te lezen: {problem}. Gebruik de namen uit de "
        "handleiding; getallen mogen als 1.234,56.",
        en="The choices in {file} cannot be read: {problem}. Use the names of the manual; "
        "numbers may be written like 1.234,56.",
    )

    file: str
    problem: str


def facts_of(value: object) -> Any:  # noqa: ANN401 - as JSON has it
    """Write a record down as JSON has it.

    Parameters
    ----------
    value : object
        A dataclass of plain values, tuples, mappings and other such records. What is not
        finite becomes None.
    """
    if isinstance(value, np.ndarray) and not value.ndim:
        return facts_of(value.item())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: facts_of(getattr(value, each.name))
            for each in dataclasses.fields(value)
            if each.name not in _NOT_KEPT
        }
    if isinstance(value, Mapping):
        return {str(key): facts_of(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(facts_of(each) for each in value)
    if isinstance(value, (tuple, list, np.ndarray)):
        return [facts_of(each) for each in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    if isinstance(value, (int, np.integer)):
        return int(value)
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def effects_from(facts: Mapping[str, Any]) -> Effects:
    """Read effects that were kept.

    Parameters
    ----------
    facts : mapping
        What `facts_of` made of them.
    """
    return record_from(Effects, facts)


def choices_from(facts: Mapping[str, Any]) -> Choices:
    """Read choices that were kept, or that a form gives; the rest is as usual.

    Parameters
    ----------
    facts : mapping
        Of some fields of `Choices`.
    """
    return record_from(Choices, facts)


def read_choices(file: Path) -> Choices:
    """Read choices from a JSON file; numbers may be texts in Dutch notation.

    Parameters
    ----------
    file : Path
        An object with names of fields of `Choices`.

    Raises
    ------
    UnreadableChoices
        If it is not that.
    """
    try:
        told = json.loads(file.read_text("utf-8"))
        return choices_from(told)
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as problem:
        raise UnreadableChoices(file.name, str(problem)) from None


def record_from(kind: type[Record], facts: Mapping[str, Any]) -> Record:
    """Make a record of plain facts; what is not there is as usual.

    Parameters
    ----------
    kind : type
        A dataclass.
    facts : mapping
        By the name of its fields.

    Raises
    ------
    TypeError
        If a field is not known, or one that is needed is missing.
    """
    hints = get_type_hints(kind)
    known = {each.name for each in dataclasses.fields(kind)}  # type: ignore[arg-type]
    if unknown := set(facts) - known:
        raise TypeError(", ".join(sorted(unknown)))
    return kind(**{name: _value(hints[name], each) for name, each in facts.items()})


def _value(hint: Any, told: Any) -> Any:  # noqa: ANN401 - types as values
    origin, inside = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        if told is None:
            return None
        return _value(next(each for each in inside if each is not type(None)), told)
    if origin is tuple:
        kinds = inside[:1] * len(told) if inside[1:] == (...,) else inside
        return tuple(_value(k, each) for k, each in zip(kinds, told, strict=True))
    if origin is frozenset:
        return frozenset(_value(inside[0], each) for each in told)
    if origin is not None and _is_mapping(origin):
        return {key: _value(inside[1], each) for key, each in told.items()}
    if origin is Literal:
        return told
    if dataclasses.is_dataclass(hint):
        return record_from(hint, told)  # type: ignore[arg-type]
    if hint is float:
        return float("inf") if told is None else _number(told)
    if hint is bool and not isinstance(told, bool):
        raise TypeError(repr(told))
    return hint(told)


def _is_mapping(origin: Any) -> bool:  # noqa: ANN401 - types as values
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _number(told: object) -> float:
    """Take a number, or a text in which one is written the Dutch way."""
    if isinstance(told, str):
        read = amount_eur(told)
        if read is None:
            raise ValueError(told)
        return read
    if isinstance(told, bool) or not isinstance(told, (int, float)):
        raise TypeError(repr(told))
    return float(told)
