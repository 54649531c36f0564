"""Green Deals: signing, money that comes in on time or late, example sites, the end."""

from datetime import datetime, timedelta
from typing import Any

from werklandschap.governance.deals import Account
from werklandschap.governance.ladder import EXAMPLES, Status
from werklandschap.web.example.programme_years.parks import GENERATED
from werklandschap.web.example.programme_years.years import Part, Years
from werklandschap.web.programme.actions import deals, ledger, partners
from werklandschap.web.programme.actions.places import NoPlaceInDeal, free_places
from werklandschap.web.programme.models import (
    Deal,
    DealParty,
    DealPromise,
    Entry,
    Instalment,
    Partnership,
)

_EURO = 100
_STEP_EUR = 50_000
_PACKAGES = "AAAABB"
_LONGEST_LATE_DAY = 240
_LOOK_DAY = 120


class Dealing(Part):
    """One deal, from its preparation to its end."""

    phase = "deals and their money"

    def __init__(self, years: Years, province_code: str, rank: int) -> None:
        super().__init__(years)
        self.province_code = province_code
        self.province = years.parks_by_province[province_code][0].province
        self.package = _PACKAGES[rank] if rank < len(_PACKAGES) else "C"
        self.deal: Deal

    def prepare(self, at: datetime) -> None:
        """Bring the parties together."""
        by: dict[str, Any] = {"actor": self.years.team(at), "at": at}
        self.deal = deals.prepare_deal(
            name=f"Green Deal {self.province} (gegenereerd)",
            province_code=self.province_code,
            province=self.province,
            package=self.package,
            **by,
        )
        towns = {
            each.municipality_code: each.municipality
            for each in self.years.parks_by_province[self.province_code]
        }
        for code in sorted(towns)[:2]:
            deals.add_party(
                deal=self.deal, kind="MUNICIPALITY", name=towns[code], code=code, **by
            )
        for kind in ("KNOWLEDGE", "CAPACITY", "NETWORK"):
            row = deals.promise(
                party=self._party("PROVINCE"),
                kind=kind,
                what=f"{GENERATED}: inzet van de provincie.",
                due_on=(at + timedelta(days=500)).date(),
                **by,
            )
            if self.happens(self.assumed.kept_chance):
                self.later(at + self.years.days(200, 600), self.keep_promise, row)
        self.later(at + self.years.days(40, 90), self.sign)

    def _party(self, kind: str) -> DealParty:
        return self.deal.parties.get(kind=kind)

    def keep_promise(self, row: DealPromise, at: datetime) -> None:
        """Do what was promised besides money."""
        deals.keep_promise(
            promise=row,
            on=at.date(),
            evidence=f"{GENERATED}: verslag.",
            actor=self.years.official(self.province_code, at),
            at=at,
        )

    def sign(self, at: datetime) -> None:
        """Sign, promise money in instalments, and give the places of example sites."""
        by: dict[str, Any] = {"actor": self.years.team(at), "at": at}
        ends_on = at.date().replace(year=self.years.until.year, month=12, day=31)
        deals.sign_deal(deal=self.deal, on=at.date(), ends_on=ends_on, **by)
        amounts = {
            "PROVINCE": self.assumed.province_eur,
            "PROGRAMME": self.assumed.programme_eur,
            "MUNICIPALITY": self.assumed.municipality_eur,
        }
        for party in self.deal.parties.all():
            self._pledge(party, amounts[party.kind], at)
        for delay in range(60, (self.years.until - at).days, _LOOK_DAY):
            self.later(at + timedelta(days=delay), self.fill_places)
        self.later(at + timedelta(days=3.5 * 365), self.renew)

    def _pledge(
        self, party: DealParty, low_high: tuple[int, int], at: datetime
    ) -> None:
        cents = self.years.random.randrange(*low_high, _STEP_EUR) * _EURO
        parts = self.assumed.instalments
        ledger.pledge(
            party=party,
            amount_cents=cents,
            instalments=[
                ((at + timedelta(days=120 + 365 * number)).date(), cents // parts)
                for number in range(parts)
            ],
            on=at.date(),
            text=f"{GENERATED}: toezegging in termijnen.",
            actor=self.years.team(at),
            at=at,
        )
        for each in party.instalments.all():
            is_late = self.happens(self.assumed.late_chance)
            late_day = (
                self.years.random.uniform(10, _LONGEST_LATE_DAY) if is_late else -3
            )
            due_at = at.replace(
                year=each.due_on.year, month=each.due_on.month, day=each.due_on.day
            )
            self.later(due_at + timedelta(days=late_day), self.receive, each)

    def receive(self, instalment: Instalment, at: datetime) -> None:
        """Get an instalment, unless its party left; sometimes it is booked wrongly first."""
        self.deal.refresh_from_db()
        if not self.deal.is_signed:
            return
        if self.happens(self.assumed.booking_error_chance):
            wrong = self._book_receipt(instalment, instalment.amount_cents // 2, at)
            ledger.reverse(
                entry=wrong,
                on=at.date(),
                text=f"{GENERATED}: verkeerd bedrag.",
                actor=self.years.team(at),
                at=at,
            )
        self._book_receipt(instalment, instalment.amount_cents, at)

    def _book_receipt(self, instalment: Instalment, cents: int, at: datetime) -> Entry:
        return ledger.receive(
            party=instalment.party,
            amount_cents=cents,
            on=at.date(),
            text=f"{GENERATED}: termijn van {instalment.due_on:%d-%m-%Y}.",
            evidence=f"{GENERATED}: afschrift.",
            actor=self.years.team(at),
            at=at,
        )

    def fill_places(self, at: datetime) -> None:
        """Give free places to parks of the province that went furthest."""
        self.deal.refresh_from_db()
        if not self.deal.is_signed:
            return
        for status in sorted(EXAMPLES, reverse=True):
            free = free_places(self.deal, status)
            candidates = Partnership.objects.filter(
                park__province_code=self.province_code,
                status__in=(Status.SHOWCASE, Status.PARTNER),
            ).order_by("-status", "since", "pk")
            for each in candidates[:free]:
                self._appoint(each, status, at)

    def _appoint(self, partnership: Partnership, status: Status, at: datetime) -> None:
        by: dict[str, Any] = {"actor": self.years.team(at), "at": at}
        try:
            partners.move(
                partnership=partnership,
                to=status,
                reason=f"{GENERATED}: gekozen door de commissie.",
                evidence=f"{GENERATED}: grote opgave, inzet en organisatie.",
                deal=self.deal,
                **by,
            )
        except NoPlaceInDeal:
            return
        party = deals.party_of_park(deal=self.deal, park=partnership.park, **by)
        cents = self.years.random.randrange(*self.assumed.lab_eur, _STEP_EUR) * _EURO
        ledger.award(
            party=party,
            amount_cents=cents,
            on=at.date(),
            text=f"{GENERATED}: bijdrage aan een voorbeeldlocatie.",
            **by,
        )
        for delay in (100, 500):
            self.later(at + timedelta(days=delay), self.pay, party, cents // 2)

    def pay(self, party: DealParty, cents: int, at: datetime) -> None:
        """Pay a part of an award, or wait until enough came in."""
        on_bank = ledger.balances_of(self.deal).get((Account.BANK, ""), 0)
        if on_bank < cents:
            self.later(at + timedelta(days=90), self.pay, party, cents)
            return
        ledger.pay(
            party=party,
            amount_cents=cents,
            on=at.date(),
            text=f"{GENERATED}: deel van de bijdrage.",
            evidence=f"{GENERATED}: voortgangsbericht.",
            actor=self.years.team(at),
            at=at,
        )

    def renew(self, at: datetime) -> None:
        """Go on to the second phase."""
        self.deal.refresh_from_db()
        if self.deal.is_signed and self.deal.ends_on is not None:
            deals.set_phase(
                deal=self.deal,
                phase="Tweede fase (gegenereerd)",
                ends_on=self.deal.ends_on,
                actor=self.years.team(at),
                at=at,
            )

    def end(self, at: datetime) -> None:
        """End because it is over."""
        self._end(f"{GENERATED}: de looptijd is om.", at, has_left=False)

    def leave(self, at: datetime) -> None:
        """End because the province leaves."""
        self._end(f"{GENERATED}: de provincie stopt.", at, has_left=True)

    def _end(self, reason: str, at: datetime, *, has_left: bool) -> None:
        deal = Deal.objects.filter(province_code=self.province_code).first()
        if deal is None or not deal.is_signed:
            return
        deals.end_deal(
            deal=deal,
            on=at.date(),
            reason=reason,
            has_left=has_left,
            actor=self.years.team(at),
            at=at,
        )
