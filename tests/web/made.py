"""Parks and people that tests make."""

from datetime import UTC, datetime

import shapely

from werklandschap.web.accounts.actions import add_user
from werklandschap.web.accounts.models import Role, Scope, User
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.parks.models import Park

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
PASSWORD = "een lang wachtwoord"

SCOPES = {
    Role.ENTREPRENEUR: (Scope.PARK, "T001"),
    Role.PARK_MANAGER: (Scope.PARK, "T001"),
    Role.MUNICIPALITY: (Scope.MUNICIPALITY, "GM0310"),
    Role.WATER_BOARD: (Scope.WATER_BOARD, "WS01"),
    Role.PROVINCE: (Scope.PROVINCE, "PV26"),
    Role.REGISSEUR: (Scope.ENERGY_REGION, "ES14"),
    Role.PARTNER: (Scope.PROGRAMME, ""),
    Role.PROGRAMME: (Scope.PROGRAMME, ""),
    Role.ADMINISTRATOR: (Scope.PROGRAMME, ""),
}
"""Every role that can sign in, with the borders around park T001."""


def make_park(code="T001", **more):
    """Add a park of 40 ha; every field can be given."""
    outline = shapely.box(136_000, 450_000, 136_800, 450_500)
    west, south, east, north = outline.bounds
    facts = {
        "name": "Testterrein",
        "place": "Utrecht",
        "municipality_code": "GM0310",
        "municipality": "Voorbeeldgemeente",
        "region_code": "CR17",
        "region": "Utrecht",
        "province_code": "PV26",
        "province": "Utrecht",
        "water_board_code": "WS01",
        "kind": "B",
        "start_year": 1985,
        "gross_ha": 40.0,
        "source": "test",
        "outline_wkb": shapely.to_wkb(outline),
        "west_m": west,
        "south_m": south,
        "east_m": east,
        "north_m": north,
        "longitude_deg": 5.1,
        "latitude_deg": 52.04,
        "area_ha": 40.0,
        "added_at": AT,
        "changed_at": AT,
        **more,
    }
    return Park.objects.create(code=code, **facts)


def make_person(role: Role, **more) -> User:
    """Add somebody with a role around park T001."""
    scope, code = SCOPES[role]
    return add_user(
        email=f"{role.lower()}@example.org",
        name=str(role.label),
        role=role,
        scope=more.get("scope", scope),
        code=more.get("code", code),
        password=PASSWORD,
        actor=PLATFORM,
        at=AT,
    )
