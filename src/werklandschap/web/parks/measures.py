"""What a map can be coloured by and a list filtered on: the register and our figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.web.parks import figures
from werklandschap.web.parks.catalogue import Catalogue, Entry

Values = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that parks have; ``unit`` is a symbol."""

    name: str
    label: Text
    unit: str
    is_year: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it runs from 0 to 1 and is shown as a percentage."""
        return self.unit == "%"


_REGISTERED: Mapping[str, tuple[Measure, Callable[[Entry], float | None]]] = {
    "oppervlakte": (
        Measure("oppervlakte", Text("Oppervlakte", "Area"), "ha"),
        lambda entry: entry.size_ha,
    ),
    "netto": (
        Measure("netto", Text("Netto oppervlakte", "Net area"), "ha"),
        lambda entry: entry.net_ha,
    ),
    "startjaar": (
        Measure("startjaar", Text("Startjaar", "Start year"), "", is_year=True),
        lambda entry: entry.start_year,
    ),
}


def measures() -> dict[str, Measure]:
    """List by name all that can be chosen: the register first, then what we measured."""
    measured = {
        name: Measure(name, each.label, each.unit)
        for name, each in figures.indicators().items()
    }
    return {name: measure for name, (measure, _) in _REGISTERED.items()} | measured


def values_of(name: str, catalogue: Catalogue) -> Values:
    """Give the values of a measure by the key of the park; absent where there is none."""
    if name not in _REGISTERED:
        return figures.values_of(name)
    _, of_entry = _REGISTERED[name]
    values = {pk: of_entry(entry) for pk, entry in catalogue.entries.items()}
    return {pk: value for pk, value in values.items() if value is not None}
