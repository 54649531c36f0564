"""The declaration of a rule for the register, and of what a rule finds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

import pandas as pd

from werklandschap.core.references import Reference
from werklandschap.core.registry import Registry
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions
from werklandschap.register._written import plain, written

Check = Callable[[pd.DataFrame, Assumptions], pd.DataFrame]
"""Gives the rows at fault, or one row per region, with the facts as columns."""


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> Text:
        """The word for people."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Severity.ERROR: Text("fout", "error"),
    Severity.WARNING: Text("waarschuwing", "warning"),
    Severity.NOTE: Text("opmerking", "note"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that the register should not say.

    ``sentence`` has the facts as placeholders; ``needs`` are the columns without
    which there is nothing to check: a column that is empty in every row was not
    supplied. ``geometry`` among them means the polygons.
    """

    name: str
    label: Text
    severity: Severity
    sentence: Text
    reference: Reference
    needs: tuple[str, ...]
    check: Check

    def lacks(self, register: pd.DataFrame) -> tuple[str, ...]:
        """Name the columns that the rule needs and the register does not supply."""
        return tuple(
            column
            for column in self.needs
            if column not in register or register[column].isna().all()
        )

    def find(self, register: pd.DataFrame, assumptions: Assumptions) -> "list[Finding]":
        """Apply the rule to the register; nothing where it lacks what is needed."""
        if self.lacks(register):
            return []
        faults = self.check(register, assumptions)
        names = [name for _, name, _, _ in Formatter().parse(self.sentence.nl) if name]
        facts = faults.reindex(columns=names).to_dict("records")
        rins = faults["rin"] if "rin" in faults else [""] * len(faults)
        return [
            Finding(
                self,
                rin if isinstance(rin, str) else "",
                {str(name): fact for name, fact in row.items()},
            )
            for rin, row in zip(rins, facts, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found; ``rin`` is empty when it concerns a whole region."""

    rule: Rule
    rin: str
    facts: Mapping[str, object]

    def say(self, language: str) -> str:
        """Compose the sentence in ``language``."""
        told = {name: written(fact, language) for name, fact in self.facts.items()}
        return self.rule.sentence.in_language(language).format_map(told)

    def to_json(self) -> dict[str, object]:
        """Return the finding as plain JSON."""
        return {
            "rule": self.rule.name,
            "severity": str(self.rule.severity),
            "rin": self.rin or None,
            "label": {"nl": self.rule.label.nl, "en": self.rule.label.en},
            "message": {"nl": self.say("nl"), "en": self.say("en")},
            "facts": {name: plain(fact) for name, fact in self.facts.items()},
        }


RULES: Registry[Rule] = Registry("register rule", package=__package__)


def rule(
    *,
    label: Text,
    severity: Severity,
    sentence: Text,
    reference: Reference,
    needs: tuple[str, ...],
) -> Callable[[Check], Check]:
    """Declare the decorated function to be a rule; it stays as it is.

    Parameters
    ----------
    label : Text
        What the rule is about, for people.
    severity : Severity
        How bad it is when found.
    sentence : Text
        What is found, with the columns of the function's answer as placeholders.
    reference : Reference
        Where the rule comes from.
    needs : tuple of str
        The columns without which it cannot be checked.
    """

    def declare(check: Check) -> Check:
        RULES.add(
            Rule(
                name=check.__name__,
                label=label,
                severity=severity,
                sentence=sentence,
                reference=reference,
                needs=needs,
                check=check,
            )
        )
        return check

    return declare
