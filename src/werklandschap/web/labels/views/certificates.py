"""Certificates: ours, to show, download and revoke; and those of others."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.labels.actions import certificates as actions
from werklandschap.web.labels.forms import ForeignForm, RevokeForm
from werklandschap.web.labels.http import (
    APPLY,
    MANAGE,
    found_park,
    own_assessment,
    tell,
    to_assessment,
)
from werklandschap.web.labels.models import Certificate
from werklandschap.web.labels.queries import checking, standing
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries.words import language


@guarded(MANAGE)
@require_POST
def issue(request: SignedInRequest, assessment_id: UUID) -> HttpResponseBase:
    """Sign a certificate."""
    found = own_assessment(request, assessment_id, MANAGE)
    try:
        made = actions.issue(assessment=found, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        tell(request, problem)
        return to_assessment(found)
    return redirect("certificate", certificate_number=made.number)


def _found(request: HttpRequest, number: str) -> Certificate:
    found = checking.certificate_for(request.user, number)
    if found is None:
        raise Http404
    return found


@require_GET
def certificate(request: HttpRequest, certificate_number: str) -> HttpResponseBase:
    """Show a certificate and whether it holds today."""
    found = _found(request, certificate_number)
    told = {
        "certificate": found,
        "park": found.assessment.park,
        "says": found.told["says"],
        "checked": checking.checked(json.dumps(found.told), on=timezone.localdate()),
        "needs_recheck": standing.needs_recheck(found),
        "may_manage": may(request.user, MANAGE),
        "form": RevokeForm(),
    }
    return render(request, "labels/certificate.html", told)


@require_GET
def certificate_file(request: HttpRequest, certificate_number: str) -> HttpResponseBase:
    """Give the certificate as a file that programs can check."""
    found = _found(request, certificate_number)
    told = json.dumps(found.told, ensure_ascii=False, indent=2)
    return HttpResponse(
        told,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{found.number}.json"'},
    )


@guarded(MANAGE)
@require_POST
def revoke(request: SignedInRequest, certificate_number: str) -> HttpResponseBase:
    """Take a certificate back."""
    found = _found(request, certificate_number)
    form = RevokeForm(request.POST)
    if form.is_valid():
        actions.revoke(
            certificate=found,
            because=form.cleaned_data["because"],
            actor=request.user,
            at=timezone.now(),
        )
    else:
        messages.error(request, _("Vul in waarom u het certificaat intrekt."))
    return redirect("certificate", certificate_number=found.number)


@guarded(APPLY)
def foreign(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Record a certificate of somebody else."""
    park = found_park(request, code, slug)
    demand(request.user, APPLY, park)
    form = ForeignForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        file = facts.pop("file")
        try:
            actions.record_foreign(
                park=park, facts=facts, file=file, actor=request.user, at=timezone.now()
            )
        except WerklandschapError as problem:
            form.add_error("file", problem.say(language()))
        else:
            return redirect(address("label_park", park))
    return render(request, "labels/foreign.html", {"park": park, "form": form})
