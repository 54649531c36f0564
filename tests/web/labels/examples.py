"""Examples of the parts of addresses of labels."""

from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.labels.models import Assessment, Certificate, Evidence

PUBLIC = {
    "label",
    "label_criteria",
    "label_park",
    "check_certificate",
    "offline_certificate_check",
    "label_keys",
    "revoked_certificates",
    "certificate",
    "certificate_file",
}
OF_A_PARK = {"assessment_id", "evidence_id", "certificate_number"}


def examples(*, park, people, plan):
    """Make an assessment with evidence and a certificate."""
    assessment = Assessment.objects.create(
        park=park,
        scan=plan.scan,
        criteria="open_prescore",
        version="1",
        made_at=AT,
        moment="BASELINE",
        made_by=people[Role.PARK_MANAGER],
    )
    evidence = Evidence.objects.create(
        assessment=assessment,
        criterion="money",
        name="plan.pdf",
        bytes_count=1,
        sha256="0" * 64,
        result_hash="0" * 64,
        added_at=AT,
    )
    certificate = Certificate.objects.create(
        assessment=assessment,
        number="WL-2026-TEST",
        issued_on=AT.date(),
        told={"says": {}, "key": "", "signature": ""},
        expires_on=AT.date(),
    )
    return {
        "assessment_id": assessment.pk,
        "evidence_id": evidence.pk,
        "certificate_number": certificate.number,
    }
