"""The rules of a question at the desk: who may do what when, whatever the order of events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Self

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.governance.clock import HERE, Clock, Pause
from werklandschap.parameters import parameter

EVALUATED_AFTER = (3, 12)
"""Months after carrying out at which the asker tells how it went."""


class Stage(StrEnum):
    """How far a question has come."""

    RECEIVED = "RECEIVED"
    SHARPENED = "SHARPENED"
    OUT = "OUT"
    CHOSEN = "CHOSEN"
    CARRIED_OUT = "CARRIED_OUT"
    LEARNED = "LEARNED"
    REFERRED = "REFERRED"
    WITHDRAWN = "WITHDRAWN"
    UNMATCHED = "UNMATCHED"


class Party(StrEnum):
    """Who acts."""

    ASKER = "ASKER"
    REGISSEUR = "REGISSEUR"
    PARTNER = "PARTNER"


class Move(StrEnum):
    """What can be done to a question."""

    SHARPEN = "sharpen"
    PUT_OUT = "put_out"
    DROP = "drop"
    DECLINE = "decline"
    PROPOSE = "propose"
    PAUSE = "pause"
    RESUME = "resume"
    CHOOSE = "choose"
    CARRY_OUT = "carry_out"
    EVALUATE = "evaluate"
    LEARN = "learn"
    REFER = "refer"
    WITHDRAW = "withdraw"
    GIVE_UP = "give_up"
    REOPEN = "reopen"


_A, _R, _P = Party.ASKER, Party.REGISSEUR, Party.PARTNER
_S = Stage
RULES: Mapping[Move, tuple[frozenset[Party], frozenset[Stage]]] = MappingProxyType(
    {
        Move.SHARPEN: (frozenset({_R}), frozenset({_S.RECEIVED, _S.SHARPENED})),
        Move.PUT_OUT: (frozenset({_R}), frozenset({_S.SHARPENED, _S.OUT})),
        Move.DROP: (frozenset({_R}), frozenset({_S.OUT})),
        Move.DECLINE: (frozenset({_P}), frozenset({_S.OUT})),
        Move.PROPOSE: (frozenset({_P}), frozenset({_S.OUT})),
        Move.PAUSE: (frozenset({_R}), frozenset({_S.OUT})),
        Move.RESUME: (frozenset({_R}), frozenset({_S.OUT})),
        Move.CHOOSE: (frozenset({_A, _R}), frozenset({_S.OUT})),
        Move.CARRY_OUT: (frozenset({_R}), frozenset({_S.CHOSEN})),
        Move.EVALUATE: (frozenset({_A}), frozenset({_S.CARRIED_OUT, _S.LEARNED})),
        Move.LEARN: (frozenset({_R}), frozenset({_S.CARRIED_OUT})),
        Move.REFER: (frozenset({_R}), frozenset({_S.RECEIVED, _S.SHARPENED})),
        Move.WITHDRAW: (
            frozenset({_A, _R}),
            frozenset({_S.RECEIVED, _S.SHARPENED, _S.OUT, _S.CHOSEN}),
        ),
        Move.GIVE_UP: (frozenset({_R}), frozenset({_S.SHARPENED, _S.OUT})),
        Move.REOPEN: (
            frozenset({_R}),
            frozenset({_S.REFERRED, _S.WITHDRAWN, _S.UNMATCHED}),
        ),
    }
)
"""Per move: by whom, and at which stages."""


@dataclass(eq=False)
class RuleBroken(WerklandschapError):
    """Somebody tried what the rules of the desk do not allow."""

    code: ClassVar[str] = "governance.rule_broken"
    message: ClassVar[Text] = Text(
        nl="Dat laten de regels van het loket niet toe.",
        en="The rules of the desk do not allow that.",
    )

    nl: str
    en: str

    def say(self, language: str) -> str:
        """Tell which rule it is."""
        return Text(self.nl, self.en).in_language(language)


NOT_NOW = Text(
    "Dat kan nu niet bij deze vraag.", "That cannot be done to this question now."
)
TOO_MANY = Text(
    "Een vraag gaat naar hoogstens {most} partners. Haal er eerst een weg.",
    "A question goes to at most {most} partners. Take one away first.",
)
NOBODY = Text("Kies ten minste één partner.", "Choose at least one partner.")
NOT_ASKED = Text(
    "Deze vraag ligt niet bij deze partner.",
    "This partner does not have this question.",
)
ENOUGH = Text("Er zijn al {most} voorstellen.", "There are {most} proposals already.")
TOO_LONG = Text(
    "Het voorstel past niet op één A4: het zijn {pages} bladzijden. Maak het korter.",
    "The proposal does not fit on one A4: it has {pages} pages. Make it shorter.",
)
NO_COSTS = Text(
    "Noem de kosten en de eigen bijdrage. De eigen bijdrage is niet hoger dan de kosten.",
    "Tell the costs and the own contribution. The contribution is no higher than the costs.",
)
STILL = Text(
    "De klok staat stil. Zet hem eerst weer aan.",
    "The clock stands still. Start it first.",
)
RUNS = Text("De klok loopt al.", "The clock runs already.")
NO_REASON = Text("Geef een reden.", "Give a reason.")
NO_PROPOSAL = Text("Dit voorstel is er niet.", "There is no such proposal.")
TOO_SOON = Text(
    "Dat kan pas {months} maanden na de uitvoering.",
    "That can be done {months} months after it was carried out.",
)
ONCE = Text("Dat is al ingevuld.", "That was filled in already.")
FIRST_EVALUATE = Text(
    "De vrager heeft nog niet verteld hoe het ging.",
    "The asker did not tell yet how it went.",
)
HAS_PROPOSALS = Text("Er zijn al voorstellen.", "There are proposals already.")


def _broken(rule: Text, **facts: object) -> RuleBroken:
    return RuleBroken(rule.nl.format(**facts), rule.en.format(**facts))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as far as rules look at it: pages as set on A4, costs in euros."""

    pages: int
    cost_eur: Decimal | None
    own_eur: Decimal | None


@dataclass(frozen=True, slots=True)
class Case:
    """A question as far as rules look at it; every move gives a new one or is refused.

    Parameters
    ----------
    stage : Stage
        How far it has come.
    asked : frozenset of str
        Partners who have it now.
    proposals : mapping of str to Proposed
        By partner.
    clock : Clock, optional
        Once it was put out.
    chosen_by : mapping of Party to str
        Which partner's proposal each side wants.
    carried_out_on : date, optional
        When it was carried out.
    evaluated : frozenset of int
        After which months the asker told how it went.
    """

    stage: Stage = Stage.RECEIVED
    asked: frozenset[str] = frozenset()
    proposals: Mapping[str, Proposed] = field(default_factory=dict)
    clock: Clock | None = None
    chosen_by: Mapping[Party, str] = field(default_factory=dict)
    carried_out_on: date | None = None
    evaluated: frozenset[int] = frozenset()

    def _allow(self, move: Move, by: Party) -> None:
        parties, stages = RULES[move]
        if by not in parties or self.stage not in stages:
            raise _broken(NOT_NOW)

    def sharpen(self, *, by: Party) -> Self:
        """Agree with the asker on what is asked."""
        self._allow(Move.SHARPEN, by)
        return replace(self, stage=Stage.SHARPENED)

    def put_out(self, partners: frozenset[str], *, by: Party, at: datetime) -> Self:
        """Put it to partners, besides those who have it; the clock starts once."""
        self._allow(Move.PUT_OUT, by)
        if not partners:
            raise _broken(NOBODY)
        asked = self.asked | partners
        if len(asked) > (most := _most("partners_count", at)):
            raise _broken(TOO_MANY, most=most)
        return replace(
            self, stage=Stage.OUT, asked=asked, clock=self.clock or Clock(at)
        )

    def drop(self, partner: str, *, by: Party) -> Self:
        """Take it away from a partner that gave no proposal, as regisseur or as that partner."""
        self._allow(Move.DECLINE if by == Party.PARTNER else Move.DROP, by)
        self._has(partner)
        if partner in self.proposals:
            raise _broken(HAS_PROPOSALS)
        return replace(self, asked=self.asked - {partner})

    def propose(
        self, partner: str, proposed: Proposed, *, by: Party, at: datetime
    ) -> Self:
        """Give or mend a proposal while the clock runs; a late one is one, and counts as late."""
        self._allow(Move.PROPOSE, by)
        self._has(partner)
        if self.clock is None or self.clock.is_paused:
            raise _broken(STILL)
        if proposed.pages > _most("pages_count", at):
            raise _broken(TOO_LONG, pages=proposed.pages)
        cost, own = proposed.cost_eur, proposed.own_eur
        if cost is None or own is None or not 0 <= own <= cost:
            raise _broken(NO_COSTS)
        proposals = {**self.proposals, partner: proposed}
        if len(proposals) > (most := _most("proposals_count", at)):
            raise _broken(ENOUGH, most=most)
        wanted = {who: key for who, key in self.chosen_by.items() if key != partner}
        return replace(self, proposals=proposals, chosen_by=wanted)

    def _has(self, partner: str) -> None:
        if partner not in self.asked:
            raise _broken(NOT_ASKED)

    def pause(self, reason: str, *, by: Party, at: datetime) -> Self:
        """Let the clock stand still, with a reason."""
        self._allow(Move.PAUSE, by)
        clock = self._running()
        if not reason.strip():
            raise _broken(NO_REASON)
        return replace(
            self, clock=replace(clock, pauses=(*clock.pauses, Pause(at, None, reason)))
        )

    def _running(self) -> Clock:
        if self.clock is None or self.clock.is_paused:
            raise _broken(STILL)
        return self.clock

    def resume(self, *, by: Party, at: datetime) -> Self:
        """Let the clock go on."""
        self._allow(Move.RESUME, by)
        if self.clock is None or not self.clock.is_paused:
            raise _broken(RUNS)
        *before, last = self.clock.pauses
        ended = replace(last, until=at)
        return replace(self, clock=replace(self.clock, pauses=(*before, ended)))

    def choose(self, partner: str, *, by: Party) -> Self:
        """Say which proposal one wants; it is chosen once asker and regisseur want the same."""
        self._allow(Move.CHOOSE, by)
        if partner not in self.proposals:
            raise _broken(NO_PROPOSAL)
        wanted = {**self.chosen_by, by: partner}
        is_joint = set(wanted) == {Party.ASKER, Party.REGISSEUR} and (
            len(set(wanted.values())) == 1
        )
        stage = Stage.CHOSEN if is_joint else self.stage
        return replace(self, chosen_by=wanted, stage=stage)

    def carry_out(self, on: date, *, by: Party) -> Self:
        """Note that it was carried out."""
        self._allow(Move.CARRY_OUT, by)
        return replace(self, stage=Stage.CARRIED_OUT, carried_out_on=on)

    def evaluate(self, months: int, *, by: Party, at: datetime) -> Self:
        """Tell how it went, 3 or 12 months after it was carried out."""
        self._allow(Move.EVALUATE, by)
        if months not in EVALUATED_AFTER or self.carried_out_on is None:
            raise _broken(NOT_NOW)
        if months in self.evaluated:
            raise _broken(ONCE)
        if at.astimezone(HERE).date() < later(self.carried_out_on, months):
            raise _broken(TOO_SOON, months=months)
        return replace(self, evaluated=self.evaluated | {months})

    def learn(self, *, by: Party) -> Self:
        """Write down what was learned, once the asker told how it went."""
        self._allow(Move.LEARN, by)
        if not self.evaluated:
            raise _broken(FIRST_EVALUATE)
        return replace(self, stage=Stage.LEARNED)

    def refer(self, *, by: Party) -> Self:
        """Send the asker elsewhere."""
        return self._end(Move.REFER, Stage.REFERRED, by)

    def withdraw(self, *, by: Party) -> Self:
        """Ask no longer."""
        return self._end(Move.WITHDRAW, Stage.WITHDRAWN, by)

    def give_up(self, *, by: Party) -> Self:
        """Say that no partner suits; with proposals there is one."""
        if self.proposals:
            raise _broken(HAS_PROPOSALS)
        return self._end(Move.GIVE_UP, Stage.UNMATCHED, by)

    def _end(self, move: Move, stage: Stage, by: Party) -> Self:
        self._allow(move, by)
        return replace(self, stage=stage, asked=frozenset(), chosen_by={})

    def reopen(self, *, by: Party) -> Self:
        """Take up again what was referred, withdrawn or had no partner: from the start."""
        self._allow(Move.REOPEN, by)
        return type(self)()


def later(day: date, months: int) -> date:
    """Give the day so many months later, or the last of that month.

    Examples
    --------
    >>> later(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def _most(name: str, at: datetime) -> int:
    on = at.astimezone(HERE).date()
    if name == "partners_count":
        return round(parameter("desk.partners_count", on=on).value)
    if name == "proposals_count":
        return round(parameter("desk.proposals_count", on=on).value)
    return round(parameter("desk.pages_count", on=on).value)


def moves_of(stage: Stage, party: Party) -> frozenset[Move]:
    """Tell which moves a party may try at a stage.

    Parameters
    ----------
    stage : Stage
        How far the question has come.
    party : Party
        Who.
    """
    return frozenset(
        move
        for move, (parties, stages) in RULES.items()
        if party in parties and stage in stages
    )
