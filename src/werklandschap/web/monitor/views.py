"""Pages of the programme as a whole; anybody may read them."""

import csv

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from werklandschap.web.monitor.forms import LeversForm
from werklandschap.web.monitor.queries import (
    ahead,
    course,
    effects,
    quarterly,
    story,
)

_SAFE_START = ("=", "+", "-", "@")


@require_GET
def dashboard(request: HttpRequest) -> HttpResponseBase:
    """Show whether the swarm is on course."""
    found = course.course(timezone.now())
    told = {
        "course": found,
        "is_generated": found.is_generated,
        "quarters": quarterly.quarters(today=timezone.localdate())[:4],
        "fewest": course.FEWEST,
    }
    return render(request, "monitor/course.html", told)


@require_GET
def open_data(_request: HttpRequest) -> HttpResponseBase:
    """Give the figures of the dashboard as a table, small numbers kept back."""
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="programma.csv"',
            "Access-Control-Allow-Origin": "*",
        },
    )
    rows = csv.DictWriter(response, ["what", "where", "year", "count"])
    rows.writeheader()
    for each in course.open_data(course.course(timezone.now())):
        rows.writerow({name: _plain(value) for name, value in each.items()})
    return response


def _plain(value: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    is_formula = isinstance(value, str) and value.startswith(_SAFE_START)
    return f"'{value}" if is_formula else value


@require_GET
def forecast(request: HttpRequest) -> HttpResponseBase:
    """Show what may come, and what the levers do to it."""
    form = LeversForm(request.GET or None)
    levers = form.cleaned_data if form.is_bound and form.is_valid() else {}
    read, now = story.read(), timezone.now()
    told = {
        "form": form,
        "ahead": ahead.ahead(read, at=now, levers=levers),
        "is_generated": course.is_generated(read.taking_part(now)),
    }
    return render(request, "monitor/ahead.html", told)


@require_GET
def effect(request: HttpRequest) -> HttpResponseBase:
    """Show what the programme did, compared with parks that do not take part."""
    read, now = story.read(), timezone.now()
    told = {
        "effects": effects.effects(read, at=now),
        "is_generated": course.is_generated(read.taking_part(now)),
    }
    return render(request, "monitor/effect.html", told)


@require_GET
def report(_request: HttpRequest, year: int, quarter: int) -> HttpResponseBase:
    """Give the report of a quarter."""
    _check(year, quarter)
    content = quarterly.report(year, quarter, now=timezone.now())
    return _pdf(content, f"kwartaal-{year}-{quarter}.pdf")


@require_GET
def slides(_request: HttpRequest, year: int, quarter: int) -> HttpResponseBase:
    """Give the slides of a quarter."""
    _check(year, quarter)
    content = quarterly.slides(year, quarter, now=timezone.now())
    return _pdf(content, f"kwartaal-{year}-{quarter}-dias.pdf")


def _check(year: int, quarter: int) -> None:
    if not quarterly.is_quarter(year, quarter, today=timezone.localdate()):
        raise Http404


def _pdf(content: bytes, name: str) -> HttpResponseBase:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
