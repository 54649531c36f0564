"""Addresses of the programme as a whole."""

from django.urls import path

from werklandschap.web.monitor import views

_QUARTER = "programma/kwartaal/<int:year>-<int:quarter>"

urlpatterns = [
    path("programma/stand", views.dashboard, name="course"),
    path("programma/stand/gegevens.csv", views.open_data, name="course_data"),
    path("programma/verwachting", views.forecast, name="forecast"),
    path("programma/effect", views.effect, name="programme_effect"),
    path(f"{_QUARTER}.pdf", views.report, name="quarterly_report"),
    path(f"{_QUARTER}-dias.pdf", views.slides, name="quarterly_slides"),
]
