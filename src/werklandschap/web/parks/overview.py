"""What the page of the map and the table shows."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werklandschap.core.text import Language
from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks import catalogue as catalogues
from werklandschap.web.parks import figures
from werklandschap.web.parks.catalogue import GROUPS, Catalogue, Entry
from werklandschap.web.parks.chips import without_each
from werklandschap.web.parks.choice import NAMES, Choice, Range, Reader
from werklandschap.web.parks.classes import Class, borders_of, legend, written
from werklandschap.web.parks.measures import Measure, measures
from werklandschap.web.parks.selection import Selection, select


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: where its heading leads and how the table is sorted."""

    label: str
    address: str
    order: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A park in the table, with its number of the measure that gives colour."""

    park: Entry
    kind: str
    size: str
    value: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that stands, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Slider:
    """The range of the measure that gives colour, as people type it."""

    label: str
    unit: str
    smallest: str
    largest: str
    step: str
    low: str
    high: str


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """One state of the page, for one reader."""

    catalogue: Catalogue
    selection: Selection
    known: Mapping[str, Measure]
    language: Language

    @property
    def choice(self) -> Choice:
        """What was asked."""
        return self.selection.choice

    @property
    def measure(self) -> Measure | None:
        """What gives the map its colours."""
        return self.known.get(self.choice.colour)

    @property
    def measure_label(self) -> str:
        """Its name with its unit."""
        if self.measure is None:
            return ""
        unit = f" ({self.measure.unit})" if self.measure.unit else ""
        return self.measure.label.in_language(self.language) + unit

    @property
    def columns(self) -> list[Column]:
        """The headings of the table."""
        labels = {
            "naam": _("Naam"),
            "gemeente": _("Gemeente"),
            "provincie": _("Provincie"),
            "soort": _("Soort"),
            "oppervlakte": _("Oppervlakte (ha)"),
            "startjaar": _("Startjaar"),
        }
        columns = [self._column(name, label) for name, label in labels.items()]
        if self.measure and self.measure.name not in labels:
            columns.append(self._column(self.measure.name, self.measure_label))
        return columns

    def _column(self, name: str, label: str) -> Column:
        is_sorted = self.choice.sort == name
        is_number = name not in {"naam", "gemeente", "provincie", "soort"}
        # The first click shows what people look for: names from A, the largest first.
        is_descending = not self.choice.is_descending if is_sorted else is_number
        there = self.choice.having(sort=name, is_descending=is_descending)
        order = "descending" if self.choice.is_descending else "ascending"
        return Column(label, there.address(), order if is_sorted else "", is_number)

    @property
    def rows(self) -> Iterator[Row]:
        """The parks of this page of the table."""
        for park in self.selection.shown:
            yield Row(
                park,
                str(GROUPS[park.group]),
                "" if park.size_ha is None else self._size(park.size_ha),
                self._value(self.selection.values.get(park.pk)),
                park.code == self.choice.selected,
            )

    @property
    def has_value_column(self) -> bool:
        """Whether the measure is not a column of the table already."""
        return self.measure is not None and self.measure.name not in set(NAMES.values())

    def _size(self, size_ha: float) -> str:
        return written(size_ha, measures()["oppervlakte"], self.language)

    def _value(self, value: float | None) -> str:
        if self.measure is None:
            return ""
        if value is None:
            return _("niet gemeten")
        return written(value, self.measure, self.language)

    @property
    def before(self) -> str | None:
        """The address of the page before."""
        return self._page(self.selection.page - 1)

    @property
    def after(self) -> str | None:
        """The address of the next page."""
        return self._page(self.selection.page + 1)

    def _page(self, page: int) -> str | None:
        if not 1 <= page <= self.selection.pages:
            return None
        return self.choice.having(page=page).address()

    @property
    def provinces(self) -> list[Option]:
        """The provinces to choose from."""
        return [
            Option(code, name, code in self.choice.provinces)
            for code, name in self.catalogue.provinces.items()
        ]

    @property
    def kinds(self) -> list[Option]:
        """The kinds to choose from."""
        return [
            Option(code, str(label), code in self.choice.kinds)
            for code, label in GROUPS.items()
        ]

    @property
    def colours(self) -> list[Option]:
        """What the map can be coloured by."""
        return [
            Option(
                name,
                measure.label.in_language(self.language),
                name == self.choice.colour,
            )
            for name, measure in self.known.items()
        ]

    @property
    def other_ranges(self) -> Iterator[str]:
        """The ranges of other measures, as they stand in the address."""
        others = {
            name: limits
            for name, limits in self.choice.ranges.items()
            if name != self.choice.colour
        }
        yield from QueryDict(Choice(ranges=others).address()).getlist("filter")

    @property
    def slider(self) -> Slider | None:
        """The range of the measure that gives colour.

        None if it has no values, or has its own fields in the form.
        """
        values = [
            value
            for pk, value in self.selection.values.items()
            if pk in self.catalogue.public
        ]
        if self.measure is None or self.measure.name in NAMES.values() or not values:
            return None
        scale = 100.0 if self.measure.is_share else 1.0
        limits = self.choice.ranges.get(self.choice.colour, Range())
        smallest, largest = min(values) * scale, max(values) * scale
        return Slider(
            label=self.measure.label.in_language(self.language),
            unit=self.measure.unit,
            smallest=f"{smallest:.6g}",
            largest=f"{largest:.6g}",
            step="1" if self.measure.is_year else "any",
            low="" if limits.low is None else f"{limits.low * scale:.6g}",
            high="" if limits.high is None else f"{limits.high * scale:.6g}",
        )

    @property
    def chips(self) -> list[Chip]:
        """The filters that stand, each with the address of the page without it."""
        return [
            Chip(label, left.address())
            for label, left in without_each(self.choice, self.catalogue, self.language)
        ]

    @property
    def legend(self) -> list[dict[str, str]]:
        """The classes of the map in words, and what has no value, last."""
        if self.measure is None:
            return []
        public = self.catalogue.public
        values = [v for pk, v in self.selection.values.items() if pk in public]
        borders = borders_of(values, is_year=self.measure.is_year)
        items = [
            {"colour": each.colour, "label": self._class_in_words(each)}
            for each in legend(values, borders)
        ]
        label = _("niet gemeten: %(parks)s") % {"parks": len(public) - len(values)}
        return [*items, {"colour": "#ffffff", "label": label, "pattern": "hatch"}]

    def _class_in_words(self, each: Class) -> str:
        assert self.measure is not None
        return _("%(low)s tot %(high)s: %(parks)s") % {
            "low": written(each.low, self.measure, self.language),
            "high": written(each.high, self.measure, self.language),
            "parks": each.parks,
        }

    @property
    def version(self) -> str:
        """A text that changes whenever a park does, for the addresses of tiles."""
        return self.catalogue.version


def version() -> str:
    """Give a short text that changes whenever any park or figure does."""
    stamp = f"{catalogues.current().version}|{figures.stamp()}"
    return hashlib.sha256(stamp.encode()).hexdigest()[:16]


def overview(address: QueryDict, person: Person) -> Overview:
    """Read what somebody asks for, and find it among what they may see.

    Parameters
    ----------
    address : QueryDict
        The query of the address.
    person : User or AnonymousUser
        Who asks.
    """
    catalogue = catalogues.current()
    known = measures()
    choice = read_choice(address, catalogue, known)
    selection = select(catalogue, choice, catalogue.visible_to(person))
    language: Language = "en" if (get_language() or "nl").startswith("en") else "nl"
    return Overview(catalogue, selection, known, language)


def read_choice(
    address: QueryDict, catalogue: Catalogue, known: Mapping[str, Measure]
) -> Choice:
    """Read a choice from an address.

    Parameters
    ----------
    address : QueryDict
        The query of the address.
    catalogue : Catalogue
        All parks, for the provinces that there are.
    known : mapping of str to Measure
        What can be filtered on and coloured by.
    """
    return Reader(
        address, measures=known, provinces=catalogue.provinces, kinds=GROUPS
    ).read()
