"""Sources, their conditions and the cash flow of a financing plan."""

from collections.abc import Iterator

import numpy as np

from werklandschap.funding import SCHEMES, Grant
from werklandschap.funding.mix import Aim
from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from werklandschap.report.documents.charts import stacked_years
from werklandschap.report.documents.told import Told

_SHADES = ("#1f5a43", "#6b9482", "#b08a2e", "#3c6e9f", "#8b5a8c", "#a8553a", "#93a85a")
_OWN = "#c9c2b3"
_LEAST_EUR = 0.5


def money_blocks(told: Told) -> Iterator[Block]:
    """Write the chapters on sources and cash flow.

    Parameters
    ----------
    told : Told
        The business case.
    """
    yield from _sources(told)
    yield from _conditions(told)
    yield from _pilot(told)
    yield from _not_used(told)
    yield from _cash_flow(told)


def _sources(told: Told) -> Iterator[Block]:
    say, found = told.say, told.case.funding
    aim = say.text(Aim(told.case.choices.aim).label)
    spend, own = float(found.demand.spend_eur.sum()), float(found.mix.own_eur.sum())
    yield Heading(say("Bronnen en voorwaarden", "Sources and conditions"))
    yield Paragraph(
        say(
            f"Van de {say.euros(spend)} investering komt {say.euros(spend - own - found.mix.unpaid_eur)} uit bronnen van anderen en {say.euros(own)} van de partijen zelf. De mix is gekozen op: {aim}.",
            f"Of the investment of {say.euros(spend)}, {say.euros(spend - own - found.mix.unpaid_eur)} comes from others and {say.euros(own)} from the parties themselves. The mix was chosen for: {aim}.",
        )
    )
    if not found.mix.is_paid:
        yield Paragraph(
            say(
                f"Er is {say.euros(found.mix.unpaid_eur)} nog niet gedekt.",
                f"{say.euros(found.mix.unpaid_eur)} is not covered yet.",
            )
        )
    yield _sources_table(told, spend, own)
    for block in found.blocks:
        label = say.text(block.limit.label)
        gain = say.euros(block.newly_paid_eur or block.gain)
        yield Paragraph(
            say(
                f"De regel ‘{label}’ staat een betere mix in de weg; die scheelt {gain}.",
                f"The rule ‘{label}’ stands in the way of a better mix; it makes {gain} of difference.",
            )
        )


def _sources_table(told: Told, spend_eur: float, own_eur: float) -> Table:
    say, found = told.say, told.case.funding
    rows = [
        (
            say.text(found.sources[s].label),
            say.text(SCHEMES[found.sources[s].name].level.label),
            say.text(SCHEMES[found.sources[s].name].form.label),
            say.euros(float(found.mix.by_source_eur[s].sum())),
        )
        for s in found.used
    ]
    rows.append(
        (
            say("Eigen geld van wie investeert", "Own money of those who invest"),
            "",
            "",
            say.euros(own_eur),
        )
    )
    return Table(
        columns=say.columns(
            ("bron", "source"),
            ("van", "from"),
            ("vorm", "form"),
            ("bedrag", "amount"),
        ),
        rows=(
            *rows,
            (
                say("Samen", "Together"),
                "",
                "",
                say.euros(spend_eur - found.mix.unpaid_eur),
            ),
        ),
        caption=say("Waar het geld vandaan komt", "Where the money comes from"),
        numbers=frozenset({3}),
        widths=(5, 2, 2, 2),
        is_total=True,
        holds=("funding",),
    )


def _conditions(told: Told) -> Iterator[Block]:
    say, found = told.say, told.case.funding
    if not found.used:
        return
    yield Heading(say("Voorwaarden van deze bronnen", "Conditions of these sources"), 2)
    points = []
    for s in found.used:
        scheme = SCHEMES[found.sources[s].name]
        applicants = say.together(say.text(a.label) for a in sorted(scheme.applicants))
        until = _until(told, scheme.closes, scheme.known_until)
        points.append(
            f"{say.text(scheme.label)}: {say.text(scheme.order.label)}; "
            + say(f"aanvrager: {applicants}; ", f"applicant: {applicants}; ")
            + f"{say.text(scheme.effort.label)}; {until}. "
            + say("Bron: ", "Source: ")
            + f"{scheme.reference.publisher}, {scheme.reference.title}."
        )
    yield Bullets(tuple(points))


def _until(told: Told, closes: object, known_until: object) -> str:
    say = told.say
    if closes is not None:
        return say(f"open tot {closes:%d-%m-%Y}", f"open until {closes:%d-%m-%Y}")
    if known_until is not None:
        return say(
            f"bedragen bekend tot {known_until:%d-%m-%Y}",
            f"amounts known until {known_until:%d-%m-%Y}",
        )
    return say("zonder einddatum", "without an end date")


def _pilot(told: Told) -> Iterator[Block]:
    """Hold the plan against the rules for a pilot; which rule blocks is told."""
    say, pilot = told.say, told.case.pilot
    yield Heading(
        say(
            "Kan dit een pilot van het rijk zijn?",
            "Could this be a pilot of the state?",
        ),
        2,
    )
    yield Paragraph(
        say(
            f"Een pilot zou {say.euros(pilot.amount_eur)} krijgen. De onrendabele top van het plan is {say.euros(pilot.top_eur)}.",
            f"A pilot would get {say.euros(pilot.amount_eur)}. The unprofitable top of the plan is {say.euros(pilot.top_eur)}.",
        )
        if pilot.amount_eur
        else say(
            f"Een pilot krijgt zoveel als provincie en gemeente inleggen; daarvan is nog niets bekend. De onrendabele top van het plan is {say.euros(pilot.top_eur)}.",
            f"A pilot gets as much as the province and municipality put in; nothing of that is known yet. The unprofitable top of the plan is {say.euros(pilot.top_eur)}.",
        )
    )
    met = say("voldoet", "met")
    not_met = say("voldoet niet, of niet bekend", "not met, or not known")
    yield Bullets(
        tuple(
            f"{say.text(each.text)} ({met if each.is_met else not_met})"
            for each in pilot.conditions
        )
    )


def _not_used(told: Told) -> Iterator[Block]:
    say, found = told.say, told.case.funding
    open_ones = [_reason(told, name, grant) for name, grant in found.not_known.items()]
    if open_ones:
        yield Heading(say("Bedrag nog onbekend", "Amount not known yet"), 2)
        yield Bullets(tuple(open_ones))
    used = {found.sources[s].name for s in found.used}
    spare = [say.text(s.label) for s in found.sources if s.name not in used]
    if spare:
        yield Paragraph(
            say(
                f"Kan ook, maar is niet nodig of niet goedkoper: {say.together(spare)}.",
                f"Possible too, but not needed or not cheaper: {say.together(spare)}.",
            )
        )
    if found.refused:
        yield Heading(say("Dit past niet, en waarom", "What does not fit, and why"), 2)
        yield Bullets(
            tuple(_reason(told, n, grant) for n, grant in found.refused.items())
        )


def _reason(told: Told, name: str, grant: Grant) -> str:
    say = told.say
    return f"{say.text(SCHEMES[name].label)}: {say.text(grant.reasons[0])}"


def _cash_flow(told: Told) -> Iterator[Block]:
    case, say, found = told.case, told.say, told.case.funding
    yield Heading(say("Kasstroom", "Cash flow"))
    names = [say.text(found.sources[s].label) for s in found.used]
    own_label = say("eigen geld", "own money")
    years = _told_years(told)
    by_year = {
        case.first_year + y: {
            **{
                n: float(found.mix.by_source_eur[s][y])
                for n, s in zip(names, found.used, strict=True)
            },
            own_label: float(found.mix.own_eur[y]),
        }
        for y in years
    }
    colours = {**dict(zip(names, _SHADES * 3, strict=False)), own_label: _OWN}
    yield Picture(
        stacked_years(by_year, colours, say),
        alt=say(
            "Staafdiagram van het geld per jaar en bron; de tabel eronder geeft dezelfde bedragen.",
            "Bar chart of the money per year and source; the table below has the same amounts.",
        ),
        caption=say("Geld per jaar en bron", "Money per year and source"),
        legend=tuple((colour, name) for name, colour in colours.items()),
    )
    yield Table(
        columns=say.columns(
            ("jaar", "year"),
            ("uitgaven", "spending"),
            ("uit bronnen", "from sources"),
            ("eigen geld", "own money"),
            ("rente en aflossing", "debt service"),
            ("profijt van wie investeert", "gains of those who invest"),
        ),
        rows=tuple(
            (
                str(case.first_year + y),
                say.euros(float(found.demand.spend_eur[y])),
                say.euros(float(found.mix.by_source_eur[:, y].sum())),
                say.euros(float(found.mix.own_eur[y])),
                say.euros(float(found.mix.debt_service_eur[y])),
                say.euros(float(found.demand.income_eur[y])),
            )
            for y in years
        ),
        caption=say("Kasstroom per jaar", "Cash flow per year"),
        numbers=frozenset(range(1, 6)),
        widths=(1, 2, 2, 2, 2, 2.6),
    )


def _told_years(told: Told) -> list[int]:
    """Keep the years in which money moves, and those of debts."""
    found = told.case.funding
    moves = found.demand.spend_eur + found.mix.own_eur + found.mix.debt_service_eur
    moves = moves + found.mix.by_source_eur.sum(axis=0)
    busy = np.flatnonzero(moves > _LEAST_EUR)
    return list(range(int(busy[-1]) + 1)) if len(busy) else [0]
