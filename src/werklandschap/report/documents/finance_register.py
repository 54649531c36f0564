"""Risks, decisions and assumptions of a financing plan: nothing here is typed by hand."""

from collections.abc import Iterator

from werklandschap.funding import SCHEMES, Order
from werklandschap.measures import Party as Consent
from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
)
from werklandschap.report.documents.saying import capital, small
from werklandschap.report.documents.told import Told
from werklandschap.study.business_case.outcome import AssumptionRow, SwingRow
from werklandschap.study.business_case.propose import PARTY_OF
from werklandschap.study.business_case.sizes import effect_of

_SURE, _BIGGEST = 0.5, 3

_MARKS = {
    "seed": ("uit het programma", "from the programme"),
    "verified": ("nagezocht", "looked up"),
    "memory": ("aanname, aan te passen", "assumption, editable"),
    "derived": ("afgeleid", "derived"),
    "choice": ("keuze", "choice"),
    "simulated": ("doorgerekend", "simulated"),
}


def register_blocks(told: Told) -> Iterator[Block]:
    """Write the chapters on risks, decisions and assumptions.

    Parameters
    ----------
    told : Told
        The business case.
    """
    yield from _risks(told)
    yield from _decisions(told)
    yield from _assumptions(told)


def _risks(told: Told) -> Iterator[Block]:
    say = told.say
    yield Heading(say("Risico’s", "Risks"))
    yield Table(
        columns=(say("risico", "risk"), say("wat te doen", "what to do")),
        rows=tuple(_risk_rows(told)),
        caption=say("Risico’s en wat u eraan doet", "Risks and what you do about them"),
        widths=(3, 3),
    )


def _risk_rows(told: Told) -> Iterator[tuple[str, str]]:
    case, say = told.case, told.say
    for row in case.tornado[:_BIGGEST]:
        low, high = sorted((row.at_low_eur, row.at_high_eur))
        yield (
            say(
                f"‘{say.text(row.label)}’ valt anders uit: het saldo ligt dan tussen {say.euros(low)} en {say.euros(high)}.",
                f"‘{say.text(row.label)}’ turns out otherwise: the balance is then between {say.euros(low)} and {say.euros(high)}.",
            ),
            _find_out(told, row),
        )
    for party in case.parties:
        if party.invest_eur > 0 and party.chance < _SURE:
            yield (
                say(
                    f"De partij ‘{say.text(party.label)}’ investeert {say.euros(party.invest_eur)}, maar de kans op een beter resultaat is {say.chance(party.chance)}.",
                    f"The party ‘{say.text(party.label)}’ invests {say.euros(party.invest_eur)}, but the chance of doing better is {say.chance(party.chance)}.",
                ),
                say(
                    "Spreek een andere verdeling af, of zoek een bijdrage.",
                    "Agree on another split, or find a contribution.",
                ),
            )
    study = sum(part.needs_study for part in case.planned.parts)
    if study:
        yield (
            say(
                f"{study} van de {len(case.planned.parts)} onderdelen vragen onderzoek en kunnen afvallen.",
                f"{study} of the {len(case.planned.parts)} parts need study and may fall away.",
            ),
            say(
                "Onderzoek deze eerst; het plan noemt wat ervoor in de plaats komt.",
                "Study these first; the plan tells what comes instead.",
            ),
        )
    for name in case.funding.not_known:
        yield (
            say(
                f"Het bedrag van ‘{say.text(SCHEMES[name].label)}’ is niet bekend.",
                f"The amount of ‘{say.text(SCHEMES[name].label)}’ is not known.",
            ),
            say("Reken er niet op; vraag het na.", "Do not count on it; ask."),
        )
    for s in case.funding.used:
        scheme = SCHEMES[case.funding.sources[s].name]
        if scheme.order is Order.APPLY_FIRST:
            amount = say.euros(float(case.funding.mix.by_source_eur[s].sum()))
            yield (
                say(
                    f"‘{say.text(scheme.label)}’ ({amount}) vervalt als u te vroeg opdracht geeft.",
                    f"‘{say.text(scheme.label)}’ ({amount}) is lost if you order too early.",
                ),
                say(
                    "Eerst aanvragen, dan pas opdracht geven.",
                    "Apply first, order after that.",
                ),
            )


def _find_out(told: Told, row: SwingRow) -> str:
    """Say how to know more of what matters most: ask for it, measure it, or look it up."""
    say = told.say
    if row.parameter.startswith("costs."):
        return say(
            "Vraag offertes voordat u beslist.", "Ask for quotes before you decide."
        )
    if effect_of(row.parameter) is not None:
        return say(
            "Laat dit ter plekke meten of narekenen voordat u beslist.",
            "Have this measured on the spot or worked out before you decide.",
        )
    return say(
        "Zoek uit wat op dit terrein geldt, en vul dat getal in.",
        "Find out what holds on this park, and fill that number in.",
    )


def _decisions(told: Told) -> Iterator[Block]:
    say = told.say
    yield Heading(say("Besluiten die nodig zijn", "Decisions to take"))
    rows = sorted(_decision_rows(told), key=lambda row: (row[2], row[1]))
    yield Table(
        columns=say.columns(
            ("besluit", "decision"),
            ("door", "by"),
            ("uiterlijk", "no later than"),
        ),
        rows=tuple(rows),
        caption=say("Wie besluit wat, en wanneer", "Who decides what, and when"),
        widths=(5, 2, 1.4),
    )


def _decision_rows(told: Told) -> Iterator[tuple[str, str, str]]:
    case, say = told.case, told.say
    for year, own in case.spend_by_year.items():
        for party, amount in own.items():
            yield (
                say(
                    f"{say.euros(amount)} vrijmaken voor {year}",
                    f"Set {say.euros(amount)} aside for {year}",
                ),
                say.party(party),
                str(year - 1),
            )
    for party in dict.fromkeys(p for part in case.planned.parts for p in part.consent):
        parts = [
            p
            for p in case.planned.parts
            if party in p.consent and PARTY_OF[party] != PARTY_OF[p.payer]
        ]
        if parts:
            names = say.together(
                dict.fromkeys(small(say.text(p.kind.label)) for p in parts)
            )
            yield (
                say(f"Instemmen met: {names}", f"Agree with: {names}"),
                say.text(Consent(party).label),
                str(min(p.year for p in parts) - 1),
            )
    for s in case.funding.used:
        scheme = SCHEMES[case.funding.sources[s].name]
        yield (
            say(
                f"Aanvragen: {say.text(scheme.label)}",
                f"Apply for: {say.text(scheme.label)}",
            ),
            say.together(say.party(p) for p in case.funding.receivers[scheme.name])
            or say.together(say.text(a.label) for a in sorted(scheme.applicants)),
            str(case.first_year - 1),
        )
    if case.splits is not None:
        yield (
            say(
                "De verdeling van de kosten vaststellen", "Settle how the cost is split"
            ),
            say.together(say.party(p) for p in case.splits.parties),
            str(case.first_year - 1),
        )


def _assumptions(told: Told) -> Iterator[Block]:
    case, say = told.case, told.say
    yield Heading(say("Aannames", "Assumptions"))
    changed = [row for row in case.assumptions if row.own is not None]
    if changed:
        yield Paragraph(
            say(
                "Deze waarden zijn zelf ingevuld, in plaats van de gepubliceerde:",
                "These values were filled in, instead of the published ones:",
            )
        )
        yield Bullets(
            tuple(
                say(
                    f"{say.text(r.label)}: {say.plain(r.own or 0.0, r.unit)} in plaats van {say.plain(r.value, r.unit)}",
                    f"{say.text(r.label)}: {say.plain(r.own or 0.0, r.unit)} instead of {say.plain(r.value, r.unit)}",
                )
                for r in changed
            )
        )
    yield Table(
        columns=say.columns(
            ("aanname", "assumption"),
            ("waarde", "value"),
            ("laag", "low"),
            ("hoog", "high"),
            ("zekerheid", "certainty"),
            ("bron", "source"),
        ),
        rows=tuple(_assumption_row(told, row) for row in case.assumptions),
        caption=say("Waarmee gerekend is", "What was calculated with"),
        numbers=frozenset({1, 2, 3}),
        widths=(3, 1.7, 1.5, 1.5, 1.7, 3.4),
    )


def _assumption_row(told: Told, row: AssumptionRow) -> tuple[str, ...]:
    say = told.say
    value = row.value if row.own is None else row.own
    own = "" if row.own is None else "*"
    level = f" ({row.price_level})" if row.price_level else ""
    return (
        capital(say.text(row.label)) + level,
        say.plain(value, row.unit) + own,
        say.plain(row.low, row.unit),
        say.plain(row.high, row.unit),
        say("eigen waarde", "own value") if own else say(*_MARKS[row.mark]),
        row.source,
    )
