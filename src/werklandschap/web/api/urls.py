"""Addresses for programs; none ends in a slash."""

from django.urls import include, path, re_path

from werklandschap.web.api import ogc_views as ogc
from werklandschap.web.api import views

version_1 = [
    path("openapi.json", views.Description.as_view(), name="api_description"),
    path("parks", views.ParkList.as_view(), name="api_parks"),
    path("parks.parquet", views.ParksBulk.as_view(), name="api_parks_bulk"),
    path("parks/<str:code>", views.ParkItem.as_view(), name="api_park"),
    path("parks/<str:code>/scans", views.ScanList.as_view(), name="api_scans"),
    path("scans/<uuid:scan_id>", views.ScanItem.as_view(), name="api_scan"),
    path("indicators", views.IndicatorList.as_view(), name="api_indicators"),
    path("indicators/<slug:name>", views.IndicatorItem.as_view(), name="api_indicator"),
    path("runs", views.RunList.as_view(), name="api_runs"),
    path("runs/<uuid:run_id>", views.RunItem.as_view(), name="api_run"),
]

features = [
    # Clients of OGC services end the first address in a slash by themselves.
    path("", ogc.Landing.as_view(schema=None), name="ogc_slash"),
    path("api", ogc.Description.as_view(), name="ogc_description"),
    path("conformance", ogc.Conformance.as_view(), name="ogc_conformance"),
    path("collections", ogc.CollectionList.as_view(), name="ogc_collections"),
    path(
        "collections/<slug:collection>",
        ogc.CollectionItem.as_view(),
        name="ogc_collection",
    ),
    path(
        "collections/<slug:collection>/schema",
        ogc.Schema.as_view(),
        name="ogc_schema",
    ),
    path("collections/parks/items", ogc.ParkFeatures.as_view(), name="ogc_parks"),
    path("collections/scans/items", ogc.ScanFeatures.as_view(), name="ogc_scans"),
    path(
        "collections/<slug:collection>/items/<str:key>",
        ogc.FeatureItem.as_view(),
        name="ogc_feature",
    ),
]

urlpatterns = [
    path("api", views.guide, name="api"),
    path("api/v1", views.Root.as_view(), name="api_root"),
    path("api/v1/", include(version_1)),
    path("ogc", ogc.Landing.as_view(), name="ogc_landing"),
    path("ogc/", include(features)),
    re_path(r"^(?:api|ogc)/", views.Elsewhere.as_view(), name="api_elsewhere"),
]
