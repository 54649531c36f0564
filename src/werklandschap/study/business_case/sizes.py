"""How sure the sizes of effects are, and what somebody knows of them in their stead."""

from collections.abc import Iterable, Mapping

from werklandschap.appraisal import BENEFITS, Spread
from werklandschap.appraisal.uncertainty import EFFECT
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.parameters import check_known
from werklandschap.study.business_case.effects import Effect

LABELS: Mapping[str, Text] = {
    "flooded_floor_avoided_m2": Text(
        "Vloer die per jaar droog blijft door het plan",
        "Floor that stays dry each year by the plan",
    ),
    "green_roof_on_cooled_building_m2": Text(
        "Groen dak op gekoelde panden", "Green roof on cooled buildings"
    ),
    "roof_renewal_put_off_m2": Text(
        "Dak dat later wordt vernieuwd", "Roof that is renewed later"
    ),
    "disconnected_m2": Text(
        "Grond die niet meer op het riool loost",
        "Ground that no longer drains to the sewer",
    ),
    "water_storage_m3": Text("Ruimte voor water", "Room for water"),
    "greener_work_day": Text(
        "Werkdagen vlak bij nieuw groen", "Days worked near new green"
    ),
    "greener_wages_eur": Text("Loon vlak bij nieuw groen", "Wages near new green"),
    "greener_property_eur": Text(
        "Waarde van panden vlak bij nieuw groen", "Value of buildings near new green"
    ),
    "solar_own_use_kwh": Text(
        "Eigen stroom die zelf wordt gebruikt", "Own power that is used"
    ),
    "solar_fed_in_kwh": Text(
        "Eigen stroom die naar het net gaat", "Own power that goes to the grid"
    ),
    "gas_saved_m3": Text("Bespaard gas", "Gas saved"),
    "grid_capacity_avoided_kw": Text(
        "Net dat niet zwaarder hoeft", "Grid that need not be reinforced"
    ),
    "co2_avoided_t": Text("Vermeden CO2", "CO2 avoided"),
    "large_tree_count": Text("Bomen als ze groot zijn", "Trees once they are large"),
    "land_released_m2": Text("Grond die vrijkomt", "Land released"),
}
"""What is counted, in words; of effects that are priced."""

_TOGETHER: Mapping[str, str] = {
    "flooded_floor_avoided_m2": "water",
    "disconnected_m2": "water",
    "water_storage_m3": "water",
    "solar_own_use_kwh": "panels",
    "solar_fed_in_kwh": "panels",
    "co2_avoided_t": "panels",
    "greener_work_day": "near green",
    "greener_wages_eur": "near green",
    "greener_property_eur": "near green",
}
"""What hangs on the same assumptions; any other effect goes its own way."""


def unit_of(effect: str) -> Unit:
    """Tell in what an effect is counted.

    Parameters
    ----------
    effect : str
        Its name.
    """
    return next(each.unit for each in BENEFITS.values() if each.effect == effect)


def effect_of(name: str) -> str | None:
    """Tell of which effect a number is the size.

    Parameters
    ----------
    name : str
        As it stands among parameters.

    Returns
    -------
    str or None
        None for a parameter.
    """
    effect = name.removeprefix(EFFECT)
    return effect if name.startswith(EFFECT) and effect in LABELS else None


def check_own(names: Iterable[str]) -> None:
    """Make sure that each name is that of a parameter or of the size of an effect.

    Raises
    ------
    UnknownParameter
        If one is not.
    """
    check_known(name for name in names if effect_of(name) is None)


def range_of(effect: Effect) -> tuple[float, float]:
    """Tell between what the size of an effect lies, in its unit.

    Parameters
    ----------
    effect : Effect
        The effect.
    """
    ends = sorted(effect.most * part for part in (1.0, *effect.ends))
    return ends[0], ends[-1]


def spreads_of(found: Mapping[str, Effect]) -> dict[str, Spread]:
    """Tell how sure the size of each effect is, as parts of what was found.

    Parameters
    ----------
    found : mapping of str to Effect
        By name of the effect; what is certain, or nothing at all, is left out.
    """
    return {
        name: Spread(
            low=min(1.0, *effect.ends),
            high=max(1.0, *effect.ends),
            found_with=_TOGETHER.get(name, name),
            falls=effect.ends[0] > effect.ends[1],
        )
        for name, effect in found.items()
        if effect.most and min(1.0, *effect.ends) < max(1.0, *effect.ends)
    }


def sizes_of(
    found: Mapping[str, Effect], own: Iterable[tuple[str, float]]
) -> dict[str, tuple[float, tuple[float, float]]]:
    """Tell how much there is of each effect and between what that lies, in its unit.

    Parameters
    ----------
    found : mapping of str to Effect
        By name of the effect.
    own : iterable of (str, float)
        Numbers of the user's own; those that are the size of an effect are certain.
    """
    known = {effect: value for name, value in own if (effect := effect_of(name))}
    return {
        name: (known[name], (known[name], known[name]))
        if name in known and effect.most
        else (effect.most, range_of(effect))
        for name, effect in found.items()
    }
