"""Who may judge a park: people who have nothing to do with it."""

from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Assignment, Scope, User
from werklandschap.web.accounts.rules import assignments_of, may
from werklandschap.web.labels.models import Assessment

ASSESS = "labels.assess"

HAS_ROLE = Text("heeft daar een rol", "has a role there")
MADE_IT = Text("vulde de beoordeling in", "filled in the assessment")
SAME_ORGANISATION = Text(
    "werkt bij dezelfde organisatie als iemand van het terrein",
    "works at the same organisation as somebody of the park",
)
IS_ASSESSOR = Text("was zelf beoordelaar", "was an assessor already")


def may_assess(person: User) -> bool:
    """Tell whether somebody may assess at all."""
    return person.is_active and may(person, ASSESS)


def why_related(person: User, assessment: Assessment) -> Text | None:
    """Tell what somebody has to do with a park; None if nothing.

    A role for the whole programme relates to no park in particular; any narrower role that
    covers the park does, and so does an organisation that somebody of the park works for.

    Parameters
    ----------
    person : User
        Who would judge.
    assessment : Assessment
        About which park.
    """
    places = assessment.park.places()
    if person.pk == assessment.made_by_id:
        return MADE_IT
    own = [each for each in assignments_of(person) if each.scope != Scope.PROGRAMME]
    if any(each.covers(places) for each in own):
        return HAS_ROLE
    if person.organisation_id in _organisations(assessment):
        return SAME_ORGANISATION
    return None


def _organisations(assessment: Assessment) -> set[int]:
    roles = Assignment.objects.filter(scope=Scope.PARK, code=assessment.park.code)
    found: set[int | None] = set(roles.values_list("user__organisation_id", flat=True))
    if assessment.made_by is not None:
        found.add(assessment.made_by.organisation_id)
    return {each for each in found if each is not None}


def candidates(assessment: Assessment) -> list[User]:
    """List the people who may judge this park."""
    people = User.objects.filter(is_active=True).prefetch_related("assignments")
    return [
        each
        for each in people
        if may_assess(each) and why_related(each, assessment) is None
    ]
