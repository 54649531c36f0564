"""Rounds, their draws and their awards."""

import csv
from typing import Any
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.models import Scope
from werklandschap.web.accounts.rules import may, reach
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.http import Question, ask, ask_for, found, say
from werklandschap.web.programme.queries.money import (
    choices_of_provinces,
    is_generated,
)
from werklandschap.web.vouchers import forms
from werklandschap.web.vouchers.actions import rounds as actions
from werklandschap.web.vouchers.models import Executor, Round
from werklandschap.web.vouchers.queries import page

ASSESS = "vouchers.assess"
_NEWEST = 50


@require_GET
def vouchers(request: HttpRequest) -> HttpResponseBase:
    """Show the rounds, what is known of schemes, and what was awarded."""
    may_assess = may(request.user, ASSESS)
    told = {
        "rounds": page.rounds(timezone.now()),
        "schemes": page.schemes_in_words(),
        "awards": [
            {"row": each, "amount": page.euros(each.amount_eur)}
            for each in page.awards(request.user, newest=_NEWEST)
        ],
        "newest": _NEWEST,
        "may_assess": may_assess,
        "drafts": Round.objects.filter(fixed_at=None) if may_assess else (),
    }
    return render(request, "vouchers/vouchers.html", told)


@require_GET
def awards_csv(request: HttpRequest) -> HttpResponseBase:
    """Give what was awarded as open data; parks only, no people."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="vouchers.csv"'
    table = csv.writer(answer)
    table.writerow(
        [
            "park_code",
            "park",
            "province",
            "scheme",
            "granted_on",
            "granted_eur",
            "settled_eur",
            "state",
        ]
    )
    for each in page.awards(request.user):
        park = each.application.partnership.park
        table.writerow(
            [
                park.code,
                _cell(park.name),
                park.province,
                _cell(each.application.round.title),
                timezone.localdate(each.granted_at).isoformat(),
                each.amount_eur,
                each.settled_eur or "",
                each.state,
            ]
        )
    return answer


def _cell(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


@require_GET
def voucher_round(request: HttpRequest, round_id: UUID) -> HttpResponseBase:
    """Show a round: its rules, its order and how to check it."""
    row = found(Round.objects.all(), round_id)
    may_assess = may(request.user, ASSESS, row)
    if row.fixed_at is None and not may_assess:
        raise Http404
    now = timezone.now()
    order = page.order_of(row, now)
    visible = set(
        Park.objects.visible_to(request.user)
        .filter(pk__in=[each.park.pk for each in order])
        .values_list("pk", flat=True)
    )
    told = {
        "round": row,
        "is_generated": is_generated(row.province_code),
        **page.in_short(row),
        "is_open": row.is_open(now),
        "is_closed": now >= row.closes_at,
        "may_draw": may_assess
        and row.treatment == "LOTTERY"
        and now >= row.closes_at
        and row.drawn_at is None,
        "order": [
            {"row": each, "is_visible": each.park.pk in visible} for each in order
        ],
        "draw": page.draw_of(row),
        "may_assess": may_assess,
    }
    return render(request, "vouchers/round.html", told)


@require_GET
def draw_json(request: HttpRequest, round_id: UUID) -> HttpResponseBase:
    """Give everything that somebody needs to check a draw."""
    draw = page.draw_of(found(Round.objects.all(), round_id))
    if draw is None:
        raise Http404
    return JsonResponse(draw)


def _provinces(request: SignedInRequest) -> list[tuple[str, str]]:
    """List the provinces for which somebody may open rounds."""
    held = list(reach(request.user, ASSESS))
    everywhere = any(each.scope == Scope.PROGRAMME for each in held)
    codes = {each.code for each in held}
    return [each for each in choices_of_provinces() if everywhere or each[0] in codes]


def _trail(row: Round | None = None) -> list[tuple[str, Any]]:
    above = [
        (reverse("programme"), _("Programma")),
        (reverse("vouchers"), _("Vouchers")),
    ]
    return (
        [*above, (reverse("voucher_round", args=[row.pk]), row.title)] if row else above
    )


@guarded(ASSESS)
def prepare(request: SignedInRequest) -> HttpResponseBase:
    """Prepare a round, beginning with what is known of the scheme."""
    provinces = _provinces(request)
    known = {each.name: each for each in page.known_schemes()}
    scheme = known.get(request.GET.get("regeling", ""))
    initial = (
        {
            "scheme": scheme.name,
            "title": scheme.label.nl,
            "province_code": scheme.province_code,
            "amount_eur": scheme.amount_eur,
        }
        if scheme
        else {}
    )
    form = forms.RoundForm(request.POST or None, provinces=provinces, initial=initial)
    question = Question(
        title=_("Ronde voorbereiden"),
        lead=_(
            "De regels liggen vast vanaf het moment dat u ze vastlegt, vóór de opening."
        ),
        button=_("Ronde bewaren"),
        done=_("De ronde is bewaard. Leg de regels vast voordat zij opent."),
        trail=_trail(),
    )

    def act(_form: Any) -> None:
        said = dict(form.cleaned_data)
        own_share = said.pop("own_percent") / 100
        rules = actions.Rules(
            province=dict(provinces)[said["province_code"]],
            own_share=own_share,
            **said,
        )
        actions.prepare_round(rules=rules, actor=request.user, at=timezone.now())

    return ask(request, form, question, act)


@guarded(ASSESS)
@require_POST
def fix(request: SignedInRequest, round_id: UUID) -> HttpResponseBase:
    """Fix the rules of a round."""
    row = found(Round.objects.all(), round_id)
    demand(request.user, ASSESS, row)
    try:
        actions.fix_round(voucher_round=row, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        say(request, problem)
    return redirect("voucher_round", round_id=row.pk)


@guarded(ASSESS)
def draw(request: SignedInRequest, round_id: UUID) -> HttpResponseBase:
    """Draw lots."""
    row = found(Round.objects.all(), round_id)
    demand(request.user, ASSESS, row)
    form = forms.DrawForm(request.POST or None)
    question = Question(
        title=_("Loten"),
        lead=row.public_source,
        button=_("Loting publiceren"),
        done=_("De loting is gepubliceerd."),
        trail=_trail(row),
    )
    return ask_for(request, form, question, actions.draw_lots, voucher_round=row)


@guarded(ASSESS)
def budget(request: SignedInRequest, round_id: UUID) -> HttpResponseBase:
    """Raise or lower a budget."""
    row = found(Round.objects.all(), round_id)
    demand(request.user, ASSESS, row)
    form = forms.BudgetForm(
        request.POST or None, initial={"budget_eur": row.budget_eur}
    )
    question = Question(
        title=_("Budget wijzigen"),
        button=_("Budget vastleggen"),
        done=_("Het budget is gewijzigd."),
        trail=_trail(row),
    )
    return ask_for(request, form, question, actions.change_budget, voucher_round=row)


@guarded(ASSESS)
@require_GET
def executors(request: SignedInRequest) -> HttpResponseBase:
    """Show the lists of firms."""
    provinces = dict(_provinces(request))
    rows = Executor.objects.filter(province_code__in=provinces)
    told = [{"row": each, "province": provinces[each.province_code]} for each in rows]
    return render(request, "vouchers/executors.html", {"rows": told})


@guarded(ASSESS)
def list_executor(request: SignedInRequest) -> HttpResponseBase:
    """Put a firm on a list."""
    form = forms.ExecutorForm(
        request.POST or None,
        provinces=_provinces(request),
        initial={"since": timezone.localdate()},
    )
    question = Question(
        title=_("Uitvoerder toevoegen"),
        button=_("Op de lijst zetten"),
        done=_("Het bedrijf staat op de lijst."),
        trail=[*_trail(), (reverse("executors"), _("Uitvoerders"))],
    )
    return ask_for(request, form, question, actions.list_executor)


@guarded(ASSESS)
@require_POST
def strike_executor(request: SignedInRequest, executor_id: int) -> HttpResponseBase:
    """Take a firm off a list."""
    row = found(Executor.objects.all(), executor_id)
    if row.province_code not in dict(_provinces(request)):
        raise Http404
    actions.strike_executor(
        executor=row, until=timezone.localdate(), actor=request.user, at=timezone.now()
    )
    return redirect("executors")
