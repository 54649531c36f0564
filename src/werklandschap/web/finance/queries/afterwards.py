"""What plans do, told to who counts or grades it: kept facts, without any euros."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from werklandschap.core.text import Text
from werklandschap.web.finance.models import Ground
from werklandschap.web.plans.afterwards import Afterwards, Change


def afterwards_of(plans: Collection[UUID]) -> dict[UUID, Afterwards]:
    """Give what was simulated of plans; those that were not are left out.

    Parameters
    ----------
    plans : collection of UUID
        Keys of plans.
    """
    rows = Ground.objects.filter(plan__in=plans)
    return {row.plan_id: _told(row) for row in rows}


def _told(row: Ground) -> Afterwards:
    facts = row.facts
    return Afterwards(
        changes={
            each["indicator"]: _change(each)
            for each in facts.get("compared", ())
            if each["before"] is not None and each["after"] is not None
        },
        amounts={
            name: sum(added for _year, added in effect["comes"])
            for name, effect in facts["found"].items()
        },
        missing={name: Text(**why) for name, why in facts["missing"].items()},
        made_at=row.made_at,
    )


def _change(told: Mapping[str, Any]) -> Change:
    low, high = told.get("after_range") or (None, None)
    return Change(told["before"], told["after"], low, high)
