"""Applying, screening and deciding."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.parks.models import Park
from werklandschap.web.programme import forms
from werklandschap.web.programme.actions import partners as actions
from werklandschap.web.programme.actions import succession
from werklandschap.web.programme.http import Question, ask, own_park, say
from werklandschap.web.programme.models import PartnerApplication, Partnership
from werklandschap.web.programme.problems import UnknownPark
from werklandschap.web.programme.queries import board, counters, words
from werklandschap.web.programme.queries.parts import address

APPLY, SCREEN, DECIDE = "programme.apply", "programme.screen", "programme.decide"
_PER_PAGE = 50


@require_GET
def programme(request: HttpRequest) -> HttpResponseBase:
    """Tell what the programme promised, how far it is, and how to take part."""
    told = {
        "counters": counters.counters(),
        "notes": counters.notes(),
        "gets": words.gets(),
        "brings": words.brings(),
        "may_screen": may(request.user, SCREEN),
        "may_decide": may(request.user, DECIDE),
        "may_follow": may(request.user, "programme.follow"),
        "may_view_deals": may(request.user, "deals.view"),
    }
    return render(request, "programme/programme.html", told)


@require_GET
def partners(request: HttpRequest) -> HttpResponseBase:
    """List the parks that take part."""
    rows = (
        Partnership.objects.filter(
            status__in=words.IN_SWARM,
            park__in=Park.objects.visible_to(request.user).order_by(),
        )
        .select_related("park")
        .defer("park__outline_wkb")
    )
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("pagina"))
    shown = [
        {"park": each.park, "label": board.label_of(each.status), "since": each.since}
        for each in page
    ]
    return render(request, "programme/partners.html", {"page": page, "rows": shown})


@guarded(APPLY)
def apply(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Ask to take part with a park."""
    park = own_park(request, code, slug, APPLY)
    form = forms.ApplyForm(request.POST or None)
    question = Question(
        title=_("%(park)s aanmelden als partnerterrein") % {"park": park.name},
        lead=_(
            "Aanmelden doet u voor het hele terrein. Het maakt niet uit hoe ver u al bent."
        ),
        button=_("Aanmelding versturen"),
        done=_("De aanmelding is verstuurd. U hoort wat ervan komt."),
        trail=(
            (park.get_absolute_url(), park.name),
            (address("progress", park), _("Voortgang")),
        ),
        is_generated=park.is_generated,
    )
    return ask(
        request,
        form,
        question,
        lambda _form: actions.apply(
            park=park, actor=request.user, at=timezone.now(), **form.facts()
        ),
    )


@guarded(SCREEN)
@require_GET
def applications(request: SignedInRequest) -> HttpResponseBase:
    """List the applications that wait, oldest first, and the newest decisions."""
    mine = PartnerApplication.objects.filter(
        partnership__in=Partnership.objects.within_reach(
            request.user, SCREEN
        ).order_by()
    ).select_related("partnership__park")
    outcome = PartnerApplication.Outcome
    told = {
        "open": mine.filter(outcome=outcome.OPEN),
        "decided": mine.exclude(outcome=outcome.OPEN).order_by(
            "-decided_at", "-made_at"
        )[:_PER_PAGE],
    }
    return render(request, "programme/applications.html", told)


@guarded(APPLY)
@require_GET
def application(request: SignedInRequest, application_id: UUID) -> HttpResponseBase:
    """Show an application with its checks and its outcome."""
    found = _application(request, application_id, APPLY)
    park = found.partnership.park
    checks = [
        {"text": text, **found.screening.get(name, {})}
        for name, text in words.CHECKS.items()
    ]
    brings = [
        each for number, each in enumerate(words.brings(), 1) if number in found.brings
    ]
    told = {
        "application": found,
        "park": park,
        "checks": checks,
        "brings": brings,
        "joined": found.joined.all(),
        "may_screen": found.is_open and may(request.user, SCREEN, found),
        "may_decide": found.is_open and may(request.user, DECIDE, found),
        "progress_url": address("progress", park),
    }
    return render(request, "programme/application.html", told)


def _application(
    request: SignedInRequest, application_id: UUID, permission: str
) -> PartnerApplication:
    found = (
        PartnerApplication.objects.select_related("partnership__park", "joins")
        .filter(pk=application_id)
        .first()
    )
    visible = Park.objects.visible_to(request.user)
    if found is None or not visible.filter(pk=found.partnership.park_id).exists():
        raise Http404
    demand(request.user, permission, found)
    return found


def _about(found: PartnerApplication) -> list[tuple[str, Any]]:
    return [
        (reverse("applications"), _("Aanmeldingen")),
        (reverse("application", args=[found.pk]), found.partnership.park.name),
    ]


@guarded(SCREEN)
def screen(request: SignedInRequest, application_id: UUID) -> HttpResponseBase:
    """Go through the checks."""
    found = _application(request, application_id, SCREEN)
    form = forms.ScreenForm(
        request.POST or None, initial=forms.ScreenForm.initial_of(found.screening)
    )
    question = Question(
        title=_("Aanmelding toetsen"),
        button=_("Toetsing bewaren"),
        done=_("De toetsing is bewaard."),
        trail=_about(found),
        is_generated=found.partnership.park.is_generated,
    )
    return ask(
        request,
        form,
        question,
        lambda _form: actions.screen(
            application=found,
            checks=form.checks(),
            actor=request.user,
            at=timezone.now(),
        ),
    )


@guarded(DECIDE)
def decide(request: SignedInRequest, application_id: UUID) -> HttpResponseBase:
    """Let a park in, or not."""
    found = _application(request, application_id, DECIDE)
    form = forms.DecideForm(request.POST or None)
    question = Question(
        title=_("Besluiten over de aanmelding"),
        lead=_(
            "Wordt het terrein toegelaten, dan komt het meteen op de lijst voor een gratis nulmeting."
        ),
        button=_("Besluit vastleggen"),
        done=_("Het besluit is vastgelegd."),
        trail=_about(found),
        is_generated=found.partnership.park.is_generated,
    )

    def act(_form: Any) -> None:
        said = form.cleaned_data
        choice = actions.accept if said["outcome"] == "accept" else actions.reject
        choice(
            application=found,
            reasons=said["reasons"],
            actor=request.user,
            at=timezone.now(),
        )

    return ask(request, form, question, act)


@guarded(APPLY)
@require_POST
def withdraw(request: SignedInRequest, application_id: UUID) -> HttpResponseBase:
    """Take an application back."""
    found = _application(request, application_id, APPLY)
    try:
        actions.withdraw(application=found, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        say(request, problem)
    return redirect("application", application_id=found.pk)


@guarded(DECIDE)
def move(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Give a park another status."""
    park = own_park(request, code, slug, DECIDE)
    partnership = board.partnership_of(park)
    if partnership is None:
        raise Http404
    form = forms.MoveForm(request.POST or None, status=partnership.status)
    question = Question(
        title=_("Status van %(park)s wijzigen") % {"park": park.name},
        lead=_(
            "Een stap omhoog vraagt bewijs. Een ambassadeur of living lab neemt een plaats in van een Green Deal."
        ),
        button=_("Status vastleggen"),
        done=_("De status is vastgelegd."),
        trail=(
            (park.get_absolute_url(), park.name),
            (address("progress", park), _("Voortgang")),
        ),
        is_generated=park.is_generated,
    )

    def act(_form: Any) -> None:
        said = form.cleaned_data
        actions.move(
            partnership=partnership,
            to=words.Status(said["to"]),
            reason=said["reason"],
            evidence=said["evidence"],
            actor=request.user,
            at=timezone.now(),
        )

    return ask(request, form, question, act)


@guarded(DECIDE)
def succeed(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Say by which parks one is succeeded in the register."""
    park = own_park(request, code, slug, DECIDE)
    form = forms.SuccessionForm(request.POST or None)
    question = Question(
        title=_("%(park)s is samengevoegd of gesplitst") % {"park": park.name},
        lead=_(
            "De status gaat mee naar de nieuwe terreinen; de geschiedenis blijft te vinden."
        ),
        button=_("Opvolging vastleggen"),
        done=_("De opvolging is vastgelegd."),
        trail=(
            (park.get_absolute_url(), park.name),
            (address("progress", park), _("Voortgang")),
        ),
        is_generated=park.is_generated,
    )

    def act(_form: Any) -> None:
        codes = form.cleaned_data["codes"]
        known = {each.code: each for each in Park.objects.filter(code__in=codes)}
        for each in codes:
            if each not in known:
                raise UnknownPark(each)
        succession.succeed(
            former=park,
            successors=[known[each] for each in codes],
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
            actor=request.user,
            at=timezone.now(),
        )

    return ask(request, form, question, act)
