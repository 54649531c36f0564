"""Addresses of the map and of parks."""

from django.urls import path

from werklandschap.web.parks import views

urlpatterns = [
    path("", views.home, name="home"),
    path("zoeken", views.search, name="search"),
    path("tegels/parken/<int:z>/<int:x>/<int:y>.mvt", views.tile, name="tile"),
    path("kaart/waarden", views.values, name="map_values"),
    path("kaart/eigen", views.private, name="map_private"),
    path("bedrijventerreinen", views.parks, name="parks"),
    path("bedrijventerreinen/provincie/<str:code>", views.province, name="province"),
    path(
        "bedrijventerreinen/gemeente/<str:code>",
        views.municipality,
        name="municipality",
    ),
    path("terreinen/inlezen", views.load, name="load_parks"),
]
