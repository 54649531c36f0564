"""What waits for a province: decisions, documents, amounts, payments and objections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks.models import Park
from werklandschap.web.vouchers.models import (
    Application,
    Delivery,
    Objection,
    Voucher,
)

_DECIDE = {
    Application.State.SUBMITTED: Text("toetsen op volledigheid", "check whether whole"),
    Application.State.COMPLETE: Text("besluiten", "decide"),
}
_NOT_COMPLETED = Text(
    "aanvulling bleef uit: niet behandelen", "nothing was added: set aside"
)
_JUDGE = Text("document beoordelen", "judge a document")
_NOT_DELIVERED = Text(
    "stukken bleven uit: verlengen of intrekken",
    "no documents came: give more time or withdraw",
)
_MONEY = {
    Voucher.State.APPROVED: Text("bedrag vaststellen", "fix the amount"),
    Voucher.State.SETTLED: Text("betalen", "pay"),
}
_OBJECTION = Text("besluiten op bezwaar", "decide on an objection")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to do for an application: until when, or since when it waits."""

    application: Application
    what: Text
    until: date | None
    since: date | None = None
    is_late: bool = False

    @property
    def day(self) -> date:
        """The day by which the list is sorted."""
        return self.until or self.since or date.max


def waiting(person: Person, on: date) -> list[Waiting]:
    """List what somebody has to do for vouchers within their reach, first due first.

    Parameters
    ----------
    person : User or AnonymousUser
        Who.
    on : date
        Today.
    """
    parks = Park.objects.within_reach(person, "vouchers.assess").order_by()
    rows = Application.objects.filter(partnership__park__in=parks)
    rows = rows.select_related("round", "partnership__park", "voucher")
    found = [
        *_to_decide(rows, on),
        *_documents(rows),
        *_of_vouchers(rows, on),
        *_objections(rows, on),
    ]
    return sorted(
        found, key=lambda each: (not each.is_late, each.day, each.application.number)
    )


def _to_decide(rows: QuerySet[Application], on: date) -> Iterator[Waiting]:
    for each in rows.filter(state__in=_DECIDE):
        what = _DECIDE[Application.State(each.state)]
        yield Waiting(each, what, each.decide_by, is_late=each.decide_by < on)
    suspended = rows.filter(state=Application.State.SUSPENDED, complete_by__lt=on)
    for each in suspended:
        yield Waiting(each, _NOT_COMPLETED, None, since=each.complete_by)


def _documents(rows: QuerySet[Application]) -> Iterator[Waiting]:
    brought = Delivery.objects.filter(
        verdict=Delivery.Verdict.OPEN, voucher__state=Voucher.State.ORDERED
    )
    first: dict[UUID, date] = {}
    for key, at in brought.order_by("-at").values_list("voucher__application", "at"):
        first[key] = timezone.localdate(at)
    for each in rows.filter(pk__in=first):
        yield Waiting(each, _JUDGE, None, since=first[each.pk])


def _of_vouchers(rows: QuerySet[Application], on: date) -> Iterator[Waiting]:
    for each in rows.filter(voucher__state__in=_MONEY):
        what = _MONEY[Voucher.State(each.voucher.state)]
        last = each.decisions.order_by("-on").first()
        yield Waiting(each, what, None, since=last.on if last else None)
    open_states = (Voucher.State.GRANTED, Voucher.State.ORDERED)
    late = rows.filter(voucher__state__in=open_states, voucher__deliver_by__lt=on)
    for each in late.exclude(voucher__deliveries__verdict=Delivery.Verdict.OPEN):
        yield Waiting(each, _NOT_DELIVERED, each.voucher.deliver_by, is_late=True)


def _objections(rows: QuerySet[Application], on: date) -> Iterator[Waiting]:
    found = Objection.objects.filter(
        state=Objection.State.OPEN, decision__application__in=rows
    )
    by_key = {each.pk: each for each in rows.filter(decisions__objection__in=found)}
    for each in found.select_related("decision"):
        application = by_key[each.decision.application_id]
        late = each.decide_by < on
        yield Waiting(application, _OBJECTION, each.decide_by, is_late=late)
