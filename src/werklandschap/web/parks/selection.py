"""The parks that somebody asked for, in the order they asked for."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from werklandschap.web.parks.catalogue import Catalogue, Entry
from werklandschap.web.parks.choice import NAMES, Choice
from werklandschap.web.parks.measures import Values, values_of
from werklandschap.web.parks.search import in_order

PAGE_SIZE = 50
_COLUMNS = {asked: name for name, asked in NAMES.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The parks that were asked for, of those that the reader may see."""

    choice: Choice
    parks: Sequence[Entry]
    visible: int
    values: Values
    """Of the measure that gives colour, by the key of the park."""

    @property
    def pages(self) -> int:
        """How many pages of the table there are; at least one."""
        return max(1, -(-len(self.parks) // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page asked for, or that of the selected park, or the first."""
        if self.choice.page:
            return min(self.choice.page, self.pages)
        for place, park in enumerate(self.parks):
            if park.code == self.choice.selected:
                return place // PAGE_SIZE + 1
        return 1

    @property
    def shown(self) -> Sequence[Entry]:
        """The parks of that page."""
        return self.parks[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]

    @property
    def first(self) -> int:
        """The rank of the first park of the page, from 1."""
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """The rank of the last park of the page."""
        return min(len(self.parks), self.page * PAGE_SIZE)


def select(catalogue: Catalogue, choice: Choice, visible: Set[int]) -> Selection:
    """Choose and order parks.

    Parameters
    ----------
    catalogue : Catalogue
        All parks.
    choice : Choice
        What was asked.
    visible : set of int
        The keys of the parks that the reader may see; no other is ever given.
    """
    values = values_of(choice.colour, catalogue) if choice.colour else {}
    keys = matching(catalogue, choice, visible)
    ordered = _ordered([catalogue.entries[pk] for pk in keys], choice, values)
    return Selection(choice, ordered, len(visible), values)


def matching(catalogue: Catalogue, choice: Choice, visible: Set[int]) -> list[int]:
    """Give the keys that pass all filters; best first if there are words to find."""
    ranges = [
        (values_of(name, catalogue), limits) for name, limits in choice.ranges.items()
    ]
    found = catalogue.index.find(choice.query) if choice.query else catalogue.entries
    tests = [test for is_asked, test in _TESTS if is_asked(choice)]
    return [
        pk
        for pk in found
        if pk in visible
        and all(test(catalogue.entries[pk], choice) for test in tests)
        and all(limits.holds(values.get(pk)) for values, limits in ranges)
    ]


_Test = Callable[[Entry, Choice], bool]
_TESTS: Sequence[tuple[Callable[[Choice], object], _Test]] = (
    (lambda c: c.provinces, lambda park, c: park.province_code in c.provinces),
    (lambda c: c.kinds, lambda park, c: park.group in c.kinds),
    (
        lambda c: c.municipality,
        lambda park, c: park.municipality_code == c.municipality,
    ),
    (lambda c: c.size_ha, lambda park, c: c.size_ha.holds(park.size_ha)),
    (lambda c: c.start_year, lambda park, c: c.start_year.holds(park.start_year)),
)
"""Each filter: whether it is asked for, and which parks pass it."""


def _ordered(parks: list[Entry], choice: Choice, values: Values) -> list[Entry]:
    """Sort by the column asked for, then by name; what is not known comes last."""
    if not choice.sort:
        return parks
    if choice.query:
        parks = sorted(parks, key=lambda park: (in_order(park.name), park.code))
    key = _key_of(choice.sort, values)
    known = [park for park in parks if key(park) is not None]
    unknown = [park for park in parks if key(park) is None]
    return sorted(known, key=key, reverse=choice.is_descending) + unknown


def _key_of(sort: str, values: Values) -> Callable[[Entry], Any]:
    if sort not in _COLUMNS:
        return lambda park: values.get(park.pk)
    column = "group" if sort == "soort" else _COLUMNS[sort]

    def key(park: Entry) -> Any:
        value = getattr(park, column)
        return (in_order(value) or None) if isinstance(value, str) else value

    return key


@dataclass(frozen=True, slots=True)
class Total:
    """How many parks there are within a border, and how large they are together."""

    code: str
    name: str
    parks: int
    size_ha: float
    net_ha: float


def totals(parks: Sequence[Entry], border: str) -> list[Total]:
    """Add up parks by ``province`` or ``municipality``, in the order of their names.

    Parks that lie nowhere known are under an empty code, last.
    """
    groups: dict[str, list[Entry]] = {}
    for park in parks:
        groups.setdefault(getattr(park, f"{border}_code"), []).append(park)
    sums = [_total(code, group, border) for code, group in groups.items()]
    return sorted(sums, key=lambda each: (not each.code, in_order(each.name)))


def _total(code: str, parks: Sequence[Entry], border: str) -> Total:
    return Total(
        code,
        getattr(parks[0], border),
        len(parks),
        sum(park.size_ha or 0.0 for park in parks),
        sum(park.net_ha or 0.0 for park in parks),
    )


def whole(parts: Sequence[Total]) -> Total:
    """Add up totals."""
    return Total(
        "",
        "",
        sum(part.parks for part in parts),
        sum(part.size_ha for part in parts),
        sum(part.net_ha for part in parts),
    )
