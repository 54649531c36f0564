"""The outcome of a scan as JSON, to the last digit."""

import json
import math
from collections.abc import Iterable
from importlib import resources
from typing import Any

import jsonschema

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.landscape import SIMULATED, Landscape
from werklandschap.report.words import SIGNALLING
from werklandschap.simulation.design_rain import EVENTS
from werklandschap.store import Provenance
from werklandschap.study.cloudburst import SHOWERS, return_periods_year
from werklandschap.study.outcome import BaselineScan, Estimate, ParkScan

SCHEMA = "urn:werklandschap:scan:1"
"""Identifier and version of the structure; a reader may trust what bears it."""

Json = dict[str, Any]


def scan_as_json(scan: BaselineScan) -> str:
    """Write a scan as JSON and hold it against its own schema.

    Numbers are written so that reading them gives the same number again; what was
    not measured is ``null``. The same scan gives the same text.

    Parameters
    ----------
    scan : BaselineScan
        The outcome.

    Raises
    ------
    jsonschema.ValidationError
        If the text would not be what the schema promises.
    """
    facts = {
        "schema": SCHEMA,
        "notice": _text(SIGNALLING),
        "engine": scan.engine,
        "on": scan.on.isoformat(),
        "parks": [_park(park) for park in scan.parks],
    }
    text = json.dumps(
        facts, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False
    )
    jsonschema.Draft202012Validator(
        schema(), format_checker=jsonschema.FormatChecker()
    ).validate(json.loads(text))
    return text + "\n"


def schema() -> Json:
    """Read the JSON Schema of ``scan.json``."""
    file = resources.files(__package__) / "scan.schema.json"
    found: Json = json.loads(file.read_text("utf-8"))
    return found


def _park(park: ParkScan) -> Json:
    return {
        "park_id": park.park_id,
        "name": park.name,
        "area_m2": float(park.area_m2),
        "is_generated": park.landscape.is_generated,
        "repairs": {name: int(count) for name, count in park.landscape.repairs.items()},
        "indicators": [_estimate(estimate) for estimate in park.estimates],
        "simulations": _simulations(park.landscape),
    }


def _simulations(landscape: Landscape) -> Json:
    """Tell what was simulated, and of each shower how often it falls today."""
    balances = landscape.flood_balances
    if balances is not None:
        balances = balances.set_index("shower")
    return {
        "parts": sorted(landscape.simulated),
        "cell_m": cell_of(landscape),
        "showers": [
            {
                "name": SHOWERS[layer],
                "layer": layer,
                "rain_mm": EVENTS[SHOWERS[layer]].rain_mm,
                "duration_min": EVENTS[SHOWERS[layer]].duration_min,
                "return_period_today_year": None if math.isinf(years) else years,
                "water_balance_error_share": (
                    None
                    if balances is None
                    else float(balances.loc[SHOWERS[layer], "error_share"])
                ),
            }
            for layer, years in return_periods_year().items()
            if getattr(landscape, layer) is not None
        ],
    }


def cell_of(landscape: Landscape) -> float | None:
    """Tell the size of the cells of what was simulated, in m; None if nothing was.

    Parameters
    ----------
    landscape : Landscape
        The place.
    """
    grids = [getattr(landscape, name) for name in SIMULATED]
    return next((grid.definition.cell_m for grid in grids if grid is not None), None)


def _estimate(estimate: Estimate) -> Json:
    indicator, reliability = estimate.indicator, estimate.reliability
    return {
        "name": indicator.name,
        "label": _text(indicator.label),
        "theme": str(indicator.theme),
        "value": _number(estimate.value),
        "low": _number(estimate.low),
        "high": _number(estimate.high),
        "low_from": estimate.low_from,
        "high_from": estimate.high_from,
        "unit": str(indicator.unit),
        "reliability": _number(reliability.value),
        "reliability_parts": {
            "coverage": _number(reliability.coverage),
            "currency": _number(reliability.currency),
            "fit": _number(reliability.fit),
        },
        "reason": estimate.reason and _text(estimate.reason),
        "references": [_reference(reference) for reference in indicator.references],
        "sources": list(_sources(estimate.sources)),
    }


def _number(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def _text(text: Text) -> Json:
    return {"nl": text.nl, "en": text.en}


def _reference(reference: Reference) -> Json:
    return {
        "title": reference.title,
        "publisher": reference.publisher,
        "year": reference.year,
        "url": reference.url,
        "locator": reference.locator,
    }


def _sources(provenances: Iterable[Provenance]) -> Iterable[Json]:
    """Name each source once, however many pieces it came in."""
    seen = []
    for provenance in provenances:
        source = {
            "name": provenance.source,
            "title": _text(provenance.title),
            "publisher": provenance.publisher,
            "published": provenance.published and provenance.published.isoformat(),
            "licence": provenance.licence,
            "landing_page": provenance.landing_page,
        }
        if source not in seen:
            seen.append(source)
            yield source
