"""The design of a park: its variants, the sites there are, and what the map shows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.parks.models import Park
from werklandschap.web.parks.outlines import from_degrees
from werklandschap.web.plans.merging import Change, Merged, Placement
from werklandschap.web.plans.models import Variant
from werklandschap.web.plans.queries import effects, landscape, shapes
from werklandschap.web.plans.queries.catalogue import kinds

if TYPE_CHECKING:
    from werklandschap.measures import Site

FIRST_MEASURE = "wadi"
MOST_BESIDE = 4
SHOWN_SITES = 8
"""What people read in a table; the others are there on request, and on the map."""

MOST_SITES = 60
"""More than a map of a park shows apart."""


def variants_of(person: Person, park: Park) -> list[Variant]:
    """List the designs of a park that somebody may see."""
    found = Variant.objects.filter(park=park).select_related("scan", "park")
    if not may(person, "plans.edit", park):
        found = found.filter(is_shared=True)
    return list(found)


def variant_for(person: Person, variant_id: Any) -> Variant | None:
    """Find a design; of parks and designs that somebody may not see nothing is found."""
    found = (
        Variant.objects.filter(pk=variant_id, park__in=Park.objects.visible_to(person))
        .select_related("park", "scan")
        .first()
    )
    if found is None or found.is_shared or may(person, "plans.edit", found.park):
        return found
    return None


def chosen(variants: Sequence[Variant], wanted: str) -> Variant | None:
    """Choose the design that is asked for, or else the one that changed last."""
    asked = next((each for each in variants if str(each.pk) == wanted), None)
    newest = max(variants, key=lambda each: each.changed_at, default=None)
    return asked or newest


def sites_of(variant: Variant, measure: str) -> "list[Site]":
    """List where a measure may go, the most promising first."""
    if measure not in kinds():
        return []
    return list(landscape.sites_of(variant.scan_id, measure))[:MOST_SITES]


def placement_of(variant: Variant, measure: str, site_id: str) -> dict[str, Any] | None:
    """Make a placement of a site; None where there is no such site."""
    from uuid import uuid4

    from shapely.geometry import mapping

    if measure not in kinds():
        return None
    sites = landscape.sites_of(variant.scan_id, measure)
    site = next((each for each in sites if each.id == site_id), None)
    if site is None:
        return None
    return {
        "id": uuid4().hex,
        "measure": measure,
        "geometry": mapping(site.geometry),
        "host": site.host,
        "site": site.id,
    }


def taken(variant: Variant) -> set[str]:
    """Name the sites that a design has something on already."""
    return {each["site"] for each in variant.placements if each.get("site")}


def listed(variant: Variant, most: int = 200) -> list[dict[str, Any]]:
    """List what was placed, for the table beside the map."""
    from shapely.geometry import shape

    known = kinds()
    found = []
    for each in variant.placements[:most]:
        kind = known.get(each["measure"])
        if kind is None:
            continue
        geometry = shape(each["geometry"])
        middle = geometry.representative_point()
        found.append(
            {
                "id": each["id"],
                "label": kind.label,
                "unit": kind.unit if kind.unit in {"m2", "m"} else "",
                "size": geometry.area if kind.unit == "m2" else geometry.length,
                "x": middle.x,
                "y": middle.y,
                "site": each.get("site", ""),
            }
        )
    return found


def change_from(told: Mapping[str, Any]) -> Change:
    """Read a change that the map sends: shapes in degrees become RD New.

    Raises
    ------
    BadPlacement
        If something that was placed is no shape.
    """
    placed = [_in_metres(number, each) for number, each in enumerate(told["placed"], 1)]
    return Change(placed, [str(each) for each in told["removed"]])


def _in_metres(number: int, told: Placement) -> dict[str, Any]:
    from shapely.errors import ShapelyError
    from shapely.geometry import mapping, shape

    from werklandschap.web.plans.actions.variants import BadPlacement

    try:
        geometry = from_degrees(shape(told["geometry"]))
        return {**told, "geometry": mapping(geometry)}
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        ShapelyError,
    ):
        raise BadPlacement(number) from None


def for_map(variant: Variant, sites: "Iterable[Site]", measure: str) -> dict[str, Any]:
    """Give what the map needs: outline, placements and sites in degrees."""
    return {
        **shapes.base_of(variant.park, variant.scan),
        "placements": placements_for_map(variant),
        "sites": {
            "type": "FeatureCollection",
            "features": [
                shapes.feature(
                    site.geometry, {"id": site.id, "verdict": str(site.verdict)}
                )
                for site in sites
            ],
        },
        "measure": measure,
        "shapes": {kind.name: kind.shape for kind in kinds().values()},
        "labels": {kind.name: _label(kind) for kind in kinds().values()},
        "version": variant.version,
    }


def placements_for_map(variant: Variant) -> list[dict[str, Any]]:
    """Give the placements with shapes in degrees."""
    from shapely.geometry import shape

    return [
        {**each, "geometry": shapes.geojson(shape(each["geometry"]))}
        for each in variant.placements
    ]


def told_of(merged: Merged) -> list[str]:
    """Say what two people did differently; nothing if nobody did."""
    said = []
    if merged.doubled:
        said.append(
            _(
                "%(count)s maatregelen waren intussen door een ander verplaatst. Beide "
                "staan er nu; haal weg wat u niet wilt."
            )
            % {"count": len(merged.doubled)}
        )
    if merged.kept:
        said.append(
            _(
                "%(count)s maatregelen waren door de een weggehaald en door de ander "
                "veranderd. Ze zijn blijven staan."
            )
            % {"count": len(merged.kept)}
        )
    return said


def beside(variants: Sequence[Variant]) -> list[dict[str, Any]]:
    """Measure designs to be put beside each other, at most four."""
    return [
        {"variant": each, "effect": effects.effect_of(each)}
        for each in variants[:MOST_BESIDE]
    ]


def _label(kind: Any) -> str:
    from werklandschap.web.scans.queries.words import language

    return str(kind.label.in_language(language()))
