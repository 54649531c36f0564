"""What the programme did, as far as two scans of parks tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from werklandschap.core.text import Text
from werklandschap.governance.attribution import (
    ASSUMPTIONS,
    FEWEST,
    Effect,
    Observed,
    effect,
)
from werklandschap.web.monitor.queries.story import Story
from werklandschap.web.monitor.queries.works import changes_of, scan_pairs
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries.words import catalogue

_FIGURES = ("green_share", "canopy_share", "paved_share", "noon_shade_share")
"""Shares, all of them: what differs is told in percentage points."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure: what the programme did to it, in percentage points.

    None where too few parks have two scans.
    """

    label: Text
    effect: Effect | None


@dataclass(frozen=True, slots=True)
class Effects:
    """All figures, how many parks there are on either side, and what is assumed."""

    rows: Sequence[Row]
    with_it: int
    without: int
    assumptions: Sequence[Text]
    fewest: int = FEWEST


def effects(story: Story, *, at: datetime) -> Effects:
    """Compare parks that take part with parks like them that do not.

    Parameters
    ----------
    story : Story
        Who takes part.
    at : datetime
        Since when.
    """
    pairs = scan_pairs(at=at)
    own = {park.park_id for park, _status in story.taking_part(at)}
    compared = Park.objects.filter(pk__in=pairs).defer("outline_wkb")
    parks = {each.pk: each for each in compared}
    rows = [
        Row(catalogue()[name].label, _in_points(_effect(pairs, name, parks, own)))
        for name in _FIGURES
    ]
    return Effects(rows, len(own & set(pairs)), len(set(pairs) - own), ASSUMPTIONS)


def _in_points(found: Effect | None) -> Effect | None:
    if found is None:
        return None
    difference, low, high = (
        round(100 * share, 1) for share in (found.difference, found.low, found.high)
    )
    return replace(found, difference=difference, low=low, high=high)


def _effect(
    pairs: dict[int, tuple[UUID, UUID]],
    name: str,
    parks: dict[int, Park],
    own: set[int],
) -> Effect | None:
    changes = changes_of(pairs, name)
    return effect(
        [
            Observed(
                str(key),
                key in own,
                before,
                before + change,
                (parks[key].size_ha or 0.0, float(parks[key].start_year or 1980)),
            )
            for key, (before, change) in changes.items()
        ]
    )
