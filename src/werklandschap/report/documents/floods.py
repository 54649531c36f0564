"""What showers do, without and with a plan, in a document."""

import math
from collections.abc import Iterator

from werklandschap.report.documents.blocks import Block, Heading, Paragraph, Table
from werklandschap.report.documents.told import Told
from werklandschap.study.business_case.effects import Shower
from werklandschap.study.business_case.floods import USES

_MONEY = "flooded_floor_avoided_m2"


def flood_blocks(told: Told) -> Iterator[Block]:
    """Tell what showers ruin, per use of buildings; or why that is not known.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(say("Water in panden", "Water in buildings"), 2)
    why = case.effects.missing.get(_MONEY)
    if why is not None:
        yield Paragraph(
            say(f"Niet meegeteld. {why.nl}", f"Not counted. {why.en}"), is_remark=True
        )
        return
    rows = [row for row in case.effects.showers if row.before_m2 or row.after_m2]
    if not rows:
        yield Paragraph(
            say(
                "In geen van de buien van de stresstest komt water over de drempel van een pand.",
                "In none of the showers of the stress test water comes over the doorstep of a building.",
            )
        )
        return
    yield Paragraph(
        say(
            "De tabel telt vloer op straatniveau, voor het deel dat water onbruikbaar maakt. Door het klimaat vallen deze buien in 2050 vaker.",
            "The table counts floors at street level, for the part that water ruins. With the climate these showers fall more often in 2050.",
        )
    )
    yield Table(
        columns=say.columns(
            ("bui", "shower"),
            ("nu eens per", "today once in"),
            ("in 2050 eens per", "in 2050 once in"),
            ("soort pand", "kind of building"),
            ("zonder plan", "without the plan"),
            ("met plan", "with the plan"),
        ),
        rows=tuple(_row(told, row) for row in rows),
        caption=say("Vloer die water onbruikbaar maakt", "Floor that water ruins"),
        numbers=frozenset({1, 2, 4, 5}),
        widths=(2.4, 1.8, 2, 2, 1.8, 1.8),
    )


def _row(told: Told, row: Shower) -> tuple[str, ...]:
    say = told.say
    hours = round(row.duration_min / 60)
    return (
        say(
            f"{row.rain_mm:.0f} mm in {hours} uur", f"{row.rain_mm:.0f} mm in {hours} h"
        ),
        _period(told, row.return_period_year),
        _period(told, row.return_period_2050_year),
        say.text(USES[row.use]),
        say.amount(row.before_m2, "m2"),
        say.amount(row.after_m2, "m2"),
    )


def _period(told: Told, years: float) -> str:
    say = told.say
    if not math.isfinite(years):
        return say("meer dan 1.000 jaar", "more than 1,000 years")
    number = f"{round(years / 10) * 10 if years > 50 else round(years)}"
    return say(f"{number} jaar", f"{number} years")
