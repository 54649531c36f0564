"""What simulations found of a design, on the map and in tables beside it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.urls import reverse

from werklandschap.core.text import Text
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.models import Variant
from werklandschap.web.plans.queries import effects
from werklandschap.web.scans.queries import store

FILM = "film"
_PICTURE = ".png"
_DIFFERS = 0.0005
"""A share of the park that shows as another tenth of a per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was found: layers with a legend and shares, the film, and plots in pairs."""

    layers: Sequence[dict[str, Any]]
    film: Mapping[str, Any] | None
    moments: Sequence[dict[str, Any]]
    between: Sequence[dict[str, Any]]
    first: str

    @property
    def wettest(self) -> Mapping[str, Any]:
        """The moment of the film at which most water stands today."""
        return max(self.moments, key=lambda each: each["before"]["water_m3"])


def shown_of(variant: Variant) -> Shown | None:
    """Read what the simulations of a version found; None as long as there is nothing."""
    told = _told(effects.run_of(variant))
    if told is None:
        return None
    layers = [_layer(each, variant) for each in told["layers"]]
    film = told["film"] and _layer(told["film"] | {"name": FILM}, variant)
    changed = (each["name"] for each in layers if _is_changed(each))
    return Shown(
        layers=layers,
        film=film,
        moments=_moments(told["film"]) if film else (),
        between=[_pair(each) for each in told["between"]],
        first=next(changed, layers[0]["name"]) if layers else "",
    )


def picture_of(variant: Variant, version: int, name: str) -> Path | None:
    """Find a picture of a version of a design."""
    from werklandschap.store.results import NoSuchResult

    run = effects.run_of(variant, version)
    if run is None or not name.endswith(_PICTURE):
        return None
    try:
        return store.the_results().file(run.result_hash, name)
    except NoSuchResult:
        return None


def for_map(shown: Shown | None) -> dict[str, Any] | None:
    """Give a map what it draws of the results."""
    if shown is None or not shown.layers:
        return None
    layers = [*shown.layers, *([shown.film] if shown.film else ())]
    return {
        "layers": [
            {name: each[name] for name in ("name", "corners", "urls")}
            for each in layers
        ],
        "at_min": shown.film["at_min"] if shown.film else [],
        "between": [
            {
                "line": each["line"],
                "before": each["before_m3"],
                "after": each["after_m3"],
            }
            for each in shown.between
        ],
    }


def _told(run: Run | None) -> dict[str, Any] | None:
    if run is None or run.status != Run.Status.DONE:
        return None
    return _read(run.result_hash)


@lru_cache(maxsize=32)
def _read(digest: str) -> dict[str, Any] | None:
    from werklandschap.report.before_after import DESCRIPTION
    from werklandschap.store.results import NoSuchResult

    try:
        place = store.the_results().file(digest, DESCRIPTION)
    except NoSuchResult:
        return None
    told: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return told


def _layer(told: Mapping[str, Any], variant: Variant) -> dict[str, Any]:
    urls = {
        moment: [_url(variant, name) for name in names]
        for moment, names in told["files"].items()
    }
    legend = [{**each, "label": _text(each["label"])} for each in told["legend"]]
    return {
        **told,
        "title": _text(told.get("title", _FILM_TITLE)),
        "note": _text(told["note"]),
        "legend": legend,
        "urls": urls,
    }


_FILM_TITLE = {"nl": "Water van minuut tot minuut", "en": "Water minute by minute"}


def _url(variant: Variant, name: str) -> str:
    return reverse(
        "variant_picture",
        kwargs={"variant_id": variant.pk, "version": variant.version, "name": name},
    )


def _is_changed(layer: Mapping[str, Any]) -> bool:
    return any(
        abs(each["shares"]["after"] - each["shares"]["before"]) >= _DIFFERS
        for each in layer["legend"]
    )


def _moments(film: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = film["rows"]
    return [
        {"at_min": at_min, "before": before, "after": after}
        for at_min, before, after in zip(
            film["at_min"], rows["before"], rows["after"], strict=True
        )
    ]


def _pair(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "from": _text(told["from"]), "to": _text(told["to"])}


def _text(told: Mapping[str, str]) -> Text:
    return Text(told["nl"], told["en"])
