"""Labels: self-assessments, two assessors, certificates, and labels of others."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from werklandschap.web.accounts.models import Role, Scope, User
from werklandschap.web.example.programme_years.parks import GENERATED
from werklandschap.web.example.programme_years.years import Part
from werklandschap.web.labels.actions import assessments, certificates
from werklandschap.web.labels.models import Assessment, Certificate
from werklandschap.web.labels.problems import NeedsLaterScan
from werklandschap.web.labels.queries import assessing
from werklandschap.web.parks.models import Park

_ASSESSORS = 6
_GRADES = "BCDE"
_PDF = b"%PDF-1.7\n% gegenereerd voorbeeld\n%%EOF\n"


def _file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, _PDF, content_type="application/pdf")


class Assessing(Part):
    """Everything of labels."""

    phase = "labels"

    def maybe_begin(self, park: Park, at: datetime) -> None:
        """Let some parks assess themselves after their scan."""
        if self.happens(self.assumed.assesses_chance):
            self.later(at + self.years.days(60, 400), self.begin, park, "BASELINE")

    def begin(self, park: Park, moment: str, at: datetime) -> None:
        """Fill in, prove, and hand in."""
        scan = park.scans.filter(is_current=True).first()
        if scan is None or park.assessments.filter(moment=moment).exists():
            return
        by: dict[str, Any] = {"actor": self.years.manager(park, at), "at": at}
        try:
            made = assessments.start_assessment(
                park=park, scan=scan, moment=moment, **by
            )
        except NeedsLaterScan:
            self.later(at + self.years.days(200, 400), self.begin, park, moment)
            return
        declared = assessing.declared_of(made)
        assessments.fill_in(
            assessment=made,
            grades={each.name: self.years.random.choice(_GRADES) for each in declared},
            notes={each.name: f"{GENERATED}." for each in declared},
            **by,
        )
        for each in declared:
            assessments.add_evidence(
                assessment=made, criterion=each.name, file=_file("bewijs.pdf"), **by
            )
        assessments.submit(assessment=made, **by)
        self.later(at + self.years.days(5, 20), self.assign, made)

    def _assessors(self, at: datetime, count: int) -> list[User]:
        numbers = self.years.random.sample(range(1, _ASSESSORS + 1), count)
        return [
            self.years.person(Role.PARTNER, Scope.PROGRAMME, number=each, at=at)
            for each in numbers
        ]

    def assign(self, made: Assessment, at: datetime) -> None:
        """Ask two people who have nothing to do with the park."""
        one, other, arbiter = self._assessors(at, 3)
        assessments.assign(
            assessment=made, assessors=(one, other), actor=self.years.team(at), at=at
        )
        made.refresh_from_db()
        grades = {**made.self_grades, **made.computed}
        self.later(at + self.years.days(5, 30), self.judge, made, one, grades)
        if self.happens(self.assumed.grades_differ_chance):
            name = next(iter(made.self_grades))
            grades = grades | {name: "C" if grades[name] != "C" else "D"}
        later_at = at + timedelta(days=31)
        self.later(later_at, self.judge, made, other, grades)
        self.later(later_at + timedelta(days=14), self.close, made, arbiter)

    def judge(
        self, made: Assessment, person: User, grades: dict[str, str], at: datetime
    ) -> None:
        """Judge, without seeing the other."""
        judgement = assessing.judgement_of(person, made)
        if judgement is not None:
            assessments.judge(
                judgement=judgement,
                grades=grades,
                notes=dict.fromkeys(grades, f"{GENERATED}: gezien."),
                actor=person,
                at=at,
            )

    def close(self, made: Assessment, arbiter: User, at: datetime) -> None:
        """Let the arbiter decide if they differ, and sign a certificate."""
        made.refresh_from_db()
        if made.state == Assessment.State.ARBITRATION:
            assessments.arbitrate(
                assessment=made,
                grades=made.judgements.all()[0].grades,
                reasons={},
                actor=arbiter,
                at=at,
            )
        signed = certificates.issue(assessment=made, actor=self.years.team(at), at=at)
        if self.happens(self.assumed.revoked_chance):
            self.later(at + self.years.days(100, 600), self.revoke, signed)

    def revoke(self, signed: Certificate, at: datetime) -> None:
        """Take a certificate back."""
        certificates.revoke(
            certificate=signed,
            because=f"{GENERATED}: het terrein is verbouwd.",
            actor=self.years.team(at),
            at=at,
        )

    def label_of_others(self, park: Park, at: datetime) -> None:
        """Bring a certificate that somebody else gave; a made-up one."""
        certificates.record_foreign(
            park=park,
            facts={
                "label": "NL_AREA",
                "grade": self.years.random.choice(_GRADES),
                "issuer": f"{GENERATED}, geen echt certificaat",
                "issued_on": at.date(),
                "expires_on": (at + timedelta(days=4 * 365)).date(),
            },
            file=_file("certificaat.pdf"),
            actor=self.years.manager(park, at),
            at=at,
        )
