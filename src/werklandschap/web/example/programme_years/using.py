"""What follows the grant of a voucher: delivering, settling, paying, or its end."""

from datetime import datetime, timedelta
from decimal import Decimal

from werklandschap.governance.deals import NotEnough
from werklandschap.governance.vouchers import deliverables
from werklandschap.web.accounts.models import User
from werklandschap.web.example.programme_years.parks import GENERATED
from werklandschap.web.example.programme_years.years import Part, Years
from werklandschap.web.vouchers.actions import delivery, settlement
from werklandschap.web.vouchers.models import Delivery, Executor, Voucher

_HUNDRED = 100


class Using(Part):
    """A voucher, from its grant to its payment or its end."""

    phase = "vouchers: from grant to payment"

    def __init__(self, years: Years, voucher: Voucher) -> None:
        super().__init__(years)
        self.voucher = voucher
        self.park = voucher.application.partnership.park

    def _now(self) -> Voucher:
        self.voucher.refresh_from_db()
        return self.voucher

    def _official(self, at: datetime) -> User:
        return self.years.official(self.park.province_code, at)

    def begin(self, at: datetime) -> None:
        """Choose an executor, and deliver; or never."""
        self.later(at + self.years.days(10, 60), self.choose)
        wait = self.voucher.deliver_by - at.date() + timedelta(days=1)
        self.later(at + wait, self.end)
        if self.happens(self.assumed.extension_chance):
            self.later(at + wait - timedelta(days=20), self.extend)

    def choose(self, at: datetime) -> None:
        """Choose a firm of the list."""
        firms = Executor.objects.filter(
            province_code=self.park.province_code, until=None
        ).order_by("pk")
        delivery.choose_executor(
            voucher=self.voucher,
            executor=self.years.random.choice(list(firms)),
            actor=self.years.manager(self.park, at),
            at=at,
        )
        if self.happens(self.assumed.never_delivers_chance):
            return
        for kind in deliverables():
            self.after(at, self.assumed.deliver_day, self.deliver, kind)

    def deliver(self, kind: str, at: datetime) -> None:
        """Bring a document, in time or late."""
        if self._now().state != Voucher.State.ORDERED:
            return
        number = self.years.actions
        brought = delivery.deliver(
            voucher=self.voucher,
            kind=kind,
            name=f"{kind}-{self.park.code}.pdf",
            content=b"%%PDF-1.7\n%% gegenereerd voorbeeld %d %s\n%%%%EOF\n"
            % (number, f"{self.park.code} {kind}".encode()),
            parts=dict.fromkeys(deliverables()[kind].parts, "bladzijde 1"),
            actor=self.years.manager(self.park, at),
            at=at,
        )
        self.later(at + self.years.days(4, 25), self.judge, brought)

    def judge(self, brought: Delivery, at: datetime) -> None:
        """Approve it, or send it back."""
        if self._now().state != Voucher.State.ORDERED:
            return
        is_good = not self.happens(self.assumed.refused_chance)
        delivery.judge(
            delivery=brought,
            is_good=is_good,
            note="" if is_good else f"{GENERATED}: de kaart ontbreekt.",
            actor=self._official(at),
            at=at,
        )
        if not is_good:
            self.later(at + self.years.days(10, 40), self.deliver, brought.kind)
        elif self._now().state == Voucher.State.APPROVED:
            self.later(at + self.years.days(5, 30), self.settle)

    def extend(self, at: datetime) -> None:
        """Get more time."""
        voucher = self._now()
        if voucher.state in {Voucher.State.GRANTED, Voucher.State.ORDERED}:
            delivery.extend(
                voucher=voucher,
                until=voucher.deliver_by + timedelta(days=120),
                reason=f"{GENERATED}: de uitvoerder is later klaar.",
                actor=self._official(at),
                at=at,
            )

    def end(self, at: datetime) -> None:
        """Lapse, if nothing good came in time; who got more time is looked at later."""
        voucher = self._now()
        if voucher.state not in {Voucher.State.GRANTED, Voucher.State.ORDERED}:
            return
        waits = voucher.deliveries.filter(verdict=Delivery.Verdict.OPEN).exists()
        if waits or at.date() <= voucher.deliver_by:
            self.later(at + timedelta(days=45), self.end)
            return
        settlement.lapse(
            voucher=voucher,
            grounds=f"{GENERATED}: niets goeds op tijd.",
            actor=self._official(at),
            at=at,
        )

    def settle(self, at: datetime) -> None:
        """Fix the amount by the costs."""
        costs_eur = self.voucher.application.costs_eur
        spent = Decimal(self.years.random.randrange(80, 111)) / _HUNDRED
        settlement.settle(
            voucher=self.voucher,
            costs_eur=costs_eur * spent,
            actor=self._official(at),
            at=at,
        )
        self.later(at + self.years.days(5, 40), self.pay)

    def pay(self, at: datetime) -> None:
        """Pay, or wait until enough came into the deal."""
        try:
            settlement.pay(voucher=self.voucher, actor=self._official(at), at=at)
        except NotEnough:
            self.later(at + timedelta(days=60), self.pay)
            return
        if self.happens(self.assumed.reclaim_chance):
            self.later(at + self.years.days(100, 300), self.reclaim)

    def reclaim(self, at: datetime) -> None:
        """Have to give some of it back."""
        paid_eur = self._now().settled_eur or Decimal(0)
        settlement.reclaim(
            voucher=self.voucher,
            amount_eur=(paid_eur / 2).quantize(Decimal("0.01")),
            grounds=f"{GENERATED}: deels niet uitgevoerd.",
            actor=self._official(at),
            at=at,
        )
