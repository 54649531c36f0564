"""Parks that apply, take steps, keep or miss what they said, fade and leave."""

from datetime import datetime, timedelta
from typing import Any

from werklandschap.governance.ladder import CHECKS, IN_SWARM, Status
from werklandschap.web.example.programme_years.years import Part, Years
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.actions import following, partners
from werklandschap.web.programme.models import (
    Commitment,
    Deal,
    PartnerApplication,
    Partnership,
)
from werklandschap.web.programme.problems import AlreadyPartner, NoLongerThere

GENERATED = "Gegenereerd voorbeeld"
_FORMS = ("ASSOCIATION", "ASSOCIATION", "MANAGEMENT", "BIZ", "FUND", "COOPERATIVE")
_WORRIES = ("heat", "water", "nature", "energy")
_MET = {name: {"met": True, "note": f"{GENERATED}."} for name in CHECKS}
_DAYS_PER_MONTH = 30


class Recruiting(Part):
    """Draws every month which parks apply, by the model of Bass."""

    phase = "parks: applying"

    def __init__(self, years: Years) -> None:
        super().__init__(years)
        self.lives: dict[int, Life] = {}
        self.left = [each for own in years.parks_by_province.values() for each in own]
        self.parks_count = len(self.left)

    def first(self, at: datetime) -> None:
        """Let those apply who had told that they were interested."""
        self._draw(round(self.assumed.interested_share * self.parks_count), at)
        self.month(at + timedelta(days=_DAYS_PER_MONTH))

    def month(self, at: datetime) -> None:
        """Let some more apply, the likelier the more did."""
        pool = self.assumed.winnable_share * self.parks_count
        applied = len(self.lives)
        rate = self.assumed.own_accord + self.assumed.by_others * applied / pool
        mean = rate * _DAYS_PER_MONTH / 365 * max(pool - applied, 0)
        self._draw(self._poisson(mean), at)
        self.later(at + timedelta(days=_DAYS_PER_MONTH), self.month)

    def _poisson(self, mean: float) -> int:
        count, waited = 0, self.years.random.expovariate(1.0)
        while waited < mean:
            count, waited = count + 1, waited + self.years.random.expovariate(1.0)
        return count

    def _draw(self, count: int, at: datetime) -> None:
        signed = set(
            Deal.objects.filter(state=Deal.State.SIGNED).values_list(
                "province_code", flat=True
            )
        )
        weights = [
            self.assumed.with_deal_times if each.province_code in signed else 1.0
            for each in self.left
        ]
        for _ in range(min(count, len(self.left))):
            place = self.years.random.choices(range(len(self.left)), weights)[0]
            park = self.left.pop(place)
            weights.pop(place)
            self.lives[park.pk] = life = Life(self.years, park)
            self.later(at + self.years.days(0, _DAYS_PER_MONTH), life.apply)

    def adopt(self, park: Park, at: datetime) -> None:
        """Let a park that follows another go on as that one did."""
        if park.pk not in self.lives:
            self.left = [each for each in self.left if each.pk != park.pk]
            self.lives[park.pk] = life = Life(self.years, park)
            self.after(at, self.assumed.pause_day, life.go_on)


class Life(Part):
    """One park."""

    phase = "parks: going on"

    def __init__(self, years: Years, park: Park) -> None:
        super().__init__(years)
        self.park = park
        self.to_do = list(self.assumed.step_day)
        self.has_faded = False

    @property
    def partnership(self) -> Partnership:
        """Read how it stands now."""
        known = Partnership.objects.select_related("park").defer("park__outline_wkb")
        return known.get(park=self.park.pk)

    def takes_part(self) -> bool:
        """Tell whether it takes part now."""
        return Partnership.objects.filter(
            park=self.park.pk, status__in=IN_SWARM
        ).exists()

    def apply(self, at: datetime) -> None:
        """Ask to take part; sometimes two people of a park do."""
        application = self._ask(1, at)
        if application is None or not application.is_open:
            return
        if self.happens(self.assumed.joins_other_chance):
            self.later(at + timedelta(days=2), self._ask, 2)
        if self.happens(self.assumed.withdrawn_chance):
            self.later(at + timedelta(days=4), self.withdraw, application)
        else:
            self.after(at, self.assumed.screening_day, self.decide, application)

    def _ask(self, number: int, at: datetime) -> PartnerApplication | None:
        random, park = self.years.random, self.park
        try:
            return partners.apply(
                park=park,
                organisation=f"Ondernemersvereniging {park.name}"[:120],
                organisation_form=random.choice(_FORMS),
                speaks_for_all=True,
                commitment=f"{GENERATED}: een kopgroep begint.",
                brings=[1, 2],
                intake={
                    "worries": random.sample(_WORRIES, 2),
                    "roofs_year": at.year + random.randrange(1, 8),
                },
                actor=self.years.manager(park, at, number),
                at=at,
            )
        except (AlreadyPartner, NoLongerThere):
            return None

    def withdraw(self, application: PartnerApplication, at: datetime) -> None:
        """Take the request back."""
        if self._is_open(application):
            actor = self.years.manager(self.park, at)
            partners.withdraw(application=application, actor=actor, at=at)

    def decide(self, application: PartnerApplication, at: datetime) -> None:
        """Be screened, and let in or turned down."""
        if not self._is_open(application):
            return
        team = self.years.team(at)
        is_turned_down = self.happens(self.assumed.rejected_chance)
        checks = _MET | ({"commitment": {"met": False}} if is_turned_down else {})
        partners.screen(application=application, checks=checks, actor=team, at=at)
        told: dict[str, Any] = {"application": application, "actor": team, "at": at}
        if is_turned_down:
            partners.reject(reasons=f"{GENERATED}: nog niet concreet.", **told)
            if self.happens(self.assumed.again_chance):
                self.later(at + self.years.days(200, 500), self.apply)
            return
        partners.accept(reasons=f"{GENERATED}: alles klopt.", **told)
        self.years.let_in(self.park, at)
        self.after(at, self.assumed.pause_day, self.go_on)
        self.after(at, self.assumed.contact_day, self.contact)

    def _is_open(self, application: PartnerApplication) -> bool:
        application.refresh_from_db(fields=["outcome"])
        return application.is_open

    def go_on(self, at: datetime) -> None:
        """Begin the next step of the toolbox, or pass it by."""
        if not self.to_do or self.has_faded or not self.takes_part():
            return
        step = self.to_do.pop(0)
        if step == "realisation" and not self.happens(self.assumed.realises_chance):
            self.to_do.clear()
            return
        is_skipped = step != "realisation" and self.happens(self.assumed.skips_chance)
        self._note(step, "SKIPPED" if is_skipped else "STARTED", at)
        if is_skipped:
            self.after(at, self.assumed.pause_day, self.go_on)
            return
        due_at = at + self.years.about(self.assumed.step_day[step])
        self._commit(step, at, due_at)
        self.later(due_at, self.finish, step)

    def _note(self, step: str, kind: str, at: datetime) -> None:
        following.note_step(
            partnership=self.partnership,
            step=step,
            kind=kind,
            on=at.date(),
            note=f"{GENERATED}.",
            actor=self.years.manager(self.park, at),
            at=at,
        )

    def finish(self, step: str, at: datetime) -> None:
        """Have done a step; after it a park may fade."""
        if self.has_faded or not self.takes_part():
            return
        self._note(step, "DONE", at)
        if step == "realisation":
            self._show(at)
            self.years.realised(self.park, at)
        if self.happens(self.assumed.fades_chance):
            self.has_faded = True
            if self.happens(self.assumed.leaves_chance):
                self.later(at + self.years.days(200, 500), self.leave)
            return
        self.after(at, self.assumed.pause_day, self.go_on)

    def _show(self, at: datetime) -> None:
        """Become a showcase for what was realised."""
        partnership = self.partnership
        if partnership.status == Status.PARTNER and self.happens(
            self.assumed.showcase_chance
        ):
            partners.move(
                partnership=partnership,
                to=Status.SHOWCASE,
                reason=f"{GENERATED}: er valt iets te zien.",
                evidence=f"{GENERATED}: bezoek aan het terrein.",
                actor=self.years.team(at),
                at=at,
            )

    def leave(self, at: datetime) -> None:
        """Stop taking part."""
        if self.takes_part():
            partners.move(
                partnership=self.partnership,
                to=Status.LEFT,
                reason=f"{GENERATED}: al lang niets gehoord.",
                actor=self.years.team(at),
                at=at,
            )

    def contact(self, at: datetime) -> None:
        """Speak with the programme now and then; sometimes of a suggestion."""
        if self.has_faded or not self.takes_part():
            return
        team, partnership = self.years.team(at), self.partnership
        following.add_note(
            partnership=partnership,
            kind="CONTACT",
            text=f"{GENERATED}: gesprek over de volgende stap.",
            on=at.date(),
            actor=team,
            at=at,
        )
        proposed = partnership.recommendations.filter(state="PROPOSED").first()
        if proposed is not None and self.happens(self.assumed.answers_chance):
            following.answer_recommendation(
                recommendation=proposed,
                state=self.years.random.choice(("BUSY", "DONE", "NOT_INTERESTED")),
                note=f"{GENERATED}.",
                actor=self.years.manager(self.park, at),
                at=at,
            )
        self.after(at, self.assumed.contact_day, self.contact)

    def _commit(self, step: str, at: datetime, due_at: datetime) -> None:
        commitment = following.commit_to(
            partnership=self.partnership,
            party=self.years.random.choice(
                ("gemeente", "parkmanagement", "waterschap")
            ),
            what=f"{GENERATED}: bijdragen aan de stap ‘{step}’",
            due_on=due_at.date(),
            actor=self.years.manager(self.park, at),
            at=at,
        )
        drawn = self.years.random.random()
        if drawn < self.assumed.kept_chance:
            when = at + (due_at - at) * self.years.random.uniform(0.5, 1.3)
            self.later(when, self.keep, commitment)
        elif drawn < self.assumed.kept_chance + self.assumed.dropped_chance:
            self.later(due_at, self.drop, commitment)

    def keep(self, commitment: Commitment, at: datetime) -> None:
        """Do what was said, on time or late."""
        actor = self.years.manager(self.park, at)
        following.keep_commitment(
            commitment=commitment, on=at.date(), actor=actor, at=at
        )

    def drop(self, commitment: Commitment, at: datetime) -> None:
        """Say that something will not be done."""
        following.drop_commitment(
            commitment=commitment,
            on=at.date(),
            note=f"{GENERATED}: het kan niet meer.",
            actor=self.years.team(at),
            at=at,
        )
