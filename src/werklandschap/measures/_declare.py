"""The declaration of a measure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from werklandschap.core.registry import Registry
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._judge import judged
from werklandschap.measures._shapes import mended
from werklandschap.measures._stale import without_stale
from werklandschap.measures._words import (
    Change,
    Family,
    Formula,
    Party,
    Place,
    Pool,
    Rule,
    Site,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: a function with everything people need to choose it.

    ``costs`` is the name by which its cost parameters go. ``not_measured`` says which of
    its effects no indicator measures yet; None if all that it is for is measured.
    """

    name: str
    label: Text
    family: Family
    unit: Unit
    consent: tuple[Party, ...]
    is_reversible: bool
    pool: Pool
    rules: tuple[Rule, ...]
    formula: Formula
    costs: str
    not_measured: Text | None

    @property
    def investment(self) -> str:
        """The parameter of what it costs to make, per unit."""
        return f"costs.{self.costs}_eur_per_{self.unit}"

    @property
    def upkeep(self) -> str:
        """The parameter of what it costs to keep, per unit and year."""
        return f"costs.{self.costs}_yearly_eur_per_{self.unit}"

    @property
    def lifetime(self) -> str:
        """The parameter of its technical life."""
        return f"costs.{self.costs}_lifetime_year"

    def carry_out(self, landscape: Landscape, places: Sequence[Place]) -> Change:
        """Carry it out on some places; simulated layers that no longer hold are dropped.

        Parameters
        ----------
        landscape : Landscape
            The landscape as it is; it stays so.
        places : sequence of Place
            Where; what lies outside the parks or cannot be changed is left alone.
        """
        change = self.formula(landscape, mended(places))
        return Change(without_stale(change, landscape), change.works)

    def sites(self, landscape: Landscape) -> list[Site]:
        """Find where it may go, the most promising first.

        Parameters
        ----------
        landscape : Landscape
            The landscape as it is; what was simulated in it helps to find sites.
        """
        candidates = self.pool(landscape)
        if candidates.empty:
            return []
        rulings = [rule(landscape, candidates) for rule in self.rules]
        return judged(self.name, self.unit, self.consent, candidates, rulings)


MEASURES: Registry[Measure] = Registry("measure", package=__package__)


def measure(
    *,
    label: Text,
    family: Family,
    unit: Unit,
    consent: tuple[Party, ...],
    pool: Pool,
    rules: tuple[Rule, ...] = (),
    is_reversible: bool = False,
    costs: str = "",
    not_measured: Text | None = None,
) -> Callable[[Formula], Formula]:
    """Declare the decorated function to be a measure; it stays as it is.

    Parameters
    ----------
    label : Text
        Its name for people.
    family : Family
        The chapter of the catalogue.
    unit : Unit
        In what it is counted; its cost parameters are per this unit.
    consent : tuple of Party
        Who must agree, besides whoever the ground is of.
    pool : callable
        Finds candidates in a landscape.
    rules : tuple of callable
        What may stand in the way of a candidate.
    is_reversible : bool
        Whether it can be taken away again, leaving all as it was.
    costs : str
        The name of its costs if it is not that of the function.
    not_measured : Text, optional
        The effects that no indicator measures yet.
    """

    def declare(formula: Formula) -> Formula:
        name = formula.__name__
        MEASURES.add(
            Measure(
                name,
                label,
                family,
                unit,
                consent,
                is_reversible,
                pool,
                rules,
                formula,
                costs or name,
                not_measured,
            )
        )
        return formula

    return declare
