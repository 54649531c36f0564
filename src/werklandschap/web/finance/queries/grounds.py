"""The plan as money looks at it: its parts, what they do, and what people chose.

What a plan does takes long to find and is kept as facts; all that hangs on numbers that
people may change is worked out anew from them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.finance.models import Assumed, Ground
from werklandschap.web.plans.models import Plan

if TYPE_CHECKING:
    from werklandschap.study.business_case.choices import Choices
    from werklandschap.study.business_case.effects import Effects
    from werklandschap.study.business_case.planned import Figure, Planned, PlannedPart

HORIZONS = (30, 40)

_NOT_YET = Text(
    "Wat het plan doet, is nog niet berekend.",
    "What the plan does has not been calculated yet.",
)


@dataclass(frozen=True, slots=True)
class Basis:
    """A plan with its effects; ``is_whole`` once those were simulated."""

    planned: "Planned"
    effects: "Effects"
    is_whole: bool

    @property
    def first_year(self) -> int:
        """The calendar year that counts as year 0."""
        return self.planned.first_year


def basis_of(plan: Plan) -> Basis:
    """Give what is known of a plan: with what it does, or else its works alone."""
    from werklandschap.study.business_case.facts import effects_from
    from werklandschap.study.business_case.worlds import nothing_simulated

    ground = Ground.objects.filter(plan=plan).first()
    planned = planned_of(plan)
    if ground is None:
        return Basis(planned, nothing_simulated(_NOT_YET), is_whole=False)
    return Basis(planned, effects_from(ground.facts), is_whole=True)


def planned_of(plan: Plan) -> "Planned":
    """Look at the row of a plan with an eye for money; places are where its parts lie."""
    from werklandschap.measures import MEASURES
    from werklandschap.study.business_case.planned import Planned

    return Planned(
        park_id=plan.park.code,
        name=plan.park.name,
        on=plan.scan.on,
        is_generated=plan.park.is_generated,
        parts=tuple(
            _part_of(each)
            for each in plan.result.get("package", ())
            if each["measure"] in MEASURES and each["quantity"] > 0
        ),
        figures=tuple(_figures_of(plan)),
    )


def _figures_of(plan: Plan) -> "Iterator[Figure]":
    """Tell what a plan does to what was asked of it; what was not simulated is left out."""
    from werklandschap.study.business_case.planned import Figure

    years = {each["indicator"]: each["year"] for each in plan.goal.get("targets", ())}
    for each in plan.result.get("targets", ()):
        if each["indicator"] in years and each["after"] is not None:
            yield Figure(
                indicator=each["indicator"],
                year=int(years[each["indicator"]]),
                before=each["before"],
                predicted=each["predicted"],
                simulated=each["after"],
                operator=each["operator"] or None,
                target=each["value"],
                is_met=each["is_met"],
            )


def _part_of(facts: Mapping[str, Any]) -> "PlannedPart":
    from shapely.geometry import shape

    from werklandschap.measures import Place
    from werklandschap.study.business_case.planned import PlannedPart

    consent = tuple(facts.get("consent") or ("owner",))
    return PlannedPart(
        id=facts["id"],
        measure=facts["measure"],
        quantity=float(facts.get("works_quantity", facts["quantity"])),
        year=int(facts["year"]),
        invest_eur=float(facts["cost_eur"]),
        payer=consent[0],
        consent=consent,
        places=tuple(Place(shape(each)) for each in facts.get("geometries", ())),
    )


def assumed_of(plan: Plan) -> Assumed:
    """Give the version that counts; version 0 holds nothing and is in no table."""
    found = Assumed.objects.filter(plan=plan).select_related("made_by").first()
    return found or Assumed(plan=plan, version=0)


def choices_of(
    assumed: Assumed,
    *,
    horizon_years: int = HORIZONS[0],
    aim: str = "",
) -> "Choices":
    """Make of what people filled in the choices that the engine takes.

    Parameters
    ----------
    assumed : Assumed
        The version that counts.
    horizon_years : int
        The last year.
    aim : str
        What the mix makes small, in front of what was kept.
    """
    from werklandschap.study.business_case.choices import Choices

    park = assumed.plan.park
    told: dict[str, Any] = {
        "province": park.province,
        "zone_ha": park.size_ha or 0.0,
        **assumed.funding,
    }
    if aim:
        told["aim"] = aim
    own = tuple(sorted(assumed.values.items()))
    return Choices(own=own, horizon_years=horizon_years, **told)


def is_whole(plan: Plan) -> bool:
    """Tell whether what the plan does has been simulated."""
    return Ground.objects.filter(plan=plan).exists()
