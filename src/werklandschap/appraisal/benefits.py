"""What a plan is good for: a price per unit of a physical effect.

Effects are differences between two measured or simulated worlds, per year; they grow as
trees grow and roofs come. No function here says what a measure does.
"""

import numpy as np

from werklandschap.appraisal._declare import Floats, Prices, Timing, benefit
from werklandschap.core.text import Text
from werklandschap.core.units import Unit


@benefit(
    label=Text("Minder waterschade", "Less flood damage"),
    effect="flooded_floor_avoided_m2",
    unit=Unit.SQUARE_METRE,
    timing=Timing.YEARLY,
    shared_as="flooding",
    parameters=("appraisal.flood_direct_eur_per_m2",),
)
def flood_damage(prices: Prices) -> Floats:
    """Price a square metre of floor that is not ruined, of what is expected a year."""
    return prices["appraisal.flood_direct_eur_per_m2"]


@benefit(
    label=Text("Minder stilstand door water", "Less standstill by water"),
    effect="flooded_floor_avoided_m2",
    unit=Unit.SQUARE_METRE,
    timing=Timing.YEARLY,
    shared_as="flooding",
    parameters=(
        "appraisal.flood_standstill_eur_per_m2",
        "appraisal.flood_standstill_day",
    ),
)
def flood_interruption(prices: Prices) -> Floats:
    """Price the days that a square metre of floor would have stood still."""
    return (
        prices["appraisal.flood_standstill_eur_per_m2"]
        * prices["appraisal.flood_standstill_day"]
    )


@benefit(
    label=Text("Minder koeling", "Less cooling"),
    effect="green_roof_on_cooled_building_m2",
    unit=Unit.SQUARE_METRE,
    timing=Timing.YEARLY,
    shared_as="energy",
    parameters=(
        "appraisal.cooling_saved_kwh_per_m2",
        "appraisal.electricity_eur_per_kwh",
    ),
)
def cooling_energy(prices: Prices) -> Floats:
    """Price the power that a green roof saves where a building is cooled."""
    return (
        prices["appraisal.cooling_saved_kwh_per_m2"]
        * prices["appraisal.electricity_eur_per_kwh"]
    )


@benefit(
    label=Text("Dak gaat langer mee", "The roof lasts longer"),
    effect="roof_renewal_put_off_m2",
    unit=Unit.SQUARE_METRE,
    timing=Timing.ONCE,
    shared_as="roof",
    parameters=("appraisal.roof_membrane_eur_per_m2",),
)
def roof_life(prices: Prices) -> Floats:
    """Price a renewal in the year that it falls away; it comes back when due later."""
    return prices["appraisal.roof_membrane_eur_per_m2"]


@benefit(
    label=Text("Minder regenwater in het riool", "Less rain in the sewer"),
    effect="disconnected_m2",
    unit=Unit.SQUARE_METRE,
    timing=Timing.ONCE,
    shared_as="rainwater",
    parameters=("appraisal.sewer_relief_eur_per_m2",),
)
def sewer_relief(prices: Prices) -> Floats:
    """Price a square metre that no longer drains to the sewer."""
    return prices["appraisal.sewer_relief_eur_per_m2"]


@benefit(
    label=Text("Waterberging", "Water storage"),
    effect="water_storage_m3",
    unit=Unit.CUBIC_METRE,
    timing=Timing.ONCE,
    shared_as="rainwater",
    parameters=("appraisal.storage_eur_per_m3",),
)
def storage(prices: Prices) -> Floats:
    """Price room for water by what water boards pay for it."""
    return prices["appraisal.storage_eur_per_m3"]


@benefit(
    label=Text("Minder verzuim", "Less absence"),
    effect="greener_work_day",
    unit=Unit.DAY,
    timing=Timing.YEARLY,
    shared_as="work",
    parameters=(
        "appraisal.absence_share",
        "appraisal.absence_fall_share",
        "appraisal.sick_day_eur_per_day",
    ),
)
def absence(prices: Prices) -> Floats:
    """Price the fewer sick days among days worked where it has become greener."""
    return (
        prices["appraisal.absence_share"]
        * prices["appraisal.absence_fall_share"]
        * prices["appraisal.sick_day_eur_per_day"]
    )


@benefit(
    label=Text("Hogere productiviteit", "Higher productivity"),
    effect="greener_wages_eur",
    unit=Unit.EURO,
    timing=Timing.YEARLY,
    shared_as="work",
    parameters=("appraisal.productivity_share",),
)
def productivity(prices: Prices) -> Floats:
    """Price what people yield more, as a part of the wages where it is greener."""
    return prices["appraisal.productivity_share"]


@benefit(
    label=Text("Waarde van vastgoed", "Value of property"),
    effect="greener_property_eur",
    unit=Unit.EURO,
    timing=Timing.ONCE,
    shared_as="property",
    parameters=("appraisal.property_value_share",),
)
def property_value(prices: Prices) -> Floats:
    """Price the rise in assessed value of buildings that see or reach the green."""
    return prices["appraisal.property_value_share"]


@benefit(
    label=Text("Eigen stroom gebruikt", "Own power used"),
    effect="solar_own_use_kwh",
    unit=Unit.KILOWATT_HOUR,
    timing=Timing.YEARLY,
    shared_as="energy",
    parameters=("appraisal.electricity_eur_per_kwh",),
)
def solar_own_use(prices: Prices) -> Floats:
    """Price power that need not be bought."""
    return prices["appraisal.electricity_eur_per_kwh"]


@benefit(
    label=Text("Eigen stroom verkocht", "Own power sold"),
    effect="solar_fed_in_kwh",
    unit=Unit.KILOWATT_HOUR,
    timing=Timing.YEARLY,
    shared_as="energy",
    parameters=("appraisal.fed_in_eur_per_kwh",),
)
def solar_fed_in(prices: Prices) -> Floats:
    """Price power that goes to the grid."""
    return prices["appraisal.fed_in_eur_per_kwh"]


@benefit(
    label=Text("Gas bespaard", "Gas saved"),
    effect="gas_saved_m3",
    unit=Unit.CUBIC_METRE,
    timing=Timing.YEARLY,
    shared_as="energy",
    parameters=("appraisal.gas_eur_per_m3",),
)
def gas_saved(prices: Prices) -> Floats:
    """Price gas that need not be bought."""
    return prices["appraisal.gas_eur_per_m3"]


@benefit(
    label=Text("Netverzwaring vermeden", "Grid reinforcement avoided"),
    effect="grid_capacity_avoided_kw",
    unit=Unit.KILOWATT,
    timing=Timing.ONCE,
    shared_as="grid",
    parameters=("appraisal.grid_reinforcement_eur_per_kw",),
)
def grid_reinforcement(prices: Prices) -> Floats:
    """Price grid that need not be built."""
    return prices["appraisal.grid_reinforcement_eur_per_kw"]


@benefit(
    label=Text("Minder CO2", "Less CO2"),
    effect="co2_avoided_t",
    unit=Unit.TONNE,
    timing=Timing.YEARLY,
    shared_as="climate",
    parameters=("appraisal.co2_eur_per_t",),
)
def co2(prices: Prices) -> Floats:
    """Price a tonne that is not emitted, or is taken up."""
    return prices["appraisal.co2_eur_per_t"]


@benefit(
    label=Text("Schonere lucht", "Cleaner air"),
    effect="large_tree_count",
    unit=Unit.COUNT,
    timing=Timing.YEARLY,
    shared_as="climate",
    parameters=("appraisal.tree_air_eur_per_count",),
)
def air(prices: Prices) -> Floats:
    """Price what a large tree takes out of the air; small ones count for their part."""
    return prices["appraisal.tree_air_eur_per_count"]


@benefit(
    label=Text("Grond komt vrij", "Land released"),
    effect="land_released_m2",
    unit=Unit.SQUARE_METRE,
    timing=Timing.ONCE,
    shared_as="property",
    parameters=("appraisal.land_eur_per_m2",),
)
def land_released(prices: Prices) -> Floats:
    """Price ground on which something else can be built."""
    return prices["appraisal.land_eur_per_m2"]


@benefit(
    label=Text("Prettige buitenruimte", "Pleasant outdoors"),
    effect="amenity_people_count",
    unit=Unit.COUNT,
    timing=Timing.YEARLY,
    shared_as="outdoors",
)
def amenity(_prices: Prices) -> Floats:
    """Count people who reach green; no source we could read gives it a price."""
    return np.asarray(np.nan)


@benefit(
    label=Text("Biodiversiteit", "Biodiversity"),
    effect="biodiversity_ha",
    unit=Unit.HECTARE,
    timing=Timing.YEARLY,
    shared_as="nature",
)
def biodiversity(_prices: Prices) -> Floats:
    """Count habitat; it stands in its own unit and not in euros."""
    return np.asarray(np.nan)
