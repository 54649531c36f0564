"""The steps of an application: what each asks, when it can be taken, and what it does.

A step is a page with one form; ``taken by`` the applicant or by the province. The page of
an application links to the steps that can be taken now.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.models import User
from werklandschap.web.vouchers import forms
from werklandschap.web.vouchers.actions import (
    applications,
    decisions,
    delivery,
    objections,
    settlement,
)
from werklandschap.web.vouchers.models import (
    Application,
    Decision,
    Delivery,
    Objection,
    Voucher,
)
from werklandschap.web.vouchers.queries import page

Form = Any
State, VoucherState = Application.State, Voucher.State


@dataclass(frozen=True, slots=True)
class Taken:
    """Who takes a step, with what they said, and when."""

    said: Form
    actor: User
    at: datetime

    @property
    def by(self) -> dict[str, Any]:
        """Who and when, as actions ask for it."""
        return {"actor": self.actor, "at": self.at}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step: its words, when it can be taken, its form and what it does."""

    title: Any
    button: Any
    done: Any
    can: Callable[[Application], bool]
    form: Callable[..., Form]
    act: Callable[[Application, Taken], object]
    lead: Callable[[Application], str] = lambda _application: ""
    is_main: bool = False
    is_upload: bool = False


def _voucher(application: Application) -> Voucher | None:
    return getattr(application, "voucher", None)


def _in(*states: str) -> Callable[[Application], bool]:
    return lambda application: application.state in states


def _voucher_in(*states: str) -> Callable[[Application], bool]:
    def can(application: Application) -> bool:
        voucher = _voucher(application)
        return voucher is not None and voucher.state in states

    return can


def _plain(form: type[Any]) -> Callable[..., Form]:
    return lambda _application, data, files: form(data, files)


def _supplement(application: Application, data: Any, files: Any) -> Form:
    names = ("plan", "costs_eur", "other_support")
    initial = {name: getattr(application, name) for name in names}
    return forms.SupplementForm(data, files, initial=initial)


def _executors(application: Application, data: Any, files: Any) -> Form:
    listed = page.executors_of(application.round.province_code, timezone.localdate())
    return forms.ExecutorChoiceForm(data, files, executors=listed)


def _points(application: Application, data: Any, files: Any) -> Form:
    return forms.PointsForm(data, files, criteria=application.round.criteria)


def _delivers(kind: str) -> Callable[..., Form]:
    def form(application: Application, data: Any, files: Any) -> Form:
        papers = page.paper_choices(application.partnership.park, kind)
        return forms.DeliverForm(data, files, kind=kind, papers=papers)

    return form


def _deliver(kind: str) -> Callable[[Application, Taken], object]:
    def act(application: Application, taken: Taken) -> object:
        if key := taken.said.chosen():
            return delivery.deliver_paper(
                voucher=application.voucher, kind=kind, key=key, **taken.by
            )
        file = taken.said.cleaned_data["file"]
        return delivery.deliver(
            voucher=application.voucher,
            kind=kind,
            name=file.name or "",
            content=file.read(),
            parts=taken.said.parts(),
            **taken.by,
        )

    return act


def _still_needs(kind: str) -> Callable[[Application], bool]:
    def can(application: Application) -> bool:
        voucher = _voucher(application)
        if voucher is None or voucher.state != VoucherState.ORDERED:
            return False
        verdict = Delivery.Verdict
        brought = voucher.deliveries.filter(kind=kind)
        return not brought.filter(verdict__in=[verdict.OPEN, verdict.APPROVED]).exists()

    return can


def _choose(_application: Application) -> str:
    told = _(
        "Kies het document dat dit platform bij een plan van het terrein maakte: wat erin staat, is dan bekend. Of stuur een eigen PDF en schrijf op waar elk onderdeel staat."
    )
    return str(told)


def _which(application: Application) -> str:
    found = open_delivery(application)
    return "" if found is None else page.delivery_in_words(found)


def open_delivery(application: Application) -> Delivery | None:
    """Find the oldest document that nobody judged yet."""
    voucher = _voucher(application)
    if voucher is None or voucher.state != VoucherState.ORDERED:
        return None
    return voucher.deliveries.filter(verdict=Delivery.Verdict.OPEN).first()


def last_decision(application: Application) -> Decision | None:
    """Find the newest decision to which nobody objected, but one on an objection."""
    rows = application.decisions.exclude(kind=Decision.Kind.OBJECTION)
    newest = rows.order_by("-at", "-pk").first()
    if newest is None or Objection.objects.filter(decision=newest).exists():
        return None
    return newest


def open_objection(application: Application) -> Objection | None:
    """Find an objection that waits for a decision."""
    rows = Objection.objects.filter(decision__application=application)
    return rows.filter(state=Objection.State.OPEN).first()


def _object(application: Application, taken: Taken) -> object:
    decision = last_decision(application)
    assert decision is not None
    return objections.object_to(
        decision=decision,
        grounds=taken.said.cleaned_data["grounds"],
        received_on=timezone.localdate(taken.at),
        **taken.by,
    )


def _judge(application: Application, taken: Taken) -> object:
    found = open_delivery(application)
    assert found is not None
    return delivery.judge(
        delivery=found,
        is_good=taken.said.cleaned_data["verdict"] == "good",
        note=taken.said.cleaned_data["note"],
        **taken.by,
    )


def _on_objection(application: Application, taken: Taken) -> object:
    found = open_objection(application)
    assert found is not None
    return objections.decide_objection(
        objection=found,
        is_upheld=taken.said.cleaned_data["outcome"] == "upheld",
        grounds=taken.said.cleaned_data["grounds"],
        **taken.by,
    )


def _of_application(
    action: Callable[..., object],
) -> Callable[[Application, Taken], object]:
    return lambda application, taken: action(
        application=application, **taken.said.cleaned_data, **taken.by
    )


def _of_voucher(
    action: Callable[..., object],
) -> Callable[[Application, Taken], object]:
    return lambda application, taken: action(
        voucher=application.voucher, **taken.said.cleaned_data, **taken.by
    )


BY_APPLICANT: Mapping[str, Step] = {
    "aanvullen": Step(
        title=_("Aanvraag aanvullen"),
        button=_("Aanvulling versturen"),
        done=_("De aanvulling is verstuurd. De termijn loopt weer."),
        can=_in(State.SUSPENDED),
        form=_supplement,
        act=_of_application(applications.supplement),
        is_main=True,
    ),
    "uitvoerder": Step(
        title=_("Uitvoerder kiezen"),
        button=_("Uitvoerder kiezen"),
        done=_("De uitvoerder is gekozen."),
        can=_voucher_in(VoucherState.GRANTED, VoucherState.ORDERED),
        form=_executors,
        act=_of_voucher(delivery.choose_executor),
        is_main=True,
    ),
    "groenvisie": Step(
        title=_("Groenvisie inleveren"),
        button=_("Groenvisie inleveren"),
        done=_("De groenvisie is ingeleverd."),
        lead=_choose,
        can=_still_needs("green_vision"),
        form=_delivers("green_vision"),
        act=_deliver("green_vision"),
        is_main=True,
        is_upload=True,
    ),
    "financieringsplan": Step(
        title=_("Financieringsplan inleveren"),
        button=_("Financieringsplan inleveren"),
        done=_("Het financieringsplan is ingeleverd."),
        lead=_choose,
        can=_still_needs("financing_plan"),
        form=_delivers("financing_plan"),
        act=_deliver("financing_plan"),
        is_main=True,
        is_upload=True,
    ),
    "bezwaar": Step(
        title=_("Bezwaar maken"),
        button=_("Bezwaar versturen"),
        done=_("Het bezwaar is ontvangen."),
        can=lambda application: last_decision(application) is not None,
        form=_plain(forms.ObjectionForm),
        act=_object,
    ),
    "intrekken": Step(
        title=_("Aanvraag intrekken"),
        button=_("Aanvraag intrekken"),
        done=_("De aanvraag is ingetrokken."),
        can=_in(*Application.OPEN),
        form=_plain(forms.EmptyForm),
        act=_of_application(applications.withdraw),
    ),
}

BY_PROVINCE: Mapping[str, Step] = {
    "compleet": Step(
        title=_("Aanvraag compleet verklaren"),
        button=_("Aanvraag is compleet"),
        done=_("De aanvraag is compleet."),
        can=_in(State.SUBMITTED),
        form=_points,
        act=lambda application, taken: applications.find_complete(
            application=application, points=taken.said.points(), **taken.by
        ),
        is_main=True,
    ),
    "navragen": Step(
        title=_("Om aanvulling vragen"),
        button=_("Om aanvulling vragen"),
        done=_("De vraag is gesteld. De termijn staat stil tot het antwoord."),
        can=_in(State.SUBMITTED),
        form=_plain(forms.MissingForm),
        act=_of_application(applications.ask_more),
    ),
    "toekennen": Step(
        title=_("Voucher toekennen"),
        button=_("Voucher toekennen"),
        done=_("De voucher is toegekend en de brief is klaar."),
        can=_in(State.COMPLETE),
        form=_plain(forms.MoreGroundsForm),
        act=_of_application(decisions.grant),
        is_main=True,
    ),
    "afwijzen": Step(
        title=_("Aanvraag afwijzen"),
        button=_("Aanvraag afwijzen"),
        done=_("De aanvraag is afgewezen en de brief is klaar."),
        can=_in(*Application.OPEN),
        form=_plain(forms.GroundsForm),
        act=_of_application(decisions.reject),
    ),
    "niet-behandelen": Step(
        title=_("Aanvraag niet behandelen"),
        button=_("Aanvraag niet behandelen"),
        done=_("De aanvraag wordt niet behandeld en de brief is klaar."),
        can=_in(State.SUSPENDED),
        form=_plain(forms.EmptyForm),
        act=_of_application(decisions.set_aside),
    ),
    "beoordelen": Step(
        title=_("Document beoordelen"),
        button=_("Oordeel vastleggen"),
        done=_("Het oordeel is vastgelegd."),
        can=lambda application: open_delivery(application) is not None,
        form=_plain(forms.JudgeForm),
        act=_judge,
        lead=_which,
        is_main=True,
    ),
    "verlengen": Step(
        title=_("Meer tijd geven"),
        button=_("Meer tijd geven"),
        done=_("De nieuwe uiterste dag is vastgelegd."),
        can=_voucher_in(VoucherState.GRANTED, VoucherState.ORDERED),
        form=_plain(forms.ExtendForm),
        act=_of_voucher(delivery.extend),
    ),
    "vaststellen": Step(
        title=_("Bedrag vaststellen"),
        button=_("Bedrag vaststellen"),
        done=_("Het bedrag is vastgesteld en de brief is klaar."),
        can=_voucher_in(VoucherState.APPROVED),
        form=_plain(forms.SettleForm),
        act=_of_voucher(settlement.settle),
        is_main=True,
    ),
    "betalen": Step(
        title=_("Betaling vastleggen"),
        button=_("Betaling vastleggen"),
        done=_("De betaling is vastgelegd."),
        can=_voucher_in(VoucherState.SETTLED),
        form=_plain(forms.EmptyForm),
        act=_of_voucher(settlement.pay),
        is_main=True,
    ),
    "intrekken": Step(
        title=_("Voucher intrekken"),
        button=_("Voucher intrekken"),
        done=_("De voucher is ingetrokken en de brief is klaar."),
        can=_voucher_in(VoucherState.GRANTED, VoucherState.ORDERED),
        form=_plain(forms.GroundsForm),
        act=_of_voucher(settlement.lapse),
    ),
    "terugvorderen": Step(
        title=_("Geld terugvorderen"),
        button=_("Geld terugvorderen"),
        done=_("De terugvordering is vastgelegd en de brief is klaar."),
        can=_voucher_in(VoucherState.PAID),
        form=_plain(forms.ReclaimForm),
        act=_of_voucher(settlement.reclaim),
    ),
    "op-bezwaar": Step(
        title=_("Besluiten op bezwaar"),
        button=_("Besluit vastleggen"),
        done=_("Het besluit op bezwaar is vastgelegd en de brief is klaar."),
        can=lambda application: open_objection(application) is not None,
        form=_plain(forms.OnObjectionForm),
        act=_on_objection,
        is_main=True,
    ),
}
