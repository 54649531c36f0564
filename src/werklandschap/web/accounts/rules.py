"""Who may do what: one table, and the one function that reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Assignment, Role, Scope, User

Person = User | AnonymousUser

EVERYONE = frozenset(Role)
SIGNED_IN = EVERYONE - {Role.VISITOR}
AUTHORITIES = frozenset({Role.MUNICIPALITY, Role.WATER_BOARD, Role.PROVINCE})
PROGRAMME = frozenset({Role.REGISSEUR, Role.PROGRAMME, Role.ADMINISTRATOR})
WHO_RUN_PARKS = frozenset({Role.PARK_MANAGER}) | AUTHORITIES | PROGRAMME
TEAM = frozenset({Role.PROGRAMME, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that some roles may do; ``everywhere`` or only within their borders."""

    label: Text
    roles: frozenset[Role]
    everywhere: bool = False


PERMISSIONS: Mapping[str, Permission] = {
    "parks.view": Permission(
        Text("Openbare terreinen bekijken", "See public parks"),
        EVERYONE,
        everywhere=True,
    ),
    "parks.view_private": Permission(
        Text("Besloten terreinen bekijken", "See private parks"), SIGNED_IN
    ),
    "parks.add": Permission(
        Text("Een eigen gebied toevoegen", "Add an area of one's own"),
        WHO_RUN_PARKS,
        everywhere=True,
    ),
    "parks.correct": Permission(
        Text("De gegevens van een terrein verbeteren", "Correct the facts of a park"),
        WHO_RUN_PARKS,
    ),
    "parks.load": Permission(
        Text("Een register van terreinen inlezen", "Load a register of parks"), TEAM
    ),
    "scans.start": Permission(
        Text("Een nulmeting starten", "Start a scan"), WHO_RUN_PARKS
    ),
    "scans.cancel": Permission(
        Text("Een nulmeting stoppen", "Cancel a scan"), WHO_RUN_PARKS
    ),
    "scans.log": Permission(
        Text("Het logboek van een nulmeting lezen", "Read the log of a scan"),
        WHO_RUN_PARKS,
    ),
    "plans.edit": Permission(
        Text(
            "Ambities, ontwerpen en plannen maken", "Make ambitions, designs and plans"
        ),
        WHO_RUN_PARKS,
    ),
    "plans.comment": Permission(
        Text("Reageren op ontwerpen", "Comment on designs"), SIGNED_IN
    ),
    "finance.view": Permission(
        Text("Zien wie betaalt en wie wint", "See who pays and who gains"), SIGNED_IN
    ),
    "finance.edit": Permission(
        Text(
            "Aannames, verdeling en financiering invullen",
            "Fill in assumptions, splits and funding",
        ),
        WHO_RUN_PARKS,
    ),
    "finance.own": Permission(
        Text("Eigen bedrijfscijfers bewaren", "Keep figures of one's own firm"),
        frozenset({Role.ENTREPRENEUR}),
    ),
    "innovations.measure": Permission(
        Text(
            "Invoeren wat een innovatie op een terrein deed",
            "Tell what an innovation did on a park",
        ),
        WHO_RUN_PARKS,
    ),
    "innovations.review": Permission(
        Text("Inzendingen van innovaties bekijken", "Look at submitted innovations"),
        PROGRAMME,
        everywhere=True,
    ),
    "innovations.publish": Permission(
        Text("Inzendingen van innovaties plaatsen", "Publish submitted innovations"),
        TEAM,
    ),
    "innovations.edit": Permission(
        Text("Innovaties bewerken", "Edit innovations"), TEAM
    ),
    "toolbox.see_board": Permission(
        Text("Zien hoe ver een terrein is", "See how far a park is"), SIGNED_IN
    ),
    "toolbox.edit_board": Permission(
        Text("Vastleggen hoe ver een terrein is", "Tell how far a park is"),
        WHO_RUN_PARKS,
    ),
    "toolbox.edit": Permission(
        Text("Pagina’s van de toolbox schrijven", "Write pages of the toolbox"), TEAM
    ),
    "desk.work": Permission(
        Text("Vragen aan het loket behandelen", "Work on questions at the desk"),
        PROGRAMME,
    ),
    "desk.answer": Permission(
        Text("Voorstellen doen bij vragen", "Give proposals on questions"),
        frozenset({Role.PARTNER}),
        everywhere=True,
    ),
    "desk.see": Permission(
        Text("Stukken bij vragen lezen", "Read documents of questions"),
        PROGRAMME | {Role.PARTNER},
        everywhere=True,
    ),
    "desk.figures": Permission(
        Text("Cijfers van het loket bekijken", "See the figures of the desk"), PROGRAMME
    ),
    "desk.manage": Permission(
        Text("Het loket instellen", "Set up the desk"), TEAM, everywhere=True
    ),
    "network.organise": Permission(
        Text("Bijeenkomsten organiseren", "Organise meetings"), PROGRAMME
    ),
    "programme.apply": Permission(
        Text("Een terrein aanmelden als partner", "Apply for a park as a partner"),
        WHO_RUN_PARKS | {Role.ENTREPRENEUR},
    ),
    "programme.follow": Permission(
        Text("Voortgang en afspraken bijhouden", "Keep progress and commitments"),
        WHO_RUN_PARKS,
    ),
    "programme.screen": Permission(
        Text("Aanmeldingen toetsen", "Screen applications"), PROGRAMME
    ),
    "programme.decide": Permission(
        Text("Over deelname en status besluiten", "Decide on taking part and status"),
        TEAM,
    ),
    "deals.view": Permission(
        Text("Green Deals en hun geld bekijken", "See Green Deals and their money"),
        AUTHORITIES | PROGRAMME,
        everywhere=True,
    ),
    "deals.manage": Permission(
        Text("Green Deals sluiten en boeken", "Make Green Deals and book"), TEAM
    ),
    "vouchers.apply": Permission(
        Text("Een voucher aanvragen en inleveren", "Apply for a voucher and deliver"),
        frozenset({Role.PARK_MANAGER, Role.MUNICIPALITY}) | TEAM,
    ),
    "vouchers.assess": Permission(
        Text("Vouchers beoordelen en toekennen", "Assess and grant vouchers"),
        frozenset({Role.PROVINCE}) | TEAM,
    ),
    "labels.apply": Permission(
        Text("Een terrein laten beoordelen", "Have a park assessed"), WHO_RUN_PARKS
    ),
    "labels.assess": Permission(
        Text("Terreinen beoordelen", "Assess parks"),
        frozenset({Role.PARTNER}) | PROGRAMME,
        everywhere=True,
    ),
    "labels.manage": Permission(
        Text(
            "Beoordelaars kiezen en certificaten geven",
            "Choose assessors and give certificates",
        ),
        TEAM,
    ),
    "accounts.invite": Permission(
        Text("Collega’s uitnodigen", "Invite colleagues"), WHO_RUN_PARKS
    ),
    "accounts.manage": Permission(
        Text("Mensen en rollen beheren", "Manage people and roles"), ADMINISTRATORS
    ),
    "accounts.tokens": Permission(
        Text("Sleutels voor programma’s maken", "Make keys for programs"),
        SIGNED_IN,
        everywhere=True,
    ),
    "audit.view": Permission(
        Text("Het logboek van handelingen lezen", "Read the audit record"), TEAM
    ),
}
"""Everything that is asked of anybody; the documentation prints this table."""


@runtime_checkable
class Placed(Protocol):
    """Something that lies within borders."""

    def places(self) -> Mapping[str, str]:
        """Give the code of each scope in which it lies."""


def may(person: Person, permission: str, subject: object = None) -> bool:
    """Tell whether somebody may do something, to a thing or anywhere at all.

    Parameters
    ----------
    person : User or AnonymousUser
        Who asks.
    permission : str
        A key of `PERMISSIONS`.
    subject : Placed, optional
        What it is done to; without it: may they do it to anything?

    Raises
    ------
    KeyError
        If the table does not know the permission.
    """
    rule = PERMISSIONS[permission]
    if Role.VISITOR in rule.roles:
        return True
    held = [each for each in assignments_of(person) if each.role in rule.roles]
    if rule.everywhere or subject is None:
        return bool(held)
    if not isinstance(subject, Placed):
        return any(each.scope == Scope.PROGRAMME for each in held)
    places = subject.places()
    return any(each.covers(places) for each in held)


def reach(person: Person, permission: str) -> Iterator[Assignment]:
    """Give the roles by which somebody may do something, each with its borders."""
    roles = PERMISSIONS[permission].roles
    yield from (each for each in assignments_of(person) if each.role in roles)


def assignments_of(person: Person) -> list[Assignment]:
    """List somebody's roles; read once per request."""
    if not isinstance(person, User) or not person.is_active:
        return []
    if person.held is None:
        person.held = list(person.assignments.all())
    return person.held


class TableOfPermissions:
    """Answers Django's ``has_perm``; it signs nobody in."""

    def authenticate(self, request: HttpRequest | None, **_: object) -> None:
        """Leave signing in to others."""

    def has_perm(self, user: Person, permission: str, subject: object = None) -> bool:
        """Ask the table."""
        return permission in PERMISSIONS and may(user, permission, subject)
