"""What somebody asks of the list and the map, as it stands in the address of the page."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from werklandschap.web.parks.measures import Measure

NAMES = {
    "name": "naam",
    "municipality": "gemeente",
    "province": "provincie",
    "kind": "soort",
    "size_ha": "oppervlakte",
    "start_year": "startjaar",
}
"""By which columns the table can be sorted, and what the address calls them."""

_VIEW = re.compile(r"\d{1,2}(\.\d{1,2})?/-?\d{1,2}(\.\d{1,5})?/-?\d{1,3}(\.\d{1,5})?")
_LONGEST_QUERY = 100
_MOST_RANGES = 8
_LARGEST_HA = 100_000.0
_YEARS = (1000.0, 2999.0)
_MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Range:
    """From and up to, both included; None where it is open."""

    low: float | None = None
    high: float | None = None

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None

    def holds(self, value: float | None) -> bool:
        """Tell whether a value lies within; one that is not known never does."""
        if value is None:
            return False
        return (self.low is None or value >= self.low) and (
            self.high is None or value <= self.high
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Filters, order, page and colours; ``notices`` say what could not be understood."""

    query: str = ""
    provinces: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    municipality: str = ""
    size_ha: Range = Range()
    start_year: Range = Range()
    ranges: Mapping[str, Range] = field(default_factory=dict)
    colour: str = ""
    sort: str = ""
    is_descending: bool = False
    page: int = 0
    selected: str = ""
    view: str = ""
    """Where the map stands: zoom, latitude and longitude, as ``7.5/52.1/5.3``."""

    notices: tuple[str, ...] = ()

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(
            self.query or self.provinces or self.kinds or self.municipality
            or self.size_ha or self.start_year or any(self.ranges.values())
        )  # fmt: skip

    def having(self, **changes: object) -> "Choice":
        """Give the same choice with something else changed, on its first page."""
        return replace(self, **({"page": 0, "selected": ""} | changes))  # type: ignore[arg-type]

    def address(self) -> str:
        """Write the choice as it stands in an address, without its question mark."""
        return urlencode(list(self._pairs()), safe="/:")

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield from ((n, v) for n, v in (("q", self.query),) if v)
        yield from (("provincie", code) for code in self.provinces)
        yield from (("soort", code) for code in self.kinds)
        if self.municipality:
            yield "gemeente", self.municipality
        yield from _ends("ha", self.size_ha)
        yield from _ends("jaar", self.start_year)
        for name, limits in self.ranges.items():
            if limits:
                yield "filter", f"{name}:{_plain(limits.low)}:{_plain(limits.high)}"
        if self.colour:
            yield "kleur", self.colour
        if self.sort:
            yield "sorteer", ("-" if self.is_descending else "") + self.sort
        if self.page:
            yield "pagina", str(self.page)
        if self.selected:
            yield "terrein", self.selected
        if self.view:
            yield "kaart", self.view


def _ends(name: str, limits: Range) -> Iterator[tuple[str, str]]:
    if limits.low is not None:
        yield f"{name}_van", _plain(limits.low)
    if limits.high is not None:
        yield f"{name}_tot", _plain(limits.high)


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:.12g}"


class Reader:
    """Reads a choice from an address; what it cannot understand it leaves out and says.

    Parameters
    ----------
    address : QueryDict
        The query of the address.
    measures : mapping of str to Measure
        What can be filtered on and coloured by.
    provinces, kinds : mapping
        The codes that there are.
    """

    def __init__(
        self,
        address: QueryDict,
        *,
        measures: Mapping[str, Measure],
        provinces: Mapping[str, object],
        kinds: Mapping[str, object],
    ) -> None:
        self._address = address
        self._measures = measures
        self._provinces = provinces
        self._kinds = kinds
        self._notices: list[str] = []

    def read(self) -> Choice:
        """Read all of it."""
        colour = self._one_of("kleur", self._measures)
        sort, is_descending = self._order(colour)
        choice = Choice(
            query=self._address.get("q", "").replace("\0", "").strip()[:_LONGEST_QUERY],
            provinces=self._several("provincie", self._provinces),
            kinds=self._several("soort", self._kinds),
            municipality=self._municipality(),
            size_ha=self._range("ha", 0.0, _LARGEST_HA),
            start_year=self._range("jaar", *_YEARS),
            ranges=self._ranges(colour),
            colour=colour,
            sort=sort,
            is_descending=is_descending,
            page=self._page(),
            selected=self._address.get("terrein", "")[:40],
            view=self._view(),
        )
        return replace(choice, notices=tuple(self._notices))

    def _misunderstood(self, name: str, value: str) -> None:
        self._notices.append(
            _("‘%(name)s=%(value)s’ kennen we niet; dit deel is overgeslagen.")
            % {"name": name, "value": value[:40]}
        )

    def _several(self, name: str, known: Mapping[str, object]) -> tuple[str, ...]:
        asked = [value for value in self._address.getlist(name) if value]
        for value in asked:
            if value not in known:
                self._misunderstood(name, value)
        return tuple(dict.fromkeys(value for value in asked if value in known))

    def _one_of(self, name: str, known: Mapping[str, object]) -> str:
        found = self._several(name, known)
        return found[-1] if found else ""

    def _municipality(self) -> str:
        code = self._address.get("gemeente", "")
        if code and not (len(code) <= 6 and code.isalnum()):
            self._misunderstood("gemeente", code)
            return ""
        return code

    def _number(self, name: str, value: str) -> float | None:
        text = value.strip().replace(",", ".")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self._misunderstood(name, value)
            return None
        return number

    def _range(self, name: str, smallest: float, largest: float) -> Range:
        ends = [
            self._number(f"{name}_{end}", self._address.get(f"{name}_{end}", ""))
            for end in ("van", "tot")
        ]
        for end, number in zip(("van", "tot"), ends, strict=True):
            if number is not None and not smallest <= number <= largest:
                self._misunderstood(f"{name}_{end}", _plain(number))
                return Range()
        return self._ordered(name, Range(*ends))

    def _ordered(self, name: str, limits: Range) -> Range:
        low, high = limits.low, limits.high
        if low is not None and high is not None and low > high:
            self._misunderstood(name, f"{low:g}-{high:g}")
            return Range()
        return limits

    def _ranges(self, colour: str) -> dict[str, Range]:
        """Read the ranges that stand, and the one of the measure that gives colour."""
        ranges: dict[str, Range] = {}
        for text in self._address.getlist("filter")[:_MOST_RANGES]:
            name, _colon, ends = text.partition(":")
            low, _colon, high = ends.partition(":")
            if name not in self._measures:
                self._misunderstood("filter", text)
                continue
            limits = Range(self._number("filter", low), self._number("filter", high))
            ranges[name] = self._ordered("filter", limits)
        if colour and {"van", "tot"} & set(self._address):
            scale = 0.01 if self._measures[colour].is_share else 1.0
            ranges[colour] = self._ordered("van", self._typed(scale))
        return {name: limits for name, limits in ranges.items() if limits}

    def _typed(self, scale: float) -> Range:
        ends = (
            self._number(name, self._address.get(name, "")) for name in ("van", "tot")
        )
        return Range(*(None if end is None else end * scale for end in ends))

    def _order(self, colour: str) -> tuple[str, bool]:
        asked = self._address.get("sorteer", "")
        sort = asked.removeprefix("-")
        if not asked or sort in NAMES.values() or (colour and sort == colour):
            return sort, asked.startswith("-")
        if sort not in self._measures:  # else: its column is no longer shown
            self._misunderstood("sorteer", asked)
        return "", False

    def _view(self) -> str:
        asked = self._address.get("kaart", "")
        if asked and not _VIEW.fullmatch(asked):
            self._misunderstood("kaart", asked)
            return ""
        return asked

    def _page(self) -> int:
        asked = self._address.get("pagina", "")
        if not asked:
            return 0
        if asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= _MOST_PAGES:
            return int(asked[:9])
        self._misunderstood("pagina", asked)
        return 0
