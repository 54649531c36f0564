"""Addresses of scans and of the page of a park."""

from django.urls import path, re_path

from werklandschap.web.scans.views import compare, correct, files, park, run, start

_PARK = r"^bedrijventerreinen/(?P<code>[^/]+?)-(?P<slug>[-a-zA-Z0-9_]*)"
_UUID = r"(?P<scan_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    re_path(rf"{_PARK}$", park.park, name="park"),
    re_path(rf"{_PARK}/verbeteren$", correct.correct, name="correct_park"),
    re_path(rf"{_PARK}/nulmeting/{_UUID}$", park.scan, name="scan"),
    path(
        "nulmeting/<uuid:scan_id>/bestanden/<str:name>",
        files.scan_file,
        name="scan_file",
    ),
    path("nulmeting/<uuid:scan_id>/opnieuw", start.again, name="scan_again"),
    path("nulmeting/starten", start.start, name="start_scan"),
    path("terreinen/toevoegen", start.add_area, name="add_area"),
    path("nulmeting/<uuid:run_id>", run.run, name="run"),
    path("nulmeting/<uuid:run_id>/stand", run.state, name="run_state"),
    path("nulmeting/<uuid:run_id>/stoppen", run.cancel, name="cancel_run"),
    path("vergelijken", compare.compare, name="compare"),
]
