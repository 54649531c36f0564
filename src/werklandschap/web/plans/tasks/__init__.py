"""The long work of designs and plans."""

from werklandschap.web.plans.tasks.plan import PLAN
from werklandschap.web.plans.tasks.reach import REACH
from werklandschap.web.plans.tasks.what_if import WHAT_IF

__all__ = ["PLAN", "REACH", "WHAT_IF"]
