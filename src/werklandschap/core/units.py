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
    KILOWATT = "kw"
    EURO = "eur"
    EURO_PER_COUNT = "eur_per_count"
    EURO_PER_METRE = "eur_per_m"
    EURO_PER_SQUARE_METRE = "eur_per_m2"
    EURO_PER_CUBIC_METRE = "eur_per_m3"
    EURO_PER_HECTARE = "eur_per_ha"
    EURO_PER_KILOWATT_PEAK = "eur_per_kwp"
    EURO_PER_KILOWATT = "eur_per_kw"
    EURO_PER_KILOWATT_HOUR = "eur_per_kwh"
    EURO_PER_TONNE = "eur_per_t"
    EURO_PER_DAY = "eur_per_day"
    DAY = "day"
    TONNE = "t"
    KILOWATT_HOUR_PER_SQUARE_METRE = "kwh_per_m2"
    KILOGRAM_PER_KILOWATT_HOUR = "kg_per_kwh"

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
    Unit.KILOWATT: "kW",
    Unit.EURO: "€",
    Unit.EURO_PER_COUNT: "€/st",
    Unit.EURO_PER_METRE: "€/m",
    Unit.EURO_PER_SQUARE_METRE: "€/m²",
    Unit.EURO_PER_CUBIC_METRE: "€/m³",
    Unit.EURO_PER_HECTARE: "€/ha",
    Unit.EURO_PER_KILOWATT_PEAK: "€/kWp",
    Unit.EURO_PER_KILOWATT: "€/kW",
    Unit.EURO_PER_KILOWATT_HOUR: "€/kWh",
    Unit.EURO_PER_TONNE: "€/t",
    Unit.EURO_PER_DAY: "€/d",
    Unit.DAY: "d",
    Unit.TONNE: "t",
    Unit.KILOWATT_HOUR_PER_SQUARE_METRE: "kWh/m²",
    Unit.KILOGRAM_PER_KILOWATT_HOUR: "kg/kWh",
}
