"""Holding the register against its rules."""

import pandas as pd

from werklandschap.parameters import Assumptions
from werklandschap.register._declare import RULES, Finding, Rule, Severity

_WORST_FIRST = list(Severity)


def validate(register: pd.DataFrame, *, assumptions: Assumptions) -> list[Finding]:
    """List what the register should not say.

    Parameters
    ----------
    register : DataFrame or GeoDataFrame
        The register as `canonical` gives it; with polygons in any declared reference
        system where there are.
    assumptions : Assumptions
        The thresholds, ``register.*``.

    Returns
    -------
    list of Finding
        By severity, worst first, then by rule and in the order of the rows. A rule for
        which the register lacks a column finds nothing: see `unchecked_rules`.
    """
    rules = sorted(RULES.values(), key=lambda rule: _WORST_FIRST.index(rule.severity))
    return [finding for rule in rules for finding in rule.find(register, assumptions)]


def unchecked_rules(register: pd.DataFrame) -> list[Rule]:
    """List the rules that could not be applied, because a column is not there."""
    return [rule for rule in RULES.values() if rule.lacks(register)]
