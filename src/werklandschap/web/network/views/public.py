"""The calendar and signing up, without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.rules import may
from werklandschap.web.helpdesk.queries.routing import region_choices, region_name
from werklandschap.web.network.actions import meetings as actions
from werklandschap.web.network.forms import SignUpForm
from werklandschap.web.network.links import key_in
from werklandschap.web.network.models import Lesson, Meeting, SignUp
from werklandschap.web.network.queries import calendar
from werklandschap.web.network.words import THEMES
from werklandschap.web.scans.queries.words import language
from werklandschap.web.theme import visitors

ORGANISE = "network.organise"
_EITHER = ["GET", "HEAD", "POST"]


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Show what is to come, what was learned, and the newsletter."""
    region, theme = request.GET.get("regio", ""), request.GET.get("thema", "")
    now = timezone.now()
    meetings = calendar.upcoming(now, region=region, theme=theme)
    told = {
        "meetings": [(each, region_name(each.region_code)) for each in meetings],
        "past": calendar.past(now)[:10],
        "lessons": Lesson.objects.select_related("meeting", "innovation")[:12],
        "regions": region_choices(),
        "themes": THEMES.items(),
        "region": region,
        "theme": theme,
        "may_organise": may(request.user, ORGANISE),
    }
    return render(request, "network/network.html", told)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the calendar to calendars of people."""
    region, theme = request.GET.get("regio", ""), request.GET.get("thema", "")
    meetings = calendar.upcoming(timezone.now(), region=region, theme=theme)
    return _as_calendar(calendar.calendar_of(meetings, _("Leernetwerk werklandschap")))


@require_safe
def one_ics(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Give one meeting to a calendar."""
    meeting = get_object_or_404(Meeting, pk=meeting_id)
    return _as_calendar(calendar.calendar_of([meeting], meeting.title))


def _as_calendar(data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="leernetwerk.ics"'
    return response


@require_http_methods(_EITHER)
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponseBase:
    """Show a meeting, and let anybody sign up for it."""
    shown = get_object_or_404(Meeting, pk=meeting_id)
    form = SignUpForm(request.POST or None)
    is_whole = request.method == "POST" and form.is_valid()
    if is_whole and (answer := _signed_up(request, shown, form)) is not None:
        return answer
    now = timezone.now()
    told = {
        "meeting": shown,
        "region": region_name(shown.region_code),
        "themes": [THEMES[name] for name in shown.themes if name in THEMES],
        "form": form,
        "free": calendar.free_places(shown),
        "is_open": shown.starts_at > now and not shown.is_cancelled,
        "may_organise": may(request.user, ORGANISE, shown),
    }
    status = 422 if form.errors else 200
    return render(request, "network/meeting.html", told, status=status)


def _signed_up(
    request: HttpRequest, meeting: Meeting, form: SignUpForm
) -> HttpResponseBase | None:
    if not visitors.may_send(request, what="meeting"):
        form.add_error(
            None, _("Er kwamen net veel aanmeldingen van u. Probeer het over een uur.")
        )
        return None
    try:
        actions.sign_up(
            meeting=meeting,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            language=language(),
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        form.add_error(None, problem.say(language()))
        return None
    messages.success(
        request, _("Dank u. In de mail die u krijgt, staat of er plaats voor u is.")
    )
    return redirect(meeting.get_absolute_url())


@never_cache
@require_http_methods(_EITHER)
def own_place(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show somebody their place, and let them give it back."""
    key = key_in("place", secret)
    place = SignUp.objects.select_related("meeting").filter(pk=key).first()
    if place is None:
        return render(request, "network/gone.html", status=404)
    if request.method == "POST":
        actions.sign_off(sign_up_id=place.pk, at=timezone.now())
        messages.success(request, _("U bent afgemeld. Dank dat u het liet weten."))
        return redirect(place.meeting.get_absolute_url())
    return render(request, "network/own_place.html", {"place": place})
