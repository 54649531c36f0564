"""What all views of plans do first."""

from django.http import Http404, HttpRequest

from werklandschap.web.accounts.guards import demand
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Variant
from werklandschap.web.plans.queries import design
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import page

EDIT = "plans.edit"


def found_park(request: HttpRequest, code: str, slug: str) -> Park:
    """Find the park of an address; of parks that somebody may not see nothing is found."""
    park = page.park_of(request.user, code, slug)
    if park is None:
        raise Http404
    return park


def own_park(request: HttpRequest, code: str, slug: str) -> tuple[Park, Scan | None]:
    """Find a park and its current scan for who may change its plans."""
    park = found_park(request, code, slug)
    demand(request.user, EDIT, park)
    return park, page.scan_for(park)


def own_variant(request: HttpRequest, variant_id: object) -> Variant:
    """Find a design for who may change it."""
    variant = design.variant_for(request.user, variant_id)
    if variant is None:
        raise Http404
    demand(request.user, EDIT, variant.park)
    return variant
