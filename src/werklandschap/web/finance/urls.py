"""Addresses of the money of plans."""

from django.urls import path, re_path

from werklandschap.web.finance.views import (
    assumptions,
    documents,
    files,
    firms,
    funding,
    overview,
    payers,
    splits,
)

_PARK = r"^bedrijventerreinen/(?P<code>[^/]+?)-(?P<slug>[-a-zA-Z0-9_]*)"
_MONEY = "plan/<uuid:plan_id>/geld"
_SPLIT = "verdeling/<uuid:split_id>"
_FIRM = "bedrijf/<uuid:firm_id>"

urlpatterns = [
    re_path(rf"{_PARK}/kosten-en-baten$", overview.park_money, name="park_money"),
    re_path(rf"{_PARK}/mijn-bedrijf$", firms.my_firm, name="my_firm"),
    path(_MONEY, overview.money, name="money"),
    path(f"{_MONEY}/berekenen", overview.ask, name="ask_money"),
    path(f"{_MONEY}/partij/<slug:party>", overview.party, name="money_party"),
    path(f"{_MONEY}/bestand/<str:name>", files.money_file, name="money_file"),
    path(f"{_MONEY}/proberen", assumptions.try_out, name="try_out"),
    path(f"{_MONEY}/aannames", assumptions.read, name="register"),
    path(f"{_MONEY}/aannames/wijzigen", assumptions.change, name="change_assumptions"),
    path(f"{_MONEY}/verdelen", splits.splits, name="splits"),
    path(f"{_MONEY}/financiering", funding.funding, name="funding"),
    path(f"{_MONEY}/financiering/gegevens", funding.change, name="change_funding"),
    path(f"{_MONEY}/financiering/agenda.ics", funding.agenda, name="funding_agenda"),
    path(f"{_MONEY}/wie-betaalt", payers.payers, name="payers"),
    path(f"{_MONEY}/documenten", documents.documents, name="documents"),
    path(f"{_MONEY}/documenten/maken", documents.ask, name="ask_document"),
    path(
        "geld/document/<int:document_id>/<str:name>",
        documents.document_file,
        name="document_file",
    ),
    path("geld/berekening/<uuid:run_id>/stand", overview.state, name="money_state"),
    path(_SPLIT, splits.split, name="split"),
    path(f"{_SPLIT}/deelnemers", splits.bring, name="bring_members"),
    path(f"{_SPLIT}/kavels", splits.plots, name="take_plots"),
    path(f"{_SPLIT}/deelnemers.csv", splits.members, name="members_file"),
    path(f"{_SPLIT}/delen", splits.share, name="share_split"),
    path(f"{_SPLIT}/bestand", splits.split_file, name="split_file"),
    path("verdeling/sjabloon", splits.template, name="members_template"),
    path(f"{_FIRM}/inlezen", firms.bring, name="bring_lines"),
    path(f"{_FIRM}/meekijken", firms.leave, name="firm_leave"),
    path(f"{_FIRM}/wissen", firms.remove, name="remove_firm"),
    path(f"{_FIRM}/bestand", firms.lines, name="firm_lines"),
    path(f"{_FIRM}/plan/<uuid:plan_id>", firms.firm_case, name="firm_case"),
    path("bedrijf/sjabloon", firms.template, name="lines_template"),
]
