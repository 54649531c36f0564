"""The units in which the engine counts."""

from enum import StrEnum


class Unit(StrEnum):
    """A unit; its value is the suffix that names carry, as in ``roof_area_m2``."""

    SHARE = "share"
    COUNT = "count"
    METRE = "m"
    SQUARE_METRE = "m2"
    HECTARE = "ha"
    MILLIMETRE = "mm"
    DEGREE = "deg"
    YEAR = "year"
    PER_HECTARE = "per_ha"
    RATIO = "ratio"
    KILOWATT_PEAK = "kwp"
    KILOWATT_PEAK_PER_SQUARE_METRE = "kwp_per_m2"
    DEGREE_CELSIUS = "degc"
    CUBIC_METRE = "m3"
    KILOWATT_HOUR = "kwh"
    MEGAWATT_HOUR = "mwh"
    MILLIMETRE_PER_HOUR = "mm_per_h"
    METRE_PER_SECOND = "m_per_s"
    WATT_PER_SQUARE_METRE = "w_per_m2"
    HOUR = "h"
    MINUTE = "min"

    @property
    def symbol(self) -> str:
        """The way the unit is written for people; empty for a bare number."""
        return _SYMBOLS[self]


_SYMBOLS = {
    Unit.SHARE: "%",
    Unit.COUNT: "",
    Unit.METRE: "m",
    Unit.SQUARE_METRE: "m²",
    Unit.HECTARE: "ha",
    Unit.MILLIMETRE: "mm",
    Unit.DEGREE: "°",
    Unit.YEAR: "",
    Unit.PER_HECTARE: "per ha",
    Unit.RATIO: "",
    Unit.KILOWATT_PEAK: "kWp",
    Unit.KILOWATT_PEAK_PER_SQUARE_METRE: "kWp/m²",
    Unit.DEGREE_CELSIUS: "°C",
    Unit.CUBIC_METRE: "m³",
    Unit.KILOWATT_HOUR: "kWh",
    Unit.MEGAWATT_HOUR: "MWh",
    Unit.MILLIMETRE_PER_HOUR: "mm/h",
    Unit.METRE_PER_SECOND: "m/s",
    Unit.WATT_PER_SQUARE_METRE: "W/m²",
    Unit.HOUR: "uur",
    Unit.MINUTE: "min",
}
