"""The words of decision letters.

A letter is a legal document and therefore Dutch, whatever the reader's language. It says
what was decided, on which grounds, under which conditions, and how to object.
"""

from datetime import date
from decimal import Decimal

from werklandschap.governance.vouchers import deliverables
from werklandschap.report.letter import Letter, Section, letter_pdf
from werklandschap.report.numbers import long_date, notation
from werklandschap.web.vouchers.models import Decision

Kind = Decision.Kind
_SUBJECTS = {
    Kind.GRANT: "Toekenning van uw voucher",
    Kind.REJECT: "Afwijzing van uw aanvraag voor een voucher",
    Kind.SET_ASIDE: "Uw aanvraag voor een voucher wordt niet behandeld",
    Kind.SETTLE: "Vaststelling van uw voucher",
    Kind.LAPSE: "Intrekking van uw voucher",
    Kind.RECLAIM: "Terugvordering van uw voucher",
    Kind.OBJECTION: "Besluit op uw bezwaar",
}
_ARTICLES = {
    Kind.GRANT: "artikel 4:29 en verder van de Algemene wet bestuursrecht",
    Kind.REJECT: "artikel 4:25 en 4:35 van de Algemene wet bestuursrecht",
    Kind.SET_ASIDE: "artikel 4:5 van de Algemene wet bestuursrecht",
    Kind.SETTLE: "artikel 4:46 van de Algemene wet bestuursrecht",
    Kind.LAPSE: "artikel 4:48 van de Algemene wet bestuursrecht",
    Kind.RECLAIM: "artikel 4:49 en 4:57 van de Algemene wet bestuursrecht",
    Kind.OBJECTION: "artikel 7:11 van de Algemene wet bestuursrecht",
}
"""Where the law speaks of each kind of decision; from memory, so said in ADR 0035."""


def letter_of(decision: Decision) -> bytes:
    """Set the letter of a decision; the same decision gives the same bytes.

    Parameters
    ----------
    decision : Decision
        The decision.
    """
    return letter_pdf(_letter(decision))


def _letter(decision: Decision) -> Letter:
    application = decision.application
    voucher_round, park = application.round, application.partnership.park
    kind = Kind(decision.kind)
    board = f"Gedeputeerde Staten van {voucher_round.province}"
    return Letter(
        language="nl",
        day=decision.on,
        sender=board,
        addressee=(
            application.organisation,
            park.name,
            park.place or park.municipality,
        ),
        reference=f"{voucher_round.title} · aanvraag {application.number} · {decision.pk}",
        subject=_SUBJECTS[kind],
        facts=(
            ("Datum", long_date(decision.on, "nl")),
            ("Terrein", f"{park.name} ({park.code})"),
            ("Regeling", voucher_round.title),
            (
                "Aanvraag",
                f"nummer {application.number}, ontvangen op "
                f"{long_date(application.submitted_at.date(), 'nl')}",
            ),
        ),
        opening=(_opening(decision),),
        sections=(*_sections(decision, kind), _objection(decision, kind, board)),
        closing=("Met vriendelijke groet,", f"namens {board},", "het team vouchers"),
        is_generated=park.is_generated,
    )


def _opening(decision: Decision) -> str:
    facts = decision.archive["decision"]
    amount = _euros(facts["amount_eur"]) if "amount_eur" in facts else ""
    return {
        Kind.GRANT: f"Wij kennen u een voucher toe van hoogstens {amount}.",
        Kind.REJECT: "Wij wijzen uw aanvraag af.",
        Kind.SET_ASIDE: "Wij nemen uw aanvraag niet in behandeling.",
        Kind.SETTLE: f"Wij stellen uw voucher vast op {amount}.",
        Kind.LAPSE: "Wij trekken uw voucher in.",
        Kind.RECLAIM: f"Wij vorderen {amount} van u terug.",
        Kind.OBJECTION: "Wij hebben over uw bezwaar besloten.",
    }[Kind(decision.kind)]


def _sections(decision: Decision, kind: str) -> list[Section]:
    grounds = [each["nl"] for each in decision.grounds]
    why = Section("Waarom wij dit besluiten", (), grounds)
    law = Section(
        "Waarop dit besluit berust",
        (
            f"Dit besluit berust op {_ARTICLES[Kind(kind)]} en op de regeling "
            f"‘{decision.application.round.title}’.",
        ),
    )
    conditions = [_conditions(decision)] if kind == Kind.GRANT else []
    return [why, law, *conditions]


def _conditions(decision: Decision) -> Section:
    # As it was decided: who gets more time later does not get another letter.
    deliver_by = date.fromisoformat(decision.archive["decision"]["deliver_by"])
    both = " en een ".join(each.label.nl.lower() for each in deliverables().values())
    return Section(
        "Wat u moet doen",
        (),
        (
            f"Kies een uitvoerder van de lijst van {decision.application.round.province}.",
            f"Lever uiterlijk op {long_date(deliver_by, 'nl')} een {both} in.",
            "Laat zien welke kosten u hebt gemaakt. Daarna stellen wij het bedrag vast en betalen wij.",
            "Vertel het ons meteen als er iets verandert.",
        ),
    )


def _objection(decision: Decision, kind: str, board: str) -> Section:
    if kind == Kind.OBJECTION:
        return Section(
            "Bent u het er niet mee eens?",
            (
                f"U kunt tot en met {long_date(decision.object_by, 'nl')} beroep instellen bij "
                "de rechtbank in uw regio. Zet in uw beroepschrift uw naam, adres, de datum, "
                "het besluit en waarom u het er niet mee eens bent, en onderteken het.",
            ),
        )
    return Section(
        "Bent u het er niet mee eens?",
        (
            f"U kunt tot en met {long_date(decision.object_by, 'nl')} bezwaar maken bij {board}. "
            "Zet in uw bezwaarschrift uw naam, adres, de datum, het besluit en waarom u het er "
            "niet mee eens bent, en onderteken het. U kunt ook bezwaar maken op de pagina van "
            "uw aanvraag.",
        ),
    )


def _euros(amount_eur: str) -> str:
    number = notation(float(Decimal(amount_eur)), decimals=2, language="nl")
    return f"€ {number}"
