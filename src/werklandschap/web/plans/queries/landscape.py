"""The place of a scan as the engine takes it, kept in the process for a while."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import files, store

if TYPE_CHECKING:
    from werklandschap.indicators import Indicator, Theme
    from werklandschap.landscape import Landscape
    from werklandschap.measures import Site, Step
    from werklandschap.study.flood_film import Film
    from werklandschap.study.what_if import Part, Standing

_PLACES = 3
"""How many places a process keeps; one of 40 ha takes some tens of megabytes."""


def landscape_of(scan: Scan) -> "Landscape":
    """Gather what was known of the park of a scan, on its day."""
    return _landscape(scan.pk)


@lru_cache(maxsize=_PLACES)
def _landscape(scan_id: UUID) -> "Landscape":
    from werklandschap.landscape import gather
    from werklandschap.parameters import Assumptions

    scan = Scan.objects.select_related("park").get(pk=scan_id)
    return gather(
        store.the_lake(),
        store.park_table(scan.park),
        on=scan.on,
        assumptions=Assumptions(scan.on),
    )


def parts_of(scan: Scan) -> "list[Part]":
    """Tell what of a scan designs and plans can simulate again."""
    from werklandschap.study.what_if import FOUND_BY

    return [part for part in FOUND_BY if part in scan.parts]


def cell_of(scan: Scan) -> float:
    """Give the size of cells in which designs and plans are simulated. [m]."""
    from werklandschap.study.what_if import CELL_M

    return max(CELL_M, scan.cell_m)


def standing_of(scan: Scan) -> "Standing":
    """Get the place of a scan ready to be asked what if; workers keep the last one."""
    return _standing(scan.pk)


@lru_cache(maxsize=1)
def _standing(scan_id: UUID) -> "Standing":
    from werklandschap.study.weather import weather_in
    from werklandschap.study.what_if import standing

    scan = Scan.objects.select_related("park").get(pk=scan_id)
    return standing(
        _landscape(scan_id),
        parts=parts_of(scan),
        weather=weather_in(store.the_lake(), on=scan.on),
        cell_m=cell_of(scan),
    )


def film_of(scan: Scan) -> "Film | None":
    """Watch a shower fall on the place of a scan; None where no water is simulated."""
    return _film(scan.pk)


@lru_cache(maxsize=1)
def _film(scan_id: UUID) -> "Film | None":
    from werklandschap.study.flood_film import flood_film

    place = _standing(scan_id)
    if place.scene is None or "water" not in place.parts:
        return None
    return flood_film(place.scene, place.landscape)


@lru_cache(maxsize=_PLACES * 16)
def sites_of(scan_id: UUID, measure: str) -> "tuple[Site, ...]":
    """Find where a measure may go, the most promising first."""
    from werklandschap.measures import MEASURES

    return tuple(MEASURES[measure].sites(_scanned(scan_id)))


@lru_cache(maxsize=_PLACES * 16)
def themes_of(scan_id: UUID, measure: str) -> "tuple[Theme, ...] | None":
    """Name the themes with a figure that a measure can change; None where it fits nowhere."""
    from werklandschap.indicators import Theme
    from werklandschap.measures import MEASURES
    from werklandschap.study.what_if import looking_at

    sites = sites_of(scan_id, measure)
    if not sites:
        return None
    known = _landscape(scan_id)
    touched = MEASURES[measure].carry_out(known, [sites[0].place]).touched(known)
    scan = Scan.objects.get(pk=scan_id)
    figures = looking_at(touched, parts=parts_of(scan))
    themes = dict.fromkeys(each.theme for each in figures)
    return tuple(theme for theme in themes if theme is not Theme.DATA)


@lru_cache(maxsize=_PLACES)
def _scanned(scan_id: UUID) -> "Landscape":
    """Give the place of a scan with the water and heat that the scan found."""
    from werklandschap.geo.rasters import read_grid
    from werklandschap.report.write import SIMULATED_FILES

    scan = Scan.objects.select_related("park").get(pk=scan_id)
    found = {
        name: files.file_of(scan, f"{file}.tif")
        for name, file in SIMULATED_FILES.items()
    }
    grids = {name: read_grid(file.place) for name, file in found.items() if file}
    return _landscape(scan_id).having(**grids)


def composed() -> "list[Indicator]":
    """List the indicators that need no simulation: they are measured at once."""
    from werklandschap.landscape import FOUND, SIMULATED
    from werklandschap.study.baseline import in_order

    simulated = {*SIMULATED, *FOUND}
    return [each for each in in_order() if not simulated & set(each.layers)]


@lru_cache(maxsize=_PLACES)
def figures_before(scan_id: UUID) -> Mapping[str, float]:
    """Measure what needs no simulation on the place as it is."""
    return figures_on(_landscape(scan_id))


def figures_on(landscape: "Landscape") -> dict[str, float]:
    """Measure what needs no simulation on a landscape."""
    return {each.name: float(each.measure(landscape).iloc[0]) for each in composed()}


def steps_of(placements: Iterable[Mapping[str, Any]]) -> "list[Step]":
    """Make of placements what the engine carries out: a step per measure, in order."""
    from shapely.geometry import shape

    from werklandschap.measures import MEASURES, Place, Step

    places: dict[str, list[Place]] = {}
    for each in placements:
        if each["measure"] in MEASURES:
            place = Place(shape(each["geometry"]), each.get("host", ""))
            places.setdefault(each["measure"], []).append(place)
    return [Step(name, tuple(them)) for name, them in places.items()]


def forget() -> None:
    """Forget all places, as tests do that put others in their stead."""
    _landscape.cache_clear()
    _scanned.cache_clear()
    sites_of.cache_clear()
    themes_of.cache_clear()
    figures_before.cache_clear()
    _standing.cache_clear()
    _film.cache_clear()
