"""Measuring a design again: the quick figures first, then heat and water."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import Job, Outcome, Progress
from werklandschap.web.plans.actions import variants as actions
from werklandschap.web.plans.models import Variant, VariantVersion
from werklandschap.web.plans.queries import landscape
from werklandschap.web.scans.queries import store

if TYPE_CHECKING:
    from werklandschap.study.what_if import Stage

_BEGIN = Text("het rekenwerk begint", "the work begins")
_PLACE = Text("het ontwerp wordt uitgevoerd", "the design is carried out")
_TODAY = Text("het terrein zoals het is", "the park as it is")
_DONE = {
    "ground": Text("de kaart is klaar", "the map is done"),
    "sky": Text("schaduw is klaar", "shade is done"),
    "heat": Text("hitte is klaar", "heat is done"),
    "water": Text("water is klaar", "water is done"),
}
_DRAW = Text(
    "alle cijfers zijn klaar; de kaarten worden getekend",
    "all figures are done; the maps are being drawn",
)
_STEPS = 5


def measure_a_design(parameters: Mapping[str, Any], progress: Progress) -> Outcome:
    """Carry a version of a design out and measure it stage by stage; then draw it.

    Parameters
    ----------
    parameters : mapping
        ``variant`` and ``version``.
    progress : Progress
        Told each step; stops the work if nobody waits for it.
    """
    progress(_BEGIN, 0, _STEPS)
    variant = Variant.objects.select_related("scan", "park").get(
        pk=parameters["variant"]
    )
    version = VariantVersion.objects.get(variant=variant, version=parameters["version"])
    run = _run_of(parameters)
    found = _Found()
    for stage in _stages(variant, version, progress, found):
        found.told.append(stage)
        if run is not None:
            actions.keep_stage(
                run_id=run.pk,
                variant_id=variant.pk,
                version=version.version,
                stage=stage,
                at=timezone.now(),
            )
    progress(_DRAW, 4, _STEPS)
    results = store.the_results()
    with results.workspace() as folder:
        _draw(variant, found, folder)
        (folder / "effect.json").write_text(json.dumps(found.told), "utf-8")
        return Outcome(results.keep(folder))


@dataclass(slots=True)
class _Found:
    """What is told of each stage, and what the last of them leaves behind."""

    told: list[dict[str, Any]] = field(default_factory=list)
    last: "Stage | None" = None


def _draw(variant: Variant, found: _Found, folder: Path) -> None:
    """Paint the place before and after, where there is something to paint."""
    from werklandschap.report.before_after import Moment, write_before_after
    from werklandschap.study.flood_film import flood_film
    from werklandschap.study.what_if import scene_like

    place, last = landscape.standing_of(variant.scan), found.last
    if last is None or place.scene is None:
        return
    film = landscape.film_of(variant.scan)
    after = film
    if film is not None and last.name == "water":
        after = flood_film(scene_like(last.landscape, place.scene), last.landscape)
    write_before_after(
        Moment(name=Moment.BEFORE, landscape=place.landscape, film=film),
        Moment(name=Moment.AFTER, landscape=last.landscape, film=after),
        folder,
    )


def _run_of(parameters: Mapping[str, Any]) -> Run | None:
    """Find the run that this work belongs to."""
    return Run.objects.filter(
        kind=actions.WHAT_IF,
        status=Run.Status.RUNNING,
        parameters__variant=parameters["variant"],
        parameters__version=parameters["version"],
    ).first()


def _stages(
    variant: Variant, version: VariantVersion, progress: Progress, found: _Found
) -> Iterator[dict[str, Any]]:
    """Yield today's figures and then stage after stage, the quick figures first."""
    from werklandschap.study.what_if import what_if

    progress(_TODAY, 1, _STEPS)
    place = landscape.standing_of(variant.scan)
    yield _stage("today", place.figures, ())
    progress(_PLACE, 2, _STEPS)
    for stage in what_if(place, landscape.steps_of(version.placements)):
        found.last = stage
        yield _stage(stage.name, stage.figures, stage.is_final)
        progress(_DONE[stage.name], 3, _STEPS)


def _stage(
    name: str, figures: Mapping[str, float], final: Collection[str]
) -> dict[str, Any]:
    told = {key: value if value == value else None for key, value in figures.items()}
    return {"name": name, "figures": told, "is_final": sorted(final)}


def keep(_run: Run, _outcome: Outcome) -> None:
    """Nothing more to keep: every stage was kept when it was known."""


def clean_up(_parameters: Mapping[str, Any]) -> None:
    """Remove what killed or cancelled work left."""
    store.the_results().sweep()


WHAT_IF = Job(
    actions.WHAT_IF,
    Text("Ontwerp doorrekenen", "Measuring a design"),
    measure_a_design,
    keep,
    clean_up,
)
