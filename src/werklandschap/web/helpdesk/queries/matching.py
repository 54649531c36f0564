"""Whom the desk would ask about a question, with what it knows of everybody."""

from collections import Counter
from datetime import datetime

from django.db.models import F, Q

from werklandschap.core.text import Text
from werklandschap.governance import Candidate, Proposal, partners, propose
from werklandschap.governance.clock import HERE
from werklandschap.web.helpdesk.models import (
    Approach,
    Partner,
    Question,
    Stage,
)
from werklandschap.web.helpdesk.queries.absence import partners_away

AWAY = Text("Is nu afwezig.", "Is away now.")
INTEREST = Text(
    "Heeft een belang bij dit terrein of deze plaats.",
    "Has an interest in this park or place.",
)
HAS_IT = Text("Heeft of had deze vraag al.", "Has or had this question already.")


def candidates_for(question: Question, *, at: datetime) -> list[Candidate]:
    """List all active partners as candidates for a question, in a fixed order."""
    on = at.astimezone(HERE).date()
    away = partners_away(on=on)
    busy = _work_at_hand()
    had = set(question.approaches.values_list("partner_id", flat=True))
    last = _last_asked(question.region_code)
    found = []
    for partner in Partner.objects.filter(is_active=True).select_related(
        "organisation"
    ):
        asked = last.get(partner.pk)
        found.append(
            Candidate(
                key=partner.key,
                name=partner.organisation.name,
                offers=_offers(partner.key),
                open_count=busy[partner.pk],
                last_asked_on=asked.astimezone(HERE).date() if asked else None,
                is_near=not partner.regions or question.region_code in partner.regions,
                conflict=_conflict(partner, question, had, away),
            )
        )
    return found


def _work_at_hand() -> Counter[int]:
    """Count by partner the proposals to be written and the chosen ones to be carried out."""
    to_write = Q(state=Approach.State.ASKED, question__stage=Stage.OUT)
    to_do = Q(
        state=Approach.State.ANSWERED,
        question__stage=Stage.CHOSEN,
        question__wanted_by_regisseur=F("partner"),
    )
    at_hand = Approach.objects.filter(to_write | to_do)
    return Counter(at_hand.values_list("partner_id", flat=True))


def _offers(key: str) -> dict[str, str]:
    known = partners().get(key)
    return dict(known.offers) if known else {}


def _last_asked(region_code: str) -> dict[int, datetime]:
    """Tell when each partner was last asked in a region."""
    asked = Approach.objects.filter(question__region_code=region_code)
    return dict(asked.order_by("asked_at").values_list("partner_id", "asked_at"))


def _conflict(
    partner: Partner, question: Question, had: set[int], away: set[int]
) -> Text | None:
    if partner.pk in had:
        return HAS_IT
    if partner.pk in away:
        return AWAY
    about = {code for code in question.places().values() if code}
    return INTEREST if about & set(partner.conflicts) else None


def proposal_for(question: Question, *, at: datetime) -> Proposal:
    """Propose whom to ask about a question."""
    on = at.astimezone(HERE).date()
    return propose(question.needs, candidates_for(question, at=at), on=on)


def known_partners() -> list[tuple[str, str]]:
    """List the partners of the expertise matrix: key and name."""
    return [(each.key, each.name) for each in partners().values()]
