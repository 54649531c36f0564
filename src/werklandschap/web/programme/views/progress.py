"""How a park goes on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.parks.models import Park
from werklandschap.web.programme import forms
from werklandschap.web.programme.actions import following as actions
from werklandschap.web.programme.http import (
    Question,
    ask,
    ask_for,
    found,
    found_park,
    own_park,
    visible_park,
)
from werklandschap.web.programme.models import (
    Commitment,
    PartnerApplication,
    Partnership,
    Recommendation,
)
from werklandschap.web.programme.queries import board, words
from werklandschap.web.programme.queries.parts import address

FOLLOW = "programme.follow"
_NEWEST, _MOST_SLOW = 20, 100


@require_GET
def progress(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Show how far a park is; who follows it sees what was agreed as well."""
    park = found_park(request, code, slug)
    told = {
        "may_apply": may(request.user, "programme.apply", park),
        "may_follow": may(request.user, FOLLOW, park),
        "may_decide": may(request.user, "programme.decide", park),
        **_about(park, may(request.user, FOLLOW, park)),
    }
    return render(request, "programme/progress.html", told)


@guarded(FOLLOW)
@require_GET
def board_page(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Show what a board wants to see, to be printed."""
    park = own_park(request, code, slug, FOLLOW)
    if board.partnership_of(park) is None:
        raise Http404
    told = _about(park, True)
    told |= {
        "in_short": board.in_short(park),
        "plan": board.plan_of(park),
        "by_state": board.by_state(told["steps"]),
    }
    return render(request, "programme/board.html", told)


def _about(park: Park, is_inside: bool) -> dict[str, Any]:
    """Gather what is told of a park, and of what was agreed only to who follows it."""
    partnership = board.partnership_of(park)
    on = timezone.localdate()
    told: dict[str, Any] = {
        "park": park,
        "on": on,
        "partnership": partnership,
        "former": board.lineage_of(park),
        "successors": [
            each.successor for each in park.successions.select_related("successor")
        ],
        "urls": {name: address(name, park) for name in _PAGES},
    }
    if partnership is None:
        return told
    told |= {
        "label": board.label_of(partnership.status),
        "is_in_swarm": board.is_in_swarm(partnership),
        "steps": board.steps_of(partnership, on=on),
        "scan_place": getattr(partnership, "scan_place", None),
    }
    if is_inside:
        commitments = board.commitments_of(partnership)
        told |= {
            "history": board.history_of(partnership),
            "open_application": partnership.applications.filter(
                outcome=PartnerApplication.Outcome.OPEN
            ).first(),
            "pace": board.pace_of(partnership, on=on) if told["is_in_swarm"] else None,
            "commitments": [
                {"row": each, "is_missed": each.is_missed(on)}
                for each in commitments
                if each.is_open
            ],
            "closed": [each for each in commitments if not each.is_open][-_NEWEST:],
            "notes": partnership.notes.all()[:_NEWEST],
            "recommendations": board.recommendations_of(partnership),
            "examples": board.examples_for(partnership),
        }
    return told


_PAGES = (
    "progress",
    "board_page",
    "apply_partner",
    "move_status",
    "succeed_park",
    "note_step",
    "add_commitment",
    "add_note",
)


@guarded(FOLLOW)
@require_GET
def fading(request: SignedInRequest) -> HttpResponseBase:
    """List the parks that are quiet or fade, within the reader's reach."""
    mine = (
        Partnership.objects.within_reach(request.user, FOLLOW)
        .filter(status__in=words.IN_SWARM)
        .select_related("park")
        .defer("park__outline_wkb")
    )
    slow = board.fading(list(mine), on=timezone.localdate())
    rows = [
        {"partnership": each, "finding": finding, "url": address("progress", each.park)}
        for each, finding in slow[:_MOST_SLOW]
    ]
    told = {"rows": rows, "slow": len(slow), "count": len(mine)}
    return render(request, "programme/fading.html", told)


def _partner(request: SignedInRequest, code: str, slug: str) -> Partnership:
    park = own_park(request, code, slug, FOLLOW)
    partnership = board.partnership_of(park)
    if partnership is None:
        raise Http404
    return partnership


def _question(partnership: Partnership, **told: Any) -> Question:
    park = partnership.park
    return Question(
        trail=(
            (park.get_absolute_url(), park.name),
            (address("progress", park), _("Voortgang")),
        ),
        is_generated=park.is_generated,
        **told,
    )


@guarded(FOLLOW)
def note_step(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Note what happened to a step."""
    partnership = _partner(request, code, slug)
    initial = {"on": timezone.localdate(), "step": request.GET.get("stap")}
    form = forms.StepForm(request.POST or None, initial=initial)
    question = _question(
        partnership,
        title=_("Een stap vastleggen"),
        lead=_("De volgorde is vrij, en een stap mag vaker."),
        button=_("Stap vastleggen"),
        done=_("De stap is vastgelegd."),
    )
    return ask_for(request, form, question, actions.note_step, partnership=partnership)


@guarded(FOLLOW)
def add_commitment(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Write a commitment down."""
    partnership = _partner(request, code, slug)
    form = forms.CommitmentForm(request.POST or None)
    question = _question(
        partnership,
        title=_("Een afspraak vastleggen"),
        button=_("Afspraak vastleggen"),
        done=_("De afspraak is vastgelegd."),
    )
    return ask_for(request, form, question, actions.commit_to, partnership=partnership)


@guarded(FOLLOW)
def add_note(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Remember a contact or a document."""
    partnership = _partner(request, code, slug)
    form = forms.NoteForm(request.POST or None, initial={"on": timezone.localdate()})
    question = _question(
        partnership,
        title=_("Contact of document vastleggen"),
        lead=_("Noem hier geen privégegevens van mensen."),
        button=_("Vastleggen"),
        done=_("Het is vastgelegd."),
    )
    return ask_for(request, form, question, actions.add_note, partnership=partnership)


@guarded(FOLLOW)
def close_commitment(request: SignedInRequest, commitment_id: int) -> HttpResponseBase:
    """Say how a commitment ended."""
    commitment = found(
        Commitment.objects.select_related("partnership__park"), commitment_id
    )
    visible_park(request, commitment.partnership.park)
    demand(request.user, FOLLOW, commitment.partnership)
    form = forms.CloseForm(request.POST or None)
    question = _question(
        commitment.partnership,
        title=f"{commitment.party}: {commitment.what}",
        button=_("Vastleggen"),
        done=_("De afspraak is afgesloten."),
    )

    def act(_form: Any) -> None:
        is_kept = form.cleaned_data["outcome"] == "kept"
        close = actions.keep_commitment if is_kept else actions.drop_commitment
        close(
            commitment=commitment,
            on=timezone.localdate(),
            note=form.cleaned_data["note"],
            actor=request.user,
            at=timezone.now(),
        )

    return ask(request, form, question, act)


@guarded(FOLLOW)
def answer(request: SignedInRequest, recommendation_id: int) -> HttpResponseBase:
    """Say what a park does with a suggestion."""
    row = found(
        Recommendation.objects.select_related("partnership__park"), recommendation_id
    )
    visible_park(request, row.partnership.park)
    demand(request.user, FOLLOW, row.partnership)
    form = forms.AnswerForm(
        request.POST or None, initial={"state": row.state, "note": row.note}
    )
    question = _question(
        row.partnership,
        title=_("Wat doet u met deze suggestie?"),
        lead=board.in_words(row),
        button=_("Vastleggen"),
        done=_("Uw antwoord is bewaard."),
    )
    return ask_for(
        request, form, question, actions.answer_recommendation, recommendation=row
    )
