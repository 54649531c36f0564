"""A business case as JSON by its own schema, for programs."""

import json
from collections.abc import Collection, Iterator, Mapping
from importlib import resources
from typing import Any

import jsonschema

from werklandschap.appraisal import PARTIES
from werklandschap.appraisal.claims import claims
from werklandschap.core.text import Text
from werklandschap.funding import SCHEMES
from werklandschap.report.words import SIGNALLING
from werklandschap.study.business_case import BusinessCase
from werklandschap.study.business_case.facts import facts_of

SCHEMA = "urn:werklandschap:business-case:2"
"""Identifier and version of the structure; a reader may trust what bears it."""

Json = dict[str, Any]

_SHOWN_TO_ALL = (
    "party",
    "label",
    "is_public",
    "rate",
    "invest_eur",
    "gains_eur",
    "value_eur",
    "low_eur",
    "median_eur",
    "high_eur",
    "chance",
)
"""Of a party whose business case the reader may not see: what the table of parties has."""

_AS_IT_IS = (
    "first_year",
    "horizon_years",
    "price_levels",
    "draws",
    "social",
    "social_low_eur",
    "social_high_eur",
    "social_chance",
    "public_by_year",
    "damage_by_year_eur",
    "costs",
    "gains",
    "not_counted",
    "left_out",
    "assumptions",
    "tornado",
    "knowing_all_eur",
    "splits",
)


def case_as_json(
    case: BusinessCase,
    *,
    engine: str,
    parties: Collection[str] = tuple(PARTIES),
    is_whole: bool = True,
    assumed_version: int = 0,
) -> str:
    """Write a business case as JSON and hold it against its own schema.

    Parameters
    ----------
    case : BusinessCase
        The business case.
    engine : str
        Which version worked it out.
    parties : collection of str
        The parties whose cash flow the reader may see.
    is_whole : bool
        Whether what the plan does was simulated.
    assumed_version : int
        The version of what people filled in; 0 where nobody did.

    Raises
    ------
    jsonschema.ValidationError
        If the text would not be what the schema promises.
    """
    facts = {
        "schema": SCHEMA,
        "notice": _text(SIGNALLING),
        "engine": engine,
        "park_id": case.planned.park_id,
        "name": case.planned.name,
        "on": case.planned.on.isoformat(),
        "is_generated": case.planned.is_generated,
        "is_whole": is_whole,
        "assumed_version": assumed_version,
        **{name: facts_of(getattr(case, name)) for name in _AS_IT_IS},
        "parties": [
            _party(facts_of(row), may_read=row.party in parties) for row in case.parties
        ],
        "unprofitable_top_eur": case.top_eur,
        "pilot": facts_of(case.pilot),
        "funding": _funding(case),
        "claims": facts_of(list(claims().values())),
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1, allow_nan=False)
    jsonschema.Draft202012Validator(
        schema(), format_checker=jsonschema.FormatChecker()
    ).validate(json.loads(text))
    return text + "\n"


def schema() -> Json:
    """Read the JSON Schema of a business case."""
    file = resources.files(__package__) / "business_case.schema.json"
    found: Json = json.loads(file.read_text("utf-8"))
    return found


def _party(facts: Json, *, may_read: bool) -> Json:
    return facts if may_read else {name: facts[name] for name in _SHOWN_TO_ALL}


def _funding(case: BusinessCase) -> Json:
    found = case.funding
    years = [case.first_year + year for year in range(len(found.demand.spend_eur))]
    return {
        "years": years,
        "spend_eur": facts_of(found.demand.spend_eur),
        "own_eur": facts_of(found.mix.own_eur),
        "debt_service_eur": facts_of(found.mix.debt_service_eur),
        "unpaid_eur": found.mix.unpaid_eur,
        "sources": list(_sources(case)),
        "blocks": [
            {
                "rule": str(each.limit),
                "label": _text(each.limit.label),
                "gain": each.gain,
                "newly_paid_eur": each.newly_paid_eur,
            }
            for each in found.blocks
        ],
        "refused": _answers(found.refused),
        "not_known": _answers(found.not_known),
    }


def _sources(case: BusinessCase) -> Iterator[Json]:
    found = case.funding
    for s in found.used:
        scheme = SCHEMES[found.sources[s].name]
        yield {
            "scheme": scheme.name,
            "label": _text(scheme.label),
            "level": str(scheme.level),
            "form": str(scheme.form),
            "order": str(scheme.order),
            "by_year_eur": facts_of(found.mix.by_source_eur[s]),
            "receivers": facts_of(found.receivers.get(scheme.name, {})),
            "mark": scheme.mark,
        }


def _answers(grants: Mapping[str, Any]) -> list[Json]:
    return [
        {
            "scheme": name,
            "label": _text(SCHEMES[name].label),
            "reasons": [_text(reason) for reason in grant.reasons],
        }
        for name, grant in grants.items()
    ]


def _text(text: Text) -> Json:
    return {"nl": text.nl, "en": text.en}
