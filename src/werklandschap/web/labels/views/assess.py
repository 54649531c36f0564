"""Assessments: filling in, evidence, judging, arbitration."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded, signed_in
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.labels.actions import assessments as actions
from werklandschap.web.labels.actions import relations
from werklandschap.web.labels.forms import (
    AssignForm,
    EvidenceForm,
    GradesForm,
    JudgeForm,
    ReplaceForm,
)
from werklandschap.web.labels.http import (
    APPLY,
    ASSESS,
    MANAGE,
    own_assessment,
    seen_assessment,
    tell,
    to_assessment,
)
from werklandschap.web.labels.models import Assessment
from werklandschap.web.labels.queries import assessing, standing, vault
from werklandschap.web.scans.queries.words import language


@guarded(ASSESS)
@require_GET
def assessments(request: SignedInRequest) -> HttpResponseBase:
    """Show what somebody was asked to judge, and how far assessors agree."""
    told = {
        "asked": assessing.asked_of(request.user),
        "open": assessing.open_ones(request.user),
        "agreement": assessing.all_agreement(),
        "related": assessing.related_ones(request.user),
        "due": standing.due(timezone.localdate()),
        "may_manage": may(request.user, MANAGE),
    }
    return render(request, "labels/assessments.html", told)


@signed_in
@require_GET
def assessment(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Show an assessment to who has to do with it."""
    found = seen_assessment(request, assessment_id)
    may_apply = may(request.user, APPLY, found)
    told = {
        "seen": assessing.seen(request.user, found),
        "assessment": found,
        "park": found.park,
        "may_apply": may_apply,
        "may_manage": may(request.user, MANAGE, found),
        "grades_form": GradesForm(
            criteria=assessing.declared_of(found),
            needs_all=False,
            initial=_initial(found),
        ),
        "evidence_form": EvidenceForm(criteria=assessing.criteria_of(found)),
        **(_choices(found) if may(request.user, MANAGE, found) else {}),
    }
    return render(request, "labels/assessment.html", told)


def _choices(found: Assessment) -> dict[str, object]:
    """Give the forms in which assessors are chosen, as far as there is a choice now."""
    state = Assessment.State
    if found.state == state.SUBMITTED:
        return {"assign_form": AssignForm(people=assessing.candidates(found))}
    if found.state in {state.ASSESSING, state.ARBITRATION, state.DECIDED}:
        return {
            "replace_form": ReplaceForm(
                judgements=assessing.standing_judgements(found),
                people=assessing.candidates(found),
            )
        }
    return {}


def _initial(found: Assessment) -> dict[str, str]:
    notes = {f"note_{name}": note for name, note in found.notes.items()}
    grades = {f"grade_{name}": grade for name, grade in found.self_grades.items()}
    return {**notes, **grades}


@guarded(APPLY)
@require_POST
def fill_in(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Keep what the park says of itself."""
    found = own_assessment(request, assessment_id, APPLY)
    form = GradesForm(
        request.POST, criteria=assessing.declared_of(found), needs_all=False
    )
    if not form.is_valid():
        messages.error(request, _("Kies cijfers van A tot en met G."))
        return to_assessment(found)
    grades, notes = form.said()
    try:
        actions.fill_in(
            assessment=found,
            grades=grades,
            notes=notes,
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        tell(request, problem)
    else:
        messages.success(request, _("Bewaard."))
    return to_assessment(found)


@guarded(APPLY)
@require_POST
def evidence(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Take a file in."""
    found = own_assessment(request, assessment_id, APPLY)
    form = EvidenceForm(
        request.POST, request.FILES, criteria=assessing.criteria_of(found)
    )
    if not form.is_valid():
        messages.error(request, _("Kies een criterium en een bestand."))
        return to_assessment(found)
    try:
        actions.add_evidence(
            assessment=found,
            criterion=form.cleaned_data["criterion"],
            file=form.cleaned_data["file"],
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        tell(request, problem)
    else:
        messages.success(request, _("Het bestand is bewaard."))
    return to_assessment(found)


@signed_in
@require_GET
def evidence_file(request: SignedInRequest, evidence_id: int) -> HttpResponseBase:
    """Give a file from the vault, to keep and not to open in the site."""
    found = assessing.evidence_for(request.user, evidence_id)
    if found is None:
        raise Http404
    try:
        place = vault.file_of(found)
    except WerklandschapError as problem:
        raise Http404 from problem
    return FileResponse(
        place.open("rb"),
        content_type=found.media_type,
        as_attachment=True,
        filename=found.name,
        headers={
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@guarded(APPLY)
@require_POST
def submit(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Hand an assessment in."""
    found = own_assessment(request, assessment_id, APPLY)
    try:
        actions.submit(assessment=found, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        tell(request, problem)
    else:
        messages.success(request, _("Ingediend. Wat u inleverde, ligt nu vast."))
    return to_assessment(found)


@guarded(APPLY)
@require_POST
def withdraw(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Stop an assessment."""
    found = own_assessment(request, assessment_id, APPLY)
    try:
        actions.withdraw(assessment=found, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        tell(request, problem)
    return to_assessment(found)


@guarded(MANAGE)
@require_POST
def assign(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Ask two people to judge."""
    found = own_assessment(request, assessment_id, MANAGE)
    form = AssignForm(request.POST, people=assessing.candidates(found))
    if not form.is_valid():
        messages.error(
            request, _("Kies twee beoordelaars die niet bij het terrein horen.")
        )
        return to_assessment(found)
    try:
        actions.assign(
            assessment=found,
            assessors=form.chosen(),
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        tell(request, problem)
    return to_assessment(found)


@guarded(MANAGE)
@require_POST
def replace(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Ask somebody else in an assessor's place."""
    found = own_assessment(request, assessment_id, MANAGE)
    form = ReplaceForm(
        request.POST,
        judgements=assessing.standing_judgements(found),
        people=assessing.candidates(found),
    )
    if not form.is_valid():
        messages.error(request, _("Kies wie er wordt vervangen, en door wie."))
        return to_assessment(found)
    judgement, assessor = form.chosen()
    try:
        relations.replace_assessor(
            judgement=judgement,
            assessor=assessor,
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        tell(request, problem)
    return to_assessment(found)


@guarded(ASSESS)
def judge(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Judge a park, without seeing what the other assessor finds."""
    found = seen_assessment(request, assessment_id)
    own = assessing.judgement_of(request.user, found)
    if own is None:
        raise Http404
    form = JudgeForm(
        request.POST or None,
        criteria=assessing.criteria_of(found),
        needs_all=True,
        initial=assessing.proposed(found, {}),
    )
    if request.method == "POST" and form.is_valid():
        grades, notes = form.said()
        try:
            actions.judge(
                judgement=own,
                grades=grades,
                notes=notes,
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            form.add_error(None, problem.say(language()))
        else:
            messages.success(request, _("Uw oordeel is gegeven."))
            return to_assessment(found)
    told = {
        "form": form,
        "park": found.park,
        "assessment": found,
        "seen": assessing.seen(request.user, found),
        "is_given": own.given_at is not None,
    }
    return render(request, "labels/judge.html", told)


@guarded(MANAGE)
def arbitrate(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Decide where two assessors differ."""
    found = own_assessment(request, assessment_id, MANAGE)
    seen = assessing.seen(request.user, found)
    disputed = [each.criterion for each in seen.lines if each.is_disputed]
    form = GradesForm(request.POST or None, criteria=disputed, needs_all=True)
    if request.method == "POST" and form.is_valid():
        grades, reasons = form.said()
        try:
            actions.arbitrate(
                assessment=found,
                grades=grades,
                reasons=reasons,
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            tell(request, problem)
        return to_assessment(found)
    told = {"form": form, "park": found.park, "assessment": found, "seen": seen}
    return render(request, "labels/arbitrate.html", told)
