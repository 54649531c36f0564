"""The park after a plan, as it was simulated; who works that out makes itself known here."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from werklandschap.core.text import Text
from werklandschap.web.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of the park before and after a plan, with its range after it, if known."""

    before: float
    after: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What a plan does.

    ``changes`` are by indicator; ``amounts`` by name of an effect, once all of it is
    there; ``missing`` tells which effects are not known and why. ``made_at`` is None
    where only what was asked of the plan is known, and nothing else was simulated.
    """

    changes: Mapping[str, Change]
    amounts: Mapping[str, float] = field(default_factory=dict)
    missing: Mapping[str, Text] = field(default_factory=dict)
    made_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the whole park was simulated with the plan."""
        return self.made_at is not None


Provider = Callable[[Collection[UUID]], Mapping[UUID, Afterwards]]

_PROVIDERS: list[Provider] = []


def provide(provider: Provider) -> None:
    """Make known who has simulated parks with their plans.

    Parameters
    ----------
    provider : callable
        Tells of the plans with these keys what is known.
    """
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def afterwards_of(plans: Collection[Plan]) -> dict[UUID, Afterwards]:
    """Tell what plans do: simulated as a whole, or else as far as the plan itself says.

    Parameters
    ----------
    plans : collection of Plan
        The plans.
    """
    found = {plan.pk: _of_targets(plan) for plan in plans}
    for provider in _PROVIDERS:
        found |= provider(list(found))
    return found


def _of_targets(plan: Plan) -> Afterwards:
    told = plan.result.get("targets", ())
    return Afterwards(
        changes={
            each["indicator"]: Change(each["before"], each["after"])
            for each in told
            if each["before"] is not None and each["after"] is not None
        }
    )
