"""Between the platform and the engine of plans: the goal of a form, the facts of a plan."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from werklandschap.web.plans.queries.catalogue import cost_of

if TYPE_CHECKING:
    from werklandschap.measures.maintenance import PlannedWork
    from werklandschap.study.plan.goal import Goal
    from werklandschap.study.plan.outcome import Offer, Part, Plan
    from werklandschap.web.plans.models import Maintenance

_NOT_KNOWN = float("nan")


def goal_from(told: Mapping[str, Any], *, on: Any) -> "Goal":
    """Make of what a form asks the goal that the engine takes.

    Parameters
    ----------
    told : mapping
        See `werklandschap.web.plans.actions.plans.ask_plan`.
    on : date
        The day of the scan; a plan begins in the next year.
    """
    from werklandschap.study.plan.goal import goal_of

    is_most = told.get("objective") == "most"
    goal = {
        "schema": "urn:werklandschap:goal:1",
        "objective": told.get("objective", "cheapest"),
        "targets": [] if is_most else told["targets"],
        "weights": _weights(told["targets"]) if is_most else {},
        "budgets": list(_budgets(told, first=on.year + 1)),
        "only_public_ground": bool(told.get("only_public")),
        "without_consent_of": ["tenant"] if told.get("no_tenants") else [],
        "measures": list(told["measures"]),
        "drawn": list(told.get("drawn", ())),
    }
    return goal_of(goal, on=on)


def _weights(targets: Any) -> dict[str, float]:
    """Let every target count as much; below zero where less is better."""
    return {
        each["indicator"]: 1.0 if each["operator"] == ">=" else -1.0 for each in targets
    }


def _budgets(told: Mapping[str, Any], *, first: int) -> Iterator[dict[str, Any]]:
    if told.get("budget_eur") is not None:
        yield {"eur": told["budget_eur"]}
    if told.get("per_year_eur") is not None:
        last = max((each["year"] for each in told["targets"]), default=first)
        for year in range(first, max(last, first) + 1):
            yield {"eur": told["per_year_eur"], "year": year}


def planned_works(maintenance: "Maintenance | None") -> "list[PlannedWork]":
    """Give planned maintenance as the engine takes it."""
    from werklandschap.measures.maintenance import AssetKind, PlannedWork

    return [
        PlannedWork(
            asset=work["asset"],
            kind=AssetKind(work["kind"]),
            work=work["work"],
            year=work["year"],
            cost_eur=_NOT_KNOWN if work["cost_eur"] is None else work["cost_eur"],
            party=work["party"],
            row=work["row"],
        )
        for work in (maintenance.works if maintenance else ())
    ]


def facts_of(plan: "Plan") -> dict[str, Any]:
    """Tell a plan in plain facts, as a row keeps them."""
    from werklandschap.report.plan_words import sentences

    return {
        "stage": plan.stage,
        "cost_eur": plan.invest_eur,
        "present_eur": plan.cost_eur,
        "decided_eur": plan.decided_eur,
        "is_enough": plan.is_reached,
        "error_share": max((each.error_share for each in plan.checked), default=0.0),
        "rounds": len(plan.rounds),
        "candidates": plan.candidates,
        "targets": [_checked(each) for each in plan.checked],
        "package": [_part(part, plan) for part in plan.parts],
        "next": [_part(part, plan) for part in plan.next_steps],
        "front": [_offer(offer, plan) for offer in plan.front],
        "sentences": [{"nl": each.nl, "en": each.en} for each in sentences(plan)],
    }


def _checked(each: Any) -> dict[str, Any]:
    target = each.row.target
    return {
        "indicator": each.row.indicator,
        "operator": str(target.operator) if target else "",
        "value": target.value if target else None,
        "before": each.before,
        "after": each.simulated,
        "predicted": each.predicted,
        "is_met": each.is_met,
    }


def _part(part: "Part", plan: "Plan") -> dict[str, Any]:
    from shapely.geometry import mapping

    from werklandschap.report.plan_words import why_in_year

    candidate = part.candidate
    why_year = why_in_year(part)
    cost = cost_of(candidate.works, on=plan.on)
    names = [each.row.indicator for each in plan.checked]
    return {
        "id": candidate.id,
        "measure": candidate.measure.name,
        "geometries": [mapping(site.geometry) for site in candidate.sites],
        "quantity": sum(site.largest_quantity for site in candidate.sites),
        "works_quantity": sum(work.quantity for work in candidate.works),
        "cost_eur": part.invest_eur,
        "low_eur": cost.low,
        "high_eur": cost.high,
        "year": part.year,
        "why_year": {"nl": why_year.nl, "en": why_year.en},
        "consent": [str(party) for party in candidate.consent],
        "reasons": [
            {"nl": each.nl, "en": each.en}
            for site in candidate.sites[:1]
            for each in site.reasons
        ],
        "why": [
            {"indicator": name, "gain": gain}
            for name, gain in zip(names, part.adds, strict=True)
            if gain
        ],
        "instead": _instead(part),
    }


def _instead(part: "Part") -> dict[str, Any] | None:
    """Name the measures that come in its place if it is refused."""
    other = part.instead
    if other is None:
        return None
    return {
        "measures": sorted({each.split("/")[0] for each in other.parts}),
        "more_eur": other.more_eur,
        "is_enough": other.is_enough,
    }


def _offer(offer: "Offer", plan: "Plan") -> dict[str, Any]:
    """Tell a package of the front, with how much of what is asked it gives on average."""
    shares = [
        _share(each, figure)
        for each, figure in zip(plan.checked, offer.figures, strict=True)
    ]
    return {
        "cost_eur": offer.invest_eur,
        "share": sum(shares) / len(shares),
        "count": len(offer.parts),
    }


def _share(each: Any, figure: float) -> float:
    """Tell how far a figure is on its way from today to its target, or to the plan's."""
    target = each.row.target
    wanted = target.value if target else each.predicted
    way = wanted - each.before
    if each.row.sign * way <= 0:
        return 1.0
    return float(min(max((figure - each.before) / way, 0.0), 1.0))
