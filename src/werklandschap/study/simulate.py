"""Running simulations on a landscape, and putting what they find into it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import pandas as pd

from werklandschap.core.text import Text
from werklandschap.landscape import ALTERNATIVES, Landscape
from werklandschap.simulation.typical_year import typical_year
from werklandschap.store import Provenance
from werklandschap.study.cloudburst import SHOWERS, cloudburst
from werklandschap.study.hot_day import hot_day_layers
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.rain_year import rain_year
from werklandschap.study.scene import Scene, affordable_cell_m, scene_of
from werklandschap.study.solar_roofs import solar_roofs
from werklandschap.study.sunlight import sunlight
from werklandschap.study.weather import whole_years

Part = Literal["heat", "water", "sun"]
Step = Literal["sky", "heat", "water", "sun"]
"""Sky view and shade are found for heat and sun together."""

PARTS: tuple[Part, ...] = ("heat", "water", "sun")

_INPUTS = (
    "terrain_m",
    "surface_m",
    "surfaces",
    "buildings",
    "trees",
    "roof_planes",
)
_AGAIN: Mapping[Step, tuple[str, str]] = MappingProxyType(
    {
        "sky": ("shade_least", "shade_most"),
        "heat": ("cover_low", "cover_high"),
        "water": ("assumptions_low", "assumptions_high"),
        "sun": ("assumptions_low", "assumptions_high"),
    }
)
"""The two alternatives that matter most to a step: it is simulated again on them."""

_AGAIN_SHOWERS = ("flood_70", "flood_90", "flood_160")
"""The showers that figures tell of."""

_VARYING: Mapping[Step, frozenset[str]] = MappingProxyType(
    {
        "sky": frozenset({"sky_view", "shade_noon", "shade_afternoon"}),
        "heat": frozenset({"pet", "cool_distance"}),
        "water": frozenset({*_AGAIN_SHOWERS, "rain_year"}),
        "sun": frozenset({"solar_roofs"}),
    }
)
"""The layers of a step that differ on them."""

_MAIN_LAYERS: Mapping[Part, str] = MappingProxyType(
    {"heat": "pet", "water": "flood_70", "sun": "solar_roofs"}
)
"""The layer without which a part of the simulations found nothing."""

_CAN_DO_WITHOUT = frozenset({"surroundings", "halo"})
"""What lowers the reliability of simulations, but does not make them another thing."""

_FOUND_BY: Mapping[str, tuple[Part, ...]] = MappingProxyType(
    {
        "sky_view": ("heat", "sun"),
        "shade_noon": ("heat", "sun"),
        "shade_afternoon": ("heat", "sun"),
        "pet": ("heat",),
        "cool_distance": ("heat",),
        "solar_roofs": ("sun",),
        "flood_70": ("water",),
        "flood_90": ("water",),
        "flood_160": ("water",),
        "flood_70_2h": ("water",),
        "flood_140_2h": ("water",),
        "flood_speed_70": ("water",),
        "plot_water": ("water",),
        "pond_origins": ("water",),
        "flood_balances": ("water",),
        "rain_year": ("water",),
    }
)
"""Which parts find a layer: any of them."""

_SUNNY = ("global_radiation_w_per_m2", "temperature_c")
_MADE_BY_WEATHER = frozenset({"rain_year", "solar_roofs"})

_SKY = Text("zicht op de hemel en schaduw", "sky view and shade")
_HEAT = Text(
    "gevoelstemperatuur op een hete middag", "felt temperature of a hot afternoon"
)
_ROOFS = Text("zon op daken", "sun on roofs")
_YEAR = Text("regen in een gewoon jaar", "rain in an ordinary year")


def simulate(
    landscape: Landscape,
    *,
    weather: pd.DataFrame | None = None,
    parts: Collection[Part] = PARTS,
    cell_m: float = 1.0,
    tell: Tell = nobody,
) -> Landscape:
    """Find out what a hot day, the sun and a cloudburst do to a place.

    Parameters
    ----------
    landscape : Landscape
        The place, with some of its surroundings.
    weather : DataFrame, optional
        Table ``weather_hours``. Without a whole year of it the typical year of De Bilt
        shines on roofs, and where the rain of a year goes is not known.
    parts : collection of {"heat", "water", "sun"}
        What to simulate.
    cell_m : float
        Size of the cells; doubled for places with more than ``scene.most_cells``, and
        for water ``cloudburst.most_cells``. [m]
    tell : callable
        Is told each step when it begins.

    Returns
    -------
    Landscape
        With the layers that were simulated, each with the origin of what it was made of.
        What needs data that are not there is left out.
    """
    scene = _scene(landscape, cell_m)
    found: dict[str, Any] = {}
    if {"heat", "sun"} & set(parts):
        tell(_SKY)
        found |= sunlight(scene, landscape)
    if "heat" in parts:
        tell(_HEAT)
        found |= hot_day_layers(scene, landscape)
    if "sun" in parts:
        tell(_ROOFS)
        found |= solar_roofs(scene, landscape, _sunny_hours(weather))
    if "water" in parts:
        tell(_YEAR)
        found |= {"rain_year": rain_year(landscape, weather)}
        found |= _showers(landscape, scene, SHOWERS, follow=True, tell=tell)
    origins = origins_of(landscape)
    there = [name for name, layer in found.items() if layer is not None]
    return landscape.having(
        **found,
        simulated=frozenset(parts),
        simulated_without=lacking(landscape, scene),
        provenance={**landscape.provenance, **dict.fromkeys(there, origins)},
    )


def simulated_elsewhere(
    landscape: Landscape,
    *,
    weather: pd.DataFrame | None = None,
    cell_m: float,
    tell: Tell = nobody,
) -> dict[str, Landscape]:
    """Simulate again on the alternatives that matter most to each step.

    Parameters
    ----------
    landscape : Landscape
        The place as it is, simulated.
    weather : DataFrame, optional
        Table ``weather_hours``.
    cell_m : float
        Size of the cells. [m]
    tell : callable
        Is told each step when it begins.

    Returns
    -------
    dict of str to Landscape
        By name of the alternative; only what was simulated for the place as it is.
    """
    found = {}
    for name, steps in _again_on(landscape.simulated).items():
        alternative = ALTERNATIVES[name]
        tell(
            Text(
                f"nog eens, als {alternative.label.nl}",
                f"once more, with {alternative.label.en}",
            )
        )
        found[name] = _again(alternative.apply(landscape), steps, weather, cell_m, tell)
    return found


def _steps(parts: Collection[str]) -> frozenset[Step]:
    sky: frozenset[Step] = frozenset({"sky"} if {"heat", "sun"} & set(parts) else ())
    return sky | frozenset(part for part in PARTS if part in parts)


def _again_on(parts: Collection[str]) -> dict[str, list[Step]]:
    """List which steps are simulated again on each alternative."""
    found: dict[str, list[Step]] = {}
    for step, names in _AGAIN.items():
        for name in names if step in _steps(parts) else ():
            found.setdefault(name, []).append(step)
    return found


def _again(
    landscape: Landscape,
    steps: Collection[Step],
    weather: pd.DataFrame | None,
    cell_m: float,
    tell: Tell,
) -> Landscape:
    scene = _scene(landscape, cell_m)
    layers: dict[str, Any] = {}
    if "sky" in steps:
        layers |= sunlight(scene, landscape)
    if "heat" in steps:
        layers |= hot_day_layers(scene, landscape)
    if "water" in steps:
        layers |= {"rain_year": rain_year(landscape, weather)}
        layers |= _showers(landscape, scene, _AGAIN_SHOWERS, follow=False, tell=tell)
    if "sun" in steps:
        layers |= solar_roofs(scene, landscape, _sunny_hours(weather))
    return landscape.having(**layers)


def _sunny_hours(weather: pd.DataFrame | None) -> pd.DataFrame:
    hours = whole_years(weather, needed=_SUNNY)
    return typical_year() if hours is None else hours


def steps_of(parts: Collection[Part]) -> int:
    """Count the steps that `simulate` and `simulated_elsewhere` tell of.

    Parameters
    ----------
    parts : collection of {"heat", "water", "sun"}
        What is simulated.
    """
    once = len(_steps(parts)) + len(_again_on(parts))
    if "water" in parts:
        once += len(SHOWERS) + len(_AGAIN["water"]) * len(_AGAIN_SHOWERS)
    return once


def is_poor(landscape: Landscape) -> bool:
    """Tell whether what was asked could not, or only poorly, be simulated.

    Parameters
    ----------
    landscape : Landscape
        The place after `simulate`.
    """
    is_missing = any(
        getattr(landscape, layer) is None
        for part, layer in _MAIN_LAYERS.items()
        if part in landscape.simulated
    )
    return is_missing or bool(landscape.simulated_without - _CAN_DO_WITHOUT)


def touched_by(name: str) -> frozenset[str]:
    """Name the layers that differ because a step was simulated again.

    Parameters
    ----------
    name : str
        Name of an alternative.
    """
    return frozenset().union(
        *(_VARYING[step] for step, names in _AGAIN.items() if name in names)
    )


def found_by(layer: str) -> tuple[Part, ...]:
    """Name the parts that find a layer, any of them; nothing for what is collected.

    Parameters
    ----------
    layer : str
        Name of a layer of the landscape.
    """
    return _FOUND_BY.get(layer, ())


def made_of(layer: str) -> tuple[str, ...]:
    """Name that of which the origin tells where a layer comes from.

    Parameters
    ----------
    layer : str
        Name of a layer of the landscape.

    Returns
    -------
    tuple of str
        The layer, and ``weather_hours`` if weather made it. That has no detail or
        coverage on the ground, and so does not bear on reliability.
    """
    return (layer, "weather_hours") if layer in _MADE_BY_WEATHER else (layer,)


def _scene(
    landscape: Landscape, cell_m: float, most: str = "scene.most_cells"
) -> Scene:
    """Lay a place out in cells, larger ones than asked where there would be too many."""
    limits = landscape.assumptions
    halo_m = limits["scene.halo_m"]
    size_m = affordable_cell_m(
        landscape, cell_m=cell_m, halo_m=halo_m, most_cells=limits[most]
    )
    return scene_of(landscape, cell_m=size_m, halo_m=halo_m)


def _showers(
    landscape: Landscape,
    scene: Scene,
    showers: Collection[str],
    *,
    follow: bool,
    tell: Tell,
) -> dict[str, Any]:
    """Let showers fall on a scene, or on a coarser one: water cannot be cut in pieces."""
    if scene.terrain_m.size > landscape.assumptions["cloudburst.most_cells"]:
        scene = _scene(landscape, scene.definition.cell_m, "cloudburst.most_cells")
    return dict(cloudburst(scene, landscape, showers=showers, follow=follow, tell=tell))


_NEEDED = ("terrain_m", "surface_m", "surfaces", "surroundings")
_WITHOUT = {"flat": "terrain_m", "assumed": "surface_m"}
_HALO_KNOWN_SHARE = 0.9
"""With less of the ground of a simulation measured, its surroundings count as unknown."""


def lacking(landscape: Landscape, scene: Scene) -> frozenset[str]:
    """Name what simulations had to do without.

    Parameters
    ----------
    landscape : Landscape
        The place.
    scene : Scene
        The same place in cells.
    """
    found = {name for name in _NEEDED if getattr(landscape, name) is None}
    found |= {name for told, name in _WITHOUT.items() if told in scene.filled}
    if landscape.terrain_m is not None:
        heights = landscape.terrain_m.on(scene.definition).values
        # Roofs and water have no terrain; that is no gap.
        is_open = ~scene.is_building & (scene.ground.water_fraction <= 0)
        if is_open.any() and np.isfinite(heights[is_open]).mean() < _HALO_KNOWN_SHARE:
            found.add("halo")
    return frozenset(found)


def origins_of(landscape: Landscape) -> tuple[Provenance, ...]:
    """Name where that comes from what simulations are made of.

    Parameters
    ----------
    landscape : Landscape
        The place.
    """
    found = {
        (origin.source, origin.published): origin
        for name in _INPUTS
        for origin in landscape.provenance.get(name, ())
    }
    return tuple(found[key] for key in sorted(found, key=str))
