"""Addresses of the programme."""

from django.urls import path, re_path

from werklandschap.web.programme.views import deals, partners, progress, reports, scans

_PARK = r"^bedrijventerreinen/(?P<code>[^/]+?)-(?P<slug>[-a-zA-Z0-9_]*)"
_APPLICATION = "programma/aanmelding/<uuid:application_id>"
_DEAL = "green-deals/<uuid:deal_id>"

urlpatterns = [
    path("programma", partners.programme, name="programme"),
    path("programma/terreinen", partners.partners, name="partners"),
    path("programma/aanmeldingen", partners.applications, name="applications"),
    path(_APPLICATION, partners.application, name="application"),
    path(f"{_APPLICATION}/toetsen", partners.screen, name="screen_application"),
    path(f"{_APPLICATION}/besluiten", partners.decide, name="decide_application"),
    path(f"{_APPLICATION}/intrekken", partners.withdraw, name="withdraw_application"),
    path("programma/nulmetingen", scans.stock, name="scan_stock"),
    path("programma/nulmetingen/plaatsen", scans.change_stock, name="change_stock"),
    path(
        "programma/nulmetingen/<int:place_id>/opnieuw",
        scans.try_again,
        name="try_scan_again",
    ),
    path("programma/stil", progress.fading, name="fading"),
    re_path(rf"{_PARK}/voortgang$", progress.progress, name="progress"),
    re_path(rf"{_PARK}/voortgang/bestuur$", progress.board_page, name="board_page"),
    re_path(rf"{_PARK}/voortgang/stap$", progress.note_step, name="note_step"),
    re_path(
        rf"{_PARK}/voortgang/afspraak$", progress.add_commitment, name="add_commitment"
    ),
    re_path(rf"{_PARK}/voortgang/notitie$", progress.add_note, name="add_note"),
    path(
        "voortgang/afspraak/<int:commitment_id>",
        progress.close_commitment,
        name="close_commitment",
    ),
    path(
        "voortgang/suggestie/<int:recommendation_id>",
        progress.answer,
        name="answer_recommendation",
    ),
    re_path(rf"{_PARK}/partner$", partners.apply, name="apply_partner"),
    re_path(rf"{_PARK}/status$", partners.move, name="move_status"),
    re_path(rf"{_PARK}/opvolging$", partners.succeed, name="succeed_park"),
    path("green-deals", deals.deals, name="deals"),
    path("green-deals/nieuw", deals.prepare, name="prepare_deal"),
    path(_DEAL, deals.deal, name="deal"),
    path(f"{_DEAL}/grootboek.csv", deals.ledger_csv, name="deal_ledger"),
    path(f"{_DEAL}/tekenen", deals.sign, name="sign_deal"),
    path(f"{_DEAL}/fase", deals.set_phase, name="set_phase"),
    path(f"{_DEAL}/stoppen", deals.end, name="end_deal"),
    path(f"{_DEAL}/partij", deals.add_party, name="add_party"),
    path(f"{_DEAL}/inbreng", deals.promise, name="deal_promise"),
    path(f"{_DEAL}/boeken", deals.book, name="book"),
    path(
        "green-deals/inbreng/<int:promise_id>", deals.keep_promise, name="keep_promise"
    ),
    path(
        "green-deals/boeking/<int:entry_id>/terugdraaien",
        deals.reverse_entry,
        name="reverse_entry",
    ),
    path("programma/rapportages", reports.reports, name="fund_reports"),
    path("programma/rapportages/nieuw", reports.freeze, name="freeze_report"),
    path("programma/rapportages/<int:number>", reports.report, name="fund_report"),
    path(
        "programma/rapportages/<int:number>.json",
        reports.report_json,
        name="fund_report_json",
    ),
]
