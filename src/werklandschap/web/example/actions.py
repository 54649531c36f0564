"""Filling an empty platform with something to look at."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from werklandschap.web.accounts.actions import add_user
from werklandschap.web.accounts.models import Role, Scope, User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.example import country, desk_year
from werklandschap.web.helpdesk.models import Approach, Question
from werklandschap.web.helpdesk.queries.routing import place_of_park
from werklandschap.web.parks import outlines
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.actions import start_scan
from werklandschap.web.scans.queries import store

PARKS = 240
QUESTIONS, _JUST_NOW_DAYS = 14, 16
"""So many generated questions come to the desk of the example, half of them just now."""

SCANNED = 3
"""So many parks become model parks: the lake gets everything about them."""

_MODEL_HA, _MODEL_CELL_M = 30.0, 0.5
_PASSWORD_LENGTH = 9


class NotForTheWorld(RuntimeError):
    """Example people with a known password do not belong on a site that others reach."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in on this computer, and how."""

    role: str
    email: str
    password: str


@transaction.atomic
def found_country(*, number: int = PARKS, actor: Actor, at: datetime) -> list[Park]:
    """Add the generated parks that are not there yet."""
    known = set(Park.objects.filter(is_generated=True).values_list("code", flat=True))
    if len(known) >= number:
        return []
    wanted = (each for each in country.parks(number) if each["code"] not in known)
    return add_outlined(wanted, actor=actor, at=at)


@transaction.atomic
def add_outlined(
    wanted: Iterable[Mapping[str, Any]], *, actor: Actor, at: datetime
) -> list[Park]:
    """Add parks of an example, each told as fields of a park with its ``outline``."""
    added = []
    for fields in wanted:
        told = dict(fields)
        outline = told.pop("outline")
        park = Park.objects.create(
            **told, **outlines.facts_of(outline), added_at=at, changed_at=at
        )
        audit.record("example.add_park", park, actor=actor, at=at)
        added.append(park)
    return added


@transaction.atomic
def appoint_people(*, around: Park, actor: Actor, at: datetime) -> list[Person]:
    """Give every role to somebody, for the borders around a park.

    Raises
    ------
    NotForTheWorld
        On a production site.
    """
    if settings.IS_PRODUCTION:
        raise NotForTheWorld
    password = _kept_password(settings.HOME / "example-password.txt")
    return [_appoint(role, around, password, actor=actor, at=at) for role in _SCOPES]


_SCOPES: Mapping[Role, tuple[Scope, ...]] = {
    Role.ENTREPRENEUR: (Scope.PARK,),
    Role.PARK_MANAGER: (Scope.PARK,),
    Role.MUNICIPALITY: (Scope.MUNICIPALITY, Scope.PARK),
    Role.WATER_BOARD: (Scope.WATER_BOARD, Scope.PARK),
    Role.PROVINCE: (Scope.PROVINCE, Scope.PARK),
    Role.REGISSEUR: (Scope.ENERGY_REGION, Scope.REGION, Scope.PARK),
    Role.PARTNER: (Scope.PROGRAMME,),
    Role.PROGRAMME: (Scope.PROGRAMME,),
    Role.ADMINISTRATOR: (Scope.PROGRAMME,),
}
"""The borders of each role: the first in which the park is known to lie."""


def _appoint(
    role: Role, park: Park, password: str, *, actor: Actor, at: datetime
) -> Person:
    label = str(role.label)
    email = _address_of(role)
    places, scopes = park.places(), _SCOPES[role]
    scope = next((each for each in scopes if places.get(each)), scopes[-1])
    code = places.get(scope, "")
    known = User.objects.filter(email=email).first()
    if known is None:
        add_user(
            email=email,
            name=f"Voorbeeld {label}",
            role=role,
            scope=scope,
            code=code,
            password=password,
            actor=actor,
            at=at,
        )
    return Person(label, email, password)


def _address_of(role: Role) -> str:
    return f"{role.label}@voorbeeld.example"


def _kept_password(file: Path) -> str:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(_PASSWORD_LENGTH), "ascii")
    return file.read_text("ascii")


def collect_model_park(
    *,
    park: Park,
    area_ha: float = _MODEL_HA,
    cell_m: float = _MODEL_CELL_M,
    actor: Actor,
    at: datetime,
) -> None:
    """Make the files of a model park where the park lies, and take them in, once.

    Parameters
    ----------
    park : Park
        The park; it gets the outline of the model.
    area_ha : float
        How large the model is. [ha]
    cell_m : float
        Size of the cells of its grids. [m]
    actor, at
        Who, when.
    """
    from werklandschap.examples import PUBLISHED

    folder = settings.HOME / "example" / park.code
    area = folder / "area.gpkg"
    if not area.exists():
        _generate(park, folder, area_ha=area_ha, cell_m=cell_m)
    on = max(at.date(), PUBLISHED)
    parks = _read_parks(area, on)
    _take_in(parks, folder, on)
    (outline,) = parks.geometry
    facts = outlines.facts_of(outline)
    if bytes(park.outline_wkb or b"") == facts["outline_wkb"]:
        return
    for name, value in facts.items():
        setattr(park, name, value)
    park.changed_at = at
    with transaction.atomic():
        park.save()
        audit.record("example.take_outline", park, actor=actor, at=at)


def _take_in(parks: Any, folder: Path, on: date) -> None:
    from werklandschap.study.collecting import collect_missing

    failed = collect_missing(
        store.the_lake(),
        parks,
        places=[folder],
        asks_services=False,
        on=on,
    )
    for problem in failed:
        raise problem
    store.share_lake()


def _generate(park: Park, folder: Path, *, area_ha: float, cell_m: float) -> None:
    import shapely

    from werklandschap.examples import model_park

    middle = shapely.from_wkb(bytes(park.outline_wkb or b"")).centroid
    place = model_park(
        seed=int(park.code[-3:]),
        area_ha=area_ha,
        cell_m=cell_m,
        centre_m=(round(middle.x), round(middle.y)),
    )
    place.write(folder)


@transaction.atomic
def add_parks(*, area: Path, actor: Actor, at: datetime) -> list[Park]:
    """Add the parks of a file that are not there yet; gives all parks of the file.

    Raises
    ------
    AboutArea
        If the file holds no usable parks.
    """
    found = _read_parks(area, at.date())
    known = Park.objects.in_bulk([str(code) for code in found.index], field_name="code")
    fresh = (
        _fields_of(str(code), row, source=area.name)
        for code, row in found.iterrows()
        if str(code) not in known
    )
    return [*known.values(), *add_outlined(fresh, actor=actor, at=at)]


def _fields_of(code: str, row: Any, *, source: str) -> dict[str, Any]:
    import pandas as pd

    told = row.where(pd.notna(row), None)
    return {
        "code": code,
        "name": told["name"] or code,
        "kind": told["kind"] or "",
        "municipality_code": told["municipality_code"] or "",
        "region_code": told["corop_code"] or "",
        "province_code": told["province_code"] or "",
        "start_year": told["start_year"],
        "gross_ha": told["gross_ha"],
        "net_ha": told["net_ha"],
        "reference_year": told["reference_year"],
        "source": source,
        "outline": told["geometry"],
    }


def fill_desk(*, around: Park, actor: Actor, at: datetime) -> None:
    """Let generated questions about the parks of a region go their way, if there are none.

    The example partner answers for the first organisation that was asked.
    """
    if Question.objects.exists():
        return
    region = Park.objects.filter(region_code=around.region_code).order_by("code")
    places = [place_of_park(park) for park in region[:QUESTIONS]]
    for days in (365, _JUST_NOW_DAYS):
        desk_year.simulate(until=at, days=days, number=QUESTIONS // 2, places=places)
    asked = Approach.objects.order_by("-asked_at").first()
    for user in User.objects.filter(email=_address_of(Role.PARTNER), organisation=None):
        user.organisation = asked.partner.organisation if asked else None
        user.save()
        audit.record("example.join", user, actor=actor, at=at)


def ask_first_scan(*, park: Park, actor: Actor, at: datetime) -> None:
    """Ask for a scan of a park that has none, as anybody would."""
    if not park.scans.exists():
        start_scan(park=park, actor=actor, at=at)


def _read_parks(area: Path, on: date) -> Any:
    from werklandschap.landscape.areas import read_area
    from werklandschap.parameters import Assumptions

    return read_area(area, assumptions=Assumptions(on)).parks
