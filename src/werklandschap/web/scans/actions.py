"""Everything that can happen to scans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks import actions as parks
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Figure, Scan
from werklandschap.web.scans.queries import store

KIND = "scan"
"""The kind of run."""

PARTS = ("heat", "water", "sun")
"""What can be simulated, in the order of the engine."""


@dataclass(eq=False)
class NoOutline(WerklandschapError):
    """A park of which nobody knows where it lies."""

    code: ClassVar[str] = "scans.no_outline"
    message: ClassVar[Text] = Text(
        nl="Van dit terrein is de grens niet bekend. Teken of upload haar eerst.",
        en="The outline of this park is not known. Draw or upload it first.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a scan found, as plain facts for rows."""

    park_code: str
    on: date
    engine: str
    parameters_hash: str
    input_hashes: Mapping[str, str]
    parts: Sequence[str]
    cell_m: float
    sources: Sequence[Mapping[str, Any]] = ()
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    figures: Sequence[Mapping[str, Any]] = ()


def start_scan(
    *,
    park: Park,
    parts: Sequence[str] = PARTS,
    cell_m: float = 1.0,
    on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Run:
    """Ask for a scan of a park, or find who asked for the same before.

    Parameters
    ----------
    park : Park
        The park; its outline must be known.
    parts : sequence of {"heat", "water", "sun"}
        What to simulate.
    cell_m : float
        Size of the cells. [m]
    on : date, optional
        The day of the scan, if it is not the day of asking: data of later days do not
        count.
    actor, at
        Who asks, when.

    Raises
    ------
    NoOutline
        If nobody knows where the park lies.
    """
    if not park.outline_wkb:
        raise NoOutline
    on = on or timezone.localdate(at)
    return jobs.ask(
        kind=KIND,
        parameters={
            "park": park.code,
            "on": on.isoformat(),
            "parts": [part for part in PARTS if part in parts],
            "cell_m": cell_m,
        },
        inputs={
            **store.inputs_of(park, on=on),
            "parameters": store.parameters_hash(on),
            "files": store.fingerprint_of_folders(park),
        },
        engine=store.engine_version(),
        actor=actor,
        at=at,
    )


@transaction.atomic
def keep_scan(*, run: Run, found: Found, actor: Actor, at: datetime) -> Scan:
    """Make rows of what a run found; it becomes the current scan unless it knows less.

    Parameters
    ----------
    run : Run
        The run, ended.
    found : Found
        What it found.
    actor, at
        Who, when.
    """
    park = Park.objects.select_for_update().get(code=found.park_code)
    scan = Scan(
        park=park,
        run=run,
        on=found.on,
        made_at=at,
        engine=found.engine,
        parameters_hash=found.parameters_hash,
        input_hashes=dict(found.input_hashes),
        parts=list(found.parts),
        cell_m=found.cell_m,
        result_hash=run.result_hash,
        is_degraded=run.is_degraded,
        sources=list(found.sources),
        files=dict(found.files),
    )
    current = Scan.objects.filter(park=park, is_current=True).first()
    scan.is_current = current is None or knows_as_much(scan, current)
    if current is not None and scan.is_current:
        current.is_current = False
        current.save(update_fields=["is_current"])
    scan.save(force_insert=True)
    Figure.objects.bulk_create(Figure(scan=scan, **told) for told in found.figures)
    audit.record(
        "scans.keep",
        scan,
        actor=actor,
        at=at,
        is_current=scan.is_current,
        is_degraded=scan.is_degraded,
    )
    return scan


def knows_as_much(scan: Scan, current: Scan) -> bool:
    """Tell whether a scan may take the place of the current one.

    Not if data failed where they did not before, if less was simulated, in larger
    cells, or if it is of an earlier day.
    """
    return (
        (current.is_degraded or not scan.is_degraded)
        and set(scan.parts) >= set(current.parts)
        and (scan.cell_m <= current.cell_m or not current.parts)
        and scan.on >= current.on
    )


def cancel_scan(*, run: Run, actor: Actor, at: datetime) -> None:
    """Stop a scan that nobody waits for any more; it ends at its next step."""
    jobs.cancel(run=run, actor=actor, at=at)


def add_area(
    *, name: str, text: str, file: "UploadedFile[Any] | None", actor: User, at: datetime
) -> Park:
    """Add an area that somebody drew, wrote or sent, as a private park of theirs.

    Parameters
    ----------
    name : str
        What they call it.
    text : str
        GeoJSON or corners; not looked at where there is a file.
    file : UploadedFile, optional
        A file with the outline.
    actor, at
        Who, when.

    Raises
    ------
    AboutArea, CannotAdd
        If it is no outline of a park; each kind says why.
    """
    import shapely

    from werklandschap.landscape.uploads import read_text, read_upload
    from werklandschap.parameters import Assumptions

    assumptions = Assumptions(timezone.localdate(at))
    if file is not None:
        content = file.read()
        area = read_upload(content, name=file.name or "", assumptions=assumptions)
    else:
        area = read_text(text, name=name, assumptions=assumptions)
    outline = shapely.union_all(area.parks.geometry.to_numpy())
    return parks.add_park(
        outline_wkb=shapely.to_wkb(outline),
        name=name,
        is_public=False,
        actor=actor,
        at=at,
    )
