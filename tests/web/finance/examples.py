"""Examples of the parts of addresses about who pays and who gains."""

from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.finance.models import Document, Firm, Split

PUBLIC = frozenset()
OF_A_PARK = {"split_id", "firm_id", "document_id"}


def examples(*, park, people, plan):
    """Make a split, the figures of a firm and a document of a plan."""
    split = Split.objects.create(
        plan=plan,
        name="Verdeling",
        costs={},
        made_by=people[Role.PARK_MANAGER],
        changed_at=AT,
    )
    firm = Firm.objects.create(
        park=park, held_by=people[Role.ENTREPRENEUR], name="Bakkerij", changed_at=AT
    )
    document = Document.objects.create(
        plan=plan, run=plan.run, kind="both", language="nl", made_at=AT
    )
    return {
        "split_id": split.pk,
        "firm_id": firm.pk,
        "document_id": document.pk,
        "party": "municipality",
        "version": 1,
    }
