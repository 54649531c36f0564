"""What can stand in the way of a voucher."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text


@dataclass(eq=False)
class NotNow(WerklandschapError):
    """Something that the state of an application or voucher does not allow."""

    code: ClassVar[str] = "vouchers.not_now"
    message: ClassVar[Text] = Text(
        nl="Dit kan nu niet: de stand is ‘{state}’.",
        en="This cannot be done now: the state is ‘{state}’.",
    )

    state: str


@dataclass(eq=False)
class RoundFixed(WerklandschapError):
    """A round whose rules cannot change any more."""

    code: ClassVar[str] = "vouchers.round_fixed"
    message: ClassVar[Text] = Text(
        nl="De regels van deze ronde liggen al vast.",
        en="The rules of this round have been fixed.",
    )


@dataclass(eq=False)
class TooLateToFix(WerklandschapError):
    """A round that would open before its rules are fixed."""

    code: ClassVar[str] = "vouchers.too_late_to_fix"
    message: ClassVar[Text] = Text(
        nl="De ronde zou al open zijn. Kies een latere opening.",
        en="The round would be open already. Choose a later opening.",
    )


@dataclass(eq=False)
class RuleMissing(WerklandschapError):
    """A way of treating applications without what it needs."""

    code: ClassVar[str] = "vouchers.rule_missing"
    message: ClassVar[Text] = Text(
        nl="Voor deze volgorde ontbreekt: {what}.",
        en="This order still needs: {what}.",
    )

    what: Text


@dataclass(eq=False)
class RoundClosed(WerklandschapError):
    """An application outside the time of its round."""

    code: ClassVar[str] = "vouchers.round_closed"
    message: ClassVar[Text] = Text(
        nl="Deze ronde is open van {opens} tot {closes}.",
        en="This round is open from {opens} to {closes}.",
    )

    opens: str
    closes: str


@dataclass(eq=False)
class NotAPartner(WerklandschapError):
    """A park that does not take part, or lies elsewhere."""

    code: ClassVar[str] = "vouchers.not_a_partner"
    message: ClassVar[Text] = Text(
        nl="Een voucher is voor partnerterreinen in {province}.",
        en="A voucher is for partner parks in {province}.",
    )

    province: str


@dataclass(eq=False)
class AlreadyAsked(WerklandschapError):
    """A park with an application in this round, or with a voucher."""

    code: ClassVar[str] = "vouchers.already_asked"
    message: ClassVar[Text] = Text(
        nl="Dit terrein, of een terrein dat erin opging, heeft al een aanvraag of voucher.",
        en="This park, or a park that went into it, has an application or voucher already.",
    )


@dataclass(eq=False)
class StillTime(WerklandschapError):
    """Something that has to wait until a day has passed."""

    code: ClassVar[str] = "vouchers.still_time"
    message: ClassVar[Text] = Text(
        nl="Dit kan pas na {day:%d-%m-%Y}.",
        en="This can only be done after {day:%d-%m-%Y}.",
    )

    day: date


@dataclass(eq=False)
class NoOrderYet(WerklandschapError):
    """A grant before it is known who comes first."""

    code: ClassVar[str] = "vouchers.no_order_yet"
    message: ClassVar[Text] = Text(
        nl="De volgorde is nog niet bekend. Wacht tot de ronde is gesloten en er is geloot of gescoord.",
        en="The order is not known yet. Wait until the round has closed and lots were drawn or points given.",
    )


@dataclass(eq=False)
class BudgetExhausted(WerklandschapError):
    """A grant that the budget, the quota or the order does not carry."""

    code: ClassVar[str] = "vouchers.budget_exhausted"
    message: ClassVar[Text] = Text(
        nl="Binnen budget en volgorde is hiervoor geen plaats: nog € {left_eur} beschikbaar, nodig € {needed_eur}.",
        en="Budget and order leave no room for this: € {left_eur} left, € {needed_eur} needed.",
    )

    left_eur: Decimal
    needed_eur: Decimal


@dataclass(eq=False)
class DealOver(WerklandschapError):
    """A grant in a round that a deal pays which has ended."""

    code: ClassVar[str] = "vouchers.deal_over"
    message: ClassVar[Text] = Text(
        nl="De Green Deal ‘{deal}’ die deze ronde betaalt, is beëindigd. Nieuwe vouchers kunnen niet meer; wat is toegekend, blijft toegekend.",
        en="The Green Deal ‘{deal}’ that pays for this round has ended. No more vouchers can be granted; what was granted stays granted.",
    )

    deal: str


@dataclass(eq=False)
class BudgetBelowGranted(WerklandschapError):
    """A budget that would be lower than what was promised."""

    code: ClassVar[str] = "vouchers.budget_below_granted"
    message: ClassVar[Text] = Text(
        nl="Er is al € {granted_eur} toegekend. Lager kan het budget niet.",
        en="€ {granted_eur} was granted already. The budget cannot be lower.",
    )

    granted_eur: Decimal


@dataclass(eq=False)
class OwnVoucher(WerklandschapError):
    """Somebody who would decide on what they asked for themselves."""

    code: ClassVar[str] = "vouchers.own_voucher"
    message: ClassVar[Text] = Text(
        nl="U hebt dit zelf aangevraagd. Een ander moet besluiten.",
        en="You asked for this yourself. Somebody else must decide.",
    )


@dataclass(eq=False)
class GroundsMissing(WerklandschapError):
    """A decision without grounds."""

    code: ClassVar[str] = "vouchers.grounds_missing"
    message: ClassVar[Text] = Text(
        nl="Schrijf op waarom u dit besluit.", en="Write down why you decide this."
    )


@dataclass(eq=False)
class NotQualified(WerklandschapError):
    """An executor that is not on the list of the province on that day."""

    code: ClassVar[str] = "vouchers.not_qualified"
    message: ClassVar[Text] = Text(
        nl="{name} staat niet op de lijst van {province}.",
        en="{name} is not on the list of {province}.",
    )

    name: str
    province: str


@dataclass(eq=False)
class NoPdf(WerklandschapError):
    """A file that is no PDF, whatever its name says."""

    code: ClassVar[str] = "vouchers.no_pdf"
    message: ClassVar[Text] = Text(
        nl="‘{name}’ is geen PDF. Bewaar het document als PDF en probeer het opnieuw.",
        en="‘{name}’ is no PDF. Save the document as PDF and try again.",
    )

    name: str


@dataclass(eq=False)
class ActivePdf(WerklandschapError):
    """A PDF that runs programs or opens files."""

    code: ClassVar[str] = "vouchers.active_pdf"
    message: ClassVar[Text] = Text(
        nl="‘{name}’ bevat programma’s of bijlagen. Bewaar het als gewone PDF.",
        en="‘{name}’ holds programs or attachments. Save it as a plain PDF.",
    )

    name: str


@dataclass(eq=False)
class NoSuchPaper(WerklandschapError):
    """A paper that the plans of the park do not have, or that is gone."""

    code: ClassVar[str] = "vouchers.no_such_paper"
    message: ClassVar[Text] = Text(
        nl="Dit document is er niet (meer) bij de plannen van dit terrein. Kies een ander of stuur een bestand.",
        en="The plans of this park have no such document (any more). Choose another one or send a file.",
    )


@dataclass(eq=False)
class ChangedPaper(WerklandschapError):
    """A file that says this platform made it for this park, and differs from what it made."""

    code: ClassVar[str] = "vouchers.changed_paper"
    message: ClassVar[Text] = Text(
        nl="Dit bestand zegt dat dit platform het maakte, maar zo heeft het platform het niet voor dit terrein gemaakt. Kies het document uit de lijst, of pas het Word-bestand aan en bewaar dat als PDF.",
        en="This file says that this platform made it, but that is not how it was made for this park. Choose the document from the list, or change the Word file and save that as PDF.",
    )


@dataclass(eq=False)
class DeliveredElsewhere(WerklandschapError):
    """A document that was delivered for another voucher."""

    code: ClassVar[str] = "vouchers.delivered_elsewhere"
    message: ClassVar[Text] = Text(
        nl="Dit document is al ingeleverd voor een ander terrein.",
        en="This document was delivered for another park already.",
    )


@dataclass(eq=False)
class PartsMissing(WerklandschapError):
    """A document that lacks parts that it must hold."""

    code: ClassVar[str] = "vouchers.parts_missing"
    message: ClassVar[Text] = Text(
        nl="Er ontbreekt: {parts}.", en="This is missing: {parts}."
    )

    parts: Text


@dataclass(eq=False)
class DeliveriesMissing(WerklandschapError):
    """A voucher of which a document was not approved yet."""

    code: ClassVar[str] = "vouchers.deliveries_missing"
    message: ClassVar[Text] = Text(
        nl="Groenvisie én financieringsplan moeten eerst zijn goedgekeurd.",
        en="Green vision and financing plan must both be approved first.",
    )


@dataclass(eq=False)
class MoreThanPaid(WerklandschapError):
    """More claimed back than was paid."""

    code: ClassVar[str] = "vouchers.more_than_paid"
    message: ClassVar[Text] = Text(
        nl="Er is € {paid_eur} betaald; meer kan niet worden teruggevorderd.",
        en="€ {paid_eur} was paid; no more can be claimed back.",
    )

    paid_eur: Decimal


@dataclass(eq=False)
class AlreadyObjected(WerklandschapError):
    """A second objection to one decision."""

    code: ClassVar[str] = "vouchers.already_objected"
    message: ClassVar[Text] = Text(
        nl="Tegen dit besluit is al bezwaar gemaakt.",
        en="An objection to this decision was made already.",
    )
