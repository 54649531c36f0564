"""What editors of the programme do."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.scans.queries.words import language
from werklandschap.web.toolbox.actions import pages as actions
from werklandschap.web.toolbox.forms import ImageForm, NewPageForm, PageForm
from werklandschap.web.toolbox.models import DeadLink, Image, Page, PageVersion
from werklandschap.web.toolbox.views.public import EDIT, html

_EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(_EITHER)
@guarded(EDIT)
def overview(request: SignedInRequest) -> HttpResponseBase:
    """List what waits, what is due and what is broken; begin a page."""
    form = NewPageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        page = actions.start(**form.cleaned_data, actor=request.user, at=timezone.now())
        return redirect("edit_page", page=page.slug)
    told = {
        "form": form,
        "waiting": PageVersion.objects.filter(
            status=PageVersion.Status.REVIEW
        ).select_related("page"),
        "stale": Page.objects.filter(review_on__lt=timezone.localdate()),
        "dead": DeadLink.objects.select_related("page"),
        "pages": Page.objects.all(),
    }
    return render(request, "toolbox/overview.html", told)


@require_http_methods(_EITHER)
@guarded(EDIT)
def edit(request: SignedInRequest, page: str) -> HttpResponseBase:
    """Write a new version, seen before it is sent to a colleague."""
    shown = get_object_or_404(Page, slug=page)
    newest = shown.versions.first()
    initial = PageForm.initial_of(shown, newest, timezone.localdate())
    form = PageForm(request.POST or None, initial=initial)
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and "bekijken" not in request.POST:
        actions.write(
            page=shown,
            texts=form.texts(),
            publish_on=form.cleaned_data["publish_on"],
            review_on=form.cleaned_data["review_on"],
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Bewaard. Een collega kijkt ernaar."))
        return redirect("toolbox_editing")
    told = {
        "page": shown,
        "form": form,
        "preview": [html(form.cleaned_data[name]) for name in ("body_nl", "body_en")]
        if is_valid
        else [],
        "versions": shown.versions.select_related("made_by", "reviewed_by"),
    }
    return render(request, "toolbox/edit.html", told)


@require_safe
@guarded(EDIT)
def version(request: SignedInRequest, version_id: int) -> HttpResponseBase:
    """Show a version as it is or would be."""
    shown = get_object_or_404(PageVersion, pk=version_id)
    told = {"version": shown, "bodies": [html(shown.body_nl), html(shown.body_en)]}
    return render(request, "toolbox/version.html", told)


@guarded(EDIT)
@require_POST
def approve(request: SignedInRequest, version_id: int) -> HttpResponseBase:
    """Approve what a colleague wrote."""
    shown = get_object_or_404(PageVersion, pk=version_id)
    try:
        actions.approve(version=shown, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        messages.error(request, problem.say(language()))
        return redirect("page_version", version_id=version_id)
    messages.success(request, _("Goedgekeurd."))
    return redirect("toolbox_editing")


@require_http_methods(_EITHER)
@guarded(EDIT)
def images(request: SignedInRequest) -> HttpResponseBase:
    """Add a picture, and show how to use those there are."""
    form = ImageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = {k: form.cleaned_data[k] for k in ("alt_nl", "alt_en")}
        try:
            actions.add_image(
                data=form.content(), **told, actor=request.user, at=timezone.now()
            )
        except actions.NoPicture as problem:
            form.add_error("file", problem.say(language()))
        else:
            messages.success(request, _("De afbeelding is toegevoegd."))
            return redirect("toolbox_images")
    known = Image.objects.defer("data").order_by("-pk")[:50]
    return render(request, "toolbox/images.html", {"form": form, "images": known})
