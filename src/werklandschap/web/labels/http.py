"""What views of the label do first."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.labels.models import Assessment
from werklandschap.web.labels.queries import assessing
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries import page
from werklandschap.web.scans.queries.words import language

APPLY = "labels.apply"
ASSESS = "labels.assess"
MANAGE = "labels.manage"


def found_park(request: HttpRequest, code: str, slug: str) -> Park:
    """Find the park of an address; of parks that somebody may not see nothing is found."""
    park = page.park_of(request.user, code, slug)
    if park is None:
        raise Http404
    return park


def seen_assessment(request: SignedInRequest, assessment_id: UUID) -> Assessment:
    """Find an assessment for who fills it in, judges it or runs the label."""
    found = assessing.seen_by(request.user, assessment_id)
    if found is None:
        raise Http404
    return found


def own_assessment(
    request: SignedInRequest, assessment_id: UUID, permission: str
) -> Assessment:
    """Find an assessment for who may do something to its park."""
    found = seen_assessment(request, assessment_id)
    demand(request.user, permission, found)
    return found


def tell(request: SignedInRequest, problem: WerklandschapError) -> None:
    """Say what went wrong on the next page."""
    messages.error(request, problem.say(language()))


def to_assessment(assessment: Assessment) -> HttpResponseBase:
    """Go to the page of an assessment."""
    return redirect("assessment", assessment_id=assessment.pk)
