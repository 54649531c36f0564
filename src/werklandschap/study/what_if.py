"""What if: carry measures out on a place that is known, and measure again what changed.

What is quick comes first. Each stage says which figures are final; a stage that nothing
of the change bears on is skipped.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from werklandschap.geo.grids import Cells, Grid, Mask
from werklandschap.indicators import INDICATORS, Indicator
from werklandschap.landscape import FOUND, SIMULATED, Landscape
from werklandschap.measures import Change, Step, Works, carry_out
from werklandschap.study._nearby import (
    Box,
    changed_box,
    sky_nearby,
)
from werklandschap.study.cloudburst import SHOWERS, cloudburst
from werklandschap.study.hot_day import felt
from werklandschap.study.rain_year import rain_year
from werklandschap.study.scene import Scene, scene_of
from werklandschap.study.sunlight import shades, sky_views, sun_moments

Part = Literal["heat", "water"]
Cast = Callable[[float, float], Mask]
Name = Literal["ground", "sky", "heat", "water"]
Figures = Mapping[str, float]

CELL_M = 2.0
"""At this size of cell a what-if is quick enough to wait for."""

_SKY = ("sky_view", "shade_noon", "shade_afternoon")
_HEAT = ("pet", "cool_distance")
_WATER_TABLES = ("rain_year", "flood_speed_70", "flood_balances")

FOUND_BY: Mapping[Part, frozenset[str]] = {
    "heat": frozenset({*_SKY, *_HEAT}),
    "water": frozenset({*SHOWERS, *_WATER_TABLES}),
}
"""The layers that each part finds."""

_HEIGHTS = frozenset({"surface_m", "terrain_m", "trees", "shade_objects"})
_WET = frozenset({"surfaces", "terrain_m", "buildings", "roof_layers", "ground_stores"})
BEARS_ON: Mapping[Part, frozenset[str]] = {
    "heat": _HEIGHTS | {"surfaces", "buildings"},
    "water": _WET,
}
"""The layers that each part looks at."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """A place as it is, with everything that is needed to see what a change does.

    ``landscape`` has its simulated layers; ``parts`` says which are simulated again,
    ``showers`` which cloudbursts. ``figures`` are its indicators; ``sky`` and ``cast``
    what is seen of the sky and the shade with trees that are solid, ``sky_below`` (None
    where no figure looks up) and ``cast_below`` with light below crowns. A place that is not simulated has no scene.
    ``coarser`` says how many times larger the coarse cells of water are than in a scan.
    """

    landscape: Landscape
    parts: frozenset[Part]
    showers: tuple[str, ...]
    weather: pd.DataFrame | None
    figures: Figures
    scene: Scene | None = None
    sky: Cells | None = None
    cast: Cast | None = None
    sky_below: Cells | None = None
    cast_below: Cast | None = None
    coarser: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """What is known after a stage.

    ``figures`` holds every indicator, ``is_final`` names those that no later stage
    changes; the others are as they were before the change.
    """

    name: Name
    landscape: Landscape
    figures: Figures
    is_final: frozenset[str]
    works: tuple[Works, ...]


def standing(
    landscape: Landscape,
    *,
    parts: Collection[Part] = ("heat", "water"),
    showers: Sequence[str] = ("flood_70",),
    weather: pd.DataFrame | None = None,
    cell_m: float = CELL_M,
    indicators: Iterable[str] = (),
    coarser: int = 1,
) -> Standing:
    """Get a place ready to be asked what if, once for all questions.

    Parameters
    ----------
    landscape : Landscape
        The place as it is. What was simulated in it is simulated anew, in the same
        cells as all what-ifs, so that differences come from the change alone.
    parts : collection of {"heat", "water"}
        What to simulate.
    showers : sequence of str
        Which grids of cloudbursts.
    weather : DataFrame, optional
        Table ``weather_hours``, for the rain of a year.
    cell_m : float
        Size of the cells. [m]
    indicators : iterable of str
        Which figures are wanted; all if none are named.
    coarser : int
        See `werklandschap.study.cloudburst.cloudburst`.
    """
    names = tuple(indicators) or tuple(INDICATORS)
    bare = landscape.having(**dict.fromkeys((*SIMULATED, *FOUND)))
    if not parts:
        return Standing(
            landscape=bare,
            parts=frozenset(),
            showers=(),
            weather=weather,
            figures=_measured(bare, names),
        )
    scene = _scene(bare, cell_m)
    ready: dict[str, Any] = {}
    found: dict[str, Any] = {}
    if "heat" in parts:
        limits = bare.assumptions
        looks_up = any("sky_view" in INDICATORS[name].layers for name in names)
        ready = {
            "sky": sky_views(scene, limits, below_crowns=False),
            "cast": shades(scene, below_crowns=False),
            # It takes longer than all the rest of a hot day: only where somebody asks.
            "sky_below": sky_views(scene, limits, below_crowns=True)
            if looks_up
            else None,
            "cast_below": shades(scene, below_crowns=True),
        }
        found |= _sky_layers(scene, bare, ready["sky_below"], ready["cast_below"])
        found |= felt(scene, bare, sky_view=ready["sky"], cast=ready["cast"])
    if "water" in parts:
        found |= _water(scene, bare, showers, weather, coarser)
    full = bare.having(**found, simulated=frozenset(parts))
    return Standing(
        landscape=full,
        parts=frozenset(parts),
        showers=tuple(showers),
        weather=weather,
        figures=_measured(full, names),
        scene=scene,
        coarser=coarser,
        **ready,
    )


def what_if(place: Standing, steps: Iterable[Step]) -> Iterator[Stage]:
    """Carry measures out and measure again, the quick figures first.

    Parameters
    ----------
    place : Standing
        The place as it is; it stays so.
    steps : iterable of Step
        The measures, one after the other.

    Yields
    ------
    Stage
        ``ground`` at once: what can be read from the map. Then ``sky`` (sky view and
        shade), ``heat`` and ``water``, each where the change bears on it.
    """
    change = carry_out(place.landscape, steps)
    yield from _Asking(place, change).stages()


def outcome(place: Standing, steps: Iterable[Step]) -> Stage:
    """Wait for the last stage of a what-if.

    Parameters
    ----------
    place, steps
        See `what_if`.
    """
    *_, last = what_if(place, steps)
    return last


@dataclass(slots=True, eq=False)
class _Asking:
    """One question on its way from stage to stage."""

    place: Standing
    change: Change
    figures: dict[str, float] = field(default_factory=dict)

    def stages(self) -> Iterator[Stage]:
        touched = self.change.touched(self.place.landscape)
        due = self._due(touched)
        kept = {
            layer: getattr(self.place.landscape, layer)
            for layer in (*SIMULATED, *FOUND)
            if layer not in due
        }
        self.figures = dict(self.place.figures)
        known = self.change.landscape.having(
            **kept, simulated=self.place.landscape.simulated
        )
        own = touched - {*SIMULATED, *FOUND}
        self._measure(known, own, waiting=due)
        yield self._stage("ground", known, due)
        if not due:
            return
        scene = self._scene()
        box = changed_box(self._before, scene)
        if "pet" in due:
            found = self._sky(scene, known, box)
            known = self._found(known, found)
            due = due - set(found)
            yield self._stage("sky", known, due)
            found = self._heat(scene, known, box)
            known = self._found(known, found)
            due = due - set(found)
            yield self._stage("heat", known, due)
        if "water" in self.place.parts and own & _WET:
            place = self.place
            found = _water(scene, known, place.showers, place.weather, place.coarser)
            known = self._found(known, found)
            yield self._stage("water", known, frozenset())

    @property
    def _before(self) -> Scene:
        assert self.place.scene is not None  # what is simulated has a scene
        return self.place.scene

    def _scene(self) -> Scene:
        return scene_like(self.change.landscape, self._before)

    def _due(self, touched: frozenset[str]) -> frozenset[str]:
        """Name the layers that must be found again."""
        bears = [part for part in self.place.parts if touched & BEARS_ON[part]]
        return frozenset(
            layer
            for part in bears
            for layer in FOUND_BY[part]
            if getattr(self.place.landscape, layer) is not None
        )

    def _sky(self, scene: Scene, known: Landscape, box: Box | None) -> dict[str, Grid]:
        place = self.place
        sky = self._sky_seen(place.sky_below, scene, box, below_crowns=True)
        cast = self._cast(place.cast_below, scene, box, below_crowns=True)
        return _sky_layers(scene, known, sky, cast)

    def _heat(self, scene: Scene, known: Landscape, box: Box | None) -> dict[str, Grid]:
        place = self.place
        sky = self._sky_seen(place.sky, scene, box, below_crowns=False)
        assert sky is not None  # heat is one of the parts
        cast = self._cast(place.cast, scene, box, below_crowns=False)
        return felt(scene, known, sky_view=sky, cast=cast)

    def _sky_seen(
        self, known: Cells | None, scene: Scene, box: Box | None, *, below_crowns: bool
    ) -> Cells | None:
        if known is None or box is None:
            return known
        return sky_nearby(
            known,
            self._before,
            scene,
            box,
            limits=self.change.landscape.assumptions,
            below_crowns=below_crowns,
        )

    @staticmethod
    def _cast(
        known: Cast | None, scene: Scene, box: Box | None, *, below_crowns: bool
    ) -> Cast:
        assert known is not None  # heat is one of the parts
        return known if box is None else shades(scene, below_crowns=below_crowns)

    def _found(self, known: Landscape, found: Mapping[str, Any]) -> Landscape:
        landscape = known.having(**found)
        self._measure(landscape, frozenset(found), waiting=frozenset())
        return landscape

    def _measure(
        self,
        landscape: Landscape,
        layers: frozenset[str],
        *,
        waiting: frozenset[str],
    ) -> None:
        """Measure what looks at some layers and waits for none."""
        for name in self.figures:
            asks = set(INDICATORS[name].layers)
            if asks & layers and not asks & waiting:
                self.figures[name] = measured(INDICATORS[name], landscape)

    def _stage(self, name: Name, known: Landscape, due: frozenset[str]) -> Stage:
        final = {n for n in self.figures if not set(INDICATORS[n].layers) & due}
        return Stage(
            name=name,
            landscape=known,
            figures=dict(self.figures),
            is_final=frozenset(final),
            works=self.change.works,
        )


def looking_at(
    layers: Collection[str], *, parts: Collection[Part] = ("heat", "water")
) -> list[Indicator]:
    """List the indicators that look at layers, or at a simulation that does.

    Parameters
    ----------
    layers : collection of str
        What a change touches.
    parts : collection of {"heat", "water"}
        What is simulated again after a change.
    """
    seen = set(layers) - {*SIMULATED, *FOUND}
    found = [FOUND_BY[part] for part in parts if BEARS_ON[part] & seen]
    seen = seen.union(*found)
    return [each for each in INDICATORS.values() if seen & set(each.layers)]


def measured(indicator: Indicator, landscape: Landscape) -> float:
    """Measure an indicator of the one park of a landscape."""
    return float(indicator.measure(landscape).iloc[0])


def _measured(landscape: Landscape, names: Iterable[str]) -> dict[str, float]:
    return {name: measured(INDICATORS[name], landscape) for name in names}


def _scene(landscape: Landscape, cell_m: float) -> Scene:
    return scene_of(
        landscape, cell_m=cell_m, halo_m=landscape.assumptions["scene.halo_m"]
    )


def scene_like(landscape: Landscape, scene: Scene) -> Scene:
    """Lay a landscape out in the cells of a scene of the same place."""
    return _scene(landscape, scene.definition.cell_m)


def _sky_layers(
    scene: Scene, landscape: Landscape, sky: Cells | None, cast: Cast
) -> dict[str, Grid]:
    """Make the layers of sky view, where it is known, and shade; missing on buildings."""
    found = {} if sky is None else {"sky_view": sky.copy()}
    for name, sun in sun_moments(landscape).items():
        found[name] = cast(*sun).astype(np.float32)
    for cells in found.values():
        cells[scene.is_building] = np.nan
    return {name: Grid(scene.definition, cells) for name, cells in found.items()}


def _water(
    scene: Scene,
    landscape: Landscape,
    showers: Sequence[str],
    weather: pd.DataFrame | None,
    coarser: int,
) -> dict[str, Any]:
    """Let showers fall, and the rain of a year where there is weather."""
    found: dict[str, Any] = (
        dict(
            cloudburst(scene, landscape, showers=showers, follow=False, coarser=coarser)
        )
        if showers
        else {}
    )
    if weather is not None:
        found["rain_year"] = rain_year(landscape, weather)
    return found
