"""Saying when one is away, and who stands in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.models import User
from werklandschap.web.accounts.rules import may
from werklandschap.web.helpdesk.actions import people
from werklandschap.web.helpdesk.forms.absence import AbsenceForm
from werklandschap.web.helpdesk.models import Partner
from werklandschap.web.helpdesk.queries import absence as queries
from werklandschap.web.helpdesk.queries import lists


@guarded("desk.see")
@never_cache
def absence(request: SignedInRequest) -> HttpResponseBase:
    """Say who is away and who stands in: oneself, one's organisation, or for the team anybody."""
    partner = lists.partner_of(request.user)
    stand_ins = _stand_ins(request.user, partner)
    who = _who(request.user, partner)
    form = AbsenceForm(request.POST or None, who=who, stand_ins=stand_ins)
    if request.method == "POST" and form.is_valid():
        people.be_away(**form.told(), actor=request.user, at=timezone.now())
        messages.success(request, _("De afwezigheid is bewaard."))
        return redirect("absence")
    known = queries.kept_by(request.user, partner)
    told = {"form": form, "known": known.filter(until__gte=timezone.localdate())}
    status = 422 if form.errors else 200
    return render(request, "helpdesk/absence.html", told, status=status)


def _who(
    user: User, partner: Partner | None
) -> Mapping[str, tuple[Any, User | Partner]]:
    """Give of whom somebody may say that they are away."""
    found: dict[str, tuple[Any, User | Partner]] = {"me": (_("ikzelf"), user)}
    if partner is not None:
        label = _("%(name)s krijgt zolang geen nieuwe vragen") % {"name": partner}
        found["us"] = (label, partner)
    if may(user, "desk.manage"):
        found |= {
            f"user:{each.pk}": (each, each)
            for each in queries.workers().exclude(pk=user.pk)
        }
        found |= {
            f"partner:{each.pk}": (each, each)
            for each in Partner.objects.select_related("organisation")
        }
    return found


def _stand_ins(user: User, partner: Partner | None) -> QuerySet[User]:
    if may(user, "desk.work"):
        return queries.workers()
    return queries.colleagues(partner).exclude(pk=user.pk)


@guarded("desk.see")
@require_POST
def be_back(request: SignedInRequest, absence_id: int) -> HttpResponseBase:
    """End an absence that was set: sooner back, or a mistake."""
    partner = lists.partner_of(request.user)
    found = get_object_or_404(queries.kept_by(request.user, partner), pk=absence_id)
    people.be_back(absence=found, actor=request.user, at=timezone.now())
    messages.success(request, _("De afwezigheid is weggehaald."))
    return redirect("absence")
