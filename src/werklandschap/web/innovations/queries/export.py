"""The database as open data: JSON with everything, CSV with one row per innovation."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from werklandschap.web.innovations.models import Innovation
from werklandschap.web.innovations.queries import finding
from werklandschap.web.innovations.queries.record import effects_of

LICENCE = {
    "name": "Creative Commons Naamsvermelding 4.0 (CC BY 4.0)",
    "url": "https://creativecommons.org/licenses/by/4.0/deed.nl",
    "attribution": "werklandschap, innovatiedatabase",
}

_COLUMNS = (
    "code",
    "soort",
    "titel",
    "title",
    "samenvatting",
    "summary",
    "themas",
    "rijpheid",
    "kosten_laag_eur",
    "kosten_midden_eur",
    "kosten_hoog_eur",
    "kosten_per",
    "versie",
    "controleren_voor",
    "licentie",
)


def as_json(on: date) -> dict[str, Any]:
    """Give all published innovations with their effects as learned, and no people."""
    return {
        "licence": LICENCE,
        "made_on": on.isoformat(),
        "innovations": [_whole(each, on) for each in finding.all_of().values()],
    }


def _whole(innovation: Innovation, on: date) -> dict[str, Any]:
    return {
        "code": innovation.code,
        "version": innovation.version,
        **innovation.content,
        "learned": [
            {
                "effect": each.name,
                "parks": each.belief.parks,
                "low": each.belief.low,
                "central": each.belief.central,
                "high": each.belief.high,
            }
            for each in effects_of(innovation, on)
        ],
    }


def as_csv() -> str:
    """Give one row per published innovation, divided by semicolons."""
    target = io.StringIO()
    rows = csv.writer(target, delimiter=";", lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for innovation in finding.all_of().values():
        rows.writerow([_safe(cell) for cell in _row(innovation)])
    return target.getvalue()


def _row(innovation: Innovation) -> Iterator[Any]:
    cost = innovation.content.get("cost") or {}
    yield from (innovation.code, innovation.kind)
    yield from (innovation.title.nl, innovation.title.en)
    yield from (innovation.summary.nl, innovation.summary.en)
    yield ",".join(innovation.themes)
    yield innovation.maturity
    yield from (cost.get(end, "") for end in ("low", "central", "high"))
    yield cost.get("unit", {}).get("nl", "")
    yield from (innovation.version, innovation.review_on.isoformat(), LICENCE["url"])


def _safe(cell: Any) -> Any:
    """Keep a spreadsheet from reading a text of a visitor as a formula."""
    is_formula = isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t"}
    return f"'{cell}" if is_formula else cell
