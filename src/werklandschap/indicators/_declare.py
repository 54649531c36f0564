"""The declaration of an indicator."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from werklandschap.core.references import Reference
from werklandschap.core.registry import Registry
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import LAYERS, Landscape

Formula = Callable[..., "pd.Series[float]"]


class Theme(StrEnum):
    """The chapters of a scan, in the order in which they are shown."""

    GROUND = "ground"
    BIODIVERSITY = "biodiversity"
    WATER = "water"
    HEAT = "heat"
    HEALTH = "health"
    ENERGY = "energy"
    SPACE = "space"
    DATA = "data"

    @property
    def label(self) -> Text:
        """The name of the theme for people."""
        return _THEMES[self]


_THEMES = {
    Theme.GROUND: Text("Bodem en verharding", "Ground and paving"),
    Theme.BIODIVERSITY: Text("Groen en biodiversiteit", "Green and biodiversity"),
    Theme.WATER: Text("Water en droogte", "Water and drought"),
    Theme.HEAT: Text("Hitte op een hete dag", "Heat on a hot day"),
    Theme.HEALTH: Text("Gezonde werkomgeving", "Healthy workplace"),
    Theme.ENERGY: Text("Energie en daken", "Energy and roofs"),
    Theme.SPACE: Text("Ruimte en gebouwen", "Space and buildings"),
    Theme.DATA: Text("Wat de gegevens zelf zeggen", "What the data say of themselves"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: a formula with everything people need to read its outcome.

    Of a family of indicators that share a formula, ``reads`` tells which layer is which
    argument, and ``given`` what other arguments are; both as pairs.
    """

    name: str
    label: Text
    theme: Theme
    unit: Unit
    references: tuple[Reference, ...]
    needs_resolution_m: float
    is_per_plot: bool
    has_interval: bool
    formula: Formula
    reads: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, str], ...] = ()

    @property
    def layers(self) -> tuple[str, ...]:
        """The tables and grids that the formula asks for: names of its arguments."""
        return tuple(layer for layer, _ in self._asked() if layer in LAYERS)

    @property
    def required_layers(self) -> tuple[str, ...]:
        """The tables and grids without which nothing can be said."""
        return tuple(
            layer
            for layer, argument in self._asked()
            if layer in LAYERS and argument.default is argument.empty
        )

    @property
    def has_assumptions(self) -> bool:
        """Whether the formula uses parameters that have a low and a high end."""
        return any(name == "assumptions" for name, _ in self._asked())

    def missing_layers(self, landscape: Landscape) -> tuple[str, ...]:
        """Name the required tables and grids that the landscape does not have."""
        return tuple(
            name for name in self.required_layers if getattr(landscape, name) is None
        )

    def measure(self, landscape: Landscape) -> "pd.Series[float]":
        """Measure the indicator in a landscape; missing where a layer is missing.

        Parameters
        ----------
        landscape : Landscape
            The place; its ``parks`` are the zones for which a value is given.
        """
        if self.missing_layers(landscape):
            return pd.Series(
                float("nan"), index=landscape.parks.index, name=self.name
            ).astype("float64")
        found = {
            argument.name: getattr(landscape, name) for name, argument in self._asked()
        }
        return self.formula(**found, **dict(self.given)).rename(self.name)

    def _asked(self) -> Iterator[tuple[str, inspect.Parameter]]:
        """Pair what is taken from a landscape with the argument that it is."""
        layer_of, given = dict(self.reads), dict(self.given)
        for argument in inspect.signature(self.formula).parameters.values():
            if argument.name not in given:
                yield layer_of.get(argument.name, argument.name), argument


@dataclass(frozen=True, slots=True)
class Member:
    """One of a family: its label, and the layers and words that are its arguments."""

    label: Text
    reads: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


INDICATORS: Registry[Indicator] = Registry("indicator", package=__package__)


def indicator(
    *,
    label: Text,
    theme: Theme,
    unit: Unit,
    references: tuple[Reference, ...],
    needs_resolution_m: float = 2.0,
    is_per_plot: bool = True,
    has_interval: bool = True,
) -> Callable[[Formula], Formula]:
    """Declare the decorated function to be an indicator; it stays as it is.

    Parameters
    ----------
    label : Text
        Its name for people.
    theme : Theme
        The chapter in which it is shown.
    unit : Unit
        The unit of its values; its name must end with it.
    references : tuple of Reference
        The sources of its definition, ``[1]_`` first.
    needs_resolution_m : float
        Detail of the data at which it can be trusted fully. [m]
    is_per_plot : bool
        Whether it also means something for a single plot.
    has_interval : bool
        Whether alternative landscapes bear on it; not when it tells of the data itself.
    """

    def declare(formula: Formula) -> Formula:
        INDICATORS.add(
            Indicator(
                formula.__name__,
                label,
                theme,
                unit,
                references,
                needs_resolution_m,
                is_per_plot,
                has_interval,
                formula,
            )
        )
        return formula

    return declare


def family(
    members: Mapping[str, Member],
    *,
    theme: Theme,
    unit: Unit,
    references: tuple[Reference, ...],
    needs_resolution_m: float = 2.0,
) -> Callable[[Formula], Formula]:
    """Declare indicators that the decorated function measures, each by its own name.

    Parameters
    ----------
    members : mapping of str to Member
        The indicators; a name must end with the unit.
    theme, unit, references, needs_resolution_m
        What they have in common; see `indicator`.
    """

    def declare(formula: Formula) -> Formula:
        for name, member in members.items():
            INDICATORS.add(
                Indicator(
                    name,
                    member.label,
                    theme,
                    unit,
                    references,
                    needs_resolution_m,
                    is_per_plot=True,
                    has_interval=True,
                    formula=formula,
                    reads=tuple(member.reads.items()),
                    given=tuple(member.given.items()),
                )
            )
        return formula

    return declare
