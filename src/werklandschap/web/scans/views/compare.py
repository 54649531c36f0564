"""Parks and scans beside each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werklandschap.web.scans.queries import compare as queries


def compare(request: HttpRequest) -> HttpResponse:
    """Show up to four parks or scans in one table and one chart."""
    found = queries.chosen(
        request.user,
        parks=request.GET.getlist("terrein"),
        scans=request.GET.getlist("nulmeting"),
        indicator=request.GET.get("cijfer", ""),
    )
    return render(request, "scans/compare.html", {"comparison": found})
