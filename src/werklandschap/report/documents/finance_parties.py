"""Who pays and who gains, in a financing plan."""

from collections.abc import Iterator

from werklandschap.appraisal.claims import claims
from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from werklandschap.report.documents.charts import (
    ranges,
)
from werklandschap.report.documents.saying import capital, small
from werklandschap.report.documents.told import Told
from werklandschap.study.business_case.outcome import PartyRow

_NOT_TOLD_EUR = 0.5
_SOON_YEARS = 8


def party_blocks(told: Told) -> Iterator[Block]:
    """Tell who pays, who gains and how sure that is.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(say("Wie betaalt en wie profiteert", "Who pays and who gains"))
    yield Paragraph(
        say(
            f"De tabel telt {case.horizon_years} jaar, met subsidies, in geld van nu. Bedrijven rekenen met een eigen rendement, overheden en anderen met de rente van de overheid. ‘Tussen’ bevat negen van de tien uitkomsten.",
            f"The table counts {case.horizon_years} years, with subsidies, in money of today. Firms use a return of their own, public bodies and others the public rate. ‘Between’ holds nine in ten outcomes.",
        )
    )
    yield Table(
        columns=say.columns(
            ("partij", "party"),
            ("investeert", "invests"),
            ("profijt", "gains"),
            ("resultaat", "result"),
            ("tussen", "between"),
            ("kans op beter", "chance of better"),
            ("terugverdiend", "paid back"),
        ),
        rows=tuple(_party_row(told, row) for row in case.parties),
        caption=say(
            "Wat het plan per partij betekent", "What the plan means per party"
        ),
        numbers=frozenset({1, 2, 3, 4, 5, 6}),
        widths=(2.5, 1.7, 1.7, 1.8, 3.2, 1.5, 1.5),
    )
    yield Picture(
        ranges(
            [
                (say.text(row.label), row.low_eur, row.median_eur, row.high_eur)
                for row in case.parties
            ],
            say,
        ),
        alt=say(
            "Per partij een streep van de lage naar de hoge uitkomst, met een stip in het midden; de tabel erboven geeft dezelfde bedragen.",
            "Per party a bar from the low to the high outcome, with a dot in the middle; the table above has the same amounts.",
        ),
        caption=say(
            "Tussen welke bedragen het resultaat ligt", "What the result lies between"
        ),
    )
    yield Bullets(tuple(_party_sentence(told, row) for row in case.parties))


def _party_row(told: Told, row: PartyRow) -> tuple[str, ...]:
    say = told.say
    return (
        say.text(row.label),
        say.euros(row.invest_eur),
        say.euros(row.gains_eur),
        say.euros(row.value_eur),
        say.euros_between(row.low_eur, row.high_eur),
        say.short_chance(row.chance),
        _payback(told, row),
    )


def _payback(told: Told, row: PartyRow) -> str:
    say = told.say
    if row.payback_year is None:
        return say("nee", "no")
    if row.payback_year == 0:
        return "–"
    years = say.count(row.payback_year, ("jaar", "year"), ("jaar", "years"))
    return say(f"na {years}", f"after {years}")


def _party_sentence(told: Told, row: PartyRow) -> str:
    say, years = told.say, told.case.horizon_years
    label, value = capital(say.text(row.label)), say.euros(row.value_eur)
    told_tax = ""
    if row.value_after_tax_eur is not None:
        after = say.euros(row.value_after_tax_eur)
        told_tax = say(
            f" Na winstbelasting is dat {after}.", f" After profit tax that is {after}."
        )
    if min(row.by_year_eur) >= 0:
        return (
            say(
                f"{label}: resultaat {value} over {years} jaar. Deze partij betaalt niets en kan alleen winnen.",
                f"{label}: result {value} over {years} years. This party pays nothing and can only gain.",
            )
            + told_tax
        )
    soon = say.chance(row.chance_by_year[_SOON_YEARS])
    return (
        say(
            f"{label}: resultaat {value} over {years} jaar, bij een rente van {say.percent(row.rate, decimals=2)}. De kans op een beter resultaat dan zonder plan is {say.chance(row.chance)}, en {soon} binnen {_SOON_YEARS} jaar.",
            f"{label}: result {value} over {years} years, at a rate of {say.percent(row.rate, decimals=2)}. The chance of doing better than without the plan is {say.chance(row.chance)}, and {soon} within {_SOON_YEARS} years.",
        )
        + told_tax
    )


def gain_blocks(told: Told) -> Iterator[Block]:
    """Tell what the plan yields, and what is not counted.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(say("Wat het oplevert", "What it yields"), 2)
    rows = [row for row in case.gains if abs(row.value_eur) > _NOT_TOLD_EUR]
    if rows:
        yield Table(
            columns=say.columns(
                ("profijt", "benefit"),
                ("hoeveel", "how much"),
                ("waarde nu", "value today"),
                ("voor wie", "for whom"),
            ),
            rows=tuple(
                (
                    f"{say.text(row.label)} ({small(say.text(row.effect))})",
                    say.sized(row.size, row.size_range, row.unit),
                    say.euros(row.value_eur),
                    say.together(
                        f"{say.party(p)} {say.euros(v)}"
                        for p, v in row.by_party_eur.items()
                    ),
                )
                for row in rows
            ),
            caption=say("Profijt dat meetelt", "Benefits that count"),
            numbers=frozenset({1, 2}),
            widths=(4.4, 2.6, 1.7, 3.6),
        )
    nothing = [row for row in case.gains if abs(row.value_eur) <= _NOT_TOLD_EUR]
    if nothing:
        names = say.together(small(say.text(row.label)) for row in nothing)
        yield Paragraph(
            say(
                f"Dit plan heeft geen effect op: {names}.",
                f"This plan has no effect on: {names}.",
            )
        )
    yield Heading(say("Niet in euro’s meegeteld", "Not counted in euros"), 2)
    yield Bullets(
        tuple(
            f"{say.text(row.label)}: {say.text(row.why)}"
            + ("" if row.size is None else f" ({say.amount(row.size, row.unit)})")
            for row in (*case.not_counted, *case.left_out)
        )
    )
    yield Paragraph(
        say(
            "Uitspraken uit folders tellen niet mee: ",
            "What brochures claim is not counted with: ",
        )
        + " ".join(f"{say.text(c.says)} ({c.source})" for c in claims().values()),
        is_remark=True,
    )
