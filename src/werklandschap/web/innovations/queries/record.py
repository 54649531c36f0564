"""Everything that the page of an innovation shows."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.innovations.models import (
    Contact,
    Innovation,
    RealisedEffect,
    text_of,
)
from werklandschap.web.innovations.queries import shipped
from werklandschap.web.innovations.words import MARKS, PARTIES, THEMES

if TYPE_CHECKING:
    from werklandschap.governance.evidence import Belief


OURS: Mapping[str, Any] = {
    "title": "Eigen aanname, nog zonder bron",
    "publisher": "werklandschap",
    "mark": "memory",
    "year": 2026,
}
"""What stands in records in the place of a source that there is not."""


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect as sources say it and as parks found it."""

    name: str
    label: Text
    unit: Text
    low: float
    central: float
    high: float
    mark: Text
    range_mark: Text
    source: str
    belief: "Belief"
    realised: list[RealisedEffect]

    @property
    def shown(self) -> tuple[float, float, float]:
        """Low, central and high with no more digits than their range allows."""
        ends = (self.belief.low, self.belief.central, self.belief.high)
        width = ends[2] - ends[0]
        if width <= 0 or not self.belief.parks:
            return ends
        step = 10.0 ** (math.floor(math.log10(width)) - 1)
        low, central, high = (round(round(each / step) * step, 6) for each in ends)
        return low, central, high


@dataclass(frozen=True, slots=True)
class Record:
    """An innovation, ready to be shown."""

    innovation: Innovation
    themes: list[Text]
    conditions: list[tuple[Text, bool]]
    effects: list[Effect]
    cost: Mapping[str, Any] | None
    cases: list[tuple[Text, str]]
    pays: list[Text]
    gains: list[Text]
    sources: list[Mapping[str, Any]]
    contacts: list[Contact]
    is_stale: bool


def record_of(innovation: Innovation, on: date) -> Record:
    """Gather what is shown of an innovation.

    Parameters
    ----------
    innovation : Innovation
        What.
    on : date
        Today: people whose consent has run out are not shown.
    """
    told = innovation.content
    return Record(
        innovation=innovation,
        themes=[THEMES[name] for name in innovation.themes],
        conditions=[(each.met, each.is_needed) for each in shipped.conditions_of(told)],
        effects=effects_of(innovation, on),
        cost=_cost(told.get("cost")),
        cases=[
            (text_of(each["text"]), each.get("source", ""))
            for each in told.get("cases", ())
        ],
        pays=[PARTIES[name] for name in told.get("pays", ())],
        gains=[PARTIES[name] for name in told.get("gains", ())],
        sources=[
            {**source, "mark": MARKS[source["mark"]]}
            for source in told.get("sources", ())
            if source != OURS
        ],
        contacts=list(innovation.contacts.filter(expires_on__gte=on)),
        is_stale=innovation.review_on < on,
    )


def effects_of(innovation: Innovation, on: date) -> list[Effect]:
    """List the effects of an innovation with all that parks found."""
    found: dict[str, list[RealisedEffect]] = {}
    rows = innovation.realised.select_related("park", "given_by", "withdrawn_by")
    for row in rows:
        found.setdefault(row.effect, []).append(row)
    return [
        _effect(told, found.get(told["name"], []), on) for told in innovation.effects
    ]


def _effect(told: Mapping[str, Any], rows: list[RealisedEffect], on: date) -> Effect:
    from werklandschap.governance.evidence import Prior, learned
    from werklandschap.parameters import parameter

    worth = parameter("evidence.prior_worth_parks", on=on).value
    prior = Prior(told["low"], told["central"], told["high"], worth_parks=worth)
    counted = [row.value for row in rows if row.withdrawn_at is None]
    source = told["source"]
    return Effect(
        told["name"],
        text_of(told["label"]),
        text_of(told["unit"]),
        told["low"],
        told["central"],
        told["high"],
        MARKS[told["mark"]],
        MARKS[told.get("range_mark", told["mark"])],
        "" if source == OURS else f"{source['publisher']}: {source['title']}",
        learned(prior, counted),
        rows,
    )


def _cost(told: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if told is None:
        return None
    return {
        **told,
        "unit": text_of(told["unit"]),
        "mark": MARKS[told["mark"]],
        "range_mark": MARKS[told.get("range_mark", told["mark"])],
    }
