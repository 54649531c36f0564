"""The fields of the register: what they mean and what each file calls them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, ClassVar, Literal

import yaml

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.references import Reference
from werklandschap.core.text import Text

ReadsAs = Literal[
    "text", "name", "code", "area", "year", "first_year", "category", "yes_no"
]
Mark = Literal["verified", "memory"]


@dataclass(frozen=True, slots=True)
class SchemaVersion:
    """A file in which the register has been published, with its own column names."""

    name: str
    label: Text
    reference: Reference


@dataclass(frozen=True, slots=True)
class SupplierColumn:
    """What a file calls a field; ``is_assumed`` when we have not seen that file."""

    name: str
    unit: Literal["ha", "m2"] = "ha"
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the register, as we call it, with its definition.

    ``columns`` has the name of the column per schema version; a version without it
    does not have the field. ``prefix`` is what CBS codes of the field start with.
    """

    name: str
    reads_as: ReadsAs
    label: Text
    means: Text
    mark: Mark
    columns: Mapping[str, SupplierColumn]
    prefix: str = ""


@dataclass(eq=False)
class NoRegister(WerklandschapError):
    """A table that is not the register of business parks in any form we know."""

    code: ClassVar[str] = "register.unknown_schema"
    message: ClassVar[Text] = Text(
        nl="{file} is geen IBIS-register dat werklandschap kent: een kolom met "
        "RIN-nummers en een met namen ontbreken.",
        en="{file} is no IBIS register that werklandschap knows: it lacks a column of "
        "RIN numbers and one of names.",
    )

    file: str


def load(file: str) -> dict[str, Any]:
    """Read one of the register's own YAML files."""
    text = resources.files(__package__).joinpath(file).read_text("utf-8")
    facts: dict[str, Any] = yaml.safe_load(text)
    return facts


def _version(name: str, facts: Mapping[str, Any]) -> SchemaVersion:
    return SchemaVersion(name, Text(**facts["label"]), Reference(**facts["reference"]))


def _column(facts: str | Mapping[str, Any]) -> SupplierColumn:
    return SupplierColumn(facts) if isinstance(facts, str) else SupplierColumn(**facts)


def _field(name: str, facts: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        reads_as=facts["reads_as"],
        label=Text(**facts["label"]),
        means=Text(**facts["means"]),
        mark=facts["mark"],
        columns={version: _column(c) for version, c in facts["columns"].items()},
        prefix=facts.get("prefix", ""),
    )


_FACTS = load("fields.yml")

SCHEMA_VERSIONS: Mapping[str, SchemaVersion] = {
    name: _version(name, facts) for name, facts in _FACTS["versions"].items()
}
FIELDS: Mapping[str, Field] = {
    name: _field(name, facts) for name, facts in _FACTS["fields"].items()
}


def is_register(columns: Iterable[str]) -> bool:
    """Tell whether a table with these columns holds business parks by RIN and name."""
    there = {column.lower() for column in columns}
    return any(
        _is_there("rin", version, there) and _is_there("name", version, there)
        for version in SCHEMA_VERSIONS
    )


def schema_of(columns: Iterable[str], *, file: str = "") -> SchemaVersion:
    """Find the version of the register that has most of its columns in a table.

    Parameters
    ----------
    columns : iterable of str
        The table's column names; capitals do not matter.
    file : str
        What people call the file, for the error.

    Raises
    ------
    NoRegister
        If the table has no column of RIN numbers or none of names.
    """
    there = {column.lower() for column in columns}
    if not is_register(there):
        raise NoRegister(file)
    best = max(
        SCHEMA_VERSIONS,
        key=lambda version: (
            _is_there("rin", version, there),
            sum(_is_there(field, version, there) for field in FIELDS),
        ),
    )
    return SCHEMA_VERSIONS[best]


def _is_there(field: str, version: str, columns: set[str]) -> bool:
    column = FIELDS[field].columns.get(version)
    return column is not None and column.name.lower() in columns
