"""The desk: the list of questions, and one question with what can be done to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded, signed_in
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.helpdesk.actions import people, uploads, working
from werklandschap.web.helpdesk.forms import working as forms
from werklandschap.web.helpdesk.models import Approach, Attachment, Partner, Question
from werklandschap.web.helpdesk.queries import lists, matching, routing, standing

_ON_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Doing:
    """A move: its button, what must be filled in, and what it does."""

    label: Any
    form: Callable[..., Form]
    do: Callable[..., object]
    is_main: bool = False


def _reason(action: Callable[..., object]) -> Callable[..., object]:
    return lambda told, **more: action(reason=told["reason"], **more)


def _plain(action: Callable[..., object]) -> Callable[..., object]:
    return lambda _told, **more: action(**more)


def _put_out(told: Mapping[str, Any], **more: Any) -> None:
    question: Question = more["question"]
    proposal = matching.proposal_for(question, at=more["at"])
    why = {
        each.candidate.key: [{"nl": r.nl, "en": r.en} for r in each.reasons]
        for each in proposal.chosen
    }
    working.put_out(partners=list(told["partners"]), why=why, **more)


DOINGS: Mapping[str, Doing] = {
    "sharpen": Doing(
        gettext_lazy("Vraag aanscherpen"),
        forms.SharpenForm,
        lambda told, **more: working.sharpen(**told, **more),
        is_main=True,
    ),
    "put_out": Doing(
        gettext_lazy("Uitzetten bij partners"),
        forms.PartnersForm,
        _put_out,
        is_main=True,
    ),
    "choose": Doing(
        gettext_lazy("Keuze vastleggen"),
        forms.PartnerForm,
        lambda told, **more: working.choose(partner=told["partner"], **more),
        is_main=True,
    ),
    "carry_out": Doing(
        gettext_lazy("Uitvoering vastleggen"),
        forms.DayForm,
        lambda told, **more: working.carry_out(on=told["on"], **more),
        is_main=True,
    ),
    "learn": Doing(
        gettext_lazy("Les opschrijven"),
        forms.LearnForm,
        lambda told, **more: working.learn(**told, **more),
        is_main=True,
    ),
    "pause": Doing(
        gettext_lazy("Klok stilzetten"), forms.ReasonForm, _reason(working.pause)
    ),
    "resume": Doing(
        gettext_lazy("Klok weer aanzetten"), Form, _plain(working.resume), is_main=True
    ),
    "drop": Doing(
        gettext_lazy("Terugnemen van een partner"),
        forms.DropForm,
        lambda told, **more: working.drop(**told, **more),
    ),
    "refer": Doing(
        gettext_lazy("Doorverwijzen"), forms.ReasonForm, _reason(working.refer)
    ),
    "give_up": Doing(
        gettext_lazy("Geen passende partner"),
        forms.ReasonForm,
        _reason(working.give_up),
    ),
    "withdraw": Doing(
        gettext_lazy("Intrekken voor de vrager"), Form, _plain(working.withdraw)
    ),
    "reopen": Doing(
        gettext_lazy("Weer oppakken"), Form, _plain(working.reopen), is_main=True
    ),
}


@guarded("desk.work")
@require_GET
@never_cache
def desk(request: SignedInRequest) -> HttpResponse:
    """List the questions of somebody's regions, with filters."""
    form = forms.FilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    mine = lists.at_the_desk_of(request.user, at=timezone.now())
    found = lists.chosen(mine, asked if request.GET else {"open": "1"})
    query = request.GET.copy()
    query.pop("pagina", None)
    told = {
        "page": Paginator(found, _ON_A_PAGE).get_page(request.GET.get("pagina")),
        "form": form,
        "is_filtered": bool(request.GET),
        "saved": lists.filters_of(request.user),
        "save_form": forms.SaveFilterForm(),
        "query": query.urlencode(),
        "regions": dict(routing.region_choices()),
        "today": timezone.localdate(),
    }
    return render(request, "helpdesk/desk.html", told)


@guarded("desk.work")
@require_POST
def save_filter(request: SignedInRequest) -> HttpResponseBase:
    """Keep the filters that are on."""
    form = forms.SaveFilterForm(request.POST)
    query = request.POST.get("query", "")[:400]
    if form.is_valid():
        people.save_filter(
            name=form.cleaned_data["name"],
            query=query,
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Het filter is bewaard."))
    answer = redirect("desk")
    answer["Location"] += f"?{query}" if query else ""
    return answer


@signed_in
@require_GET
@never_cache
def work(request: SignedInRequest) -> HttpResponse:
    """List what is due for somebody, soonest first."""
    tasks = lists.tasks_of(request.user, at=timezone.now())
    told = {
        "tasks": tasks[:200],
        "may_work": may(request.user, "desk.work"),
        "may_answer": may(request.user, "desk.answer"),
        "may_manage": may(request.user, "desk.manage"),
    }
    return render(request, "helpdesk/work.html", told)


@guarded("desk.work")
@require_GET
@never_cache
def question(request: SignedInRequest, number: int) -> HttpResponse:
    """Show a question to who works on it."""
    return _page(request, _mine(request, number))


def _mine(request: SignedInRequest, number: int) -> Question:
    found = lists.question_for(request.user, number, at=timezone.now())
    if found is None:
        raise Http404
    return found


def _page(
    request: SignedInRequest,
    question: Question,
    *,
    bound: Mapping[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    now, given = timezone.now(), dict(bound or {})
    moves = standing.moves(question, "REGISSEUR") - _not_now(question)
    proposal = matching.proposal_for(question, at=now) if "put_out" in moves else None
    told = {
        "question": question,
        "region": routing.region_told(question),
        "seat": routing.seat_of(question.region_code),
        "needs": _labels(question),
        "deadline": standing.deadline_of(question, at=now),
        "clock": standing.clock_of(question),
        "approaches": question.approaches.select_related("partner__organisation"),
        "referral": routing.referral(question.outside),
        "proposal": proposal,
        "doings": _doings(question, moves, proposal, given),
        "note_form": given.get("note") or forms.NoteForm(),
        "record": AuditEntry.objects.filter(
            subject=f"{question._meta.label}:{question.pk}"
        )[:60],
    }
    return render(request, "helpdesk/question.html", told, status=status)


def _not_now(question: Question) -> set[str]:
    """Tell which moves of a stage make no sense now, so that no button offers them."""
    clock = standing.clock_of(question)
    sent = any(each.sent_at for each in _having(question))
    hidden = {"resume"} if clock is None or not clock.is_paused else {"pause"}
    hidden |= {"give_up"} if sent else {"choose"}
    if not any(each.sent_at is None for each in _having(question)):
        hidden |= {"drop"}
    if not question.evaluations.exists():
        hidden |= {"learn"}
    return hidden


def _having(question: Question) -> list[Approach]:
    return list(question.approaches.filter(state__in=Approach.HAVE_IT))


def _labels(question: Question) -> list[Any]:
    labels = routing.need_labels()
    return [labels[key] for key in question.needs if key in labels]


def _doings(
    question: Question, moves: set[str], proposal: Any, given: Mapping[str, Form]
) -> list[dict[str, Any]]:
    able = {move: doing for move, doing in DOINGS.items() if move in moves}
    furthest = [move for move, doing in able.items() if doing.is_main][-1:]
    return [
        {
            "move": move,
            "doing": doing,
            "form": given.get(move) or _form(move, question, proposal),
            "is_open": move in given or (not given and move in furthest),
        }
        for move, doing in able.items()
    ]


def _form(move: str, question: Question, proposal: Any, data: Any = None) -> Form:
    """Make the form of a move, filled in with what is known."""
    kind, more = DOINGS[move].form, dict[str, Any]()
    having = _having(question)
    if move == "choose":
        more["having"] = [each.partner for each in having if each.sent_at]
    if move == "drop":
        more["having"] = [each.partner for each in having if not each.sent_at]
    if data is not None:
        return kind(data, auto_id=f"{move}_%s", **more)
    return kind(
        initial=_initial(move, question, proposal), auto_id=f"{move}_%s", **more
    )


def _initial(move: str, question: Question, proposal: Any) -> dict[str, Any]:
    if move == "sharpen":
        return {
            "sharpened": question.sharpened or question.text,
            "step": question.step,
            "needs": question.needs,
        }
    if move == "put_out" and proposal:
        keys = [each.candidate.key for each in proposal.chosen]
        return {"partners": Partner.objects.filter(key__in=keys)}
    if move == "refer" and (told := routing.referral(question.outside)):
        return {"reason": told[1].in_language(question.language)[:300]}
    return {}


@guarded("desk.work")
@require_POST
def move(request: SignedInRequest, number: int, move: str) -> HttpResponseBase:
    """Do something to a question; what was filled in stays when that is refused."""
    found = _mine(request, number)
    if move == "note":
        return _note(request, found)
    if move == "take":
        return _try(request, found, lambda **more: working.take(**more))
    if move not in DOINGS:
        raise Http404
    form = _form(move, found, None, request.POST)
    if not form.is_valid():
        return _page(request, found, bound={move: form}, status=422)
    try:
        DOINGS[move].do(
            form.cleaned_data,
            question=found,
            seen=_seen(request),
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        form.add_error(None, problem.say(get_language() or "nl"))
        return _page(request, found, bound={move: form}, status=409)
    messages.success(request, _("Gedaan."))
    return redirect("question", number=found.pk)


def _seen(request: SignedInRequest) -> int:
    told = request.POST.get("seen", "")
    return int(told) if told.isdecimal() and len(told) < 10 else 0


def _try(
    request: SignedInRequest, found: Question, do: Callable[..., object]
) -> HttpResponseBase:
    try:
        do(question=found, seen=_seen(request), actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        messages.error(request, problem.say(get_language() or "nl"))
    return redirect("question", number=found.pk)


def _note(request: SignedInRequest, found: Question) -> HttpResponseBase:
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, bound={"note": form}, status=422)
    working.note(
        question=found, **form.cleaned_data, actor=request.user, at=timezone.now()
    )
    return redirect("question", number=found.pk)


@guarded("desk.see")
@require_GET
@never_cache
def attachment(request: SignedInRequest, attachment_id: int) -> HttpResponse:
    """Give a file that came with a question, to keep and not to open in the page."""
    found = (
        Attachment.objects.select_related("question").filter(pk=attachment_id).first()
    )
    if found is None or not _may_read(request, found.question):
        raise Http404
    return HttpResponse(
        bytes(found.content),
        content_type=uploads.MEDIA_TYPES[found.kind],
        headers={
            "Content-Disposition": f'attachment; filename="bijlage-{found.pk}.{found.kind}"',
            "Content-Security-Policy": "sandbox",
        },
    )


def _may_read(request: SignedInRequest, question: Question) -> bool:
    if lists.question_for(request.user, question.pk, at=timezone.now()):
        return True
    mine = lists.approaches_of(lists.partner_of(request.user))
    return mine.filter(question=question, state__in=Approach.HAVE_IT).exists()
