"""How sure it is, how to split it and what society gains, in a financing plan."""

from collections.abc import Iterator

from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from werklandschap.report.documents.charts import (
    balance,
    tornado,
)
from werklandschap.report.documents.saying import capital
from werklandschap.report.documents.told import Told
from werklandschap.study.business_case.outcome import SplitRow


def certainty_blocks(told: Told) -> Iterator[Block]:
    """Tell how sure the outcome is, and what it hangs on.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(say("Hoe zeker is dat", "How sure is that"))
    times = say.amount(case.draws, "count")
    between = say.euros_between(case.social_low_eur, case.social_high_eur)
    yield Paragraph(
        say(
            f"Prijzen zijn niet zeker, en hoeveel het plan doet ook niet. Daarom is er {times} keer gerekend, elke keer met andere waarden tussen laag en hoog. Negen van de tien keer is het saldo van de samenleving {between}.",
            f"Prices are not sure, and nor is how much the plan does. So it was worked out {times} times, each time with other values between low and high. Nine times in ten the balance of society is {between}.",
        )
    )
    if case.tornado:
        yield _tornado_picture(told)
        yield _tornado_table(told)
    worth = say.euros(case.knowing_all_eur)
    yield Paragraph(
        say(
            f"Alles zeker weten voordat u beslist, is naar verwachting {worth} waard. Meer hoeft onderzoek dus niet te kosten.",
            f"Knowing everything for sure before deciding is expected to be worth {worth}. Research need not cost more than that.",
        )
    )


def _tornado_picture(told: Told) -> Picture:
    case, say = told.case, told.say
    bars = [(say.text(r.label), r.at_low_eur, r.at_high_eur) for r in case.tornado]
    return Picture(
        tornado(bars, case.social[0].value_eur, say),
        alt=say(
            "Staven: wat het saldo wordt als één aanname laag of hoog is; de tabel eronder geeft dezelfde bedragen.",
            "Bars: what the balance becomes with one assumption low or high; the table below has the same amounts.",
        ),
        caption=say(
            "Waar het saldo het meest aan hangt", "What the balance hangs on most"
        ),
    )


def _tornado_table(told: Told) -> Table:
    case, say = told.case, told.say
    count = len(case.tornado)
    return Table(
        columns=say.columns(
            ("aanname", "assumption"),
            ("laag", "low"),
            ("hoog", "high"),
            ("saldo bij laag", "balance at low"),
            ("saldo bij hoog", "balance at high"),
            ("weten is waard", "knowing is worth"),
        ),
        rows=tuple(
            (
                say.text(r.label),
                say.plain(r.low, r.unit),
                say.plain(r.high, r.unit),
                say.euros(r.at_low_eur),
                say.euros(r.at_high_eur),
                say.euros(r.worth_of_knowing_eur),
            )
            for r in case.tornado
        ),
        caption=say(
            f"De {count} aannames die het meest uitmaken",
            f"The {count} assumptions that matter most",
        ),
        numbers=frozenset(range(1, 6)),
        widths=(3.6, 1.7, 1.7, 1.9, 1.9, 1.6),
        holds=("risks",),
    )


def split_blocks(told: Told) -> Iterator[Block]:
    """Tell how the cost can be split, and whether that holds.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(say("De verdeling, en waarom", "The split, and why"))
    splits = case.splits
    if splits is None:
        yield Paragraph(
            say(
                "Van wie er iets aan heeft, kan hoogstens één partij meebetalen. Er valt dus niets te verdelen.",
                "Of those who gain by it at most one can help to pay. So there is nothing to split.",
            )
        )
        return
    yield Paragraph(
        say(
            f"Het plan kost alles samen {say.euros(splits.cost_eur)} in geld van nu, met vervanging en beheer. Zo kan dat worden verdeeld over wie er iets aan heeft:",
            f"All in all the plan costs {say.euros(splits.cost_eur)} in money of today, with replacement and upkeep. It can be split like this among those who gain by it:",
        )
    )
    yield Table(
        columns=(say("regel", "rule"), *(say.party(p) for p in splits.parties)),
        rows=(
            (
                say("profijt", "gains"),
                *(say.euros(splits.benefits_eur[p]) for p in splits.parties),
            ),
            *(
                (
                    say.text(row.label),
                    *(say.euros(row.pays_eur[p]) for p in splits.parties),
                )
                for row in splits.rows
            ),
        ),
        caption=say("Wat ieder betaalt, per regel", "What each pays, per rule"),
        numbers=frozenset(range(1, len(splits.parties) + 1)),
    )
    yield Bullets(tuple(_split_sentence(told, row) for row in splits.rows))
    if splits.contribution_eur > 0:
        yield Paragraph(
            say(
                f"Geen enkele verdeling houdt iedereen erbij: daarvoor moet er {say.euros(splits.contribution_eur)} van buiten komen.",
                f"No split keeps everyone in: {say.euros(splits.contribution_eur)} must come from outside before one does.",
            )
        )
    elif splits.exists:
        yield Paragraph(
            say(
                "Er is een verdeling die iedereen erbij houdt zonder hulp van buiten.",
                "There is a split that keeps everyone in without help from outside.",
            )
        )


def _split_sentence(told: Told, row: SplitRow) -> str:
    say = told.say
    label = capital(say.text(row.label))
    if row.is_stable:
        return say(
            f"{label}: niemand stapt liever uit.",
            f"{label}: nobody would rather leave.",
        )
    named = "; ".join(say.joined(map(say.party, group)) for group in row.leavers[:3])
    return say(f"{label}: liever weg wil: {named}.", f"{label}: would leave: {named}.")


def society_blocks(told: Told) -> Iterator[Block]:
    """Tell what the plan means for society and the public purse.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    yield Heading(say("Saldo van de samenleving", "Balance of society"))
    yield Table(
        columns=say.columns(
            ("kijkt vooruit", "looks ahead"),
            ("discontovoet", "discount rate"),
            ("baten", "benefits"),
            ("kosten", "costs"),
            ("saldo", "balance"),
            ("baten per euro", "benefits per euro"),
        ),
        rows=tuple(
            (
                say(f"{row.horizon_years} jaar", f"{row.horizon_years} years"),
                say.percent(row.rate, decimals=2),
                say.euros(row.benefits_eur),
                say.euros(row.costs_eur),
                say.euros(row.value_eur),
                say.amount(row.ratio, "ratio"),
            )
            for row in case.social
        ),
        caption=say("Maatschappelijke kosten en baten", "Social costs and benefits"),
        numbers=frozenset(range(1, 6)),
    )
    total = [
        sum(own) for own in zip(*(row.by_year_eur for row in case.parties), strict=True)
    ]
    yield Picture(
        balance(total, case.first_year, say),
        alt=say(
            f"Lijn van wat alle partijen samen overhouden, opgeteld over de jaren: {say.euros(sum(total))} aan het eind.",
            f"Line of what all parties together are left with, added up over the years: {say.euros(sum(total))} at the end.",
        ),
        caption=say(
            "Alle jaren tot dan bij elkaar, zonder rente; aan het eind telt mee wat nog niet versleten is",
            "All years so far together, without interest; at the end what is not worn out yet counts",
        ),
    )
    if case.public_by_year:
        yield Heading(say("De openbare kas", "The public purse"), 2)
        yield Table(
            columns=say.columns(
                ("overheid", "public body"),
                ("eerste vijf jaar", "first five years"),
                ("alle jaren", "all years"),
            ),
            rows=tuple(
                (say.party(p), say.euros(sum(years[:5])), say.euros(sum(years)))
                for p, years in case.public_by_year.items()
            ),
            caption=say(
                "Wat overheden betalen (−) en krijgen, zonder rente",
                "What public bodies pay (−) and receive, without interest",
            ),
            numbers=frozenset({1, 2}),
        )
