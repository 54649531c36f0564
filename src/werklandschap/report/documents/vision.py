"""The green vision: why here, the park today, the design and what it does."""

from collections.abc import Iterator

from werklandschap.indicators import INDICATORS, Theme
from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from werklandschap.report.documents.design_map import COLOURS as MAP_COLOURS
from werklandschap.report.documents.design_map import WIDTH_MM, design_map
from werklandschap.report.documents.saying import small
from werklandschap.report.documents.told import Told
from werklandschap.report.documents.vision_after import (
    effect_blocks,
    open_blocks,
    phase_blocks,
    upkeep_blocks,
)
from werklandschap.study.business_case.effects import Compared
from werklandschap.study.business_case.planned import Figure

_TELLING = (
    "paved_share",
    "green_share",
    "canopy_share",
    "strong_heat_share",
    "extreme_heat_share",
    "ponding_m3",
    "touched_70mm_count",
)
"""What says most of why a park needs green, of what was measured."""


def vision_blocks(told: Told) -> Iterator[Block]:
    """Write the chapters of a green vision.

    Parameters
    ----------
    told : Told
        The business case, the place and what people said.
    """
    yield from _in_short(told)
    yield from _why_here(told)
    yield from _today(told)
    yield from _ambition(told)
    yield from _design(told)
    yield from effect_blocks(told)
    yield from phase_blocks(told)
    yield from upkeep_blocks(told)
    yield from open_blocks(told)


def _in_short(told: Told) -> Iterator[Block]:
    case, say = told.case, told.say
    parts, places = len(case.planned.parts), _places(told)
    kinds = len({part.measure for part in case.planned.parts})
    yield Heading(say("In het kort", "In short"))
    words = say.count(
        kinds,
        ("soort maatregel", "kind of measure"),
        ("soorten maatregelen", "kinds of measures"),
    )
    where = say.count(max(places, parts), ("plek", "place"), ("plekken", "places"))
    points = [
        say(
            f"Het plan voor {case.planned.name} heeft {words}, op {where}, {told.period}.",
            f"The plan for {case.planned.name} has {words}, in {where}, {told.period}.",
        ),
        say(
            f"De investering is {say.euros(case.invest_eur)}, boven op het onderhoud dat al gepland was.",
            f"The investment is {say.euros(case.invest_eur)}, on top of maintenance that was planned already.",
        ),
        *(_goes(told, figure) for figure in case.planned.figures),
    ]
    yield Bullets(tuple(points))


def _places(told: Told) -> int:
    return sum(len(part.places) for part in told.case.planned.parts)


def _goes(told: Told, figure: Figure) -> str:
    say = told.say
    label = say.text(INDICATORS[figure.indicator].label)
    before = say.indicator(figure.indicator, figure.before)
    after = say.indicator(figure.indicator, figure.simulated)
    return say(
        f"‘{label}’ gaat van {before} naar {after} in {figure.year}.",
        f"‘{label}’ goes from {before} to {after} in {figure.year}.",
    )


def _why_here(told: Told) -> Iterator[Block]:
    say = told.say
    yield Heading(say("Waarom hier", "Why here"))
    if told.voices:
        yield Paragraph(
            say(
                "Ondernemers op het terrein zeggen het zo:",
                "Firms on the park put it like this:",
            )
        )
        yield from told.voices
    else:
        yield Paragraph(
            say(
                "Nog in te vullen: wat ondernemers zelf zeggen. Vraag er vijf wat hen stoort, wat hen helpt en wat ze zelf willen doen.",
                "To be filled in: what firms say themselves. Ask five of them what bothers them, what helps them and what they want to do.",
            ),
            is_remark=True,
        )
    points = [
        _telling(told, row)
        for row in told.case.effects.compared
        if row.indicator in _TELLING and _is_there(told, row)
    ]
    if points:
        yield Paragraph(
            say("De metingen zeggen het zo:", "Measurements put it like this:")
        )
        yield Bullets(tuple(points))
    yield from _growing_damage(told)


def _is_there(told: Told, row: Compared) -> bool:
    """Tell whether there is so much of it that it does not show as nothing."""
    shown, nothing = (
        told.say.indicator(row.indicator, value) for value in (row.before, 0.0)
    )
    return row.before > 0 and shown.replace(",0", "").replace(".0", "") != nothing


def _telling(told: Told, row: Compared) -> str:
    say = told.say
    label = say.text(INDICATORS[row.indicator].label)
    return f"{label}: {say.indicator(row.indicator, row.before)}."


def _growing_damage(told: Told) -> Iterator[Block]:
    """Say that doing nothing costs too: damage grows with the weather."""
    case, say = told.case, told.say
    damage = case.damage_by_year_eur
    if damage is None or not max(damage) > 0:
        return
    last = case.first_year + case.horizon_years
    first, then = say.euros(damage[0]), say.euros(damage[-1])
    yield Paragraph(
        say(
            f"Zonder plan kost water in panden naar verwachting {first} per jaar in {case.first_year}. Door zwaardere buien is dat {then} per jaar in {last}.",
            f"Without a plan water in buildings is expected to cost {first} a year in {case.first_year}. With heavier showers that is {then} a year in {last}.",
        )
    )


def _today(told: Told) -> Iterator[Block]:
    case, say = told.case, told.say
    yield Heading(say("Het terrein nu", "The park today"))
    rows = [(row, INDICATORS[row.indicator]) for row in case.effects.compared]
    if not rows:
        yield Paragraph(
            say("De nulmeting ontbreekt.", "The baseline scan is missing."),
            is_remark=True,
        )
        return
    yield Paragraph(
        say(
            f"Dit zijn de cijfers van {case.planned.name} zonder het plan. Ze komen uit openbare gegevens en simulaties.",
            f"These are the figures of {case.planned.name} without the plan. They come from open data and simulations.",
        )
    )
    for theme in Theme:
        own = [row for row, indicator in rows if indicator.theme is theme]
        if own:
            yield Table(
                columns=(
                    say.text(theme.label),
                    say("nu", "today"),
                    say("bandbreedte", "range"),
                ),
                rows=tuple(
                    (
                        say.text(INDICATORS[row.indicator].label),
                        say.indicator(row.indicator, row.before),
                        say.indicator_between(row.indicator, row.before_range),
                    )
                    for row in own
                ),
                caption="",
                numbers=frozenset({1, 2}),
                widths=(5, 2, 2),
                holds=("baseline",),
            )


def _ambition(told: Told) -> Iterator[Block]:
    case, say = told.case, told.say
    yield Heading(say("De ambitie", "The ambition"))
    figures = case.planned.figures
    if not figures:
        yield Paragraph(
            say("Er zijn geen doelen gekozen.", "No targets were chosen."),
            is_remark=True,
        )
        return
    met = sum(figure.is_met for figure in figures)
    yield Paragraph(_met(told, met, len(figures)))
    yield Table(
        columns=say.columns(
            ("doel", "target"),
            ("nu", "today"),
            ("gevraagd", "asked"),
            ("met het plan", "with the plan"),
            ("in", "in"),
            ("gehaald", "met"),
        ),
        rows=tuple(_target_row(told, figure) for figure in figures),
        caption=say(
            "Doelen en wat het plan ervan maakt",
            "Targets and what the plan makes of them",
        ),
        numbers=frozenset({1, 2, 3}),
        widths=(5, 2, 2.6, 2.2, 1.2, 1.4),
        holds=("ambition",),
    )


def _met(told: Told, met: int, count: int) -> str:
    say = told.say
    if count > 1:
        return say(
            f"Het plan haalt {met} van de {count} doelen.",
            f"The plan meets {met} of the {count} targets.",
        )
    if met:
        return say("Het plan haalt het doel.", "The plan meets the target.")
    return say(
        "Het plan haalt het doel nog niet.", "The plan does not meet the target."
    )


def _target_row(told: Told, figure: Figure) -> tuple[str, ...]:
    say = told.say
    words = {">=": say("minstens", "at least"), "<=": say("hoogstens", "at most")}
    asked = (
        "–"
        if figure.target is None
        else f"{words.get(figure.operator or '', '')} {say.indicator(figure.indicator, figure.target)}"
    )
    return (
        say.text(INDICATORS[figure.indicator].label),
        say.indicator(figure.indicator, figure.before),
        asked,
        say.indicator(figure.indicator, figure.simulated),
        str(figure.year),
        say("ja", "yes") if figure.is_met else say("nee", "no"),
    )


def _design(told: Told) -> Iterator[Block]:
    case, say = told.case, told.say
    yield Heading(say("Het ontwerp", "The design"))
    drawn = design_map(case.planned, told.landscape, told.language)
    if drawn is not None:
        svg, families = drawn
        names = say.together(small(say.text(family.label)) for family in families)
        yield Picture(
            svg,
            alt=say(
                f"Kaart van {case.planned.name} met de plekken van het plan: {names}.",
                f"Map of {case.planned.name} with the places of the plan: {names}.",
            ),
            caption=say("Waar de maatregelen komen", "Where the measures come"),
            width_mm=WIDTH_MM,
            legend=tuple((MAP_COLOURS[f], say.text(f.label)) for f in families),
            holds=("map",),
        )
    yield Table(
        columns=say.columns(
            ("maatregel", "measure"),
            ("hoeveel", "how much"),
            ("wanneer", "when"),
            ("grond van of betaald door", "ground of, or paid by"),
            ("investering", "investment"),
        ),
        rows=(
            *tuple(
                (
                    say.text(row.label),
                    say.amount(row.quantity, row.unit),
                    str(row.year),
                    say.shares(row.payers),
                    say.euros(row.invest_eur - row.saved_eur),
                )
                for row in case.costs
            ),
            (say("Samen", "Together"), "", "", "", say.euros(case.invest_eur)),
        ),
        caption=say("De maatregelen van het plan", "The measures of the plan"),
        numbers=frozenset({1, 4}),
        widths=(4, 2, 1.3, 2.8, 2),
        is_total=True,
        holds=("measures",),
    )
