"""Addresses of ambitions, designs and plans."""

from django.urls import path, re_path

from werklandschap.web.plans.views import (
    ambition,
    design,
    maintenance,
    plan,
    sessions,
    variant,
)

_PARK = r"^bedrijventerreinen/(?P<code>[^/]+?)-(?P<slug>[-a-zA-Z0-9_]*)"

urlpatterns = [
    re_path(rf"{_PARK}/ambitie$", ambition.ambition, name="ambition"),
    re_path(rf"{_PARK}/ambitie/kiezen$", ambition.choose, name="set_ambition"),
    re_path(rf"{_PARK}/ambitie/haalbaar$", ambition.reach, name="ask_reach"),
    re_path(rf"{_PARK}/ambitie/ronde$", sessions.open_one, name="open_session"),
    path("ambitie/ronde/<uuid:session_id>", sessions.session, name="session"),
    path(
        "ambitie/ronde/<uuid:session_id>/sluiten", sessions.close, name="close_session"
    ),
    path("ambitie/invullen/<str:secret>", sessions.speak, name="speak"),
    re_path(rf"{_PARK}/ontwerp$", design.design, name="design"),
    re_path(rf"{_PARK}/ontwerp/nieuw$", design.start, name="start_variant"),
    path("ontwerp/<uuid:variant_id>/plaatsen", variant.place, name="place"),
    path("ontwerp/<uuid:variant_id>/weghalen", variant.take_away, name="take_away"),
    path("ontwerp/<uuid:variant_id>/bewaren", variant.save, name="save_variant"),
    path("ontwerp/<uuid:variant_id>/terug", variant.restore, name="restore_variant"),
    path("ontwerp/<uuid:variant_id>/delen", variant.share, name="share_variant"),
    path("ontwerp/<uuid:variant_id>/reageren", variant.comment, name="comment"),
    path("ontwerp/<uuid:variant_id>/effect", variant.effect, name="effect"),
    path(
        "ontwerp/<uuid:variant_id>/kaart/<int:version>/<str:name>",
        variant.picture,
        name="variant_picture",
    ),
    path("ontwerp/<uuid:variant_id>/doorrekenen", variant.what_if, name="what_if"),
    re_path(rf"{_PARK}/plan$", plan.plans, name="plans"),
    re_path(rf"{_PARK}/plan/maken$", plan.make, name="make_plan"),
    path("plan/<uuid:plan_id>", plan.plan, name="plan"),
    path("plan/<uuid:plan_id>/aannemen", plan.accept, name="accept_plan"),
    path("plan/berekening/<uuid:run_id>", plan.run, name="plan_run"),
    path("plan/berekening/<uuid:run_id>/stand", plan.state, name="plan_state"),
    re_path(rf"{_PARK}/onderhoud$", maintenance.bring, name="maintenance"),
    path("onderhoud/sjabloon", maintenance.template, name="maintenance_template"),
]
