"""Certificates: issuing, revoking, and recording those of others."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.labels.models import (
    Assessment,
    Certificate,
    ForeignCertificate,
)
from werklandschap.web.labels.problems import RelatedAssessor
from werklandschap.web.labels.queries import keys, relations, scoring, vault
from werklandschap.web.parks.models import Park


@dataclass(eq=False)
class NothingToCertify(WerklandschapError):
    """An assessment that was not decided, or has a certificate already."""

    code: ClassVar[str] = "labels.nothing_to_certify"
    message: ClassVar[Text] = Text(
        nl="Er is nog niets beslist, of er is al een certificaat.",
        en="Nothing was decided yet, or there is a certificate already.",
    )


@dataclass(eq=False)
class TamperedFile(WerklandschapError):
    """What was handed in is no longer what it was."""

    code: ClassVar[str] = "labels.tampered"
    message: ClassVar[Text] = Text(
        nl="Wat is ingediend, is daarna veranderd. Er komt geen certificaat.",
        en="What was handed in was changed afterwards. There will be no certificate.",
    )


@transaction.atomic
def issue(*, assessment: Assessment, actor: User, at: datetime) -> Certificate:
    """Sign a certificate for what was decided.

    Raises
    ------
    NothingToCertify
        If nothing was decided, or it was signed already.
    TamperedFile
        If what was handed in was changed since.
    RelatedAssessor
        If an assessor turns out to have to do with the park.
    """
    found = Assessment.objects.select_for_update().get(pk=assessment.pk)
    is_decided = found.state == Assessment.State.DECIDED
    if not is_decided or Certificate.objects.filter(assessment=found).exists():
        raise NothingToCertify
    if not vault.is_unchanged(found):
        raise TamperedFile
    for _judgement, because in relations.related_judgements(found):
        raise RelatedAssessor(because)
    issued_on = timezone.localdate(at)
    told = _signed(found, issued_on)
    certificate = Certificate.objects.create(
        assessment=found,
        number=told["says"]["number"],
        told=told,
        issued_on=issued_on,
        expires_on=date.fromisoformat(told["says"]["expires_on"]),
    )
    audit.record("labels.issue", certificate, actor=actor, at=at, grade=found.grade)
    return certificate


def _signed(assessment: Assessment, issued_on: date) -> dict[str, Any]:
    from werklandschap.governance.certificate import sign

    criteria = scoring.criteria_of(assessment.criteria, assessment.version)
    park = assessment.park
    facts = {
        "number": f"WL-{issued_on.year}-{assessment.pk.hex[:8].upper()}",
        "park": park.code,
        "name": park.name,
        "is_generated": park.is_generated,
        "moment": assessment.moment,
        "grade": assessment.grade,
        "criteria": f"{criteria.name} {criteria.version}",
        "is": criteria.label.nl,
        "is_not": criteria.status.nl,
        "scan": assessment.scan.result_hash,
        **({"plan": assessment.plan.run.result_hash} if assessment.plan else {}),
        "handed_in": assessment.frozen_hash,
        "issued_on": issued_on.isoformat(),
        "expires_on": _years_later(issued_on, criteria.valid_year).isoformat(),
    }
    return sign(facts, keys.signing_key())


def _years_later(day: date, years: int) -> date:
    """Give the same day of a later year; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def revoke(
    *, certificate: Certificate, because: str, actor: User, at: datetime
) -> Certificate:
    """Take a certificate back; the list of what was revoked names it from now on."""
    found = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if found.revoked_at is None:
        found.revoked_at, found.revoked_because = at, because
        found.save(update_fields=["revoked_at", "revoked_because"])
        audit.record("labels.revoke", found, actor=actor, at=at)
    return found


def record_foreign(
    *,
    park: Park,
    facts: dict[str, Any],
    file: "UploadedFile[Any]",
    actor: User,
    at: datetime,
) -> ForeignCertificate:
    """Record a certificate that somebody else gave; we judge nothing of it.

    Parameters
    ----------
    park : Park
        Whose it is.
    facts : dict
        ``label``, ``grade``, ``issuer``, ``issued_on`` and ``expires_on``.
    file : UploadedFile
        The certificate itself.
    actor, at
        Who, when.

    Raises
    ------
    RefusedFile
        If the file is not taken in.
    """
    kept = vault.keep(file)
    with transaction.atomic():
        found = ForeignCertificate.objects.create(
            park=park,
            name=kept.name,
            media_type=kept.media_type,
            sha256=kept.sha256,
            result_hash=kept.result_hash,
            added_by=actor,
            added_at=at,
            **facts,
        )
        audit.record("labels.record_foreign", found, actor=actor, at=at)
    return found
