"""The financing plan: costs, who pays and gains, chances, the split and the sources."""

from collections.abc import Iterator

from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
)
from werklandschap.report.documents.finance_money import money_blocks
from werklandschap.report.documents.finance_outlook import (
    certainty_blocks,
    society_blocks,
    split_blocks,
)
from werklandschap.report.documents.finance_parties import gain_blocks, party_blocks
from werklandschap.report.documents.finance_register import register_blocks
from werklandschap.report.documents.saying import small
from werklandschap.report.documents.spending import spend_picture
from werklandschap.report.documents.told import Told
from werklandschap.study.business_case.outcome import PartyRow


def finance_blocks(told: Told) -> Iterator[Block]:
    """Write the chapters of a financing plan.

    Parameters
    ----------
    told : Told
        The business case, the place and what people said.
    """
    yield from _in_short(told)
    yield from _costs(told)
    yield from party_blocks(told)
    yield from gain_blocks(told)
    yield from certainty_blocks(told)
    yield from split_blocks(told)
    yield from money_blocks(told)
    yield from society_blocks(told)
    yield from register_blocks(told)


def _in_short(told: Told) -> Iterator[Block]:
    case, say = told.case, told.say
    usual = case.social[0]
    levels = say.together(str(year) for year in case.price_levels)
    yield Heading(say("In het kort", "In short"))
    points = [
        say(
            f"De investering is {say.euros(case.invest_eur)}, {told.period}.",
            f"The investment is {say.euros(case.invest_eur)}, {told.period}.",
        ),
        say(
            f"Voor de samenleving is het saldo over {usual.horizon_years} jaar {say.euros(usual.value_eur)}; de kans dat het positief is, is {say.chance(case.social_chance)}.",
            f"For society the balance over {usual.horizon_years} years is {say.euros(usual.value_eur)}; the chance that it is positive is {say.chance(case.social_chance)}.",
        ),
        *(_chance_sentence(told, row) for row in case.parties if row.invest_eur > 0),
        _top_sentence(told),
    ]
    yield Bullets(tuple(points))
    level = (
        say(
            f"Bedragen zijn afgerond, zonder btw en in prijzen van {levels}; ze zijn niet geïndexeerd.",
            f"Amounts are rounded, exclude VAT and are in prices of {levels}; they are not indexed.",
        )
        if levels
        else say(
            "Bedragen zijn afgerond en zonder btw.",
            "Amounts are rounded and exclude VAT.",
        )
    )
    yield Paragraph(
        level
        + say(
            " De werkmap (Excel) heeft dezelfde bedragen tot op de cent.",
            " The workbook (Excel) has the same amounts to the cent.",
        ),
        is_remark=True,
    )


def _chance_sentence(told: Told, row: PartyRow) -> str:
    say, years = told.say, told.case.horizon_years
    words = say.text(row.label)
    return say(
        f"De kans dat de partij ‘{words}’ er in {years} jaar beter van wordt, is {say.chance(row.chance)}.",
        f"The chance that the party ‘{words}’ is better off within {years} years is {say.chance(row.chance)}.",
    )


def _top_sentence(told: Told) -> str:
    case, say = told.case, told.say
    if case.top_eur < 1:
        return say(
            "Het plan verdient zichzelf terug voor wie investeert: er is geen onrendabele top.",
            "The plan pays for itself for those who invest: there is no unprofitable top.",
        )
    return say(
        f"Wie investeert, komt zonder subsidie {say.euros(case.top_eur)} tekort: dat is de onrendabele top.",
        f"Those who invest are {say.euros(case.top_eur)} short without subsidies: the unprofitable top.",
    )


def _costs(told: Told) -> Iterator[Block]:
    yield Heading(told.say("Kosten per jaar", "Costs per year"))
    yield spend_picture(told)
    yield _spend_table(told)
    yield _measure_table(told)
    yield from _planned_maintenance(told)


def _planned_maintenance(told: Told) -> Iterator[Block]:
    """Say which maintenance the plan makes needless: it is no cost of the plan."""
    case, say = told.case, told.say
    rows = [row for row in case.costs if say.euros(row.saved_eur) != say.euros(0.0)]
    if not rows:
        return
    total = say.euros(sum(row.saved_eur for row in rows))
    each = say.together(
        f"{say.euros(row.saved_eur)} {say('bij', 'with')} {small(say.text(row.label))} ({row.year})"
        for row in rows
    )
    yield Paragraph(
        say(
            f"Het plan lift mee met onderhoud dat al gepland was. Daarvan vervalt {total}: {each}. Dat geld telt niet als kosten van het plan.",
            f"The plan rides along with maintenance that was planned already. {total} of it falls away: {each}. That money is no cost of the plan.",
        )
    )


def _spend_table(told: Told) -> Table:
    case, say = told.case, told.say
    parties = told.spenders
    by_year = case.spend_by_year.values()
    total = {p: sum(own.get(p, 0.0) for own in by_year) for p in parties}
    return Table(
        columns=(
            say("jaar", "year"),
            *(say.party(p) for p in parties),
            say("samen", "together"),
        ),
        rows=tuple(
            (
                name,
                *(say.euros(own.get(p, 0.0)) for p in parties),
                say.euros(sum(own.values())),
            )
            for name, own in (
                *((str(year), own) for year, own in case.spend_by_year.items()),
                (say("Samen", "Together"), total),
            )
        ),
        caption=say(
            "Wie wanneer investeert, voor subsidie",
            "Who invests when, before subsidies",
        ),
        numbers=frozenset(range(1, len(parties) + 2)),
        is_total=True,
        holds=("payers", "years"),
    )


def _measure_table(told: Told) -> Table:
    case, say = told.case, told.say
    return Table(
        columns=say.columns(
            ("maatregel", "measure"),
            ("hoeveel", "how much"),
            ("prijs", "price"),
            ("investering", "investment"),
            ("onderhoud vervalt", "maintenance saved"),
            ("beheer per jaar", "upkeep a year"),
            ("gaat mee", "lasts"),
        ),
        rows=tuple(
            (
                f"{say.text(row.label)} ({row.year})",
                say.amount(row.quantity, row.unit),
                say.euros(row.unit_price_eur),
                say.euros(row.invest_eur),
                say.euros(row.saved_eur),
                say.euros(row.upkeep_yearly_eur),
                say.years(row.lifetime_years),
            )
            for row in case.costs
        ),
        caption=say(
            "Kosten per maatregel; wat op is, wordt vervangen",
            "Costs per measure; what is worn out is replaced",
        ),
        numbers=frozenset(range(1, 7)),
        widths=(3.4, 1.6, 1.4, 1.9, 1.9, 1.7, 1.3),
        holds=("costs",),
    )
