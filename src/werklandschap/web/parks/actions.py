"""Everything that can happen to parks."""

import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.actions import assign
from werklandschap.web.accounts.models import Role, Scope, User
from werklandschap.web.accounts.rules import may
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.parks import outlines
from werklandschap.web.parks.models import Load, Park
from werklandschap.web.parks.queries import kind_of, read_parks
from werklandschap.web.parks.register import FIELDS, RegisterRefused, rows_of, told

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from pandas import DataFrame
    from shapely import Geometry

__all__ = [
    "CannotAdd",
    "OutlineTooDetailed",
    "OutlineTooSmall",
    "RegisterRefused",
    "add_park",
    "correct_park",
    "load_register",
    "load_upload",
]

SMALLEST_HA = 0.1
"""Below this an area is a building and no park: a choice."""

_BATCH = 500

MOST_POINTS = 20_000
"""More corners than any surveyed outline of a park has: a choice."""


@dataclass(eq=False)
class CannotAdd(WerklandschapError):
    """An area that cannot be added, for a reason that its maker should hear."""


@dataclass(eq=False)
class OutlineTooSmall(CannotAdd):
    """Too little ground to be a park."""

    code: ClassVar[str] = "parks.outline_too_small"
    message: ClassVar[Text] = Text(
        nl="Dit gebied is kleiner dan {smallest_ha} ha. Teken het hele terrein.",
        en="This area is smaller than {smallest_ha} ha. Draw the whole park.",
    )

    smallest_ha: float


@dataclass(eq=False)
class OutlineTooDetailed(CannotAdd):
    """More corners than we draw."""

    code: ClassVar[str] = "parks.outline_too_detailed"
    message: ClassVar[Text] = Text(
        nl="Deze grens heeft meer dan {most_points} hoekpunten. Vereenvoudig haar eerst.",
        en="This outline has more than {most_points} corners. Simplify it first.",
    )

    most_points: int


@transaction.atomic
def add_park(
    *, outline_wkb: bytes, name: str, is_public: bool, actor: User, at: datetime
) -> Park:
    """Add an area of somebody's own as a park; who adds it runs it.

    Parameters
    ----------
    outline_wkb : bytes
        Polygon or multipolygon in RD New, as WKB; what crosses itself is mended. [m]
    name : str
        What people call it.
    is_public : bool
        Whether everybody sees it, or only those who may see private parks there.
    actor : User
        Who adds it.
    at : datetime
        When.

    Raises
    ------
    OutlineTooSmall, OutlineTooDetailed
        If nobody would call it a park.
    AboutArea
        If it is no polygon, lies outside the Netherlands or is too large.
    """
    outline = _checked(outline_wkb, name, at)
    park = Park.objects.create(
        code=f"E{secrets.token_hex(4).upper()}",
        name=name.strip()[:160],
        source="eigen gebied",
        is_public=is_public,
        added_by=actor,
        added_at=at,
        changed_at=at,
        **outlines.facts_of(outline),
    )
    _let_run(park, actor=actor, at=at)
    audit.record("parks.add", park, actor=actor, at=at, is_public=is_public)
    return park


def _let_run(park: Park, *, actor: User, at: datetime) -> None:
    if not may(actor, "scans.start", park):
        assign(
            user=actor,
            role=Role.PARK_MANAGER,
            scope=Scope.PARK,
            code=park.code,
            actor=actor,
            at=at,
        )


def _checked(outline_wkb: bytes, name: str, at: datetime) -> "Geometry":
    """Read an outline through the same door as the files that people bring."""
    import shapely

    outline = shapely.from_wkb(outline_wkb)
    if shapely.get_num_coordinates(outline) > MOST_POINTS:
        raise OutlineTooDetailed(MOST_POINTS)
    whole = _as_area(outline, name, at)
    if whole.area < SMALLEST_HA * outlines.M2_PER_HA:
        raise OutlineTooSmall(SMALLEST_HA)
    return whole


def _as_area(outline: "Geometry", name: str, at: datetime) -> "Geometry":
    import geopandas as gpd

    from werklandschap.landscape.areas import AboutArea, read_area
    from werklandschap.parameters import Assumptions

    frame = gpd.GeoDataFrame({"id": ["area"]}, geometry=[outline], crs=outlines.RD)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "area.parquet"
        frame.to_parquet(path)
        try:
            area = read_area(path, assumptions=Assumptions(at.date()))
        except AboutArea as problem:
            problem.file = name
            raise
    return area.parks.geometry.iloc[0]


@transaction.atomic
def load_register(
    parks: "Path | DataFrame",
    *,
    source: str,
    is_generated: bool = False,
    actor: Actor,
    at: datetime,
) -> Load:
    """Take over what a register says of parks, all of it or nothing.

    Loading the same twice changes nothing. What people corrected stays, a park that the
    register no longer names stays, and so does what it does not know.

    Parameters
    ----------
    parks : Path or DataFrame or GeoDataFrame
        A file (see `queries.read_parks`), or parks by number with fields of a park.
    source : str
        What people call the register.
    is_generated : bool
        Whether these are made-up parks of an example.
    actor : User or Platform
        Who loads it.
    at : datetime
        When.

    Raises
    ------
    RegisterRefused
        If any row is wrong; it holds what is wrong with each.
    UnknownFile, NoRegister, AboutArea
        If the file holds no parks.
    """
    rows = rows_of(_read(parks, at))
    known = {park.code: park for park in Park.objects.select_for_update()}
    new = [
        Park(code=code, is_generated=is_generated, added_at=at, changed_at=at)
        for code in rows
        if code not in known
    ]
    changed = [park for code in rows if (park := known.get(code))]
    for park in new:
        _take_over(park, told(None, rows[park.code] | {"source": source}))
    changed = [
        park
        for park in changed
        if _take_over(park, told(park, rows[park.code] | {"source": source}))
    ]
    for park in changed:
        park.changed_at = at
    _write(new, changed)
    load = Load.objects.create(
        source=source,
        at=at,
        added=len(new),
        changed=len(changed),
        unchanged=len(rows) - len(new) - len(changed),
        absent=sum(
            park.source == source and code not in rows for code, park in known.items()
        ),
    )
    audit.record("parks.load", load, actor=actor, at=at, **_counts(load))
    return load


def load_upload(
    *, file: "UploadedFile[bytes]", source: str, actor: Actor, at: datetime
) -> Load:
    """Load a register from a file that somebody sent.

    Nothing of its name is used, and only what its content shows to be of a kind that we
    read is opened.

    Parameters
    ----------
    file : UploadedFile
        What was sent.
    source : str
        What people call the register.
    actor : User or Platform
        Who sent it.
    at : datetime
        When.

    Raises
    ------
    RegisterRefused, UnknownFile, NoRegister, AboutArea
        As `load_register` does.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register"
        with path.open("wb") as stream:
            stream.writelines(file.chunks())
        whole = path.rename(path.with_suffix(kind_of(path)))
        return load_register(whole, source=source, actor=actor, at=at)


def _read(parks: "Path | DataFrame", at: datetime) -> "DataFrame":
    if not isinstance(parks, Path):
        return parks
    return read_parks(parks, on=at.date(), lake=Path(settings.LAKE))


def _take_over(park: Park, facts: Mapping[str, Any]) -> bool:
    """Set the fields of a park; tell whether any of them changed."""
    differing = {
        name: value for name, value in facts.items() if getattr(park, name) != value
    }
    for name, value in differing.items():
        setattr(park, name, value)
    return bool(differing)


def _write(new: list[Park], changed: list[Park]) -> None:
    Park.objects.bulk_create(new, batch_size=_BATCH)
    Park.objects.bulk_create(
        changed,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*FIELDS, "changed_at"],
    )


def _counts(load: Load) -> dict[str, int]:
    return {
        name: getattr(load, name)
        for name in ("added", "changed", "unchanged", "absent")
    }


@transaction.atomic
def correct_park(
    *, park: Park, facts: Mapping[str, Any], actor: Actor, at: datetime
) -> None:
    """Set what a register has wrong; no register changes these fields any more.

    Parameters
    ----------
    park : Park
        The park.
    facts : mapping of str to object
        Fields of `register.FIELDS` and what they should be.
    actor : User or Platform
        Who corrects it.
    at : datetime
        When.
    """
    unknown = set(facts) - set(FIELDS)
    if unknown:
        raise ValueError(unknown)
    _take_over(park, facts)
    park.corrected = sorted({*park.corrected, *facts})
    park.changed_at = at
    park.save()
    audit.record(
        "parks.correct", park, actor=actor, at=at, fields=",".join(sorted(facts))
    )
