"""Schemes that pay for plans, and the mix of them that obeys their rules."""

from werklandschap.funding._declare import (
    SCHEMES,
    Scheme,
    StackingContradicts,
    check_stacking,
    may_go_together,
)
from werklandschap.funding._words import (
    Applicant,
    Case,
    Effort,
    Form,
    Grant,
    Kind,
    Level,
    Order,
)

__all__ = [
    "SCHEMES",
    "Applicant",
    "Case",
    "Effort",
    "Form",
    "Grant",
    "Kind",
    "Level",
    "Order",
    "Scheme",
    "StackingContradicts",
    "check_stacking",
    "may_go_together",
]
