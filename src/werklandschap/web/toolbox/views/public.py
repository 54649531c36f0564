"""What everybody may read, and the board of a park."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries.page import park_of
from werklandschap.web.scans.queries.words import language
from werklandschap.web.toolbox.actions import steps as actions
from werklandschap.web.toolbox.forms import StepForm
from werklandschap.web.toolbox.markdown import html_of
from werklandschap.web.toolbox.models import Image, Page, PageVersion, Step
from werklandschap.web.toolbox.queries import boards, parts, reading
from werklandschap.web.toolbox.queries.word import word_of

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SEE, EDIT_BOARD, EDIT = "toolbox.see_board", "toolbox.edit_board", "toolbox.edit"


@require_safe
def toolbox(request: HttpRequest) -> HttpResponse:
    """Show the eight steps with their pages, or what was looked for."""
    query = request.GET.get("q", "")[:200]
    on = timezone.localdate()
    told = {
        "query": query,
        "found": reading.find(query, language=language(), on=on) if query else None,
        "steps": reading.steps(on),
        "may_edit": may(request.user, EDIT),
    }
    return render(request, "toolbox/toolbox.html", told)


@require_safe
def page(request: HttpRequest, page: str) -> HttpResponse:
    """Show a page."""
    version = _version(page)
    told = {
        "version": version,
        "html": html(version.body.in_language(language())),
        "is_stale": version.page.review_on < timezone.localdate(),
        "may_edit": may(request.user, EDIT),
    }
    return render(request, "toolbox/page.html", told)


def _version(page: str) -> PageVersion:
    """Find the version of a page that counts today."""
    version = reading.version_of(
        get_object_or_404(Page, slug=page), timezone.localdate()
    )
    if version is None:
        raise Http404
    return version


def html(text: str) -> str:
    """Write the Markdown of an editor; `html_of` leaves nothing in it that may do harm."""
    return mark_safe(html_of(text))  # noqa: S308


@require_safe
def template(request: HttpRequest, page: str) -> HttpResponse:
    """Give the text of a page as a file to fill in."""
    version = _version(page)
    told = language()
    text = f"# {version.title.in_language(told)}\n\n{version.body.in_language(told)}"
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page}.md"'
    return response


@require_safe
def word(request: HttpRequest, page: str) -> HttpResponse:
    """Give a page as a Word document to fill in."""
    response = HttpResponse(word_of(_version(page), language()), content_type=_WORD)
    response["Content-Disposition"] = f'attachment; filename="{page}.docx"'
    return response


@require_safe
def phases(request: HttpRequest) -> HttpResponse:
    """Show who is needed when, from ambition to upkeep."""
    return render(request, "toolbox/phases.html", {"phases": reading.phases()})


@require_safe
def image(request: HttpRequest, image_id: int) -> HttpResponse:
    """Give a picture, of which the kind was read from its content."""
    shown = get_object_or_404(Image, pk=image_id)
    response = HttpResponse(bytes(shown.data), content_type=shown.mime)
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def board(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Show the steps of a park; how far they are only to who may see that."""
    park = _park(request, code, slug)
    rows = boards.rows_of(park, timezone.localdate())
    may_see = may(request.user, SEE, park)
    told = {
        "park": park,
        "slug": slug,
        "rows": rows,
        "due": boards.next_decisions(rows) if may_see else [],
        "may_see": may_see,
        "may_edit": may(request.user, EDIT_BOARD, park),
        "phases": reading.phases(),
    }
    return render(request, "toolbox/board.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(EDIT_BOARD)
def set_step(
    request: SignedInRequest, code: str, slug: str, step: str
) -> HttpResponseBase:
    """Tell how far a park is with a step."""
    park = _park(request, code, slug)
    demand(request.user, EDIT_BOARD, park)
    if step not in Step.values:
        raise Http404
    known = park.steps.filter(step=step).first()
    form = StepForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        actions.set_step(
            park=park,
            step=step,
            **form.cleaned_data,
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Bewaard."))
        return redirect(f"{parts.address(park)}#{step}")
    told = {"park": park, "form": form, "step": Step(step), "back": parts.address(park)}
    return render(request, "toolbox/set_step.html", told)


def _park(request: HttpRequest, code: str, slug: str) -> Park:
    park = park_of(request.user, code, slug)
    if park is None:
        raise Http404
    return park
