"""Documents of a plan: asking for them and taking them along."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.finance.actions import documents as actions
from werklandschap.web.finance.forms.documents import DocumentForm
from werklandschap.web.finance.http import MONEY_EDIT, MONEY_VIEW, found_plan
from werklandschap.web.finance.queries import files, runs, written
from werklandschap.web.finance.views.overview import common
from werklandschap.web.scans.queries.words import language


@guarded(MONEY_VIEW)
@require_GET
def documents(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Show the documents that were written, and let somebody ask for new ones."""
    plan = found_plan(request, plan_id, MONEY_VIEW)
    told = common(request, plan, "documents") | {
        "form": DocumentForm(initial={"language": language()}),
        "documents": written.documents_of(request.user, plan),
        "writing": runs.run_of(plan, actions.KIND),
        "files": files.NAMES,
    }
    return render(request, "finance/documents.html", told)


@guarded(MONEY_EDIT)
@require_POST
def ask(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Ask for documents."""
    plan = found_plan(request, plan_id, MONEY_EDIT)
    form = DocumentForm(request.POST)
    if form.is_valid():
        actions.ask_document(
            plan=plan,
            kind=form.cleaned_data["kind"],
            language=form.cleaned_data["language"],
            actor=request.user,
            at=timezone.now(),
        )
    return redirect("documents", plan_id=plan.pk)


@guarded(MONEY_EDIT)
@require_GET
def document_file(
    request: SignedInRequest, document_id: int, name: str
) -> HttpResponseBase:
    """Give a file of a document to who makes plans for the park."""
    found = written.file_for(request.user, document_id, name)
    if found is None:
        raise Http404
    place, media_type = found
    response = FileResponse(
        place.open("rb"), content_type=media_type, as_attachment=True, filename=name
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
