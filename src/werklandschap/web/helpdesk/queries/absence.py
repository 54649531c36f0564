"""Who is away on a day, and to whom their work falls."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from werklandschap.web.accounts.models import User
from werklandschap.web.accounts.rules import PERMISSIONS, may
from werklandschap.web.helpdesk.models import Absence, Partner


def present(people: Iterable[User], *, on: date) -> list[User]:
    """Give people, or who stands in for them on a day, or for whoever stands in.

    Who is away while nobody stands in who is there keeps the work: a letter that waits is
    better than one that nobody gets.
    """
    away = _away(on)
    found = {each.pk: each for each in (_stand_in(user, away) for user in people)}
    return list(found.values())


def replaced_by(user: User, *, on: date) -> list[User]:
    """List those whose work falls to somebody on a day."""
    away = _away(on)
    absent = User.objects.filter(pk__in=away)
    return [each for each in absent if _stand_in(each, away) == user != each]


def _away(on: date) -> Mapping[int, User | None]:
    """Give by who is away on a day who stands in."""
    now = Absence.objects.filter(user__isnull=False, since__lte=on, until__gte=on)
    return {
        each.user_id: each.replacement
        for each in now.select_related("replacement").order_by("pk")
        if each.user_id is not None
    }


def _stand_in(user: User, away: Mapping[int, User | None]) -> User:
    found: User | None = user
    seen = set[int]()
    while found is not None and found.pk in away and found.pk not in seen:
        seen.add(found.pk)
        found = away[found.pk]
    is_there = found is not None and found.pk not in away and found.is_active
    return found if found is not None and is_there else user


def partners_away(*, on: date) -> set[int]:
    """Give the keys of the partners that are away on a day."""
    now = Absence.objects.filter(partner__isnull=False, since__lte=on, until__gte=on)
    return set(now.values_list("partner_id", flat=True))


def workers() -> QuerySet[User]:
    """Give everybody who works on questions."""
    roles = PERMISSIONS["desk.work"].roles
    return User.objects.filter(assignments__role__in=roles, is_active=True).distinct()


def colleagues(partner: Partner | None) -> QuerySet[User]:
    """Give the people of a partner that answer questions."""
    roles = PERMISSIONS["desk.answer"].roles
    known = User.objects.filter(assignments__role__in=roles, is_active=True)
    own = (
        known.filter(organisation_id=partner.organisation_id)
        if partner
        else known.none()
    )
    return own.distinct()


def kept_by(user: User, partner: Partner | None) -> QuerySet[Absence]:
    """Give the absences that somebody may end: their own, and all for the programme team."""
    known = Absence.objects.select_related(
        "user", "replacement", "partner__organisation"
    )
    if may(user, "desk.manage"):
        return known
    own = known.filter(user=user)
    return own | known.filter(partner=partner) if partner else own
