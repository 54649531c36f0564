"""Addresses of vouchers."""

from django.urls import path, re_path

from werklandschap.web.vouchers.views import applications, rounds

_PARK = r"^bedrijventerreinen/(?P<code>[^/]+?)-(?P<slug>[-a-zA-Z0-9_]*)"
_UUID = r"(?P<round_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_ROUND = "vouchers/<uuid:round_id>"

urlpatterns = [
    path("vouchers", rounds.vouchers, name="vouchers"),
    path("vouchers/toekenningen.csv", rounds.awards_csv, name="voucher_awards"),
    path("vouchers/nieuw", rounds.prepare, name="prepare_round"),
    path("vouchers/uitvoerders", rounds.executors, name="executors"),
    path("vouchers/uitvoerders/nieuw", rounds.list_executor, name="list_executor"),
    path(
        "vouchers/uitvoerders/<int:executor_id>/van-de-lijst",
        rounds.strike_executor,
        name="strike_executor",
    ),
    path("vouchers/te-beslissen", applications.desk, name="voucher_desk"),
    path(_ROUND, rounds.voucher_round, name="voucher_round"),
    path(f"{_ROUND}/loting.json", rounds.draw_json, name="voucher_draw"),
    path(f"{_ROUND}/vastleggen", rounds.fix, name="fix_round"),
    path(f"{_ROUND}/loten", rounds.draw, name="draw_lots"),
    path(f"{_ROUND}/budget", rounds.budget, name="change_budget"),
    re_path(rf"{_PARK}/voucher$", applications.park_voucher, name="park_voucher"),
    re_path(rf"{_PARK}/voucher/{_UUID}$", applications.apply, name="apply_voucher"),
    path(
        "vouchers/aanvraag/<uuid:request_id>",
        applications.application,
        name="voucher_application",
    ),
    path(
        "vouchers/aanvraag/<uuid:request_id>/<slug:step>",
        applications.own,
        name="voucher_own",
    ),
    path("vouchers/dossier/<uuid:request_id>", applications.case, name="voucher_case"),
    path(
        "vouchers/dossier/<uuid:request_id>/<slug:step>",
        applications.assess,
        name="voucher_assess",
    ),
    path(
        "vouchers/besluit/<int:decision_id>.pdf",
        applications.letter,
        name="voucher_letter",
    ),
    path(
        "vouchers/dossier/besluit/<int:decision_id>.pdf",
        applications.letter_copy,
        name="voucher_letter_copy",
    ),
    path(
        "vouchers/dossier/document/<int:delivery_id>.pdf",
        applications.delivered,
        name="voucher_document",
    ),
]
