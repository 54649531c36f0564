"""How the APIs are described: what holds for every address, said once."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

_VERSIONED = {
    "API-Version": {
        "description": "Versie van deze API.",
        "schema": {"type": "string"},
    }
}
_PROBLEM = {
    "type": "object",
    "description": "Wat er misging (RFC 9457).",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
_ALWAYS = {
    "400": "De vraag klopt niet.",
    "401": "De sleutel bestaat niet.",
    "404": "Niet gevonden.",
    "405": "Deze methode kan hier niet.",
    "406": "In deze vorm of dit coördinaatstelsel kunnen we niet antwoorden.",
    "429": "Te veel vragen achter elkaar; zie Retry-After.",
    "500": "Er ging iets mis bij ons.",
}
_WHEN_CHANGING = {
    "403": "Dit mag u niet doen.",
    "409": "Dat kan niet meer.",
    "413": "De vraag is te groot.",
    "415": "Deze vorm kunnen we niet lezen.",
}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the key."""

    target_class = "werklandschap.web.api.authentication.Bearer"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Tell how a key is shown."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Een sleutel uit uw account; ze begint met wl_.",
        }


def only_version_1(endpoints: Iterable[Any], **_: Any) -> list[Any]:
    """Leave the addresses of the REST API."""
    return [each for each in endpoints if each[0].startswith("/api/v1")]


def only_features(endpoints: Iterable[Any], **_: Any) -> list[Any]:
    """Leave the addresses of OGC API Features."""
    return [each for each in endpoints if each[0].startswith("/ogc")]


def say_what_always_holds(result: Any, **_: Any) -> Any:
    """Add to each operation the problems and headers that any answer may have."""
    result["components"].setdefault("schemas", {})["Problem"] = _PROBLEM
    for path in result["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    return result


def _complete(method: str, operation: Any) -> None:
    problems = _ALWAYS | ({} if method == "get" else _WHEN_CHANGING)
    for status, words in problems.items():
        operation["responses"].setdefault(status, _problem(words))
    for response in operation["responses"].values():
        response.setdefault("headers", {}).update(_VERSIONED)
    parameters = operation.setdefault("parameters", [])
    for each in parameters:
        if each["name"] == "bbox":
            each |= {"style": "form", "explode": False}
    if any(each["name"] == "crs" for each in parameters):
        _add_crs_headers(operation)


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": words,
        "content": {"application/problem+json": {"schema": schema}},
    }


def _add_crs_headers(operation: Any) -> None:
    operation["parameters"].append(
        {
            "name": "Accept-Crs",
            "in": "header",
            "description": "Coördinaatstelsel van het antwoord, als crs er niet staat.",
            "schema": {"type": "string", "example": "EPSG:28992"},
        }
    )
    operation["responses"]["200"]["headers"]["Content-Crs"] = {
        "description": "Coördinaatstelsel van het antwoord.",
        "schema": {"type": "string"},
    }
