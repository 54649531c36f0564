"""What regisseurs and the programme team do."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.network.actions import meetings as actions
from werklandschap.web.network.forms import LessonForm, MaterialForm, MeetingForm
from werklandschap.web.network.models import Lesson, Meeting
from werklandschap.web.network.views.public import ORGANISE
from werklandschap.web.scans.queries.words import language

_EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(_EITHER)
@guarded(ORGANISE)
def plan(request: SignedInRequest) -> HttpResponseBase:
    """Put a meeting in the calendar."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        demand(request.user, ORGANISE, form.instance)
        meeting = actions.plan(
            facts=form.cleaned_data, actor=request.user, at=timezone.now()
        )
        messages.success(request, _("De bijeenkomst staat in de agenda."))
        return redirect(meeting.get_absolute_url())
    return render(request, "network/plan.html", {"form": form})


@require_http_methods(_EITHER)
@guarded(ORGANISE)
def edit(request: SignedInRequest, meeting_id: int) -> HttpResponseBase:
    """Change a meeting."""
    meeting = _own(request, meeting_id)
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method == "POST" and form.is_valid():
        demand(request.user, ORGANISE, form.instance)
        actions.change(
            meeting=meeting,
            facts=form.cleaned_data,
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("De bijeenkomst is gewijzigd."))
        return redirect("organise_meeting", meeting_id=meeting_id)
    return render(request, "network/plan.html", {"form": form, "meeting": meeting})


@require_http_methods(_EITHER)
@guarded(ORGANISE)
def organise(request: SignedInRequest, meeting_id: int) -> HttpResponseBase:
    """Show who comes; add materials and lessons; call it off."""
    meeting = _own(request, meeting_id)
    what = request.POST.get("doe", "")
    material = MaterialForm(request.POST if what == "materiaal" else None)
    lesson = LessonForm(request.POST if what == "les" else None)
    if request.method == "POST" and _done(request, meeting, material, lesson):
        return redirect("organise_meeting", meeting_id=meeting_id)
    told = {
        "meeting": meeting,
        "sign_ups": meeting.sign_ups.all(),
        "material": material,
        "lesson": lesson,
        "lessons": meeting.lessons.select_related("innovation"),
    }
    return render(request, "network/organise.html", told)


def _done(
    request: SignedInRequest,
    meeting: Meeting,
    material: MaterialForm,
    lesson: LessonForm,
) -> bool:
    actor, now = request.user, timezone.now()
    if request.POST.get("doe") == "afgelasten":
        actions.cancel(meeting=meeting, actor=actor, at=now)
        messages.success(request, _("Afgelast. Iedereen krijgt bericht."))
        return True
    if material.is_bound and material.is_valid():
        actions.add_material(
            meeting=meeting, **material.cleaned_data, actor=actor, at=now
        )
        messages.success(request, _("Toegevoegd."))
        return True
    if lesson.is_bound and lesson.is_valid():
        told = lesson.cleaned_data
        text = Text(told["text_nl"], told["text_en"])
        actions.add_lesson(
            meeting=meeting,
            text=text,
            innovation=told["innovation"],
            actor=actor,
            at=now,
        )
        messages.success(request, _("De les is bewaard."))
        return True
    return False


@guarded(ORGANISE)
@require_POST
def raise_lesson(request: SignedInRequest, lesson_id: int) -> HttpResponseBase:
    """Let a lesson hold for more regions; the last step is the programme's."""
    lesson = get_object_or_404(Lesson, pk=lesson_id)
    subject = None if lesson.level == Lesson.Level.GENERIC else lesson.meeting
    demand(request.user, ORGANISE, subject or Meeting())
    try:
        actions.raise_lesson(lesson=lesson, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        messages.error(request, problem.say(language()))
    else:
        messages.success(request, _("De les geldt nu breder."))
    return redirect("organise_meeting", meeting_id=lesson.meeting_id)


def _own(request: SignedInRequest, meeting_id: int) -> Meeting:
    meeting = get_object_or_404(Meeting, pk=meeting_id)
    demand(request.user, ORGANISE, meeting)
    return meeting
