"""Who keeps figures of a firm on a park, or helps with them: they have a stake in it."""

from collections.abc import Iterator

from werklandschap.core.text import Text
from werklandschap.web.finance.models import Firm, Helper
from werklandschap.web.labels.ties import Tie
from werklandschap.web.parks.models import Park

_STAKE = Text(
    "heeft een bedrijf of een pand op het terrein, of helpt daarbij",
    "has a firm or a building on the park, or helps with it",
)


def ties_to(park: Park) -> Iterator[Tie]:
    """Give the people with a stake in a park; which firm it is, stays private.

    Parameters
    ----------
    park : Park
        The park.
    """
    holders = Firm.objects.filter(park=park).values_list("held_by", flat=True)
    helpers = Helper.objects.filter(firm__park=park).values_list("person", flat=True)
    for key in {*holders, *helpers}:
        yield Tie(because=_STAKE, person_id=key)
