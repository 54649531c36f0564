"""Areas that people add themselves: who sees them, and what is refused."""

import pytest
import shapely

from tests.web.made import AT
from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.models import Role
from werklandschap.web.accounts.rules import may
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.parks.actions import add_park
from werklandschap.web.parks.models import Park

SQUARE = shapely.box(136_000, 450_000, 136_400, 450_300)


def add(actor, outline=SQUARE, **more):
    facts = {"name": "Eigen erf", "is_public": False, **more}
    return add_park(outline_wkb=shapely.to_wkb(outline), actor=actor, at=AT, **facts)


def test_who_adds_an_area_sees_it_and_may_scan_it_and_others_may_not(people, outsider):
    manager = people[Role.PARK_MANAGER]
    park = add(manager)
    manager.held = None
    assert park in Park.objects.visible_to(manager)
    assert may(manager, "scans.start", park)
    for stranger in (outsider, people[Role.MUNICIPALITY], people[Role.ENTREPRENEUR]):
        assert park not in Park.objects.visible_to(stranger)
    assert AuditEntry.objects.filter(action="parks.add").count() == 1


def test_an_area_has_the_place_and_size_of_its_outline(people):
    park = add(people[Role.PARK_MANAGER])
    assert park.area_ha == pytest.approx(12.0)
    assert (park.west_m, park.north_m) == (136_000, 450_300)
    assert (park.longitude_deg, park.latitude_deg) == pytest.approx(
        (5.1, 52.04), abs=0.05
    )


def test_an_outline_that_crosses_itself_is_mended(people):
    bow = shapely.Polygon(
        [(136_000, 450_000), (136_400, 450_300), (136_400, 450_000), (136_000, 450_300)]
    )
    park = add(people[Role.PARK_MANAGER], bow)
    assert shapely.is_valid(shapely.from_wkb(bytes(park.outline_wkb)))


@pytest.mark.parametrize(
    ("outline", "code"),
    [
        (shapely.box(136_000, 450_000, 136_010, 450_010), "parks.outline_too_small"),
        (shapely.box(100_000, 400_000, 200_000, 500_000), "area.too_large"),
        (shapely.box(5, 52, 5.1, 52.1), "area.wrong_reference_system"),
        (shapely.box(500_000, 450_000, 500_400, 450_300), "area.outside_netherlands"),
        (shapely.Point(136_000, 450_000), "area.no_polygons"),
        (
            shapely.Point(136_000, 450_000).buffer(500, quad_segs=6_000),
            "parks.outline_too_detailed",
        ),
    ],
)
def test_what_is_no_park_is_refused_in_words_and_nothing_is_kept(people, outline, code):
    with pytest.raises(WerklandschapError) as told:
        add(people[Role.PARK_MANAGER], outline)
    assert told.value.code == code
    assert told.value.say("nl")
    assert told.value.say("en")
    assert not Park.objects.exists()
