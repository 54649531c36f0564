"""What measures are told in: families, parties, verdicts, places, works and sites."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import LAYERS, Landscape


class Family(StrEnum):
    """The chapters of the catalogue of measures."""

    ROOFS = "roofs"
    FACADES = "facades"
    SOIL = "soil"
    WATER = "water"
    TREES = "trees"
    NATURE = "nature"
    COMFORT = "comfort"
    ENERGY = "energy"
    MOBILITY = "mobility"
    SPACE = "space"
    CIRCULARITY = "circularity"

    @property
    def label(self) -> Text:
        """The name of the family for people."""
        return _FAMILIES[self]


_FAMILIES = {
    Family.ROOFS: Text("Daken", "Roofs"),
    Family.FACADES: Text("Gevels", "Walls"),
    Family.SOIL: Text("Bodem en verharding", "Ground and paving"),
    Family.WATER: Text("Water", "Water"),
    Family.TREES: Text("Bomen", "Trees"),
    Family.NATURE: Text("Natuur", "Nature"),
    Family.COMFORT: Text("Verblijf en schaduw", "Comfort and shade"),
    Family.ENERGY: Text("Energie", "Energy"),
    Family.MOBILITY: Text("Mobiliteit", "Mobility"),
    Family.SPACE: Text("Ruimte", "Space"),
    Family.CIRCULARITY: Text("Reststromen", "Residual streams"),
}


class Party(StrEnum):
    """Those whose consent a measure may need."""

    OWNER = "owner"
    TENANT = "tenant"
    COLLECTIVE = "collective"
    MUNICIPALITY = "municipality"
    WATER_AUTHORITY = "water_authority"
    GRID_OPERATOR = "grid_operator"

    @property
    def label(self) -> Text:
        """The name of the party for people."""
        return _PARTIES[self]


_PARTIES = {
    Party.OWNER: Text("eigenaar", "owner"),
    Party.TENANT: Text("huurder", "tenant"),
    Party.COLLECTIVE: Text("vereniging of parkmanagement", "association of the park"),
    Party.MUNICIPALITY: Text("gemeente", "municipality"),
    Party.WATER_AUTHORITY: Text("waterschap", "water authority"),
    Party.GRID_OPERATOR: Text("netbeheerder", "grid operator"),
}


class Verdict(StrEnum):
    """What is known of a site; never a promise that it is fit."""

    PROMISING = "promising"
    NEEDS_STUDY = "needs_study"
    UNFIT = "unfit"

    @property
    def label(self) -> Text:
        """The verdict for people."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.PROMISING: Text("kansrijk", "promising"),
    Verdict.NEEDS_STUDY: Text("onderzoek nodig", "needs study"),
    Verdict.UNFIT: Text("ongeschikt", "unfit"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a measure is carried out: a shape, and the roof, building or ground it is on.

    People draw a place without ``host``.
    """

    geometry: shapely.Geometry
    host: str = ""


@dataclass(frozen=True, slots=True)
class Works:
    """Work to be done: a cost parameter and how much of it, in its unit."""

    parameter: str
    quantity: float
    unit: Unit


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A landscape after a measure, and the works that made it so."""

    landscape: Landscape
    works: tuple[Works, ...] = ()

    def touched(self, before: Landscape) -> frozenset[str]:
        """Name the layers that differ from those of the landscape ``before``."""
        return frozenset(
            name
            for name in LAYERS
            if getattr(self.landscape, name) is not getattr(before, name)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A place where a measure may go, what stands in the way, and who must agree."""

    id: str
    geometry: shapely.Geometry
    host: str
    verdict: Verdict
    reasons: tuple[Text, ...]
    consent: tuple[Party, ...]
    largest_quantity: float

    @property
    def place(self) -> Place:
        """The place itself, as measures take it."""
        return Place(self.geometry, self.host)


Formula = Callable[[Landscape, Sequence[Place]], Change]
Pool = Callable[[Landscape], GeoDataFrame]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule finds of each candidate: 0 fine, 1 needs study, 2 unfit; and why."""

    codes: NDArray[np.intp]
    study: Text | None = None
    unfit: Text | None = None


Rule = Callable[[Landscape, GeoDataFrame], Ruling]
