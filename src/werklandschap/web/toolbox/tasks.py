"""Looking for dead links at night, and telling owners what is due."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address
from socket import gaierror, getaddrinfo
from typing import Any
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _
from django.utils.translation import override

from werklandschap.core.text import Text
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.registry import Job, Outcome, Progress
from werklandschap.web.mail import actions as mail
from werklandschap.web.scans.queries.store import engine_version
from werklandschap.web.toolbox.actions import pages as actions
from werklandschap.web.toolbox.markdown import links_in
from werklandschap.web.toolbox.models import Page
from werklandschap.web.toolbox.queries import reading

_CHECK = Text("Links nalopen", "Checking links")
_TIMEOUT_S = 10
_MOST_HOPS = 5
_AGENT = {"User-Agent": "werklandschap (link check)"}
_NIGHT_HOUR = 3
_REMIND_EVERY = timedelta(days=7)


def is_public(host: str) -> bool:
    """Tell whether a name leads to the outside world only, and not to our own network."""
    try:
        found = getaddrinfo(host, None)
    except (gaierror, UnicodeError):
        return True  # no such name: asking tells so
    return all(ip_address(each[4][0]).is_global for each in found)


def trouble_with(url: str, *, may_ask: Callable[[str], bool] = is_public) -> str:
    """Tell what is wrong with a link; empty if it answers.

    Parameters
    ----------
    url : str
        Where it leads; redirects are followed, each only if it may be asked.
    may_ask : callable
        Whether a host may be asked at all.
    """
    for _hop in range(_MOST_HOPS):
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return "no web address"
        if not may_ask(parts.hostname):
            return "not public"
        try:
            answer = requests.get(
                url,
                timeout=_TIMEOUT_S,
                headers=_AGENT,
                stream=True,
                allow_redirects=False,
            )
        except requests.RequestException as problem:
            return type(problem).__name__[:60]
        answer.close()
        if not answer.is_redirect:
            return "" if answer.status_code < 400 else f"status {answer.status_code}"
        url = requests.compat.urljoin(url, answer.headers["location"])
    return "too many redirects"


def _work(parameters: Mapping[str, Any], progress: Progress) -> Outcome:
    on = datetime.fromisoformat(parameters["at"]).date()
    links = [
        (each.page_id, url)
        for each in reading.published(on)
        for url in links_in(f"{each.body_nl}\n\n{each.body_en}")
    ]
    found = []
    for done, (page, url) in enumerate(dict.fromkeys(links)):
        progress(_CHECK, done, len(links))
        if trouble := trouble_with(url):
            found.append((page, url, trouble))
    return Outcome(result_hash="", facts=found)


def _keep(run: Any, outcome: Outcome) -> None:
    actions.keep_dead_links(found=outcome.facts, actor=PLATFORM, at=run.ended_at)


LINKS = Job(kind="toolbox_links", label=_CHECK, work=_work, keep=_keep)


def every_night(at: datetime) -> None:
    """Ask for one check a night, and remind owners of pages past their day.

    Doing it twice comes to the same: one run and one letter per page and week.
    """
    if at.hour != _NIGHT_HOUR:
        return
    told = {"at": at.date().isoformat()}
    jobs.ask(
        kind=LINKS.kind,
        parameters=told,
        inputs={},
        engine=engine_version(),
        actor=PLATFORM,
        at=at,
    )
    remind_owners(at)


def remind_owners(at: datetime) -> None:
    """Write to the owner of each page past its day, once a week."""
    week = (at.date() - datetime(2024, 1, 1).date()) // _REMIND_EVERY  # noqa: DTZ001
    stale = Page.objects.filter(review_on__lt=at.date(), owner__is_active=True)
    for page in stale.select_related("owner"):
        owner = page.owner
        assert owner is not None
        with override(owner.language):
            mail.queue(
                to=owner.email,
                subject=_("Controleer de pagina ‘%(page)s’") % {"page": page.slug},
                body=_(
                    "Deze pagina van de toolbox had vóór %(day)s opnieuw bekeken moeten "
                    "worden: %(url)s"
                )
                % {"day": page.review_on, "url": mail.site() + page.get_absolute_url()},
                key=f"toolbox stale {page.pk} {week}",
                at=at,
            )
