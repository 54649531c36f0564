"""A proposal as it is set on paper."""

from decimal import Decimal

from werklandschap.web.helpdesk.models import Approach
from werklandschap.web.helpdesk.queries.routing import region_name


def pages_of(approach: Approach) -> int:
    """Set a proposal on A4 and count its pages."""
    from werklandschap.report.proposal import count_pages

    return count_pages(_data(approach))


def pdf_of(approach: Approach) -> bytes:
    """Give a proposal as a PDF that everyone can read."""
    from werklandschap.report.proposal import proposal_pdf

    return proposal_pdf(_data(approach))


def _data(approach: Approach) -> dict[str, object]:
    question = approach.question
    return {
        "number": question.pk,
        "partner": approach.partner.organisation.name,
        "place": str(question.park or question.municipality or "")
        or region_name(question.region_code),
        "question": question.sharpened or question.text,
        "what": approach.what,
        "how": approach.how,
        "result": approach.result,
        "cost": _euros(approach.cost_eur),
        "own": _euros(approach.own_eur),
        "language": question.language,
        "is_generated": question.is_generated,
        "day": approach.sent_at.date() if approach.sent_at else None,
    }


def _euros(amount: Decimal | None) -> str:
    if amount is None:
        return "–"
    return f"€ {amount:,.0f}".replace(",", ".")
