"""Telling about innovations, and looking at what others told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.models import User
from werklandschap.web.accounts.rules import may
from werklandschap.web.innovations.actions import effects, records, submissions
from werklandschap.web.innovations.forms.editing import EditForm
from werklandschap.web.innovations.forms.measuring import EffectForm
from werklandschap.web.innovations.forms.submitting import RefusalForm, SubmissionForm
from werklandschap.web.innovations.http import found
from werklandschap.web.innovations.models import (
    Innovation,
    RealisedEffect,
    Submission,
)
from werklandschap.web.innovations.queries import shipped
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries.words import language
from werklandschap.web.theme import visitors

MEASURE, EDIT = "innovations.measure", "innovations.edit"
REVIEW, PUBLISH = "innovations.review", "innovations.publish"
_OPEN = (Submission.Status.RECEIVED, Submission.Status.CHECKED)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Let anybody tell about an innovation."""
    form = SubmissionForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "innovations/submit.html", {"form": form}, status=status)
    if not visitors.may_send(request, what="innovation"):
        form.add_error(
            None,
            _(
                "U hebt dit uur al vaak iets gestuurd. Probeer het over een uur opnieuw."
            ),
        )
        return render(request, "innovations/submit.html", {"form": form}, status=429)
    actor = request.user if isinstance(request.user, User) else submissions.VISITOR
    submissions.submit(told=form.told(), actor=actor, at=timezone.now())
    messages.success(
        request, _("Dank u. Twee mensen kijken ernaar; daarna staat het hier.")
    )
    return redirect("innovations")


@require_safe
@guarded(REVIEW)
def review(request: SignedInRequest) -> HttpResponseBase:
    """List what waits for a look, and what is due for a check."""
    told = {
        "waiting": Submission.objects.filter(status__in=_OPEN),
        "ended": Submission.objects.exclude(status__in=_OPEN).order_by("-ended_at")[
            :20
        ],
        "stale": Innovation.objects.filter(review_on__lt=timezone.localdate()),
    }
    return render(request, "innovations/review.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(REVIEW)
def review_one(request: SignedInRequest, submission_id: object) -> HttpResponseBase:
    """Look at what somebody told, and decide."""
    submission = get_object_or_404(Submission, pk=submission_id)
    form = RefusalForm(request.POST if request.POST.get("doe") == "weigeren" else None)
    if request.method == "POST":
        try:
            if (done := _decide(request, submission, form)) is not None:
                return done
        except submissions.CannotDecide as problem:
            messages.error(request, problem.say(language()))
            return redirect("review_innovation", submission_id=submission.pk)
    told = {
        "submission": submission,
        "form": form,
        "conditions": shipped.conditions_named(submission.conditions),
        "may_publish": may(request.user, PUBLISH),
    }
    return render(request, "innovations/review_one.html", told)


def _decide(
    request: SignedInRequest, submission: Submission, form: RefusalForm
) -> HttpResponseBase | None:
    what, actor, now = request.POST.get("doe"), request.user, timezone.now()
    if what == "bekeken":
        submissions.check(submission=submission, actor=actor, at=now)
        messages.success(request, _("Bekeken. Een collega kan het nu plaatsen."))
        return redirect("review_innovations")
    if what == "plaatsen":
        if not may(request.user, PUBLISH):
            raise PermissionDenied(PUBLISH)
        innovation = submissions.publish(submission=submission, actor=actor, at=now)
        messages.success(request, _("Geplaatst. Vul het verder aan."))
        return redirect("edit_innovation", innovation=innovation.code)
    if what == "weigeren" and form.is_valid():
        submissions.refuse(
            submission=submission,
            reason=form.cleaned_data["reason"],
            actor=actor,
            at=now,
        )
        messages.success(request, _("Niet geplaatst."))
        return redirect("review_innovations")
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(EDIT)
def edit(request: SignedInRequest, innovation: str) -> HttpResponseBase:
    """Change an innovation: its texts, conditions, effects, costs and sources."""
    shown = found(innovation)
    form = EditForm(request.POST or None, innovation=shown)
    if request.method == "POST" and form.is_valid():
        try:
            records.edit(
                innovation=shown,
                changes=form.changes(),
                seen_version=form.cleaned_data["seen_version"],
                note=form.cleaned_data["note"],
                actor=request.user,
                at=timezone.now(),
            )
        except records.ChangedMeanwhile as problem:
            form.add_error(None, problem.say(language()))
            form.data = request.POST.copy()
            form.data["seen_version"] = str(problem.version)
        else:
            messages.success(request, _("Bewaard als nieuwe versie."))
            return redirect(shown.get_absolute_url())
    told = {"innovation": shown, "form": form, "versions": shown.versions.all()}
    return render(request, "innovations/edit.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(MEASURE)
def add_effect(request: SignedInRequest, innovation: str) -> HttpResponseBase:
    """Tell what a park measured."""
    shown = found(innovation)
    parks = Park.objects.within_reach(request.user, MEASURE)
    form = EffectForm(
        request.POST or None,
        innovation=shown,
        parks=parks,
        on=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            effects.add_effect(
                innovation=shown,
                **form.cleaned_data,
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            form.add_error("value", problem.say(language()))
        else:
            messages.success(request, _("Dank u. De verwachting is bijgewerkt."))
            return redirect(f"{shown.get_absolute_url()}#effect")
    told = {"innovation": shown, "form": form}
    return render(request, "innovations/effect.html", told)


@guarded(MEASURE)
@require_POST
def withdraw_effect(request: SignedInRequest, effect_id: int) -> HttpResponseBase:
    """Take back what was told wrongly."""
    realised = get_object_or_404(RealisedEffect, pk=effect_id)
    demand(request.user, MEASURE, realised.park)
    effects.withdraw_effect(realised=realised, actor=request.user, at=timezone.now())
    messages.success(request, _("Dit cijfer telt niet meer mee."))
    return redirect(f"{realised.innovation.get_absolute_url()}#effect")
