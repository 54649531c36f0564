"""Business parks as they are registered (IBIS): fields, definitions, validation."""

from werklandschap.register._declare import RULES, Finding, Rule, Severity, rule
from werklandschap.register.canonical import YEAR_REPAIRS, canonical, read_years
from werklandschap.register.fields import (
    FIELDS,
    SCHEMA_VERSIONS,
    Field,
    NoRegister,
    SchemaVersion,
    SupplierColumn,
    is_register,
    schema_of,
)
from werklandschap.register.kinds import KINDS, Kind
from werklandschap.register.places import with_regions
from werklandschap.register.read import read_register
from werklandschap.register.regions import REGION_NAMES, region_code
from werklandschap.register.summary import summary_text, totals
from werklandschap.register.validate import unchecked_rules, validate

__all__ = [
    "FIELDS",
    "KINDS",
    "REGION_NAMES",
    "RULES",
    "SCHEMA_VERSIONS",
    "YEAR_REPAIRS",
    "Field",
    "Finding",
    "Kind",
    "NoRegister",
    "Rule",
    "SchemaVersion",
    "Severity",
    "SupplierColumn",
    "canonical",
    "is_register",
    "read_register",
    "read_years",
    "region_code",
    "rule",
    "schema_of",
    "summary_text",
    "totals",
    "unchecked_rules",
    "validate",
    "with_regions",
]
