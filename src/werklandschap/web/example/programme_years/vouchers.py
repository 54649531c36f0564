"""Rounds of vouchers: applications, decisions within the term, and objections."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from werklandschap.governance.ladder import IN_SWARM
from werklandschap.web.accounts.models import User
from werklandschap.web.example.programme_years.parks import GENERATED
from werklandschap.web.example.programme_years.using import Using
from werklandschap.web.example.programme_years.years import Part, Years
from werklandschap.web.programme.models import Deal, Partnership
from werklandschap.web.vouchers.actions import (
    applications,
    decisions,
    objections,
    rounds,
)
from werklandschap.web.vouchers.models import (
    Application,
    Decision,
    Executor,
    Objection,
)
from werklandschap.web.vouchers.problems import (
    AlreadyAsked,
    BudgetExhausted,
    DealOver,
    NotAPartner,
)

_TREATMENTS = ("FIRST_COME", "POINTS", "LOTTERY")
_CRITERIA: tuple[dict[str, Any], ...] = (
    {"label": f"{GENERATED}: grootte van de opgave", "most": 10},
    {"label": f"{GENERATED}: draagvlak", "most": 5},
)
_EXECUTORS = 3
_FEWEST = 2
_HUNDRED = 100
_OPEN_DAY = 60


class Granting(Part):
    """The round of a province in a year."""

    phase = "vouchers: rounds and decisions"

    def __init__(self, years: Years, province_code: str, rank: int) -> None:
        super().__init__(years)
        self.province_code = province_code
        self.parks = years.parks_by_province[province_code]
        self.rank = rank

    def official(self, at: datetime, number: int = 1) -> User:
        """Give an official of the province."""
        return self.years.official(self.province_code, at, number)

    def list_executors(self, at: datetime) -> None:
        """Put firms on the list, once; one of them leaves it later."""
        for number in range(1, _EXECUTORS + 1):
            firm = rounds.list_executor(
                province_code=self.province_code,
                name=f"Groenbureau {number} {self.province_code} (gegenereerd)",
                since=at.date(),
                actor=self.official(at),
                at=at,
            )
        self.later(at + timedelta(days=1500), self._strike, firm)

    def _strike(self, firm: Executor, at: datetime) -> None:
        rounds.strike_executor(
            executor=firm, until=at.date(), actor=self.official(at), at=at
        )

    def prepare(self, at: datetime) -> None:
        """Prepare the round of next year; its rules are fixed two weeks later."""
        winnable = self.assumed.winnable_share * len(self.parks) / _HUNDRED
        places = max(_FEWEST, round(self.assumed.per_province_count * winnable))
        opens_at = self.years.day(at.year + 1, 3, 1)
        treatment = _TREATMENTS[(self.rank + at.year) % len(_TREATMENTS)]
        deal = Deal.objects.filter(
            province_code=self.province_code, state=Deal.State.SIGNED
        ).first()
        amount_eur = Decimal(self.assumed.voucher_eur)
        self.round = rounds.prepare_round(
            rules=rounds.Rules(
                title=f"Voucher {self.parks[0].province} {opens_at.year} (gegenereerd)",
                province_code=self.province_code,
                province=self.parks[0].province,
                amount_eur=amount_eur,
                own_share=Decimal("0.25") if self.rank % 2 else Decimal(0),
                budget_eur=amount_eur * places,
                quota=places if self.rank % 3 == 0 else None,
                eligible=f"{GENERATED}: procesondersteuning.",
                opens_at=opens_at,
                closes_at=opens_at + timedelta(days=_OPEN_DAY),
                treatment=treatment,
                criteria=_CRITERIA if treatment == "POINTS" else (),
                public_source=f"{GENERATED}: een getal dat na sluiting bekend wordt"
                if treatment == "LOTTERY"
                else "",
                deal=deal,
            ),
            actor=self.official(at),
            at=at,
        )
        self.places = places
        self.later(at + timedelta(days=14), self.fix)

    def fix(self, at: datetime) -> None:
        """Fix the rules; from the day of opening parks ask."""
        is_lottery = self.round.treatment == "LOTTERY"
        secret = f"{self.years.random.getrandbits(128):032x}" if is_lottery else ""
        self.round = rounds.fix_round(
            voucher_round=self.round, secret=secret, actor=self.official(at), at=at
        )
        self.later(self.round.opens_at, self.open)
        if is_lottery:
            self.later(self.round.closes_at + timedelta(days=3), self.draw)
        if self.round.treatment != "FIRST_COME":
            self.later(self.round.closes_at + timedelta(days=25), self.decide_all)

    def open(self, at: datetime) -> None:
        """Draw which parks will ask, and when."""
        here = Partnership.objects.filter(
            park__province_code=self.province_code, status__in=IN_SWARM
        )
        without = here.exclude(voucher_applications__voucher__isnull=False)
        asking = list(without.select_related("park").order_by("pk"))
        self.years.random.shuffle(asking)
        for each in asking[: round(self.assumed.asks_times * self.places)]:
            self.later(at + self.years.days(0, _OPEN_DAY - 1), self.submit, each)

    def submit(self, partnership: Partnership, at: datetime) -> None:
        """Ask for a voucher."""
        costs_eur = self.years.random.randrange(12_000, 30_000, 250)
        partnership.refresh_from_db()
        try:
            made = applications.submit(
                voucher_round=self.round,
                partnership=partnership,
                organisation=partnership.organisation,
                plan=f"{GENERATED}: een groenvisie en een financieringsplan.",
                costs_eur=Decimal(costs_eur),
                actor=self.years.manager(partnership.park, at),
                at=at,
            )
        except (NotAPartner, AlreadyAsked):
            return
        self.later(at + self.years.days(2, 8), self.look, made)

    def look(self, application: Application, at: datetime) -> None:
        """See whether anything is missing."""
        by: dict[str, Any] = {
            "application": application,
            "actor": self.official(at),
            "at": at,
        }
        if self.happens(self.assumed.incomplete_chance) and not application.missing:
            asked = applications.ask_more(missing=f"{GENERATED}: begroting.", **by)
            if self.happens(self.assumed.completes_chance):
                self.later(at + self.years.days(3, 12), self.supplement, asked)
            elif asked.complete_by is not None:
                wait = asked.complete_by - at.date() + timedelta(days=1)
                self.later(at + wait, self.set_aside, asked)
            return
        points = [self.years.random.randrange(each["most"] + 1) for each in _CRITERIA]
        applications.find_complete(points=points, **by)
        if self.round.treatment == "FIRST_COME":
            self.later(at + self.years.days(5, 25), self.decide, application)

    def supplement(self, application: Application, at: datetime) -> None:
        """Bring what was missing."""
        made = applications.supplement(
            application=application,
            plan=application.plan,
            costs_eur=application.costs_eur,
            other_support="",
            actor=self.years.manager(application.partnership.park, at),
            at=at,
        )
        self.later(at + self.years.days(1, 5), self.look, made)
        if self.round.treatment != "FIRST_COME" and at > self.round.closes_at:
            self.later(at + timedelta(days=20), self.decide, made)

    def set_aside(self, application: Application, at: datetime) -> None:
        """Not treat what was never completed."""
        decisions.set_aside(application=application, actor=self.official(at), at=at)

    def draw(self, at: datetime) -> None:
        """Publish the secret and the public value."""
        value = f"{self.years.random.uniform(5, 25):.1f}".replace(".", ",")
        self.round = rounds.draw_lots(
            voucher_round=self.round,
            public_value=value,
            actor=self.official(at),
            at=at,
        )

    def decide_all(self, at: datetime) -> None:
        """Decide on all that is complete, in the order that was fixed."""
        numbers = [each.number for each in rounds.ordered(self.round)]
        rows = {each.number: each for each in self.round.applications.all()}
        for number in numbers:
            self.decide(rows[number], at)

    def decide(self, application: Application, at: datetime) -> None:
        """Grant while there is room, and turn the others down."""
        application.refresh_from_db()
        if application.state != Application.State.COMPLETE:
            return
        by: dict[str, Any] = {
            "application": application,
            "actor": self.official(at),
            "at": at,
        }
        try:
            voucher = decisions.grant(**by)
        except (BudgetExhausted, DealOver) as refused:
            grounds = f"{GENERATED}: {refused.say('nl')}"
            decision = decisions.reject(grounds=grounds, **by)
            if self.happens(self.assumed.objects_chance):
                self.later(at + self.years.days(5, 50), self.object, decision)
        else:
            Using(self.years, voucher).begin(at)

    def object(self, decision: Decision, at: datetime) -> None:
        """Object to a rejection, in time or too late."""
        objection = objections.object_to(
            decision=decision,
            grounds=f"{GENERATED}: wij waren eerder.",
            received_on=at.date(),
            actor=self.years.manager(decision.application.partnership.park, at),
            at=at,
        )
        self.later(at + self.years.days(20, 60), self.decide_objection, objection)

    def decide_objection(self, objection: Objection, at: datetime) -> None:
        """Decide by somebody else; who was right is looked at again."""
        objections.decide_objection(
            objection=objection,
            is_upheld=self.happens(self.assumed.upheld_chance),
            grounds=f"{GENERATED}: opnieuw bekeken.",
            actor=self.official(at, 2),
            at=at,
        )
        self.later(at + timedelta(days=7), self.decide, objection.decision.application)

    def lower(self, at: datetime) -> None:
        """Lower the budget to what was granted: the province has to cut."""
        rounds.change_budget(
            voucher_round=self.round,
            budget_eur=max(
                rounds.held_eur(self.round), Decimal(self.assumed.voucher_eur)
            ),
            actor=self.official(at),
            at=at,
        )
