"""Addresses of the desk."""

from django.urls import path

from werklandschap.web.helpdesk.views import (
    absence,
    answering,
    asking,
    following,
    programme,
    working,
)

urlpatterns = [
    path("stel-een-vraag", asking.ask, name="ask"),
    path("stel-een-vraag/klaar", asking.ask_done, name="ask_done"),
    path("stel-een-vraag/bekend", asking.ask_known, name="ask_known"),
    path("stel-een-vraag/privacy", asking.ask_privacy, name="ask_privacy"),
    path("stel-een-vraag/antwoord/<int:number>", asking.answered, name="answered"),
    path("stel-een-vraag/<slug:step>", asking.ask, name="ask_step"),
    path("vraag/<str:secret>", following.follow, name="follow"),
    path(
        "vraag/<str:secret>/voorstel/<int:approach_id>",
        following.follow_proposal,
        name="follow_proposal",
    ),
    path("mijn-werk", working.work, name="work"),
    path("loket", working.desk, name="desk"),
    path("loket/filter", working.save_filter, name="save_filter"),
    path("loket/voorstellen", answering.partner_desk, name="partner_desk"),
    path("loket/cijfers", programme.figures, name="desk_figures"),
    path("loket/cijfers.csv", programme.export, name="desk_export"),
    path("loket/afwezig", absence.absence, name="absence"),
    path("loket/afwezig/<int:absence_id>/terug", absence.be_back, name="be_back"),
    path("loket/instellen", programme.settings, name="desk_settings"),
    path(
        "loket/instellen/partner/<int:partner_id>",
        programme.partner,
        name="partner_settings",
    ),
    path(
        "loket/instellen/brief/<slug:kind>/<slug:language>",
        programme.letter,
        name="letter",
    ),
    path("loket/bijlage/<int:attachment_id>", working.attachment, name="attachment"),
    path("loket/voorstel/<int:approach_id>", answering.proposal, name="proposal"),
    path(
        "loket/voorstel/<int:approach_id>/a4", answering.proposal_a4, name="proposal_a4"
    ),
    path("loket/<int:number>", working.question, name="question"),
    path("loket/<int:number>/<slug:move>", working.move, name="question_move"),
]
