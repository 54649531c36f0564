"""A firm's own business case: its share of what the plan does, and its own lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from werklandschap.web.finance.models import Firm
from werklandschap.web.finance.queries import areas, pictures
from werklandschap.web.finance.queries.outcome import Worth
from werklandschap.web.finance.queries.tables import Column, Read, read_table
from werklandschap.web.scans.models import Scan

COLUMNS = (
    Column(name="what", words=("omschrijving", "post", "what"), is_text=True),
    Column(name="year", words=("jaar", "year"), least=2000, most=2200),
    Column(name="amount_eur", words=("bedrag", "euro", "amount"), least=-1e9, most=1e9),
)
TEMPLATE = (
    ("Omschrijving", "Jaar", "Bedrag"),
    ("Voorbeeld: eigen bijdrage", 2028, -12500.0),
    ("Voorbeeld: lagere energierekening", 2029, 1234.56),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmCase:
    """What a plan means for one firm; ``share`` is its part of ``area``."""

    share: float | None
    area: areas.Area | None
    rate: float
    from_plan: float
    own: float
    value: float
    payback_year: int | None
    flow: pictures.Flow
    beyond: int


def lines_from(path: Any) -> Read:
    """Read the lines of a firm from a file that it brought."""
    return read_table(path, COLUMNS)


def case_of(firm: Firm, worth: Worth, scan: Scan | None) -> FirmCase:
    """Work out what a plan means for a firm.

    Parameters
    ----------
    firm : Firm
        Its plot, its rate and its own lines.
    worth : Worth
        What the plan is worth to all.
    scan : Scan or None
        On which the plan stands.
    """
    from werklandschap.appraisal.discounting import payback_year, present_value_eur

    area = area_of(firm, filled_m2=worth.choices.plots_m2, scan=scan)
    share = share_of(firm, area)
    rate = firm.rate
    if rate is None:
        given = worth.choices.assumptions(worth.basis.planned.on)
        rate = given["appraisal.firm_rate_share"]
    planned = _from_plan(firm, worth, share or 0.0)
    own, beyond = _own_lines(firm.lines, worth)
    years = [a + b for a, b in zip(planned, own, strict=True)]
    return FirmCase(
        share=share,
        area=area,
        rate=rate,
        from_plan=present_value_eur(planned, rate),
        own=present_value_eur(own, rate),
        value=present_value_eur(years, rate),
        payback_year=payback_year(years),
        flow=pictures.flow_of(years, first_year=worth.basis.first_year),
        beyond=beyond,
    )


def area_of(
    firm: Firm, *, filled_m2: float = 0.0, scan: Scan | None
) -> areas.Area | None:
    """Tell of what area the plot of a firm is a part; see `areas.all_plots`."""
    return areas.all_plots(firm.park, filled_m2=filled_m2, scan=scan)


def share_of(firm: Firm, area: areas.Area | None) -> float | None:
    """Tell which part of all plots a firm has; None where that is not known."""
    if firm.plot_m2 is None or area is None:
        return None
    return min(firm.plot_m2 / area.m2, 1.0)


def _from_plan(firm: Firm, worth: Worth, share: float) -> list[float]:
    names = ("entrepreneur", "owner") if firm.is_owner else ("entrepreneur",)
    rows = [row for name in names if (row := worth.case.party(name)) is not None]
    years = [0.0] * (worth.horizon_years + 1)
    for row in rows:
        years = [a + share * b for a, b in zip(years, row.by_year_eur, strict=True)]
    return years


def _own_lines(
    lines: Sequence[dict[str, Any]], worth: Worth
) -> tuple[list[float], int]:
    """Put own lines in their years; tell how many lie before or after all of them."""
    years = [0.0] * (worth.horizon_years + 1)
    beyond = 0
    for line in lines:
        place = int(line["year"]) - worth.basis.first_year
        if 0 <= place < len(years):
            years[place] += line["amount_eur"]
        else:
            beyond += 1
    return years, beyond


def rows_of(firm: Firm) -> list[tuple[Any, ...]]:
    """Write the lines of a firm down as it could bring them again."""
    rows = [
        (each["what"], int(each["year"]), each["amount_eur"]) for each in firm.lines
    ]
    return [TEMPLATE[0], *rows]
