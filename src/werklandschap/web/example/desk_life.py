"""A generated question at the desk, and what happens to it in a year of its own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from werklandschap.web.example.clock import Clock

if TYPE_CHECKING:
    from werklandschap.web.helpdesk.models import Approach, Question
    from werklandschap.web.helpdesk.queries.routing import Place

QUESTIONS = (
    (
        "enthusiasm",
        "Hoe begin ik met vergroening als de meeste ondernemers niet meedoen?",
    ),
    ("enthusiasm", "Welk voordeel heeft een ondernemer van een groener terrein?"),
    ("ambition", "Hoe bepalen wij samen welke ambitie voorgaat?"),
    ("baseline", "Hoe staat ons terrein ervoor bij hitte en wateroverlast?"),
    ("design", "Welke maatregelen passen bij smalle bermen en veel verharding?"),
    ("design", "Hoe maken wij een ontwerp voor het water op de parkeerplaatsen?"),
    ("costs", "Wat kosten groene daken en wie heeft er baat bij?"),
    ("costs", "Hoe rekenen wij kosten en baten uit voor een heel terrein?"),
    ("realisation", "Wie onderhoudt het groen na de aanleg?"),
    ("monitoring", "Hoe meten wij of het koeler wordt?"),
    ("guidance", "Wie kan ons proces begeleiden zonder het over te nemen?"),
    ("costs", "Kunt u een offerte maken voor ons dak?"),
)
_ASKERS = (
    "PARK",
    "ENTREPRENEUR",
    "MUNICIPALITY",
    "OWNER",
    "REGION",
    "PROVINCE",
    "WATER_BOARD",
    "EMPLOYEE",
)
_HOW_OFTEN = (30, 25, 20, 8, 6, 4, 4, 3)
_FIELDS = ("finance", "climate", "ecology", "network", "co_creation", "facilitating")


class Life:
    """One question and what happens to it."""

    def __init__(self, year: Clock, place: "Place | None") -> None:
        self.year, self.place = year, place
        self.question: Question

    def ask(self, at: datetime) -> None:
        """Come in."""
        from werklandschap.web.helpdesk.actions import asking

        year = self.year
        step, text = year.random.choice(QUESTIONS)
        asked = asking.Asked(
            asker=year.random.choices(_ASKERS, _HOW_OFTEN)[0],
            level=year.random.choice(("PARK", "PARK", "REGION", "COMPANY")),
            text=text,
            step=step if year.happens(0.7) else "",
            place=self.place,
        )
        self.question = asking.receive(asked=asked, at=at, is_generated=True)
        self.step = step
        is_referred = bool(self.question.outside) and year.happens(0.8)
        year.plan(at + year.days(0.3, 5), self.refer if is_referred else self.sharpen)

    def _do(self, action: Callable[..., None], at: datetime, **more: object) -> None:
        from werklandschap.web.audit.actions import PLATFORM

        self.question.refresh_from_db()
        action(
            question=self.question,
            seen=self.question.version,
            actor=PLATFORM,
            at=at,
            **more,
        )

    def refer(self, at: datetime) -> None:
        """Be sent elsewhere."""
        from werklandschap.web.helpdesk.actions import working

        self._do(working.refer, at, reason="Gegenereerd voorbeeld: elders beter af.")

    def sharpen(self, at: datetime) -> None:
        """Be agreed on, or be withdrawn."""
        from werklandschap.web.helpdesk.actions import asking, working

        year = self.year
        if year.happens(0.04):
            self.question.refresh_from_db()
            asking.withdraw(question=self.question, at=at)
            return
        needs = year.random.sample(_FIELDS, year.random.choice((0, 1, 1, 2)))
        self._do(
            working.sharpen,
            at,
            sharpened=self.question.text,
            step=self.step,
            needs=needs,
        )
        year.plan(at + year.days(0.1, 4), self.put_out)

    def put_out(self, at: datetime) -> None:
        """Go to partners, or find none."""
        from werklandschap.web.helpdesk.actions import working
        from werklandschap.web.helpdesk.models import Partner
        from werklandschap.web.helpdesk.queries import matching

        self.question.refresh_from_db()
        if self.question.stage not in {"SHARPENED", "OUT"}:
            return
        keys = [
            each.candidate.key
            for each in matching.proposal_for(self.question, at=at).chosen
        ]
        if not keys:
            if not self.question.approaches.exclude(sent_at=None).exists():
                self._do(working.give_up, at, reason="Gegenereerd voorbeeld.")
            return
        room = (
            3 - self.question.approaches.filter(state__in=("ASKED", "ANSWERED")).count()
        )
        chosen = list(Partner.objects.filter(key__in=keys[:room]))
        self._do(working.put_out, at, partners=chosen)
        for approach in self.question.approaches.filter(partner__in=chosen):
            self._await(approach, at)
        if self.year.happens(0.1):
            self.year.plan(at + self.year.days(1, 4), self.pause)

    def _await(self, approach: "Approach", at: datetime) -> None:
        year = self.year
        takes = timedelta(days=min(40.0, year.random.lognormvariate(2.05, 0.5)))
        if year.happens(0.06):
            year.plan(at + timedelta(days=16), lambda at: self.replace(approach, at))
        elif year.happens(0.08):
            year.plan(at + year.days(0.5, 6), lambda at: self.decline(approach, at))
        else:
            year.plan(at + takes, lambda at: self.propose(approach, at))

    def _is_with(self, approach: "Approach") -> bool:
        approach.refresh_from_db()
        return approach.question.stage == "OUT" and approach.state == "ASKED"

    def pause(self, at: datetime) -> None:
        """Wait for the asker."""
        from werklandschap.web.helpdesk.actions import working

        self.question.refresh_from_db()
        is_paused = self.question.pauses.filter(until=None).exists()
        if self.question.stage != "OUT" or is_paused:
            return
        self._do(
            working.pause, at, reason="Gegenereerd voorbeeld: wacht op een tekening."
        )
        self.year.plan(at + self.year.days(2, 9), self.resume)

    def resume(self, at: datetime) -> None:
        """Go on."""
        from werklandschap.web.helpdesk.actions import working

        self.question.refresh_from_db()
        if self.question.stage == "OUT":
            self._do(working.resume, at)

    def replace(self, approach: "Approach", at: datetime) -> None:
        """Go to another if this partner stays silent."""
        from werklandschap.web.helpdesk.actions import working

        if self._is_with(approach):
            self._do(
                working.drop, at, partner=approach.partner, reason="Geen antwoord."
            )
            self.year.plan(at + self.year.days(0.1, 1), self.put_out)

    def decline(self, approach: "Approach", at: datetime) -> None:
        """Not suit a partner."""
        from werklandschap.web.audit.actions import PLATFORM
        from werklandschap.web.helpdesk.actions import answering

        if self._is_with(approach):
            answering.decline(
                approach=approach, reason="Geen tijd.", actor=PLATFORM, at=at
            )
            self.year.plan(at + self.year.days(0.1, 1), self.put_out)

    def propose(self, approach: "Approach", at: datetime) -> None:
        """Get a proposal, once the clock runs."""
        from werklandschap.web.audit.actions import PLATFORM
        from werklandschap.web.helpdesk.actions import answering

        if not self._is_with(approach):
            return
        if approach.question.pauses.filter(until=None).exists():
            self.year.plan(
                at + timedelta(days=1), lambda at: self.propose(approach, at)
            )
            return
        cost = Decimal(self.year.random.randrange(1, 16) * 500)
        share = Decimal(self.year.random.choice(("0", "0.25", "0.5")))
        words = answering.Words(
            what="Gegenereerd voorbeeld: wij kijken met u naar het terrein.",
            how="Gegenereerd voorbeeld: twee bijeenkomsten en een verslag.",
            result="Gegenereerd voorbeeld: een eerste stap die u samen kunt zetten.",
            cost_eur=cost,
            own_eur=cost * share,
        )
        answering.propose(approach=approach, words=words, actor=PLATFORM, at=at)
        self.year.plan(at + self.year.days(6, 14), self.choose)

    def choose(self, at: datetime) -> None:
        """Be answered by a joint choice."""
        from werklandschap.web.helpdesk.actions import asking, working

        self.question.refresh_from_db()
        if self.question.stage != "OUT":
            return
        sent = self.question.approaches.filter(state="ANSWERED")
        approach = self.year.random.choice(list(sent.select_related("partner")))
        self._do(working.choose, at, partner=approach.partner)
        asking.choose(
            question=self.question,
            partner=approach.partner,
            seen=self.question.version,
            at=at,
        )
        self.year.plan(at + self.year.days(20, 90), self.carry_out)

    def carry_out(self, at: datetime) -> None:
        """Be carried out."""
        from werklandschap.web.helpdesk.actions import working

        self._do(working.carry_out, at, on=at.date())
        self.year.plan(at + self.year.days(93, 110), self.evaluate)

    def evaluate(self, at: datetime) -> None:
        """Be told how it went, by most askers."""
        from werklandschap.web.helpdesk.actions import asking

        if not self.year.happens(0.7):
            return
        rating = self.year.random.choices((5, 4, 3, 2, 1), (30, 40, 18, 8, 4))[0]
        self.question.refresh_from_db()
        asking.evaluate(
            question=self.question, months=3, rating=rating, remark="", at=at
        )
        self.year.plan(at + self.year.days(1, 20), self.learn)

    def learn(self, at: datetime) -> None:
        """End with a lesson."""
        from werklandschap.web.helpdesk.actions import working

        self._do(
            working.learn,
            at,
            lesson="Gegenereerd voorbeeld: begin met een kleine kopgroep.",
            public_question=self.question.text,
            public_answer="Gegenereerd voorbeeld van een antwoord.",
        )
