"""A plan as files: JSON by its own schema, a map of its parts, and the front as a table."""

import csv
import io
import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pyogrio
import shapely
from geopandas import GeoDataFrame

from werklandschap.appraisal import PARTIES
from werklandschap.core.text import Language, Text
from werklandschap.indicators import INDICATORS
from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.report.plan_words import sentences, why_in_year
from werklandschap.report.words import SIGNALLING
from werklandschap.store.lake import writing
from werklandschap.study.baseline import ENGINE
from werklandschap.study.plan.model import Row
from werklandschap.study.plan.outcome import Checked, Part, Plan

SCHEMA = "urn:werklandschap:plan:1"
"""Identifier and version of the structure; a reader may trust what bears it."""

Json = dict[str, Any]

_KINDS = (
    (0, "points", "MultiPoint"),
    (1, "lines", "MultiLineString"),
    (2, "areas", "MultiPolygon"),
)


def write_plan(plan: Plan, folder: Path, *, language: Language) -> list[Path]:
    """Write a plan as ``plan.json``, ``plan.gpkg`` and ``front.csv``.

    Parameters
    ----------
    plan : Plan
        The plan.
    folder : Path
        Where the files go; those of an earlier plan are replaced.
    language : {"nl", "en"}
        Of the words on the map.

    Returns
    -------
    list of Path
        The files.
    """
    files = [folder / name for name in ("plan.json", "plan.gpkg", "front.csv")]
    with writing(files[0]) as temporary:
        temporary.write_text(plan_as_json(plan), "utf-8")
    with writing(files[1]) as temporary:
        _write_map(plan, temporary, language)
    with writing(files[2]) as temporary:
        temporary.write_text(front_as_csv(plan), "utf-8")
    return files


def plan_as_json(plan: Plan) -> str:
    """Write a plan as JSON and hold it against its own schema.

    Parameters
    ----------
    plan : Plan
        The plan; the same plan gives the same text.

    Raises
    ------
    jsonschema.ValidationError
        If the text would not be what the schema promises.
    """
    facts = _facts(plan)
    text = json.dumps(
        facts, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False
    )
    jsonschema.Draft202012Validator(
        schema(), format_checker=jsonschema.FormatChecker()
    ).validate(json.loads(text))
    return text + "\n"


def schema() -> Json:
    """Read the JSON Schema of ``plan.json``."""
    file = resources.files(__package__) / "plan.schema.json"
    found: Json = json.loads(file.read_text("utf-8"))
    return found


def _facts(plan: Plan) -> Json:
    rows = [each.row for each in plan.checked]
    return {
        "schema": SCHEMA,
        "notice": _text(SIGNALLING),
        "engine": ENGINE,
        "stage": plan.stage,
        "park_id": plan.park_id,
        "name": plan.name,
        "on": plan.on.isoformat(),
        "is_generated": plan.is_generated,
        "goal": {"name": plan.goal.name, "objective": plan.goal.objective},
        "is_reached": plan.is_reached,
        "invest_eur": plan.invest_eur,
        "cost_eur": plan.cost_eur,
        "decided_eur": plan.decided_eur,
        "gap_share": plan.gap_share,
        "candidates": plan.candidates,
        "figures": [_figure(each) for each in plan.checked],
        "parts": [_part(part, rows) for part in plan.parts],
        "parties": [
            {
                "party": name,
                "label": _text(PARTIES[name].label),
                "worth_eur": worth,
                "is_better_off": name in plan.better_off,
            }
            for name, worth in plan.worth_eur.items()
        ],
        "calendar": [
            {"year": year, "party": party, "invest_eur": invest}
            for (year, party), invest in plan.calendar.items()
        ],
        "next_steps": [_part(part, rows) for part in plan.next_steps],
        "front": [
            {
                "cost_eur": offer.cost_eur,
                "invest_eur": offer.invest_eur,
                "figures": _named(rows, offer.figures),
                "parts": list(offer.parts),
            }
            for offer in plan.front
        ],
        "rounds": [
            {
                "cost_eur": each.cost_eur,
                "predicted": _named(rows, each.predicted),
                "simulated": _named(rows, each.simulated),
                "error_share": each.error_share,
            }
            for each in plan.rounds
        ],
        "sentences": [_text(text) for text in sentences(plan)],
    }


def _figure(each: Checked) -> Json:
    indicator, target = INDICATORS[each.row.indicator], each.row.target
    return {
        "indicator": indicator.name,
        "label": _text(indicator.label),
        "unit": str(indicator.unit),
        "year": each.row.year,
        "operator": target and str(target.operator),
        "target": target and target.value,
        "weight": each.row.weight,
        "before": each.before,
        "predicted": each.predicted,
        "simulated": each.simulated,
        "error_share": each.error_share,
        "lacks": each.lacks,
        "is_met": each.is_met,
    }


def _part(part: Part, rows: Sequence[Row]) -> Json:
    candidate, instead = part.candidate, part.instead
    return {
        "id": candidate.id,
        "measure": candidate.measure.name,
        "label": _text(candidate.measure.label),
        "sites": [site.id for site in candidate.sites],
        "verdict": str(candidate.sites[0].verdict),
        "reasons": [_text(reason) for reason in candidate.sites[0].reasons],
        "consent": [str(party) for party in candidate.consent],
        "payer": str(candidate.payer),
        "year": part.year,
        "quantity": sum(work.quantity for work in candidate.works),
        "unit": str(candidate.measure.unit),
        "why_year": {
            "reason": str(part.why_year.reason),
            "saved_eur": part.why_year.saved_eur,
            "text": _text(why_in_year(part)),
        },
        "invest_eur": part.invest_eur,
        "cost_eur": part.cost_eur,
        "adds": _named(rows, part.adds),
        "instead": instead
        and {
            "parts": list(instead.parts),
            "more_eur": instead.more_eur,
            "is_enough": instead.is_enough,
        },
    }


def _named(rows: Sequence[Row], values: Sequence[float]) -> Json:
    """Name values by indicator; of two targets for one the last year counts."""
    ordered = sorted(zip(rows, values, strict=True), key=lambda pair: pair[0].year)
    return {row.indicator: value for row, value in ordered}


def _text(text: Text) -> Json:
    return {"nl": text.nl, "en": text.en}


def front_as_csv(plan: Plan) -> str:
    """Write the front as a table: a row per package, cheapest first.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    names = list(dict.fromkeys(each.row.indicator for each in plan.checked))
    rows = [each.row for each in plan.checked]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["package", "cost_eur", "invest_eur", "parts_count", *names])
    for number, offer in enumerate(plan.front, 1):
        figures = _named(rows, offer.figures)
        told = [offer.cost_eur, offer.invest_eur, *(figures[name] for name in names)]
        cells = [repr(float(value)) for value in told]
        table.writerow([number, *cells[:2], len(offer.parts), *cells[2:]])
    return out.getvalue()


def _write_map(plan: Plan, place: Path, language: Language) -> None:
    """Draw the parts: points, lines and areas in layers of their own."""
    for dimension, name, kind in _KINDS:
        rows = [row for part in plan.parts for row in _drawn(part, dimension, language)]
        frame = GeoDataFrame(
            {
                column: [row[column] for row in rows]
                for column in (*_COLUMNS, "geometry")
            },
            crs=RIJKSDRIEHOEK,
        )
        pyogrio.write_dataframe(
            frame,
            place,
            layer=name,
            driver="GPKG",
            append=place.exists(),
            geometry_type=kind,
            promote_to_multi=True,
            layer_options={"DESCRIPTION": f"{SIGNALLING.nl} / {SIGNALLING.en}"},
        )


_COLUMNS = (
    "part_id",
    "site_id",
    "measure",
    "label",
    "year",
    "payer",
    "part_invest_eur",
)


def _drawn(part: Part, dimension: int, language: Language) -> list[Json]:
    return [
        {
            "part_id": part.candidate.id,
            "site_id": site.id,
            "measure": part.candidate.measure.name,
            "label": part.candidate.measure.label.in_language(language),
            "year": part.year,
            "payer": str(part.candidate.payer),
            "part_invest_eur": part.invest_eur,
            "geometry": site.geometry,
        }
        for site in part.candidate.sites
        if shapely.get_dimensions(site.geometry) == dimension
    ]
