"""What the platform knows of a park, for a partner that begins a proposal."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from werklandschap.web.helpdesk.models import Question
from werklandschap.web.plans.queries import planning
from werklandschap.web.scans.queries import page
from werklandschap.web.theme.queries import told, written

_MOST = 3


def first_words(question: Question) -> Mapping[str, Any]:
    """Give first words of a proposal from the park's scan and plan; nothing without a park.

    Parameters
    ----------
    question : Question
        What is asked.
    """
    park = question.park
    if park is None:
        return {}
    found: dict[str, Any] = {}
    scan = page.scan_for(park)
    if scan is not None:
        short = page.page_of(scan).in_short
        found["result"] = "\n".join(str(told(each)) for each in list(short)[:_MOST])
    plan = planning.accepted(park)
    if plan is not None:
        parts = planning.next_of(plan)[:_MOST]
        found["what"] = "\n".join(
            f"- {told(each['label'])}, {written(each['quantity'], each['unit'])}"
            for each in parts
        )
        found["cost_eur"] = Decimal(str(round(plan.result.get("cost_eur") or 0)))
    return found
