"""Designing how parties share what they make together."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.finance.actions import splits as actions
from werklandschap.web.finance.forms.sharing import MembersForm, SplitForm
from werklandschap.web.finance.http import MONEY_EDIT, found_plan, worth_or
from werklandschap.web.finance.models import Split
from werklandschap.web.finance.queries import access, files, splitting, tables
from werklandschap.web.finance.views.files import download
from werklandschap.web.finance.views.overview import common
from werklandschap.web.scans.queries.words import language


@guarded(MONEY_EDIT)
def splits(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """List the splits of a plan, and begin one."""
    plan = found_plan(request, plan_id, MONEY_EDIT)
    form = SplitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        split = actions.begin_split(
            plan=plan,
            name=form.cleaned_data["name"],
            costs=form.facts(),
            actor=request.user,
            at=timezone.now(),
        )
        return redirect("split", split_id=split.pk)
    told = common(request, plan, "splits")
    worth, _ = worth_or(plan, told["assumed"], told["horizon"])
    told |= {
        "form": form,
        "splits": access.splits_of(request.user, plan),
        "whole": splitting.whole_plan_of(worth) if worth else None,
    }
    return render(request, "finance/splits.html", told)


def _found(request: HttpRequest, split_id: UUID) -> Split:
    split = access.split_for(request.user, split_id)
    if split is None:
        raise Http404
    return split


@guarded(MONEY_EDIT)
def split(request: SignedInRequest, split_id: UUID) -> HttpResponseBase:
    """Show every way to share, who gains and who would rather leave."""
    found = _found(request, split_id)
    form = SplitForm(request.POST or None, initial={"name": found.name, **found.costs})
    if request.method == "POST" and form.is_valid():
        actions.change_costs(
            split=found,
            name=form.cleaned_data["name"],
            costs=form.facts(),
            actor=request.user,
            at=timezone.now(),
        )
        return redirect("split", split_id=found.pk)
    shared = splitting.shared_of(found)
    told = common(request, found.plan, "splits") | {
        "split": found,
        "form": form,
        "members_form": MembersForm(),
        "shared": shared,
        "table": splitting.table_of(shared) if shared else [],
        "problems": tables.problems_of(found.notes),
        "is_mine": found.made_by_id == request.user.pk,
    }
    return render(request, "finance/split.html", told)


@guarded(MONEY_EDIT)
@require_POST
def bring(request: SignedInRequest, split_id: UUID) -> HttpResponseBase:
    """Take in a file with who takes part."""
    found = _found(request, split_id)
    form = MembersForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.bring_members(
                split=found,
                file=form.cleaned_data["file"],
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            form.add_error("file", problem.say(language()))
    for error in form.errors.get("file", ()):
        messages.error(request, str(error))
    return redirect("split", split_id=found.pk)


@guarded(MONEY_EDIT)
@require_POST
def plots(request: SignedInRequest, split_id: UUID) -> HttpResponseBase:
    """Let the plots on the map of the plan take part."""
    found = _found(request, split_id)
    try:
        actions.take_plots(split=found, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        messages.error(request, problem.say(language()))
    return redirect("split", split_id=found.pk)


@guarded(MONEY_EDIT)
@require_GET
def members(request: SignedInRequest, split_id: UUID) -> HttpResponseBase:
    """Give who takes part as a file, to fill in and bring again."""
    found = _found(request, split_id)
    content = files.table(splitting.members_as_rows(found))
    return download(content, "text/csv; charset=utf-8", "deelnemers.csv")


@guarded(MONEY_EDIT)
@require_POST
def share(request: SignedInRequest, split_id: UUID) -> HttpResponseBase:
    """Let colleagues see a split, or keep it to oneself again; only its maker does."""
    found = _found(request, split_id)
    if found.made_by_id != request.user.pk:
        raise Http404
    actions.share_split(
        split=found,
        is_shared=bool(request.POST.get("delen")),
        actor=request.user,
        at=timezone.now(),
    )
    return redirect("split", split_id=found.pk)


@guarded(MONEY_EDIT)
@require_GET
def split_file(request: SignedInRequest, split_id: UUID) -> HttpResponseBase:
    """Give what each pays by each rule, as a file."""
    found = _found(request, split_id)
    shared = splitting.shared_of(found)
    if shared is None:
        raise Http404
    content = files.table(splitting.rows_of(found, shared))
    called = f"verdeling-{slugify(found.name)}.csv"
    return download(content, "text/csv; charset=utf-8", called)


@guarded(MONEY_EDIT)
@require_GET
def template(request: SignedInRequest) -> HttpResponseBase:
    """Give an empty table of members."""
    content = files.table(splitting.TEMPLATE)
    return download(content, "text/csv; charset=utf-8", "sjabloon-deelnemers.csv")
