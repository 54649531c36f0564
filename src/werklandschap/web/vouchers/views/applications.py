"""Asking for a voucher, and everything that follows."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.http import (
    Question,
    ask,
    ask_for,
    found,
    found_park,
    own_park,
    visible_park,
)
from werklandschap.web.programme.queries import board
from werklandschap.web.programme.queries.parts import address
from werklandschap.web.vouchers import forms
from werklandschap.web.vouchers.actions import applications as actions
from werklandschap.web.vouchers.actions.letters import write_letter
from werklandschap.web.vouchers.models import (
    Application,
    Decision,
    Delivery,
    Document,
    Round,
)
from werklandschap.web.vouchers.queries import page, waiting
from werklandschap.web.vouchers.views.steps import (
    BY_APPLICANT,
    BY_PROVINCE,
    Step,
    Taken,
)

APPLY, ASSESS = "vouchers.apply", "vouchers.assess"


@require_GET
def park_voucher(request: Any, code: str, slug: str) -> HttpResponseBase:
    """Show what vouchers there are for a park, and what it asked for."""
    park = found_park(request, code, slug)
    partnership = board.partnership_of(park)
    may_apply = may(request.user, APPLY, park)
    told = {
        "park": park,
        "partnership": partnership,
        "is_in_swarm": board.is_in_swarm(partnership),
        "rounds": page.rounds_for(park, timezone.now()),
        "applications": page.applications_of(partnership) if may_apply else [],
        "may_apply": may_apply,
        "progress_url": address("progress", park),
    }
    return render(request, "vouchers/park.html", told)


@guarded(APPLY)
def apply(
    request: SignedInRequest, code: str, slug: str, round_id: UUID
) -> HttpResponseBase:
    """Ask for a voucher."""
    park = own_park(request, code, slug, APPLY)
    partnership = board.partnership_of(park)
    voucher_round = found(Round.objects.filter(fixed_at__isnull=False), round_id)
    if partnership is None:
        return redirect(address("park_voucher", park))
    initial = page.prefilled(partnership, voucher_round)
    form = forms.ApplyForm(request.POST or None, initial=initial)
    question = Question(
        title=_("Voucher aanvragen voor %(park)s") % {"park": park.name},
        lead=_("Wat wij al weten, is ingevuld. Pas aan wat niet klopt."),
        button=_("Aanvraag versturen"),
        done=_("De aanvraag is verstuurd."),
        trail=(
            (park.get_absolute_url(), park.name),
            (address("park_voucher", park), _("Voucher")),
        ),
        is_generated=park.is_generated,
    )
    return ask_for(
        request,
        form,
        question,
        actions.submit,
        voucher_round=voucher_round,
        partnership=partnership,
    )


def _application(request: SignedInRequest, request_id: UUID) -> Application:
    row = found(
        Application.objects.select_related(
            "round", "partnership__park", "voucher__executor"
        ),
        request_id,
    )
    visible_park(request, row.partnership.park)
    return row


@guarded(APPLY)
@require_GET
def application(request: SignedInRequest, request_id: UUID) -> HttpResponseBase:
    """Show an application to who made it."""
    row = _application(request, request_id)
    demand(request.user, APPLY, row)
    return _shown(request, row)


@guarded(ASSESS)
@require_GET
def case(request: SignedInRequest, request_id: UUID) -> HttpResponseBase:
    """Show an application to who assesses it."""
    row = _application(request, request_id)
    demand(request.user, ASSESS, row)
    return _shown(request, row)


def _shown(request: SignedInRequest, row: Application) -> HttpResponseBase:
    park: Park = row.partnership.park
    voucher = getattr(row, "voucher", None)
    told = {
        "application": row,
        "park": park,
        "voucher": voucher,
        "amounts": {
            "costs": page.euros(row.costs_eur),
            "granted": page.euros(voucher.amount_eur) if voucher else "",
            "settled": page.euros(voucher.settled_eur)
            if voucher and voucher.settled_eur is not None
            else "",
            "reclaimed": page.euros(voucher.reclaimed_eur)
            if voucher and voucher.reclaimed_eur
            else "",
        },
        "points": list(
            zip(
                [each["label"] for each in row.round.criteria], row.points, strict=False
            )
        ),
        "decisions": row.decisions.select_related("objection").defer("archive"),
        "deliveries": page.deliveries_of(row),
        "own_steps": _links(BY_APPLICANT, row, "voucher_own")
        if may(request.user, APPLY, row)
        else [],
        "their_steps": _links(BY_PROVINCE, row, "voucher_assess")
        if may(request.user, ASSESS, row)
        else [],
        "park_url": address("park_voucher", park),
    }
    return render(request, "vouchers/application.html", told)


def _links(steps: Any, row: Application, name: str) -> list[dict[str, Any]]:
    return [
        {"step": step, "url": reverse(name, args=[row.pk, key])}
        for key, step in steps.items()
        if step.can(row)
    ]


@guarded(APPLY)
def own(request: SignedInRequest, request_id: UUID, step: str) -> HttpResponseBase:
    """Take a step as the applicant."""
    row = _application(request, request_id)
    demand(request.user, APPLY, row)
    return _take(request, row, BY_APPLICANT.get(step), "voucher_application")


@guarded(ASSESS)
def assess(request: SignedInRequest, request_id: UUID, step: str) -> HttpResponseBase:
    """Take a step as the province."""
    row = _application(request, request_id)
    demand(request.user, ASSESS, row)
    return _take(request, row, BY_PROVINCE.get(step), "voucher_case")


def _take(
    request: SignedInRequest, row: Application, step: Step | None, back: str
) -> HttpResponseBase:
    if step is None:
        raise Http404
    here = reverse(back, args=[row.pk])
    if not step.can(row):
        return redirect(here)
    is_post = request.method == "POST"
    form = step.form(
        row, request.POST if is_post else None, request.FILES if is_post else None
    )
    park = row.partnership.park
    question = Question(
        title=str(step.title),
        lead=step.lead(row),
        button=str(step.button),
        done=str(step.done),
        trail=(
            (address("park_voucher", park), park.name),
            (here, _("Aanvraag %(number)s") % {"number": row.number}),
        ),
        is_generated=park.is_generated,
        is_upload=step.is_upload,
    )

    def act(_form: Any) -> None:
        at = timezone.now()
        step.act(row, Taken(form, request.user, at))
        for decision in Decision.objects.filter(application=row.pk, letter=None):
            write_letter(decision=decision, actor=request.user, at=at)

    return ask(request, form, question, act)


@guarded(ASSESS)
@require_GET
def desk(request: SignedInRequest) -> HttpResponseBase:
    """List what waits for the province, first due first."""
    told = {"rows": waiting.waiting(request.user, timezone.localdate())}
    return render(request, "vouchers/desk.html", told)


@guarded(APPLY)
@require_GET
def letter(request: SignedInRequest, decision_id: int) -> HttpResponseBase:
    """Give the letter of a decision to the applicant."""
    return _letter(request, decision_id, APPLY)


@guarded(ASSESS)
@require_GET
def letter_copy(request: SignedInRequest, decision_id: int) -> HttpResponseBase:
    """Give the letter of a decision to the province."""
    return _letter(request, decision_id, ASSESS)


def _letter(
    request: SignedInRequest, decision_id: int, permission: str
) -> HttpResponseBase:
    row = found(
        Decision.objects.select_related("application__partnership__park", "letter"),
        decision_id,
    )
    visible_park(request, row.application.partnership.park)
    demand(request.user, permission, row.application)
    if row.letter is None:
        raise Http404
    return _file(row.letter)


@guarded(ASSESS)
@require_GET
def delivered(request: SignedInRequest, delivery_id: int) -> HttpResponseBase:
    """Give a document that a park brought, never to be shown within our own pages."""
    row = found(
        Delivery.objects.select_related(
            "voucher__application__partnership__park", "document"
        ),
        delivery_id,
    )
    visible_park(request, row.voucher.application.partnership.park)
    demand(request.user, ASSESS, row.voucher.application)
    return _file(row.document)


def _file(document: Document) -> HttpResponse:
    answer = HttpResponse(bytes(document.content), content_type="application/pdf")
    safe = "".join(c for c in document.name if c.isalnum() or c in "-_. ")
    answer["Content-Disposition"] = f'attachment; filename="{safe}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
