"""Addresses of the label."""

from django.urls import path, re_path

from werklandschap.web.labels.views import assess, certificates, park, public

_PARK = r"^bedrijventerreinen/(?P<code>[^/]+?)-(?P<slug>[-a-zA-Z0-9_]*)"
_ONE = "label/beoordeling/<uuid:assessment_id>"

urlpatterns = [
    path("label", public.label, name="label"),
    path("label/criteria", public.criteria, name="label_criteria"),
    path("label/berekenen", public.score, name="score_all"),
    path("label/controleren", public.check, name="check_certificate"),
    path(
        "label/controleren.html", public.offline_check, name="offline_certificate_check"
    ),
    path("label/sleutels.json", public.published_keys, name="label_keys"),
    path("label/ingetrokken.json", public.revoked, name="revoked_certificates"),
    re_path(rf"{_PARK}/label$", park.label_park, name="label_park"),
    re_path(rf"{_PARK}/label/route$", park.route, name="label_route"),
    re_path(rf"{_PARK}/label/beoordeling$", park.start, name="start_assessment"),
    re_path(
        rf"{_PARK}/label/ander-certificaat$",
        certificates.foreign,
        name="foreign_certificate",
    ),
    path("label/beoordelingen", assess.assessments, name="assessments"),
    path(_ONE, assess.assessment, name="assessment"),
    path(f"{_ONE}/invullen", assess.fill_in, name="fill_in"),
    path(f"{_ONE}/bewijs", assess.evidence, name="add_evidence"),
    path(f"{_ONE}/indienen", assess.submit, name="submit_assessment"),
    path(f"{_ONE}/intrekken", assess.withdraw, name="withdraw_assessment"),
    path(f"{_ONE}/beoordelaars", assess.assign, name="assign_assessors"),
    path(f"{_ONE}/oordeel", assess.judge, name="judge"),
    path(f"{_ONE}/ander", assess.replace, name="replace_assessor"),
    path(f"{_ONE}/arbitrage", assess.arbitrate, name="arbitrate"),
    path(f"{_ONE}/certificaat", certificates.issue, name="issue_certificate"),
    path("label/bewijs/<int:evidence_id>", assess.evidence_file, name="evidence_file"),
    path(
        "label/certificaat/<str:certificate_number>",
        certificates.certificate,
        name="certificate",
    ),
    path(
        "label/certificaat/<str:certificate_number>/bestand",
        certificates.certificate_file,
        name="certificate_file",
    ),
    path(
        "label/certificaat/<str:certificate_number>/intrekken",
        certificates.revoke,
        name="revoke_certificate",
    ),
]
