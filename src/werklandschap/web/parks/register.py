"""What a register says of parks, row by row: checked, placed and held against ours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.parks import outlines
from werklandschap.web.parks.models import Park
from werklandschap.web.parks.naming import is_usable, readable
from werklandschap.web.parks.places import first_known, name_of, places

if TYPE_CHECKING:
    from pandas import DataFrame

Facts = dict[str, Any]

_TEXTS = (
    "name", "place", "municipality_code", "municipality", "region_code", "region",
    "province_code", "province", "water_board_code", "water_board", "kind",
)  # fmt: skip
_YEARS = ("start_year", "reference_year")
_SIZES = ("gross_ha", "net_ha")
_NAMES = ("name", "place")
_OUTLINE = (
    "outline_wkb", "west_m", "south_m", "east_m", "north_m", "area_ha",
    "longitude_deg", "latitude_deg", "is_placed_by_municipality",
)  # fmt: skip
FIELDS = (*_TEXTS, *_YEARS, *_SIZES, "source", *_OUTLINE)
"""What a register can say of a park."""

_FITS_BETWEEN = (0.5, 2.0)
"""An outline is of the park as registered if its area is so many times the gross area:
a choice, since numbers are given again to larger parks after a merger."""


@dataclass(eq=False)
class RowProblem(WerklandschapError):
    """Something in a row of a register for which it cannot be loaded; rows from 1."""

    row: int


@dataclass(eq=False)
class NumberMissing(RowProblem):
    """A park without a number."""

    code: ClassVar[str] = "parks.number_missing"
    message: ClassVar[Text] = Text(
        nl="Rij {row}: het nummer van het terrein ontbreekt.",
        en="Row {row}: the number of the park is missing.",
    )


@dataclass(eq=False)
class NumberUnusable(RowProblem):
    """A number that cannot stand in an address of the site."""

    code: ClassVar[str] = "parks.number_unusable"
    message: ClassVar[Text] = Text(
        nl="Rij {row}: het nummer ‘{number}’ kan alleen letters, cijfers, punten en "
        "lage streepjes hebben.",
        en="Row {row}: the number ‘{number}’ can have letters, digits, points and "
        "underscores only.",
    )

    number: str


@dataclass(eq=False)
class NumberRepeated(RowProblem):
    """Two parks with one number."""

    code: ClassVar[str] = "parks.number_repeated"
    message: ClassVar[Text] = Text(
        nl="Rij {row}: het nummer {number} staat er al eerder in.",
        en="Row {row}: the number {number} is in an earlier row too.",
    )

    number: str


@dataclass(eq=False)
class NameMissing(RowProblem):
    """A park without a name."""

    code: ClassVar[str] = "parks.name_missing"
    message: ClassVar[Text] = Text(
        nl="Rij {row}: de naam van terrein {number} ontbreekt.",
        en="Row {row}: the name of park {number} is missing.",
    )

    number: str


@dataclass(eq=False)
class ValueUnreadable(RowProblem):
    """A value that is no number or code where one should be."""

    code: ClassVar[str] = "parks.value_unreadable"
    message: ClassVar[Text] = Text(
        nl="Rij {row}: niet te lezen bij terrein {number}: {values}.",
        en="Row {row}: unreadable for park {number}: {values}.",
    )

    number: str
    values: str


@dataclass(eq=False)
class RegisterRefused(WerklandschapError):
    """A register of which some rows cannot be loaded, so that none is."""

    code: ClassVar[str] = "parks.register_refused"
    message: ClassVar[Text] = Text(
        nl="Er is niets ingelezen: {count} rijen kloppen niet. Verbeter ze en lees het "
        "bestand opnieuw in.",
        en="Nothing was loaded: {count} rows are wrong. Mend them and load the file "
        "again.",
    )

    count: int
    problems: tuple[RowProblem, ...]


def rows_of(parks: "DataFrame") -> dict[str, Facts]:
    """Give what a register says of each park, by its number.

    Parameters
    ----------
    parks : DataFrame or GeoDataFrame
        By the number of the park; columns as fields of a park, ``corop_code`` for its
        region; polygons in RD New if there are any. [m]

    Returns
    -------
    dict of str to dict
        Only what the register knows: empty cells are absent.

    Raises
    ------
    RegisterRefused
        If any row lacks a number or name, or repeats a number.
    """
    named = parks.rename(columns={"corop_code": "region_code"})
    problems = tuple(_problems(named))
    if problems:
        raise RegisterRefused(len(problems), problems)
    shapes = named.geometry if hasattr(named, "geometry") else [None] * len(named)
    columns = [name for name in (*_TEXTS, *_YEARS, *_SIZES) if name in named]
    records = named[columns].astype("object").to_dict("records")
    return {
        str(code): _facts(record, shape)
        for code, record, shape in zip(named.index, records, shapes, strict=True)
    }


def _problems(parks: "DataFrame") -> Iterator[RowProblem]:
    seen: set[str] = set()
    unreadable = parks["unreadable"] if "unreadable" in parks else [None] * len(parks)
    cells = zip(parks.index, parks["name"], unreadable, strict=True)
    for row, (code, name, values) in enumerate(cells, start=1):
        if not isinstance(code, str) or not code:
            yield NumberMissing(row)
            continue
        if not is_usable(code):
            yield NumberUnusable(row, code[:40])
        elif code in seen:
            yield NumberRepeated(row, code)
        elif not isinstance(name, str) or not name.strip():
            yield NameMissing(row, code)
        elif isinstance(values, str):
            yield ValueUnreadable(row, code, values[:200])
        seen.add(code)


def _facts(record: Mapping[Any, Any], shape: Any) -> Facts:
    facts: Facts = {}
    for name, value in record.items():
        if value is None or value != value or str(value) in {"", "<NA>"}:
            continue
        facts[str(name)] = _plain(str(name), value)
    if shape is not None:
        facts |= outlines.facts_of(shape)
    return facts


def _plain(name: str, value: Any) -> Any:
    if name in _YEARS:
        return int(value)
    if name in _SIZES:
        return float(value)
    text = str(value).strip()[: getattr(Park._meta.get_field(name), "max_length", None)]
    return readable(text) if name in _NAMES else text


def told(park: Park | None, facts: Facts) -> Facts:
    """Say which fields of a park a register gives, now that we have ``park`` already.

    What people corrected stays, and so does what the register does not know. A register
    of an older year than ours only fills what is empty; an outline that cannot be of the
    park as registered is left out.
    """
    new = _with_borders(facts)
    if park is None:
        return _placed(new)
    ours = {name: getattr(park, name) for name in FIELDS}
    if _is_older(new, park):
        new = _what_fills(new, ours)
    whole = ours | {k: v for k, v in new.items() if k not in park.corrected}
    return whole if whole["outline_wkb"] is not None else _placed(whole)


def _what_fills(older: Facts, ours: Facts) -> Facts:
    """Leave what we do not know yet; nothing if it cannot be of the same park."""
    if not _fits(older, ours["gross_ha"]):
        return {}
    needs_outline = ours["outline_wkb"] is None and "outline_wkb" in older
    return {
        name: value
        for name, value in older.items()
        if (needs_outline if name in _OUTLINE else ours[name] in (None, ""))
    }


def _fits(facts: Facts, gross_ha: float | None) -> bool:
    if "area_ha" not in facts or not gross_ha:
        return True
    smallest, largest = _FITS_BETWEEN
    return bool(smallest <= facts["area_ha"] / gross_ha <= largest)


def _is_older(facts: Facts, park: Park) -> bool:
    return (park.reference_year or 0) > int(facts.get("reference_year", 0))


def _with_borders(facts: Facts) -> Facts:
    """Add the regions around a municipality, and the names of all."""
    whole = dict(facts)
    around = places().get(whole.get("municipality_code", ""))
    if around is not None:
        whole.setdefault("region_code", around.region_code)
        whole.setdefault("province_code", around.province_code)
    for border in ("municipality", "region", "province"):
        if name := name_of(whole.get(f"{border}_code", "")):
            whole.setdefault(border, name)
    return whole


def _placed(facts: Facts) -> Facts:
    """Put a park without outline at its municipality, or else in its region."""
    if facts.get("outline_wkb") is not None:
        return facts
    codes = (facts.get(f"{each}_code", "") for each in _FROM_NEAR_TO_FAR)
    middle = first_known(codes)
    if middle is None:
        return facts
    return {
        **facts,
        **outlines.degrees_of(middle.x_m, middle.y_m),
        "is_placed_by_municipality": True,
    }


_FROM_NEAR_TO_FAR: Iterable[str] = ("municipality", "region", "province")
