"""Parks and scans as flat rows: what a map program or a table shows of each."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from werklandschap.web.api import queries
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Figure, Scan

Row = dict[str, Any]

PARK_FACTS = (
    "code",
    "name",
    "place",
    "municipality_code",
    "municipality",
    "region_code",
    "region",
    "province_code",
    "province",
    "water_board_code",
    "water_board",
    "kind",
    "start_year",
    "gross_ha",
    "net_ha",
    "area_ha",
    "reference_year",
    "source",
    "longitude_deg",
    "latitude_deg",
    "is_placed_by_municipality",
    "is_generated",
)
"""What is told of every park, in this order."""

SCAN_FACTS = ("on", "engine", "cell_m", "is_degraded", "is_current")


def figure_columns() -> list[str]:
    """Name the columns of figures: each indicator with its low and high end."""
    return [
        f"{name}{end}" for name in queries.catalogue() for end in ("", "_low", "_high")
    ]


def park_rows(parks: Sequence[Park]) -> list[Row]:
    """Give the facts of parks and the figures of their current scans.

    Parameters
    ----------
    parks : sequence of Park
        Which parks; rows come in the same order and have the same columns.
    """
    scans = queries.current_scans(parks)
    figures = _figures(list(scans.values()))
    empty: Row = dict.fromkeys(figure_columns())
    rows = []
    for park in parks:
        scan = scans.get(park.pk)
        facts = {name: getattr(park, name) for name in PARK_FACTS}
        on = {"scanned_on": scan.on.isoformat() if scan else None}
        rows.append(facts | on | empty | (figures.get(scan.pk, {}) if scan else {}))
    return rows


def scan_rows(scans: Sequence[Scan]) -> list[Row]:
    """Give the facts of scans and all their figures.

    Parameters
    ----------
    scans : sequence of Scan
        Which scans; their parks must have been read with them.
    """
    figures = _figures(scans)
    empty: Row = dict.fromkeys(figure_columns())
    return [
        {"park_code": scan.park.code, "park_name": scan.park.name}
        | {name: getattr(scan, name) for name in SCAN_FACTS}
        | {
            "on": scan.on.isoformat(),
            "made_at": scan.made_at.astimezone(UTC).isoformat(),
        }
        | empty
        | figures.get(scan.pk, {})
        for scan in scans
    ]


def _figures(scans: Sequence[Scan]) -> dict[Any, Row]:
    known = set(queries.catalogue())
    rows = Figure.objects.filter(scan__in=[scan.pk for scan in scans])
    found: dict[Any, Row] = {scan.pk: {} for scan in scans}
    for scan, name, value, low, high in rows.values_list(
        "scan", "indicator", "value", "low", "high"
    ):
        if name in known:
            found[scan] |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return found
