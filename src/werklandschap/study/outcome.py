"""What a baseline scan finds: a value with its interval, reliability and sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.indicators import Indicator
from werklandschap.landscape import Landscape
from werklandschap.store import Provenance


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far a value can be trusted, from 0 to 1: the product of three parts.

    ``coverage`` is the part of the park that the data cover, ``currency`` how fresh
    they are against their refresh period, ``fit`` how well their detail fits the
    indicator.
    """

    coverage: float
    currency: float
    fit: float

    @property
    def value(self) -> float:
        """The product of the parts, from 0 to 1."""
        return self.coverage * self.currency * self.fit


NOT_MEASURED = Reliability(coverage=0.0, currency=0.0, fit=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One indicator of one park.

    ``value``, ``low`` and ``high`` are NaN when not measured; ``reason`` then says
    why. ``low_from`` and ``high_from`` name the alternative landscape that sets each
    end (``""`` where it is the value itself).
    """

    indicator: Indicator
    value: float
    low: float
    high: float
    low_from: str
    high_from: str
    reliability: Reliability
    reason: Text | None
    sources: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkScan:
    """A park as it is today.

    ``plots`` has one row per plot with a column per indicator (central values).
    """

    park_id: str
    name: str
    area_m2: float
    estimates: tuple[Estimate, ...]
    landscape: Landscape
    plots: GeoDataFrame | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineScan:
    """The parks of an area as they are on a day."""

    on: date
    engine: str
    parks: Sequence[ParkScan]
