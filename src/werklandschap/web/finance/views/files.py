"""Files of the money of a plan."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.finance.http import MONEY_VIEW, found_plan, horizon_of, worth_or
from werklandschap.web.finance.queries import access, files, grounds


@guarded(MONEY_VIEW)
@require_GET
def money_file(request: SignedInRequest, plan_id: UUID, name: str) -> HttpResponseBase:
    """Give a file, without the cash flows of parties that are none of the reader's."""
    plan = found_plan(request, plan_id, MONEY_VIEW)
    assumed = grounds.assumed_of(plan)
    worth, _ = worth_or(plan, assumed, horizon_of(request))
    cases = access.cases_for(request.user, plan.park)
    found = files.file_of(name, worth, assumed, cases) if worth else None
    if found is None:
        raise Http404
    return download(found[0], found[1], f"{slugify(plan.park.name)}-{name}")


def download(content: bytes, media_type: str, called: str) -> HttpResponse:
    """Answer with a file that nobody in between may keep."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{called}"',
            "Cache-Control": "private, no-store",
        },
    )
