"""Addresses of pages about people."""

from django.urls import path

from werklandschap.web.accounts import views

urlpatterns = [
    path("mijn-account", views.me, name="me"),
    path("mijn-account/gegevens.json", views.my_data, name="my_data"),
    path("mijn-account/sleutels", views.tokens, name="tokens"),
    path(
        "mijn-account/sleutels/<int:token_id>/intrekken",
        views.revoke_token,
        name="revoke_token",
    ),
    path("uitnodigen", views.invite, name="invite"),
    path("uitnodiging/<str:secret>", views.accept, name="accept"),
    path("mensen", views.people, name="people"),
    path("mensen/<uuid:pseudonym>", views.person, name="person"),
    path("mensen/<uuid:pseudonym>/gegevens.json", views.data_of, name="data_of"),
    path("mensen/<uuid:pseudonym>/vergeten", views.erase, name="erase"),
    path(
        "mensen/<uuid:pseudonym>/rollen/<int:assignment_id>/intrekken",
        views.withdraw,
        name="withdraw",
    ),
    path("logboek", views.record, name="record"),
]
