"""The design of a park: a map, the measures on it and what they do."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.plans.actions import variants as actions
from werklandschap.web.plans.forms import CommentForm, VariantForm
from werklandschap.web.plans.http import EDIT, found_park, own_park
from werklandschap.web.plans.models import Variant
from werklandschap.web.plans.queries import catalogue, effects, landscape, results
from werklandschap.web.plans.queries import design as queries
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries import page


@require_GET
def design(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Show a design on the map and in tables, or how to begin one."""
    park = found_park(request, code, slug)
    variants = queries.variants_of(request.user, park)
    variant = queries.chosen(variants, request.GET.get("ontwerp", ""))
    told: dict[str, Any] = {
        "park": park,
        "scan": page.scan_for(park),
        "variants": variants,
        "variant": variant,
        "may_edit": may(request.user, EDIT, park),
        "may_comment": may(request.user, "plans.comment", park),
        "start_form": VariantForm(),
        "start_url": address("start_variant", park),
        "plan_url": address("make_plan", park),
    }
    if variant is not None:
        told |= _shown(variant, request.GET.dict())
    if request.GET.get("naast"):
        told["columns"] = queries.beside(variants)
    return render(request, "plans/design.html", told)


def _shown(variant: Variant, asked: Mapping[str, str]) -> dict[str, Any]:
    measure = asked.get("maatregel", "")
    kinds = catalogue.kinds()
    measure = measure if measure in kinds else queries.FIRST_MEASURE
    sites = queries.sites_of(variant, measure)
    shown = results.shown_of(variant)
    return {
        "shown": shown,
        "effect": effects.effect_of(variant),
        "run": effects.run_of(variant),
        "parts": effects.parts_of(variant) if variant.placements else (),
        "choices": catalogue.choices_of_measures(),
        "measure": kinds[measure],
        "themes": landscape.themes_of(variant.scan_id, measure),
        "sites": sites if asked.get("alle") else sites[: queries.SHOWN_SITES],
        "all_sites": len(sites),
        "taken": queries.taken(variant),
        "placed": queries.listed(variant),
        "counted": catalogue.counted(variant.placements),
        "for_map": {
            **queries.for_map(variant, sites, measure),
            "results": results.for_map(shown),
        },
        "comments": variant.comments.select_related("by"),
        "comment_form": CommentForm(),
        "former": variant.version - 1,
    }


@guarded(EDIT)
@require_POST
def start(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Begin a design, empty or as a copy of another."""
    park, scan = own_park(request, code, slug)
    form = VariantForm(request.POST)
    if scan is None or not form.is_valid():
        messages.error(
            request, _("Geef het ontwerp een naam; er moet een nulmeting zijn.")
        )
        return redirect(address("design", park))
    variants = queries.variants_of(request.user, park)
    wanted = request.POST.get("als", "")
    source = next((each for each in variants if str(each.pk) == wanted), None)
    variant = actions.start_variant(
        park=park,
        scan=scan,
        name=form.cleaned_data["name"],
        placements=source.placements if source else (),
        actor=request.user,
        at=timezone.now(),
    )
    return redirect(f"{address('design', park)}?ontwerp={variant.pk}")
