"""What people do to a design."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.plans.actions import variants as actions
from werklandschap.web.plans.forms import CommentForm
from werklandschap.web.plans.http import EDIT, own_variant
from werklandschap.web.plans.merging import Change
from werklandschap.web.plans.models import Variant
from werklandschap.web.plans.queries import design as queries
from werklandschap.web.plans.queries import effects, results
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries.words import language

_UNPROCESSABLE = 422


@guarded(EDIT)
@require_POST
def place(request: SignedInRequest, variant_id: UUID) -> HttpResponseBase:
    """Put a measure on a site."""
    variant = own_variant(request, variant_id)
    measure = request.POST.get("maatregel", "")
    placement = queries.placement_of(variant, measure, request.POST.get("plek", ""))
    if placement is None:
        messages.error(request, _("Deze plek is er niet (meer). Kies een andere."))
    else:
        _change(request, variant, Change(placed=[placement]))
    return _back(variant, measure)


@guarded(EDIT)
@require_POST
def take_away(request: SignedInRequest, variant_id: UUID) -> HttpResponseBase:
    """Take a measure away."""
    variant = own_variant(request, variant_id)
    _change(request, variant, Change(removed=[request.POST.get("deel", "")]))
    return _back(variant, request.POST.get("maatregel", ""))


def _change(request: SignedInRequest, variant: Variant, change: Change) -> None:
    try:
        _variant, merged = actions.save_variant(
            variant=variant,
            version=_number(request.POST.get("versie"), variant.version),
            change=change,
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        messages.error(request, problem.say(language()))
        return
    for told in queries.told_of(merged):
        messages.warning(request, told)


@guarded(EDIT)
@require_POST
def save(request: SignedInRequest, variant_id: UUID) -> HttpResponse:
    """Bring in what was done on the map, and tell what it does."""
    variant = own_variant(request, variant_id)
    try:
        told = json.loads(request.body)
        change = queries.change_from(told)
        version = int(told["version"])
    except (ValueError, KeyError, TypeError):
        return _refused(_("Wat de kaart stuurde is niet te lezen."))
    except WerklandschapError as problem:
        return _refused(problem.say(language()))
    try:
        variant, merged = actions.save_variant(
            variant=variant,
            version=version,
            change=change,
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        return _refused(problem.say(language()))
    return JsonResponse(_answer(variant) | {"merged": queries.told_of(merged)})


def _refused(problem: str) -> JsonResponse:
    return JsonResponse({"problem": problem}, status=_UNPROCESSABLE)


def _answer(variant: Variant) -> dict[str, Any]:
    effect = effects.as_json(variant, effects.effect_of(variant))
    return {**effect, "placements": queries.placements_for_map(variant)}


@guarded(EDIT)
@require_POST
def restore(request: SignedInRequest, variant_id: UUID) -> HttpResponseBase:
    """Go back to an earlier version."""
    variant = own_variant(request, variant_id)
    try:
        actions.restore_variant(
            variant=variant,
            version=_number(request.POST.get("versie"), 0),
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        messages.error(request, problem.say(language()))
    return _back(variant, request.POST.get("maatregel", ""))


@guarded(EDIT)
@require_POST
def share(request: SignedInRequest, variant_id: UUID) -> HttpResponseBase:
    """Let others see a design, or not any more."""
    variant = own_variant(request, variant_id)
    actions.share_variant(
        variant=variant,
        is_shared=request.POST.get("delen") == "1",
        actor=request.user,
        at=timezone.now(),
    )
    return _back(variant, "")


@guarded("plans.comment")
@require_POST
def comment(request: SignedInRequest, variant_id: UUID) -> HttpResponseBase:
    """Say something about a design."""
    variant = _seen(request, variant_id)
    demand(request.user, "plans.comment", variant.park)
    form = CommentForm(request.POST)
    if form.is_valid():
        actions.comment(
            variant=variant,
            text=form.cleaned_data["text"],
            actor=request.user,
            at=timezone.now(),
        )
    else:
        messages.error(request, _("Schrijf eerst iets."))
    return _back(variant, "")


@require_GET
def effect(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Tell a program what a design does, as far as it is known."""
    return JsonResponse(_answer(_seen(request, variant_id)))


@require_GET
def picture(
    request: HttpRequest, variant_id: UUID, version: int, name: str
) -> HttpResponseBase:
    """Give a map picture of a version of a design; it never changes."""
    place = results.picture_of(_seen(request, variant_id), version, name)
    if place is None:
        raise Http404
    return FileResponse(
        place.open("rb"),
        content_type="image/png",
        headers={"Cache-Control": "private, max-age=31536000, immutable"},
    )


@guarded(EDIT)
@require_POST
def what_if(request: SignedInRequest, variant_id: UUID) -> HttpResponseBase:
    """Ask for heat and water."""
    variant = own_variant(request, variant_id)
    actions.ask_what_if(variant=variant, actor=request.user, at=timezone.now())
    return _back(variant, "")


def _seen(request: HttpRequest, variant_id: UUID) -> Variant:
    variant = queries.variant_for(request.user, variant_id)
    if variant is None:
        raise Http404
    return variant


def _back(variant: Variant, measure: str) -> HttpResponseBase:
    more = f"&maatregel={measure}" if measure else ""
    return redirect(f"{address('design', variant.park)}?ontwerp={variant.pk}{more}")


def _number(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isdecimal() else otherwise
