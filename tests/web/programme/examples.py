"""Examples of the parts of addresses of the programme."""

from tests.web.made import AT
from tests.web.programme.made import BY, deal, partner
from werklandschap.web.programme.actions import deals, following, ledger, reports
from werklandschap.web.programme.models import Recommendation

PUBLIC = {"programme", "partners", "progress"}
OF_A_PARK = {"application_id", "commitment_id", "recommendation_id"}


def examples(*, park, people, plan):
    """Make a partner park with what it promised, and a deal with its books."""
    partnership = partner(park)
    made = deal()
    party = made.parties.first()
    promised = following.commit_to(
        partnership=partnership,
        party="Gemeente",
        what="Bomen planten",
        due_on=AT.date(),
        **BY,
    )
    return {
        "application_id": partnership.applications.get().pk,
        "place_id": partnership.scan_place.pk,
        "commitment_id": promised.pk,
        "recommendation_id": Recommendation.objects.create(
            partnership=partnership, rule="organise", changed_at=AT
        ).pk,
        "deal_id": made.pk,
        "promise_id": deals.promise(
            party=party, kind="KNOWLEDGE", what="Kennis", **BY
        ).pk,
        "entry_id": ledger.pledge(
            party=party, amount_cents=100, on=AT.date(), text="test", **BY
        ).pk,
        "number": reports.freeze_report(title="Test", as_of=AT, **BY).number,
        "step": "toekennen",
    }
