"""Places for example sites in Green Deals."""

from dataclasses import dataclass
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.governance import deals as rules
from werklandschap.governance.ladder import Status
from werklandschap.web.programme.models import Deal, Partnership


@dataclass(eq=False)
class NoPlaceInDeal(WerklandschapError):
    """An example site without a free place in a Green Deal of its province."""

    code: ClassVar[str] = "programme.no_place_in_deal"
    message: ClassVar[Text] = Text(
        nl="In {province} is geen Green Deal met een vrije plaats voor een {status}.",
        en="In {province} no Green Deal has a free place for a {status}.",
    )

    province: str
    status: Text


def take_place(partnership: Partnership, to: Status, deal: Deal | None) -> Deal:
    """Find a deal with a free place, and hold it until the transaction ends.

    Parameters
    ----------
    partnership : Partnership
        The park.
    to : Status
        Ambassador or living lab.
    deal : Deal, optional
        Which deal; any of the province if None.

    Raises
    ------
    NoPlaceInDeal
        If there is none.
    """
    park = partnership.park
    signed = Deal.objects.select_for_update().filter(
        state=Deal.State.SIGNED, province_code=park.province_code
    )
    if deal is not None:
        signed = signed.filter(pk=deal.pk)
    for each in signed.order_by("signed_on"):
        if free_places(each, to, besides=partnership) > 0:
            return each
    raise NoPlaceInDeal(park.province or "–", to.label)


def free_places(deal: Deal, to: Status, *, besides: Partnership | None = None) -> int:
    """Count the free places of a deal for a status.

    Parameters
    ----------
    deal : Deal
        The deal.
    to : Status
        Ambassador or living lab.
    besides : Partnership, optional
        Somebody who does not count.
    """
    taken = Partnership.objects.filter(deal=deal, status=to)
    if besides is not None:
        taken = taken.exclude(pk=besides.pk)
    return rules.places()[rules.Package(deal.package)].of(to) - taken.count()
