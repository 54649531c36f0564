"""What the desk knows that ties a partner to a park."""

from collections.abc import Iterator

from werklandschap.core.text import Text
from werklandschap.web.helpdesk.models import Approach, Partner
from werklandschap.web.labels.ties import Tie
from werklandschap.web.parks.models import Park

_HELPS = Text(
    "hielp het terrein via het loket of doet daar een voorstel",
    "helped the park through the desk or makes it a proposal",
)
_INTEREST = Text(
    "heeft bij het loket een belang in dit gebied gemeld",
    "told the desk of an interest in this area",
)


def ties_to(park: Park) -> Iterator[Tie]:
    """Give the partners that were asked about a park, or that have an interest there.

    Parameters
    ----------
    park : Park
        The park.
    """
    asked = Approach.objects.filter(question__park=park, state__in=Approach.HAVE_IT)
    for key in set(asked.values_list("partner__organisation", flat=True)):
        yield Tie(because=_HELPS, organisation_id=key)
    codes = set(park.places().values())
    for partner in Partner.objects.exclude(conflicts=[]):
        if codes & set(partner.conflicts):
            yield Tie(because=_INTEREST, organisation_id=partner.organisation_id)
