"""Pages about people: who they are, what they may do and what we keep of them."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts import actions
from werklandschap.web.accounts.forms import (
    AcceptForm,
    AssignmentForm,
    InvitationForm,
    MeForm,
    TokenForm,
)
from werklandschap.web.accounts.guards import guarded, signed_in
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.models import Assignment, Invitation, Role, Scope, User
from werklandschap.web.accounts.queries import everything_about
from werklandschap.web.accounts.rules import assignments_of
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.mail import actions as mail

_MODEL_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _say(request: HttpRequest, problem: WerklandschapError) -> None:
    messages.error(request, problem.say(get_language() or "nl"))


@signed_in
@never_cache
def me(request: SignedInRequest) -> HttpResponse:
    """Show somebody who they are here, and let them change their name."""
    form = MeForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.rename(
            name=form.cleaned_data["name"], actor=request.user, at=timezone.now()
        )
        messages.success(request, _("Uw gegevens zijn bewaard."))
        return redirect("me")
    return render(
        request,
        "accounts/me.html",
        {"form": form, "roles": assignments_of(request.user)},
    )


@signed_in
@require_GET
@never_cache
def my_data(request: SignedInRequest) -> HttpResponse:
    """Give somebody all that we keep about them."""
    return _as_file(everything_about(request.user))


def _as_file(told: dict[str, object]) -> HttpResponse:
    response = JsonResponse(told, json_dumps_params={"indent": 2})
    response["Content-Disposition"] = 'attachment; filename="gegevens.json"'
    return response


@guarded("accounts.tokens")
@never_cache
def tokens(request: SignedInRequest) -> HttpResponse:
    """Show somebody's keys for programs, and make one."""
    form, secret = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        _token, secret = actions.make_token(
            **form.cleaned_data, actor=request.user, at=timezone.now()
        )
        form = TokenForm()
    return render(
        request,
        "accounts/tokens.html",
        {"form": form, "secret": secret, "tokens": request.user.tokens.all()},
    )


@guarded("accounts.tokens")
@require_POST
def revoke_token(request: SignedInRequest, token_id: int) -> HttpResponse:
    """Take one of somebody's own keys out of use."""
    token = get_object_or_404(request.user.tokens, pk=token_id)
    actions.revoke_token(token=token, actor=request.user, at=timezone.now())
    messages.success(request, _("De sleutel werkt niet meer."))
    return redirect("tokens")


@guarded("accounts.invite")
@never_cache
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite a colleague; the link goes by mail and is shown once as well."""
    gives = actions.may_give(request.user)
    roles = {role for granted in gives.values() for role in granted}
    first = next(iter(gives), (Scope.PARK.value, ""))
    initial = {
        "scope": request.GET.get("reikwijdte", first[0]),
        "code": request.GET.get("code", first[1]),
    }
    form = InvitationForm(request.POST or None, initial=initial, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                invitation, secret = actions.invite(
                    **form.cleaned_data, actor=request.user, at=timezone.now()
                )
                return _invited(request, invitation, secret)
        except actions.CannotInvite as problem:
            form.add_error("role", problem.say(get_language() or "nl"))
    return render(request, "accounts/invite.html", {"form": form})


def _invited(
    request: SignedInRequest, invitation: Invitation, secret: str
) -> HttpResponse:
    link = request.build_absolute_uri(reverse("accept", args=[secret]))
    told = {"invitation": invitation, "link": link, "from": request.user}
    mail.queue(
        to=invitation.email,
        subject=_("Uitnodiging voor werklandschap"),
        body=render_to_string("accounts/invitation.txt", told),
        at=timezone.now(),
    )
    return render(request, "accounts/invited.html", told)


@never_cache
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody who was invited make their account."""
    now = timezone.now()
    invitation = Invitation.objects.filter(secret_hash=actions.hash_of(secret)).first()
    if invitation is None or not invitation.is_open(now):
        return render(request, "accounts/invitation_over.html", status=410)
    known = User.objects.filter(email=invitation.email).exists()
    if known:
        return _accept_as_known(request, secret, invitation)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = actions.accept(secret=secret, **form.cleaned_data, at=now)
        login(request, user, backend=_MODEL_BACKEND)
        messages.success(request, _("Welkom. Uw account is klaar."))
        return redirect("me")
    return render(
        request, "accounts/accept.html", {"form": form, "invitation": invitation}
    )


def _accept_as_known(
    request: HttpRequest, secret: str, invitation: Invitation
) -> HttpResponse:
    """Give the role to an account that exists, once its owner has signed in."""
    if request.user.is_authenticated and request.user.email == invitation.email:
        if request.method == "POST":
            actions.accept(secret=secret, name="", password="", at=timezone.now())
            messages.success(request, _("U hebt er een rol bij."))
            return redirect("me")
        return render(request, "accounts/accept_known.html", {"invitation": invitation})
    return redirect(f"{reverse('account_login')}?next={request.path}")


@guarded("accounts.manage")
@require_GET
@never_cache
def people(request: SignedInRequest) -> HttpResponse:
    """List everybody with an account."""
    everyone = User.objects.prefetch_related("assignments").select_related(
        "organisation"
    )
    if asked := request.GET.get("q", "").strip():
        everyone = everyone.filter(email__icontains=asked)
    page = Paginator(everyone.order_by("email"), 50).get_page(request.GET.get("pagina"))
    return render(request, "accounts/people.html", {"page": page, "q": asked})


@guarded("accounts.manage")
@never_cache
def person(request: SignedInRequest, pseudonym: str) -> HttpResponse:
    """Show one person, and give them a role."""
    somebody = get_object_or_404(User, pseudonym=pseudonym)
    form = AssignmentForm(request.POST or None, roles=set(Role) - {Role.VISITOR})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.assign(
            user=somebody,
            role=Role(given["role"]),
            scope=Scope(given["scope"]),
            code=given["code"],
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("De rol is toegevoegd."))
        return redirect("person", pseudonym=pseudonym)
    return render(request, "accounts/person.html", {"person": somebody, "form": form})


@guarded("accounts.manage")
@require_POST
def withdraw(
    request: SignedInRequest, pseudonym: str, assignment_id: int
) -> HttpResponse:
    """Take a role away from somebody."""
    held = get_object_or_404(Assignment, pk=assignment_id, user__pseudonym=pseudonym)
    try:
        actions.withdraw(assignment=held, actor=request.user, at=timezone.now())
    except actions.LastAdministrator as problem:
        _say(request, problem)
    else:
        messages.success(request, _("De rol is ingetrokken."))
    return redirect("person", pseudonym=pseudonym)


@guarded("accounts.manage")
@require_GET
@never_cache
def data_of(request: SignedInRequest, pseudonym: str) -> HttpResponse:
    """Give all that we keep about somebody who asked for it."""
    return _as_file(everything_about(get_object_or_404(User, pseudonym=pseudonym)))


@guarded("accounts.manage")
@require_POST
def erase(request: SignedInRequest, pseudonym: str) -> HttpResponse:
    """Forget somebody."""
    somebody = get_object_or_404(User, pseudonym=pseudonym)
    try:
        actions.erase(user=somebody, actor=request.user, at=timezone.now())
    except actions.LastAdministrator as problem:
        _say(request, problem)
        return redirect("person", pseudonym=pseudonym)
    messages.success(
        request, _("Deze persoon is vergeten. Het logboek houdt een schuilnaam.")
    )
    return redirect("people")


@guarded("audit.view")
@require_GET
@never_cache
def record(request: SignedInRequest) -> HttpResponse:
    """Show who did what, by pseudonym."""
    entries = AuditEntry.objects.all()
    for field in ("actor", "subject", "action"):
        if asked := request.GET.get(field, "").strip():
            entries = entries.filter(**{field: asked})
    page = Paginator(entries, 50).get_page(request.GET.get("pagina"))
    return render(request, "accounts/record.html", {"page": page})
