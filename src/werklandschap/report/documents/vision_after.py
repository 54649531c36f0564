"""What a plan does, when, and how it is kept, in a green vision."""

from collections.abc import Iterator

from werklandschap.indicators import INDICATORS
from werklandschap.measures import Party as Consent
from werklandschap.measures import Verdict
from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
)
from werklandschap.report.documents.floods import flood_blocks
from werklandschap.report.documents.saying import capital, small
from werklandschap.report.documents.spending import spend_picture
from werklandschap.report.documents.told import Told


def effect_blocks(told: Told) -> Iterator[Block]:
    """Tell what the plan does: figures without and with it.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(say("Wat het doet", "What it does"))
    changed = [
        row
        for row in case.effects.compared
        if say.indicator(row.indicator, row.before)
        != say.indicator(row.indicator, row.after)
    ]
    if changed:
        yield Paragraph(
            say(
                "Het terrein is twee keer doorgerekend: zonder en met het hele plan. Dit zijn de cijfers die veranderen.",
                "The park was simulated twice: without and with the whole plan. These are the figures that change.",
            )
        )
        yield Table(
            columns=say.columns(
                ("cijfer", "figure"),
                ("zonder plan", "without the plan"),
                ("met plan", "with the plan"),
                ("bandbreedte met plan", "range with the plan"),
            ),
            rows=tuple(
                (
                    say.text(INDICATORS[row.indicator].label),
                    say.indicator(row.indicator, row.before),
                    say.indicator(row.indicator, row.after),
                    say.indicator_between(row.indicator, row.after_range),
                )
                for row in changed
            ),
            caption=say("Voor en na", "Before and after"),
            numbers=frozenset({1, 2, 3}),
            widths=(4.4, 2, 2, 2.6),
        )
        yield Paragraph(
            say(
                "Een streepje betekent: van dit cijfer is geen bandbreedte uitgerekend.",
                "A dash means: no range was calculated for this figure.",
            ),
            is_remark=True,
        )
    yield from flood_blocks(told)


def phase_blocks(told: Told) -> Iterator[Block]:
    """Tell what happens in which year, with planned maintenance.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(
        say("Fasering, samen met gepland onderhoud", "Phases, with planned maintenance")
    )
    saved = sum(row.saved_eur for row in case.costs)
    if saved > 0:
        yield Paragraph(
            say(
                f"Het plan lift mee met onderhoud dat toch al zou komen. Daardoor vervalt {say.euros(saved)} aan gepland onderhoud.",
                f"The plan rides along with maintenance that was due anyway. {say.euros(saved)} of planned maintenance falls away by it.",
            )
        )
    else:
        yield Paragraph(
            say(
                "Er is geen gepland onderhoud bekend waarmee het plan kan meeliften.",
                "No planned maintenance is known that the plan can ride along with.",
            )
        )
    yield spend_picture(told)
    yield Table(
        columns=say.columns(
            ("jaar", "year"),
            ("wat er gebeurt", "what happens"),
            ("investering", "investment"),
            ("onderhoud dat vervalt", "maintenance that falls away"),
        ),
        rows=tuple(_phase_row(told, year) for year in case.spend_by_year),
        caption=say("De jaren van het plan", "The years of the plan"),
        numbers=frozenset({2, 3}),
        widths=(1, 5, 2, 2.4),
    )


def _phase_row(told: Told, year: int) -> tuple[str, ...]:
    say = told.say
    own = [row for row in told.case.costs if row.year == year]
    names = dict.fromkeys(small(say.text(row.label)) for row in own)
    return (
        str(year),
        capital(say.together(names)),
        say.euros(sum(row.invest_eur - row.saved_eur for row in own)),
        say.euros(sum(row.saved_eur for row in own)),
    )


def upkeep_blocks(told: Told) -> Iterator[Block]:
    """Tell who keeps what, and what to follow.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(say("Beheer en monitoring", "Upkeep and monitoring"))
    total = sum(row.upkeep_yearly_eur for row in case.costs)
    yield Paragraph(
        say(
            f"Als alles er is, kost het beheer {say.euros(total)} per jaar. Wie een maatregel betaalt, beheert hem ook, tenzij u anders afspreekt.",
            f"Once everything is there, upkeep costs {say.euros(total)} a year. Who pays for a measure also keeps it, unless you agree otherwise.",
        )
    )
    yield Table(
        columns=say.columns(
            ("maatregel", "measure"),
            ("beheerder", "keeper"),
            ("beheer per jaar", "upkeep a year"),
            ("gaat mee", "lasts"),
        ),
        rows=tuple(_kept(told)),
        caption=say("Beheer per maatregel", "Upkeep per measure"),
        numbers=frozenset({2, 3}),
        widths=(4, 3, 2, 1.6),
        holds=("upkeep",),
    )
    figures = [say.text(INDICATORS[f.indicator].label) for f in case.planned.figures]
    if figures:
        named = say.together(f"‘{name}’" for name in figures)
        yield Paragraph(
            say(
                f"Volg elk jaar deze cijfers: {named}. Herhaal de nulmeting na elk jaar waarin iets is aangelegd, en vergelijk met de tabel ‘Doelen’.",
                f"Follow these figures every year: {named}. Repeat the baseline scan after every year in which something was made, and compare with the table of targets.",
            )
        )


def _kept(told: Told) -> Iterator[tuple[str, ...]]:
    """Add up the upkeep of a measure by the same keepers, whenever it was made."""
    say = told.say
    found: dict[tuple[str, str, str], float] = {}
    for row in told.case.costs:
        key = (
            say.text(row.label),
            say.shares(row.keepers),
            say.years(row.lifetime_years),
        )
        found[key] = found.get(key, 0.0) + row.upkeep_yearly_eur
    for (label, keepers, lasts), yearly in found.items():
        yield label, keepers, say.euros(yearly), lasts


def open_blocks(told: Told) -> Iterator[Block]:
    """Tell what is still to be found out.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(
        say("Wat nog uitgezocht moet worden", "What is still to be found out")
    )
    study = [part for part in case.planned.parts if part.needs_study]
    consents = dict.fromkeys(
        party for part in case.planned.parts for party in part.consent
    )
    points = []
    if study:
        names = say.together(
            dict.fromkeys(small(say.text(p.kind.label)) for p in study)
        )
        study_word = say.text(Verdict.NEEDS_STUDY.label)
        points.append(
            say(
                f"Bij {len(study)} van de {len(case.planned.parts)} onderdelen is {study_word}: {names}.",
                f"{len(study)} of the {len(case.planned.parts)} parts are marked ‘{study_word}’: {names}.",
            )
        )
    if consents:
        parties = say.together(say.text(Consent(party).label) for party in consents)
        points.append(
            say(
                f"Deze partijen moeten instemmen: {parties}.",
                f"These parties must agree: {parties}.",
            )
        )
    points += [
        f"{say.text(row.label)}: {say.text(row.why)}"
        for row in case.not_counted
        if row.size is None
    ]
    yield Bullets(tuple(points))
    yield Paragraph(
        say(
            "Dit is een signaal, geen ontwerp: laat plekken en bodem onderzoeken voordat u opdracht geeft.",
            "This signals, it is no detailed design: have places and ground studied before you order works.",
        ),
        is_remark=True,
    )
