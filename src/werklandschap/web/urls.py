"""All addresses of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("werklandschap.web.pages.urls")),
    path("", include("werklandschap.web.accounts.urls")),
    path("", include("werklandschap.web.parks.urls")),
    path("", include("werklandschap.web.plans.urls")),
    path("", include("werklandschap.web.scans.urls")),
    path("", include("werklandschap.web.api.urls")),
    path("account/", include("allauth.urls")),
]

handler400 = "werklandschap.web.pages.views.bad_request"
handler403 = "werklandschap.web.pages.views.not_allowed"
handler404 = "werklandschap.web.pages.views.not_found"
handler500 = "werklandschap.web.pages.views.fault"
