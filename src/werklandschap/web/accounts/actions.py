"""Everything that can happen to people, their roles and their keys."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.borders import borders_of
from werklandschap.web.accounts.models import (
    Assignment,
    Invitation,
    Organisation,
    Role,
    Scope,
    Token,
    User,
)
from werklandschap.web.accounts.rules import PROGRAMME, assignments_of
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor

INVITATION_LASTS = timedelta(days=14)

_MAY_INVITE: Mapping[str, frozenset[Role]] = {
    Role.PARK_MANAGER: frozenset({Role.PARK_MANAGER, Role.ENTREPRENEUR}),
    Role.MUNICIPALITY: frozenset(
        {Role.MUNICIPALITY, Role.PARK_MANAGER, Role.ENTREPRENEUR}
    ),
    Role.WATER_BOARD: frozenset({Role.WATER_BOARD}),
    Role.PROVINCE: frozenset({Role.PROVINCE, Role.MUNICIPALITY}),
    Role.REGISSEUR: frozenset({Role.PARK_MANAGER, Role.MUNICIPALITY}),
    Role.PROGRAMME: frozenset(Role) - {Role.VISITOR, Role.ADMINISTRATOR},
    Role.ADMINISTRATOR: frozenset(Role) - {Role.VISITOR},
}
"""Nobody hands out a role that could do more than their own."""


@dataclass(eq=False)
class CannotInvite(WerklandschapError):
    """Somebody tried to give away a role that is not theirs to give."""

    code: ClassVar[str] = "accounts.cannot_invite"
    message: ClassVar[Text] = Text(
        nl="U kunt voor dit gebied niemand als {role} uitnodigen.",
        en="You cannot invite anybody as {role} for this area.",
    )

    role: str


@dataclass(eq=False)
class InvitationOver(WerklandschapError):
    """An invitation that was accepted before, or too long ago."""

    code: ClassVar[str] = "accounts.invitation_over"
    message: ClassVar[Text] = Text(
        nl="Deze uitnodiging is al gebruikt of verlopen. Vraag om een nieuwe.",
        en="This invitation was used before or has expired. Ask for a new one.",
    )


@dataclass(eq=False)
class LastAdministrator(WerklandschapError):
    """Without this person nobody could manage the platform any more."""

    code: ClassVar[str] = "accounts.last_administrator"
    message: ClassVar[Text] = Text(
        nl="Dit is de laatste beheerder. Wijs eerst een andere aan.",
        en="This is the last administrator. Appoint another one first.",
    )


def may_give(user: User) -> dict[tuple[str, str], set[Role]]:
    """List the roles that somebody may give away, by scope and code of their own roles.

    Parameters
    ----------
    user : User
        Who invites.
    """
    roles: dict[tuple[str, str], set[Role]] = {}
    for held in assignments_of(user):
        if granted := _MAY_INVITE.get(held.role):
            roles.setdefault((held.scope, held.code), set()).update(granted)
    return roles


@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    role: Role,
    scope: Scope,
    code: str = "",
    password: str | None = None,
    actor: Actor,
    at: datetime,
) -> User:
    """Add somebody with one role, or give the role to who was there already."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
        audit.record("accounts.add", user, actor=actor, at=at)
    assign(user=user, role=role, scope=scope, code=code, actor=actor, at=at)
    return user


@transaction.atomic
def assign(
    *, user: User, role: Role, scope: Scope, code: str = "", actor: Actor, at: datetime
) -> Assignment:
    """Give somebody a role within borders; giving it twice changes nothing."""
    assignment, is_new = Assignment.objects.get_or_create(
        user=user, role=role, scope=scope, code=code
    )
    if is_new:
        user.held = None
        audit.record(
            "accounts.assign",
            user,
            actor=actor,
            at=at,
            role=role,
            scope=scope,
            code=code,
        )
    return assignment


@transaction.atomic
def withdraw(*, assignment: Assignment, actor: Actor, at: datetime) -> None:
    """Take a role away.

    Raises
    ------
    LastAdministrator
        If nobody else could manage the platform.
    """
    user, role = assignment.user, assignment.role
    _keep_an_administrator(without=user if role == Role.ADMINISTRATOR else None)
    audit.record(
        "accounts.withdraw",
        user,
        actor=actor,
        at=at,
        role=role,
        scope=assignment.scope,
        code=assignment.code,
    )
    assignment.delete()
    user.held = None


def _keep_an_administrator(*, without: User | None) -> None:
    if without is None:
        return
    others = Assignment.objects.select_for_update().filter(role=Role.ADMINISTRATOR)
    if not others.filter(user__is_active=True).exclude(user=without).exists():
        raise LastAdministrator


@transaction.atomic
def invite(
    *,
    email: str,
    role: Role,
    scope: Scope,
    code: str = "",
    actor: User,
    at: datetime,
) -> tuple[Invitation, str]:
    """Offer somebody a role; gives the invitation and its secret, which is kept nowhere.

    Parameters
    ----------
    email : str
        Where the invitation goes.
    role, scope, code
        What is offered.
    actor : User
        Who invites.
    at : datetime
        Now.

    Raises
    ------
    CannotInvite
        If the role is not theirs to give there.
    """
    borders = borders_of(scope, code)
    gives = {
        granted
        for held in assignments_of(actor)
        if held.covers(borders)
        for granted in _MAY_INVITE.get(held.role, ())
    }
    if role not in gives or (scope == Scope.PROGRAMME and not _is_programme(actor)):
        raise CannotInvite(Role(role).label.lower())
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.lower(),
        role=role,
        scope=scope,
        code=code,
        secret_hash=hash_of(secret),
        invited_by=actor,
        organisation=actor.organisation,
        expires_at=at + INVITATION_LASTS,
    )
    audit.record(
        "accounts.invite",
        invitation,
        actor=actor,
        at=at,
        role=role,
        scope=scope,
        code=code,
    )
    return invitation, secret


def _is_programme(user: User) -> bool:
    return any(
        held.role in PROGRAMME and held.scope == Scope.PROGRAMME
        for held in assignments_of(user)
    )


@transaction.atomic
def accept(*, secret: str, name: str, password: str, at: datetime) -> User:
    """Turn an invitation into an account, or into a role more of an account.

    Raises
    ------
    InvitationOver
        If there is no such invitation, or not any more.
    """
    invitation = (
        Invitation.objects.select_for_update()
        .filter(secret_hash=hash_of(secret))
        .first()
    )
    if invitation is None or not invitation.is_open(at):
        raise InvitationOver
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        user = User.objects.create_user(
            invitation.email, password, name=name, organisation=invitation.organisation
        )
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    audit.record("accounts.accept", invitation, actor=user, at=at)
    assign(
        user=user,
        role=Role(invitation.role),
        scope=Scope(invitation.scope),
        code=invitation.code,
        actor=user,
        at=at,
    )
    return user


@transaction.atomic
def rename(*, name: str, actor: User, at: datetime) -> None:
    """Change one's own name."""
    actor.name = name
    actor.save(update_fields=["name"])
    audit.record("accounts.rename", actor, actor=actor, at=at)


@transaction.atomic
def erase(*, user: User, actor: Actor, at: datetime) -> None:
    """Forget somebody; the audit record keeps the pseudonym, which then leads nowhere.

    Raises
    ------
    LastAdministrator
        If nobody else could manage the platform.
    """
    is_administrator = user.assignments.filter(role=Role.ADMINISTRATOR).exists()
    _keep_an_administrator(without=user if is_administrator else None)
    known_as = str(user.pseudonym)
    audit.record("accounts.erase", user, actor=actor, at=at, pseudonym=known_as)
    Invitation.objects.filter(email=user.email).delete()
    user.delete()


@transaction.atomic
def make_token(
    *, name: str, may: Token.May, actor: User, at: datetime
) -> tuple[Token, str]:
    """Make a key for programs; gives the token and its secret, which is kept nowhere."""
    secret = f"wl_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        user=actor, name=name, may=may, secret_hash=hash_of(secret), created_at=at
    )
    audit.record("accounts.make_token", token, actor=actor, at=at, may=may)
    return token, secret


@transaction.atomic
def revoke_token(*, token: Token, actor: User, at: datetime) -> None:
    """Take a key out of use."""
    audit.record("accounts.revoke_token", token, actor=actor, at=at)
    token.delete()


@transaction.atomic
def add_organisation(*, name: str, actor: Actor, at: datetime) -> Organisation:
    """Add an organisation, or find it."""
    organisation, is_new = Organisation.objects.get_or_create(name=name)
    if is_new:
        audit.record("accounts.add_organisation", organisation, actor=actor, at=at)
    return organisation


def hash_of(secret: str) -> str:
    """Give what is kept of a secret; it is long and random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
