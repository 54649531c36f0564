"""Why two scans of one park differ: the park, the data or the method changed.

The split is exact where a scan lies between the two that shares the data of the one and
the method of the other, or where only one of them changed. Otherwise it is not made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.web.scans.models import Figure, Scan
from werklandschap.web.scans.queries import words


@dataclass(frozen=True, slots=True)
class Cause:
    """The change of one figure, divided; None where it cannot be told.

    ``shared`` cannot be divided between the park and the data.
    """

    indicator: str
    label: Text
    unit: str
    before: float
    after: float
    park: float | None
    data: float | None
    shared: float | None
    method: float | None


@dataclass(frozen=True, slots=True)
class Differences:
    """In what two scans differ."""

    engine: bool
    parameters: bool
    cell: bool
    outline: bool
    inputs: bool

    @property
    def method(self) -> bool:
        """Whether they were made in another way."""
        return self.engine or self.parameters or self.cell

    @property
    def land(self) -> bool:
        """Whether they were made of other data or another outline."""
        return self.outline or self.inputs


def differences(before: Scan, after: Scan) -> Differences:
    """Tell in what two scans differ."""
    old, new = dict(before.input_hashes), dict(after.input_hashes)
    outlines = old.pop("outline", None), new.pop("outline", None)
    return Differences(
        engine=before.engine != after.engine,
        parameters=before.parameters_hash != after.parameters_hash,
        cell=before.cell_m != after.cell_m,
        outline=outlines[0] != outlines[1],
        inputs=old != new,
    )


def between(before: Scan, after: Scan) -> Scan | None:
    """Find a scan of the data of the former with the method of the latter."""
    found = Scan.objects.filter(
        park=before.park,
        engine=after.engine,
        parameters_hash=after.parameters_hash,
        cell_m=after.cell_m,
    )
    return next(
        (scan for scan in found if scan.input_hashes == before.input_hashes), None
    )


def causes_of(before: Scan, after: Scan) -> Sequence[Cause]:
    """Divide the change of every figure over its causes.

    Parameters
    ----------
    before, after : Scan
        Two scans of one park.
    """
    differ = differences(before, after)
    middle = between(before, after) if differ.method and differ.land else None
    halfway = _measured(middle) if middle else {}
    old, new = _measured(before), _measured(after)
    return [
        _cause(old[name], new[name], halfway.get(name), differ)
        for name in words.catalogue()
        if name in old and name in new and old[name].value != new[name].value
    ]


def _measured(scan: Scan) -> dict[str, Figure]:
    return {row.indicator: row for row in scan.figures.all() if row.value is not None}


def _cause(
    old: Figure, new: Figure, halfway: Figure | None, differ: Differences
) -> Cause:
    before, after = words.number(old.value), words.number(new.value)
    method = _method(before, after, halfway, differ)
    rest = None if method is None else after - before - method
    indicator = words.catalogue()[new.indicator]
    return Cause(
        indicator=indicator.name,
        label=indicator.label,
        unit=str(indicator.unit),
        before=before,
        after=after,
        method=method,
        **_of_land(rest, old, new, differ),
    )


def _method(
    before: float, after: float, halfway: Figure | None, differ: Differences
) -> float | None:
    if not differ.method:
        return 0.0
    if not differ.land:
        return after - before
    return words.number(halfway.value) - before if halfway else None


def _of_land(
    rest: float | None, old: Figure, new: Figure, differ: Differences
) -> dict[str, float | None]:
    """Divide what the method does not explain between the park and the data."""
    if rest is None:
        return {"park": None, "data": None, "shared": None}
    dates, later = _dates(old), _dates(new)
    is_newer = differ.outline or any(
        later.get(name, "") > day for name, day in dates.items()
    )
    is_other = dates.keys() != later.keys()
    if is_newer and is_other:
        return {"park": None, "data": None, "shared": rest}
    if is_newer:
        return {"park": rest, "data": 0.0, "shared": None}
    return {"park": 0.0, "data": rest, "shared": None}


def _dates(figure: Figure) -> Mapping[str, str]:
    """Give the day of each source of a figure."""
    return dict(key.rsplit("@", 1) for key in figure.sources)
