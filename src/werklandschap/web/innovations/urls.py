"""Addresses of the innovation database."""

from django.urls import path, re_path

from werklandschap.web.innovations.views import giving, public

_PARK = r"^bedrijventerreinen/(?P<code>[^/]+?)-(?P<slug>[-a-zA-Z0-9_]*)"

urlpatterns = [
    path("innovaties", public.innovations, name="innovations"),
    path("innovaties/open.json", public.open_json, name="innovations_json"),
    path("innovaties/open.csv", public.open_csv, name="innovations_csv"),
    path("innovaties/indienen", giving.submit, name="submit_innovation"),
    path("innovaties/beoordelen", giving.review, name="review_innovations"),
    path(
        "innovaties/beoordelen/<uuid:submission_id>",
        giving.review_one,
        name="review_innovation",
    ),
    path(
        "innovaties/cijfer/<int:effect_id>/intrekken",
        giving.withdraw_effect,
        name="withdraw_effect",
    ),
    path("innovaties/<slug:innovation>", public.innovation, name="innovation"),
    path("innovaties/<slug:innovation>/past-dit", public.fit, name="innovation_fit"),
    path(
        "innovaties/<slug:innovation>/insluiten", public.embed, name="embed_innovation"
    ),
    path("innovaties/<slug:innovation>/cijfer", giving.add_effect, name="add_effect"),
    path("innovaties/<slug:innovation>/bewerken", giving.edit, name="edit_innovation"),
    re_path(rf"{_PARK}/innovaties$", public.park_innovations, name="park_innovations"),
]
