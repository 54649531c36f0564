"""What went wrong, as RFC 9457 tells it to programs."""

import json
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from rest_framework import exceptions

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.api.crs import UnknownCrs

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

_TITLES: Mapping[int, Text] = {
    400: Text("Deze vraag klopt niet", "This request is not right"),
    401: Text("Meld u aan met een sleutel", "Sign in with a key"),
    403: Text("Dit mag u niet doen", "You may not do this"),
    404: Text("Niet gevonden", "Not found"),
    405: Text("Dat kan hier niet", "That cannot be done here"),
    406: Text("In die vorm kunnen we niet antwoorden", "We cannot answer in that form"),
    409: Text("Dat kan niet meer", "That is no longer possible"),
    413: Text("Dat is te veel", "That is too much"),
    415: Text("Die vorm kunnen we niet lezen", "We cannot read that form"),
    429: Text("Te veel vragen achter elkaar", "Too many requests in a row"),
    500: Text("Er ging iets mis bij ons", "Something went wrong on our side"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: a status, what is special about this case, and which fields."""

    status: int
    code: str = ""
    detail: str = ""
    errors: tuple[Mapping[str, str], ...] = ()


class Conflict(exceptions.APIException):
    """What is asked does not fit what is there."""

    status_code = HTTPStatus.CONFLICT
    default_code = "conflict"


class CrsNotAcceptable(exceptions.APIException):
    """The header asks for a reference system that we do not speak."""

    status_code = HTTPStatus.NOT_ACCEPTABLE
    default_code = "api.unknown_crs"


def respond(problem: Problem) -> HttpResponse:
    """Give the answer that tells a problem."""
    title = _TITLES.get(problem.status) or Text(*[_phrase(problem.status)] * 2)
    told: dict[str, Any] = {
        "type": f"urn:werklandschap:{problem.code}" if problem.code else "about:blank",
        "title": title.in_language(get_language() or "nl"),
        "status": problem.status,
    }
    if problem.detail:
        told["detail"] = problem.detail
    if problem.errors:
        told["errors"] = list(problem.errors)
    body = json.dumps(told, ensure_ascii=False)
    return HttpResponse(body, status=problem.status, content_type=MEDIA_TYPE)


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Turn what a view raised into an answer; what nobody expected is logged."""
    response = respond(_problem_of(error))
    if isinstance(error, exceptions.APIException):
        if header := getattr(error, "auth_header", None):
            response.headers["WWW-Authenticate"] = header
        if (wait_s := getattr(error, "wait", None)) is not None:
            response.headers["Retry-After"] = str(max(1, math.ceil(wait_s)))
    return response


def _problem_of(error: Exception) -> Problem:
    if isinstance(error, exceptions.ValidationError):
        return Problem(400, "api.invalid", errors=tuple(_each(error.detail)))
    if isinstance(error, exceptions.APIException):
        code = str(error.default_code)
        ours = code if isinstance(error, Conflict | CrsNotAcceptable) else ""
        return Problem(error.status_code, ours, str(error.detail))
    if isinstance(error, Http404):
        return Problem(404)
    if isinstance(error, PermissionDenied):
        return Problem(403)
    if isinstance(error, WerklandschapError):
        status = 400 if isinstance(error, UnknownCrs) else 409
        return Problem(status, error.code, error.say(get_language() or "nl"))
    log.error("a request of a program failed", exc_info=error)
    return Problem(500)


def _each(detail: Any, name: str = "") -> list[dict[str, str]]:
    """List the fields that are wrong, each with the sentence that says why."""
    if isinstance(detail, Mapping):
        return [
            one
            for key, value in detail.items()
            for one in _each(value, f"{name}.{key}" if name else str(key))
        ]
    if isinstance(detail, list):
        return [one for value in detail for one in _each(value, name)]
    return [{"name": name, "reason": str(detail)}]
