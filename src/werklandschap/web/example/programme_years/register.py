"""Parks that the register merges or splits."""

from datetime import datetime
from typing import TYPE_CHECKING

import shapely

from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.example import actions as example
from werklandschap.web.example.programme_years.parks import GENERATED, Recruiting
from werklandschap.web.example.programme_years.years import Part, Years
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.actions import succession
from werklandschap.web.programme.models import Partnership

if TYPE_CHECKING:
    from shapely import Geometry

_KEPT = (
    "kind", "start_year", "reference_year", "source", "is_generated",
    "municipality_code", "municipality", "region_code", "region", "province_code",
    "province", "water_board_code", "water_board",
)  # fmt: skip
_M2_PER_HA = 10_000


class Registering(Part):
    """Changes of the register."""

    phase = "register: mergers and splits"

    def __init__(self, years: Years, recruiting: Recruiting) -> None:
        super().__init__(years)
        self.recruiting = recruiting

    def year(self, at: datetime) -> None:
        """Merge some parks into their nearest, and split some others."""
        partners = list(
            Partnership.objects.filter(status="PARTNER", park__successions=None)
            .select_related("park")
            .order_by("pk")
        )
        self.years.random.shuffle(partners)
        wanted = self.assumed.mergers + self.assumed.splits
        for number, each in enumerate(partners[:wanted]):
            if number < self.assumed.mergers:
                self._follow(each.park, [self._nearest(each.park)], at)
            else:
                self._follow(each.park, self._halves(each.park, at), at)

    def _nearest(self, park: Park) -> Park:
        others = Park.objects.filter(
            is_generated=True, province_code=park.province_code, successions=None
        ).exclude(pk=park.pk)
        return min(
            others.defer("outline_wkb"),
            key=lambda each: (
                ((each.west_m or 0) - (park.west_m or 0)) ** 2
                + ((each.south_m or 0) - (park.south_m or 0)) ** 2,
                each.code,
            ),
        )

    def _halves(self, park: Park, at: datetime) -> list[Park]:
        outline = shapely.from_wkb(bytes(park.outline_wkb or b""))
        west, south, east, north = outline.bounds
        middle = (west + east) / 2
        parts = {
            "west": outline & shapely.box(west, south, middle, north),
            "oost": outline & shapely.box(middle, south, east, north),
        }
        return example.add_outlined(
            [self._half(park, name, part) for name, part in parts.items()],
            actor=PLATFORM,
            at=at,
        )

    def _half(self, park: Park, name: str, part: "Geometry") -> dict[str, object]:
        return {
            "code": f"{park.code}-{name[0].upper()}",
            "name": f"{park.name} {name}",
            "gross_ha": round(part.area / _M2_PER_HA, 2),
            "outline": part,
            **{field: getattr(park, field) for field in _KEPT},
        }

    def _follow(self, former: Park, successors: list[Park], at: datetime) -> None:
        succession.succeed(
            former=former,
            successors=successors,
            on=at.date(),
            note=f"{GENERATED}: wijziging van het register.",
            actor=self.years.team(at),
            at=at,
        )
        for each in successors:
            self.recruiting.adopt(each, at)
