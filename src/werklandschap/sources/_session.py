"""A visit to a public service: nobody's name is told, and no wrong way is followed."""

from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

USER_AGENT = "werklandschap"

_TRY_AGAIN = (429, 500, 502, 503, 504)
_CONNECTS = 2
"""How often more we knock on a door that stays shut; less often than a busy one."""


class _Session(requests.Session):
    """A session that tells nobody who we are and is not led astray."""

    def rebuild_auth(
        self, prepared_request: requests.PreparedRequest, response: requests.Response
    ) -> None:
        """Take no credentials from the user's own files on the way."""
        prepared_request.headers.pop("Authorization", None)

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Follow to http(s) only, and never from https back to http."""
        target = super().get_redirect_target(resp)
        if target is None:
            return None
        here, there = (
            urlsplit(address).scheme
            for address in (str(resp.url), urljoin(str(resp.url), target))
        )
        if there not in {"http", "https"} or (here == "https" and there == "http"):
            resp.close()
            raise requests.exceptions.InvalidSchema(there)
        return target


def make_session(
    *, attempts: int, backoff_s: float, longest_wait_s: float
) -> requests.Session:
    """Make a session that tries again, ever later, when a service is busy or fails.

    Parameters
    ----------
    attempts : int
        How often to ask in all, when the service answers that it is busy or fails.
    backoff_s : float
        The first wait; it doubles, with some chance in it. [s]
    longest_wait_s : float
        The longest wait, also when the service asks for more (``Retry-After``). [s]
    """
    again = attempts - 1
    retry = Retry(
        total=again,
        connect=min(_CONNECTS, again),
        read=min(_CONNECTS, again),
        status=again,
        status_forcelist=_TRY_AGAIN,
        allowed_methods={"GET", "POST"},
        backoff_factor=backoff_s,
        backoff_jitter=backoff_s,
        backoff_max=longest_wait_s,
        retry_after_max=int(longest_wait_s),
        raise_on_status=False,
    )
    session = _Session()
    session.headers["User-Agent"] = USER_AGENT
    # An auth of our own, that adds nothing, keeps requests from looking into ~/.netrc.
    session.auth = _nobody
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
