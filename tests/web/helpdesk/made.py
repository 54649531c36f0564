"""A desk with partners and a regisseur, and questions on their way."""

from datetime import date, timedelta
from decimal import Decimal

from tests.web.made import AT, PASSWORD
from werklandschap.web.accounts.actions import add_user
from werklandschap.web.accounts.models import Role, Scope
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.helpdesk.actions import answering, asking, people, working
from werklandschap.web.helpdesk.models import Partner
from werklandschap.web.helpdesk.queries.routing import place_of

UTRECHT, REGION = "GM0344", "ES14"
WORDS = answering.Words(
    what="Een ontwerp met u maken.",
    how="Twee sessies in het voorjaar.",
    result="Een plan waar allen achter staan.",
    cost_eur=Decimal(4000),
    own_eur=Decimal(1000),
)


def open_desk():
    return people.add_partners(actor=PLATFORM, at=AT)


def ask(**more):
    told = {
        "asker": "PARK",
        "level": "PARK",
        "text": "Hoe krijgen wij minder wateroverlast op ons terrein?",
        "step": "design",
        "email": "vrager@example.org",
        "name": "Vrager",
        "place": place_of(f"gemeente:{UTRECHT}", None),
        **more,
    }
    at = told.pop("at", AT)
    return asking.receive(asked=asking.Asked(**told), at=at)


def regisseur(code=REGION, email="regisseur@example.net"):
    return _person(email, Role.REGISSEUR, Scope.ENERGY_REGION, code)


def partner_person(partner, email=None):
    user = _person(
        email or f"{partner.key}@example.net", Role.PARTNER, Scope.PROGRAMME, ""
    )
    user.organisation = partner.organisation
    user.save()
    return user


def _person(email, role, scope, code):
    return add_user(
        email=email,
        name=str(role.label),
        role=role,
        scope=scope,
        code=code,
        password=PASSWORD,
        actor=PLATFORM,
        at=AT,
    )


def partners(*keys):
    return [Partner.objects.get(key=key) for key in keys]


def do(action, question, *, at=AT, actor=PLATFORM, **more):
    """Do something at the version that the question has now."""
    question.refresh_from_db()
    action(question=question, seen=question.version, actor=actor, at=at, **more)
    question.refresh_from_db()


def put_out(question, *keys, at=AT):
    do(working.sharpen, question, sharpened="Scherp.", step="design", needs=[], at=at)
    do(working.put_out, question, partners=partners(*keys or ("heijmans",)), at=at)
    return question.approaches.first()


def proposed(question, *keys, at=AT, words=WORDS):
    put_out(question, *keys, at=at)
    for approach in question.approaches.all():
        answering.propose(approach=approach, words=words, actor=PLATFORM, at=at)
    question.refresh_from_db()


def chosen(question, key="heijmans", at=AT):
    (partner,) = partners(key)
    do(working.choose, question, partner=partner, at=at)
    asking.choose(question=question, partner=partner, seen=question.version, at=at)
    question.refresh_from_db()


def carried_out(question, on=date(2026, 11, 20), at=AT):
    proposed(question, at=at)
    chosen(question, at=at)
    do(working.carry_out, question, on=on, at=at)


LATER = AT + timedelta(days=130)
