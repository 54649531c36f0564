"""The declaration of an indicator."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
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
    """An indicator: a formula with everything people need to read its outcome."""

    name: str
    label: Text
    theme: Theme
    unit: Unit
    references: tuple[Reference, ...]
    needs_resolution_m: float
    is_per_plot: bool
    has_interval: bool
    formula: Formula

    @property
    def layers(self) -> tuple[str, ...]:
        """The tables and grids that the formula asks for: names of its arguments."""
        return tuple(
            name
            for name in inspect.signature(self.formula).parameters
            if name in LAYERS
        )

    @property
    def required_layers(self) -> tuple[str, ...]:
        """The tables and grids without which nothing can be said."""
        return tuple(
            name
            for name, argument in inspect.signature(self.formula).parameters.items()
            if name in LAYERS and argument.default is argument.empty
        )

    @property
    def has_assumptions(self) -> bool:
        """Whether the formula uses parameters that have a low and a high end."""
        return "assumptions" in inspect.signature(self.formula).parameters

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
        arguments = {
            name: getattr(landscape, name)
            for name in inspect.signature(self.formula).parameters
        }
        return self.formula(**arguments)


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
