"""All addresses of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("werklandschap.web.pages.urls")),
    path("", include("werklandschap.web.accounts.urls")),
    path("", include("werklandschap.web.parks.urls")),
    path("", include("werklandschap.web.network.urls")),
    path("", include("werklandschap.web.toolbox.urls")),
    path("", include("werklandschap.web.innovations.urls")),
    path("", include("werklandschap.web.helpdesk.urls")),
    path("", include("werklandschap.web.plans.urls")),
    path("", include("werklandschap.web.finance.urls")),
    path("", include("werklandschap.web.programme.urls")),
    path("", include("werklandschap.web.vouchers.urls")),
    path("", include("werklandschap.web.labels.urls")),
    path("", include("werklandschap.web.monitor.urls")),
    path("", include("werklandschap.web.scans.urls")),
    path("", include("werklandschap.web.api.urls")),
    path("account/", include("allauth.urls")),
]

handler400 = "werklandschap.web.pages.views.bad_request"
handler403 = "werklandschap.web.pages.views.not_allowed"
handler404 = "werklandschap.web.pages.views.not_found"
handler500 = "werklandschap.web.pages.views.fault"
