"""Subsidies of municipalities and water boards, in the shape of real ones."""

from datetime import date
from decimal import Decimal

from werklandschap.core.money import to_cents
from werklandschap.core.text import Text
from werklandschap.funding._declare import number, scheme
from werklandschap.funding._references import MUNICIPALITIES, WATER_BOARDS
from werklandschap.funding._words import (
    Applicant,
    Case,
    Effort,
    Form,
    Grant,
    Kind,
    Level,
    Order,
    refused,
)

_ANYONE = (Applicant.FIRM, Applicant.OWNER, Applicant.COLLECTIVE)
_STORING = (Kind.WATER_STORAGE, Kind.GREEN_ROOF)


@scheme(
    label=Text("Subsidie van de gemeente voor afkoppelen", "Subsidy for disconnecting"),
    level=Level.MUNICIPALITY,
    form=Form.SUBSIDY,
    applicants=_ANYONE,
    works=[Kind.DISCONNECTION],
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.MIDDLE,
    mark="verified",
    reference=MUNICIPALITIES,
    is_de_minimis=True,
)
def municipal_disconnection(case: Case) -> Grant:
    """Pay an amount per square metre that no longer drains to the sewer."""
    if not case.disconnected_m2 > 0:
        return refused(
            "Niet bekend is hoeveel m² er wordt afgekoppeld.",
            "It is not known how many m² are disconnected.",
        )
    rate = number("disconnection_eur_per_m2", on=case.applied_on)
    asked = Decimal(str(case.disconnected_m2)) * rate
    return Grant(
        to_cents(min(asked, case.eligible_costs_eur)),
        (Text("Een bedrag per m²; vraag het na.", "An amount per m²; ask for yours."),),
    )


@scheme(
    label=Text("Subsidie per m³ berging (als AGV)", "Subsidy per m³ stored (as AGV)"),
    level=Level.WATER_BOARD,
    form=Form.SUBSIDY,
    applicants=_ANYONE,
    works=_STORING,
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.MIDDLE,
    mark="verified",
    reference=WATER_BOARDS,
    excludes=["water_board_share_of_storage"],
    is_de_minimis=True,
)
def water_board_storage(case: Case) -> Grant:
    """Pay an amount per cubic metre of water that is held."""
    if not case.storage_m3 > 0:
        return refused(
            "Niet bekend is hoeveel m³ er wordt geborgen.",
            "It is not known how many m³ are stored.",
        )
    rate = number("storage_agv_eur_per_m3", on=case.applied_on)
    asked = Decimal(str(case.storage_m3)) * rate
    return Grant(
        to_cents(min(asked, case.eligible_costs_eur)),
        (Text("Een bedrag per m³ berging.", "An amount per m³ of storage."),),
    )


@scheme(
    label=Text(
        "Deel van de kosten van berging (als Delfland)", "Share of storage costs"
    ),
    level=Level.WATER_BOARD,
    form=Form.SUBSIDY,
    applicants=_ANYONE,
    works=_STORING,
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.MIDDLE,
    mark="verified",
    reference=WATER_BOARDS,
    excludes=["water_board_storage"],
    is_de_minimis=True,
)
def water_board_share_of_storage(case: Case) -> Grant:
    """Pay a share of the costs, up to an amount per cubic metre."""
    least = float(number("storage_delfland_least_m3", on=case.applied_on))
    if case.storage_m3 < least:
        return refused(
            f"De berging moet minstens {least:g} m³ zijn.",
            f"The storage must be at least {least:g} m³.",
        )
    share = number("storage_delfland_share", on=case.applied_on)
    rate = number("storage_delfland_eur_per_m3", on=case.applied_on)
    most = Decimal(str(case.storage_m3)) * rate
    return Grant(
        to_cents(min(case.eligible_costs_eur * share, most)),
        (Text("Een deel van de kosten, tot een bedrag per m³.", "A share of costs."),),
    )
