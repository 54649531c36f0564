"""From self-assessment to certificate: the rules, and what may not happen."""

import json
import runpy
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.labels.conftest import PDF, keep_figures, make_assessor, pdf
from tests.web.made import AT
from werklandschap.governance.certificate import sign
from werklandschap.web.accounts.models import Organisation, Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.labels.actions import assessments, certificates
from werklandschap.web.labels.models import Assessment, Evidence, ForeignCertificate
from werklandschap.web.labels.queries import assessing, keys, relations, standing, vault
from werklandschap.web.plans.queries.parts import address

pytestmark = [
    pytest.mark.django_db,
    # The script of the docs leaves its files to be closed by Python.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]
DOCS = Path(__file__).parents[3] / "docs"
State = Assessment.State


# -- Handing in --------------------------------------------------------------------------
def test_an_assessment_without_evidence_is_not_handed_in(measured, manager):
    found = assessments.start_assessment(
        park=measured.park, scan=measured, moment="BASELINE", actor=manager, at=AT
    )
    with pytest.raises(assessments.NotComplete):
        assessments.submit(assessment=found, actor=manager, at=AT)


def test_one_moment_is_assessed_once_at_a_time(submitted, measured, manager):
    def begin(moment, scan):
        return assessments.start_assessment(
            park=scan.park, scan=scan, moment=moment, actor=manager, at=AT
        )

    with pytest.raises(assessments.AlreadyOpen):
        begin("BASELINE", measured)
    later = keep_figures(measured.park, at=AT + timedelta(days=400))
    assert begin("REALISED", later).state == State.DRAFT
    assessments.withdraw(assessment=submitted, actor=manager, at=AT)
    assert begin("BASELINE", measured).state == State.DRAFT


def test_what_was_handed_in_is_frozen_and_later_files_show(submitted, manager):
    frozen = submitted.frozen_hash
    with pytest.raises(assessments.WrongMoment):
        assessments.fill_in(
            assessment=submitted, grades={}, notes={}, actor=manager, at=AT
        )
    later = assessments.add_evidence(
        assessment=submitted,
        criterion="money",
        file=pdf(more=b"2"),
        actor=manager,
        at=AT,
    )
    assert later.is_after_freeze
    assert vault.frozen_hash(submitted) == frozen
    seen = assessing.seen(manager, submitted)
    assert seen.is_unchanged
    assert seen.later == [later]


def test_a_change_behind_our_back_shows_and_stops_the_certificate(judged, team):
    found = judged()
    Assessment.objects.filter(pk=found.pk).update(self_grades={"upkeep": "A"})
    found.refresh_from_db()
    assert not vault.is_unchanged(found)
    with pytest.raises(certificates.TamperedFile):
        certificates.issue(assessment=found, actor=team, at=AT)


# -- Files -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.pdf", b""),
        ("plan.exe", b"MZ"),
        ("plan.svg", b"<svg onload='alert(1)'/>"),
        ("plan.pdf", b"<html><script>"),
        ("foto.png", PDF),
        ("plan.pdf", PDF + b"/S /JavaScript /JS (app.alert(1))"),
        ("plan.pdf", PDF + b"/S /J#61vaScript"),
        ("plan.pdf", PDF + b"/Type /EmbeddedFile"),
        ("plan.pdf", PDF + b"/Encrypt 5 0 R"),
        ("plan.pdf", PDF + b"/Type /ObjStm /Filter /FlateDecode >>\nstream\n"
         + __import__("zlib").compress(b"<< /S /JavaScript >>")),
        ("groot.pdf", PDF + bytes(10 * 1024 * 1024)),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_a_hostile_file_is_refused_and_nothing_is_kept(
    name, content, submitted, manager
):
    before = Evidence.objects.count()
    with pytest.raises(vault.RefusedFile):
        assessments.add_evidence(
            assessment=submitted,
            criterion="money",
            file=SimpleUploadedFile(name, content),
            actor=manager,
            at=AT,
        )
    assert Evidence.objects.count() == before


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\plannen\\plan.pdf", "plan.pdf"),
        ('a"<b>\x00\n.pdf', "ab.pdf"),
        ("...", "bestand"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_becomes_plain(sent, kept):
    assert vault.plain_name(sent) == kept


def test_the_same_file_counts_once(submitted, manager):
    before = Evidence.objects.count()
    for _ in range(2):
        assessments.add_evidence(
            assessment=submitted, criterion="money", file=pdf(), actor=manager, at=AT
        )
    assert Evidence.objects.count() == before


def test_a_file_is_given_to_keep_and_a_changed_one_not_at_all(
    submitted, manager, outsider, browser_of
):
    kept = submitted.evidence.first()
    there = reverse("evidence_file", args=[kept.pk])
    answer = browser_of(manager).get(there)
    assert answer.getvalue() == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert browser_of(outsider).get(there).status_code == 404
    vault.file_of(kept).write_bytes(b"iets anders")
    assert browser_of(manager).get(there).status_code == 404


# -- Assessors ---------------------------------------------------------------------------
def test_somebody_related_to_the_park_does_not_assess(
    submitted, assessors, people, manager, team
):
    made = Organisation.objects.create(name="Parkbeheer")
    colleague = make_assessor(3)
    for each in (manager, colleague):
        each.organisation = made
        each.save()
    for other, why in (
        (people[Role.REGISSEUR], relations.HAS_ROLE),
        (colleague, relations.SAME_ORGANISATION),
    ):
        with pytest.raises(assessments.RelatedAssessor) as refused:
            assessments.assign(
                assessment=submitted,
                assessors=(assessors[0], other),
                actor=team,
                at=AT,
            )
        assert refused.value.because == why
        assert other not in relations.candidates(submitted)
    assert not submitted.judgements.exists()


def test_one_person_does_not_judge_twice_and_not_everybody_may(
    submitted, assessors, people, team
):
    for pair in (assessors[:1] * 2, (assessors[0], people[Role.ENTREPRENEUR])):
        with pytest.raises(assessments.NotAnAssessor):
            assessments.assign(assessment=submitted, assessors=pair, actor=team, at=AT)


def test_assessors_are_blind_to_each_other_until_both_have_spoken(
    submitted, assessors, team, manager
):
    assessments.assign(assessment=submitted, assessors=assessors, actor=team, at=AT)
    grades = {each.name: "D" for each in assessing.criteria_of(submitted)}
    secret = "dit mag de ander nog niet lezen"

    def say(person):
        assessments.judge(
            judgement=assessing.judgement_of(person, submitted),
            grades=grades,
            notes=dict.fromkeys(grades, secret),
            actor=person,
            at=AT,
        )

    say(assessors[0])
    for reader in (assessors[1], team, manager):
        seen = assessing.seen(reader, submitted)
        assert not seen.shows_judgements
        assert all(not line.given and not line.given_notes for line in seen.lines)
    say(assessors[1])
    assert assessing.seen(assessors[1], submitted).shows_judgements


def test_a_judgement_that_differs_from_the_scan_says_why(submitted, assessors, team):
    assessments.assign(assessment=submitted, assessors=assessors, actor=team, at=AT)
    with pytest.raises(assessments.ReasonNeeded):
        assessments.judge(
            judgement=assessing.judgement_of(assessors[0], submitted),
            grades={each.name: "A" for each in assessing.criteria_of(submitted)},
            notes={},
            actor=assessors[0],
            at=AT,
        )


def test_who_agree_decide_and_who_differ_go_to_an_arbiter(
    judged, people, team, assessors
):
    found = judged(money="A", upkeep="E")
    assert found.state == State.ARBITRATION
    with pytest.raises(assessments.RelatedAssessor):
        assessments.arbitrate(
            assessment=found, grades={}, reasons={}, actor=assessors[0], at=AT
        )
    assessments.arbitrate(
        assessment=found,
        grades={"money": "B", "upkeep": "C", "green": "A"},
        reasons={"money": "de begroting is getekend"},
        actor=team,
        at=AT,
    )
    found.refresh_from_db()
    assert found.state == State.DECIDED
    assert found.grades["money"] == "B"
    assert found.grades["green"] == "D"  # both agreed: no arbiter changes that
    assert set(found.reasons) == {"money", "upkeep"}
    agreement = assessing.all_agreement()
    assert agreement.share == pytest.approx(1 - 2 / agreement.count)


# -- Certificates ------------------------------------------------------------------------
@pytest.fixture
def certificate(judged, team):
    found = judged()
    assert (found.state, found.grade) == (State.DECIDED, "D")
    return certificates.issue(assessment=found, actor=team, at=AT)


def verdict(browser, told):
    answer = browser.post(reverse("check_certificate"), {"told": json.dumps(told)})
    return answer.context["checked"].verdict


def test_a_certificate_is_checked_on_the_site_and_by_the_script_in_the_docs(
    certificate, browser_of, team, tmp_path
):
    browser = browser_of(None)
    file = browser.get(reverse("certificate_file", args=[certificate.number])).json()
    assert verdict(browser, file) == "valid"
    forged = json.loads(json.dumps(file))
    forged["says"]["grade"] = "A"
    assert verdict(browser, forged) == "forged"
    page = (DOCS / "how-to/label.md").read_text("utf-8")
    code = page.split("```python\n", 1)[1].split("```")[0]
    assert len([line for line in code.splitlines() if line]) <= 10
    (tmp_path / "check.py").write_text(code)
    (tmp_path / "keys").write_text(
        json.dumps(browser.get(reverse("label_keys")).json())
    )
    for name, told in (("good", file), ("forged", forged)):
        (tmp_path / name).write_text(json.dumps(told))
    assert runs(tmp_path / "check.py", tmp_path / "good", tmp_path / "keys")
    assert not runs(tmp_path / "check.py", tmp_path / "forged", tmp_path / "keys")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_saved_page_checks_certificates_without_a_connection(
    certificate, browser_of, team, chromium, tmp_path
):
    def save(name):
        there = reverse("offline_certificate_check")
        (tmp_path / name).write_bytes(browser_of(None).get(there).content)
        return (tmp_path / name).as_uri()

    page = chromium.new_context(offline=True).new_page()

    def verdict_on(told, uri):
        page.goto(uri)
        page.get_by_label("Plak hier het certificaat").fill(told)
        page.get_by_role("button", name="Controleren").click()
        page.wait_for_function("document.querySelector('output').textContent")
        return page.inner_text("output")

    fresh = save("fresh.html")
    told = certificate.told
    good = verdict_on(json.dumps(told, indent=2), fresh)
    assert "echt en geldig" in good
    assert "Testterrein: D" in good
    forged = {**told, "says": {**told["says"], "grade": "A"}}
    assert "is veranderd of niet" in verdict_on(json.dumps(forged), fresh)
    strange = {**told, "key": "0" * 16}
    assert "sleutel die niet van ons is" in verdict_on(json.dumps(strange), fresh)
    assert "niet te lezen" in verdict_on("{}", fresh)
    gone = {**told["says"], "expires_on": "2020-01-01"}
    assert "verlopen" in verdict_on(json.dumps(sign(gone, keys.signing_key())), fresh)
    certificates.revoke(
        certificate=certificate, because="vergissing", actor=team, at=AT
    )
    assert "ingetrokken" in verdict_on(json.dumps(told), save("newer.html"))
    page.context.close()


def runs(script, *files):
    """Tell whether the script of the docs accepts a certificate."""
    arguments = sys.argv
    sys.argv = [str(script), *map(str, files)]
    try:
        runpy.run_path(str(script))
    except InvalidSignature:
        return False
    finally:
        sys.argv = arguments
    return True


def test_a_revoked_certificate_says_so_everywhere(certificate, browser_of, team):
    browser = browser_of(None)
    certificates.revoke(
        certificate=certificate, because="vergissing", actor=team, at=AT
    )
    assert verdict(browser, certificate.told) == "revoked"
    signed = browser.get(reverse("revoked_certificates")).json()
    assert signed["says"]["revoked"] == [certificate.number]
    assert verdict(browser, signed) in {"valid", "expired"}
    page = browser.get(reverse("certificate", args=[certificate.number]))
    assert "ingetrokken" in page.content.decode()
    assert AuditEntry.objects.filter(action="labels.revoke").exists()


def test_an_expired_certificate_is_no_longer_valid(certificate):
    from werklandschap.web.labels.queries.checking import checked

    told = json.dumps(certificate.told)
    last = certificate.expires_on
    assert checked(told, on=last).verdict == "valid"
    assert checked(told, on=last + timedelta(days=1)).verdict == "expired"
    assert certificate in [each["certificate"] for each in standing.due(last)]


def test_a_certificate_is_looked_at_again_when_a_newer_scan_is_worse(certificate, park):
    from werklandschap.web.labels.actions.scores import score_scan

    assert not standing.needs_recheck(certificate)
    for grade, is_due in (("C", False), ("F", True)):
        scan = keep_figures(park, grade, at=AT + timedelta(days=400))
        score_scan(scan=scan, actor=certificate.assessment.made_by, at=AT)
        assert standing.needs_recheck(certificate) == is_due


def test_only_what_was_decided_gets_one_certificate(certificate, submitted, team):
    with pytest.raises(certificates.NothingToCertify):
        certificates.issue(assessment=submitted, actor=team, at=AT)


def test_a_certificate_of_others_is_shown_with_its_issuer(
    measured, manager, browser_of
):
    browser = browser_of(manager)
    there = address("foreign_certificate", measured.park)
    facts = {"label": "NL_AREA", "grade": "B", "issuer": "NL Greenlabel"}
    late = {"issued_on": "2026-01-02", "expires_on": "2025-01-02", "file": pdf()}
    assert "vóór de datum" in browser.post(there, facts | late).content.decode()
    hostile = {"issued_on": "2026-01-02", "file": SimpleUploadedFile("a.pdf", b"MZ")}
    refused = browser.post(there, facts | hostile).context["form"].errors
    assert "past niet" in str(refused)
    good = {"issued_on": "2026-01-02", "file": pdf()}
    assert browser.post(there, facts | good).status_code == 302
    assert ForeignCertificate.objects.count() == 1
    page = browser_of(None).get(address("label_park", measured.park)).content.decode()
    assert "NL Gebiedslabel" in page
    assert "NL Greenlabel" in page
