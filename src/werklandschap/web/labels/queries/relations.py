"""Who may judge a park: people who have nothing to do with it."""

from collections.abc import Iterable, Iterator

from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Assignment, Scope, User
from werklandschap.web.accounts.rules import assignments_of, may
from werklandschap.web.labels.models import Assessment, Judgement
from werklandschap.web.labels.ties import Tie, provided
from werklandschap.web.programme.models import PartnerApplication, Partnership
from werklandschap.web.vouchers.models import Application, Delivery, Voucher

ASSESS = "labels.assess"

HAS_ROLE = Text("heeft daar een rol", "has a role there")
MADE_IT = Text(
    "vulde de beoordeling in of leverde bewijs",
    "filled in the assessment or sent evidence",
)
TAKES_PART = Text(
    "meldde het terrein aan of is er de contactpersoon",
    "applied for the park or is its contact",
)
ASKED_MONEY = Text(
    "vroeg er een voucher aan of leverde er een document voor",
    "applied for a voucher there or delivered a document for it",
)
CARRIES_OUT = Text(
    "werkt bij de uitvoerder van de voucher van het terrein",
    "works for the executor of the voucher of the park",
)
SAME_ORGANISATION = Text(
    "werkt bij dezelfde organisatie als iemand van het terrein",
    "works at the same organisation as somebody of the park",
)
SAME_DOMAIN = Text(
    "heeft een e-mailadres van dezelfde organisatie als iemand van het terrein",
    "has an e-mail address of the same organisation as somebody of the park",
)
IS_ASSESSOR = Text("was zelf beoordelaar", "was an assessor already")

OF_ANYBODY = frozenset(
    {
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "icloud.com",
        "kpnmail.nl", "live.nl", "me.com", "msn.com", "outlook.com", "planet.nl",
        "proton.me", "protonmail.com", "xs4all.nl", "yahoo.com", "ziggo.nl",
        "example.com", "example.net", "example.org",
    }
)  # fmt: skip
"""Domains that say nothing of where somebody works (a choice), and those of examples."""


def may_assess(person: User) -> bool:
    """Tell whether somebody may assess at all."""
    return person.is_active and may(person, ASSESS)


def why_related(
    person: User, assessment: Assessment, ties: Iterable[Tie] | None = None
) -> Text | None:
    """Tell what somebody has to do with a park; None if nothing.

    A role for the whole programme relates to no park in particular; any narrower role that
    covers the park does, and so does what somebody, or anybody of their organisation, did
    for it.

    Parameters
    ----------
    person : User
        Who would judge.
    assessment : Assessment
        About which park.
    ties : iterable of Tie, optional
        As `ties_of` gives them, where many people are looked at.
    """
    places = assessment.park.places()
    own = [each for each in assignments_of(person) if each.scope != Scope.PROGRAMME]
    ties = list(ties_of(assessment) if ties is None else ties)
    if because := next((t.because for t in ties if t.person_id == person.pk), None):
        return because
    if any(each.covers(places) for each in own):
        return HAS_ROLE
    firm = person.organisation
    if firm is not None:
        for tie in ties:
            is_same_name = tie.organisation_name.casefold() == firm.name.casefold()
            if tie.organisation_id == firm.pk or is_same_name:
                return tie.because if tie.person_id is None else SAME_ORGANISATION
    people = {tie.person_id for tie in ties if tie.person_id is not None}
    return SAME_DOMAIN if _shares_domain(person, people) else None


def ties_of(assessment: Assessment) -> list[Tie]:
    """List what ties people and organisations to the park of an assessment.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    park = assessment.park
    people = dict(_people(assessment))
    organisations = User.objects.filter(pk__in=people).exclude(organisation=None)
    firms = dict(organisations.values_list("pk", "organisation"))
    return [
        *(
            Tie(because=why, person_id=key, organisation_id=firms.get(key))
            for key, why in people.items()
        ),
        *_named(assessment),
        *provided(park),
    ]


def _people(assessment: Assessment) -> Iterator[tuple[int, Text]]:
    """Give the people of a park with what they did; of two reasons the last one counts."""
    park = assessment.park
    roles = Assignment.objects.filter(scope=Scope.PARK, code=park.code)
    partnerships = Partnership.objects.filter(park=park)
    applied = PartnerApplication.objects.filter(partnership__park=park)
    asked = Application.objects.filter(partnership__park=park)
    brought = Delivery.objects.filter(voucher__application__partnership__park=park)
    found = (
        (roles.values_list("user", flat=True), HAS_ROLE),
        (brought.values_list("by", flat=True), ASKED_MONEY),
        (asked.values_list("made_by", flat=True), ASKED_MONEY),
        (applied.values_list("made_by", flat=True), TAKES_PART),
        (partnerships.values_list("contact", flat=True), TAKES_PART),
        (assessment.evidence.values_list("added_by", flat=True), MADE_IT),
        ([assessment.made_by_id], MADE_IT),
    )
    for keys, why in found:
        yield from ((key, why) for key in keys if key is not None)


def _named(assessment: Assessment) -> Iterator[Tie]:
    """Give the organisations of which only the name is known."""
    park = assessment.park
    vouchers = Voucher.objects.filter(application__partnership__park=park)
    executors = vouchers.exclude(executor=None)
    for name in executors.values_list("executor__name", flat=True):
        yield Tie(because=CARRIES_OUT, organisation_name=name)
    asked = Application.objects.filter(partnership__park=park)
    applied = PartnerApplication.objects.filter(partnership__park=park)
    for rows, why in ((asked, ASKED_MONEY), (applied, TAKES_PART)):
        for name in rows.values_list("organisation", flat=True):
            if name:
                yield Tie(because=why, organisation_name=name)


def _shares_domain(person: User, people: set[int]) -> bool:
    own = domain_of(person.email)
    if own in OF_ANYBODY:
        return False
    known = User.objects.filter(pk__in=people, email__iendswith=f"@{own}")
    return known.exclude(pk=person.pk).exists()


def domain_of(email: str) -> str:
    """Give the part of an address that may tell where somebody works."""
    return email.rpartition("@")[2].lower()


def candidates(assessment: Assessment) -> list[User]:
    """List the people who may judge this park."""
    ties = ties_of(assessment)
    people = User.objects.filter(is_active=True).select_related("organisation")
    judges = assessment.judgements.values_list("assessor", flat=True)
    return [
        each
        for each in people.exclude(pk__in=judges).prefetch_related("assignments")
        if may_assess(each) and why_related(each, assessment, ties) is None
    ]


def related_judgements(assessment: Assessment) -> list[tuple[Judgement, Text]]:
    """List judgements by people who turn out to have to do with the park.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    ties = ties_of(assessment)
    rows = assessment.judgements.filter(replaced_at=None)
    return [
        (each, because)
        for each in rows.select_related("assessor__organisation")
        if (because := why_related(each.assessor, assessment, ties)) is not None
    ]
