"""One sentence per theme: consequence first, then cause, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.indicators import Theme
from werklandschap.report.facts import Facts, first_sayable, quantity_of
from werklandschap.report.numbers import write_out
from werklandschap.study.outcome import Estimate

NOT_MEASURED = Text(nl="Niet gemeten.", en="Not measured.")


@dataclass(frozen=True, slots=True)
class ThemeInWords:
    """What is said of a theme, and the indicator whose figure stands beside it.

    ``key`` is None where nothing of the theme was measured.
    """

    theme: Theme
    sentence: Text
    key: Estimate | None


def theme_in_words(
    theme: Theme, estimates: Iterable[Estimate], facts: Facts
) -> ThemeInWords:
    """Say the most telling sentence that the measured indicators of a theme allow.

    Parameters
    ----------
    theme : Theme
        The theme.
    estimates : iterable of Estimate
        The indicators of this theme, measured or not; at least one.
    facts : Facts
        All that was measured in the park.
    """
    own = list(estimates)
    measured = {e.indicator.name: e for e in own if quantity_of(e).is_measured}
    for key, sentences in SENTENCES.items():
        if key in measured:
            sentence = first_sayable(sentences, facts)
            if sentence is not None:
                return ThemeInWords(theme, sentence, measured[key])
    for estimate in measured.values():
        return ThemeInWords(theme, _plainly(estimate), estimate)
    return ThemeInWords(theme, _why_not(own), None)


def _plainly(estimate: Estimate) -> Text:
    quantity, label = quantity_of(estimate).readable(), estimate.indicator.label
    return Text(
        nl=f"{label.nl}: {write_out(quantity, 'nl').value}.",
        en=f"{label.en}: {write_out(quantity, 'en').value}.",
    )


def _why_not(estimates: list[Estimate]) -> Text:
    reason = next((e.reason for e in estimates if e.reason is not None), None)
    return NOT_MEASURED if reason is None else why_not(reason)


def why_not(reason: Text) -> Text:
    """Say that something was not measured, and why.

    Parameters
    ----------
    reason : Text
        The reason: a sentence, or a part of one without capital and full stop.

    Examples
    --------
    >>> why_not(Text(nl="geen hoogtes", en="no heights")).nl
    'Niet gemeten. Geen hoogtes.'
    """
    return Text(
        nl=f"{NOT_MEASURED.nl} {_as_sentence(reason.nl)}",
        en=f"{NOT_MEASURED.en} {_as_sentence(reason.en)}",
    )


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


SENTENCES: dict[str, tuple[Text, ...]] = {
    "touched_70mm_count": (
        Text(
            nl="Bij een wolkbreuk van 70 mm in een uur komt bij {touched_70mm_count} van "
            "de {buildings_count} panden water tegen de gevel.",
            en="In a cloudburst of 70 mm in an hour water stands against the wall of "
            "{touched_70mm_count} of the {buildings_count} buildings.",
        ),
        Text(
            nl="Bij een wolkbreuk van 70 mm in een uur komt bij {touched_70mm_count} "
            "panden water tegen de gevel.",
            en="In a cloudburst of 70 mm in an hour water stands against the wall of "
            "{touched_70mm_count} buildings.",
        ),
    ),
    "strong_heat_share": (
        Text(
            nl="Op een hete middag voelt {strong_heat_share} van de buitenruimte sterk "
            "heet; een koele plek is gemiddeld {cool_place_distance_m} lopen.",
            en="On a hot afternoon {strong_heat_share} of the open space feels strongly "
            "hot; a cool place is {cool_place_distance_m} on foot on average.",
        ),
        Text(
            nl="Op een hete middag voelt {strong_heat_share} van de buitenruimte sterk "
            "heet.",
            en="On a hot afternoon {strong_heat_share} of the open space feels strongly "
            "hot.",
        ),
    ),
    "paved_share": (
        Text(
            nl="Regen kan op {paved_share} van het terrein niet de grond in: dat deel is "
            "verhard of bebouwd.",
            en="Rain cannot enter the ground on {paved_share} of the park: that part is "
            "paved or built.",
        ),
    ),
    "green_share": (
        Text(
            nl="Planten en dieren vinden leefruimte op {green_share} van het terrein; "
            "van de vijf soorten leefgebied zijn er {habitat_groups_count}.",
            en="Plants and animals find room on {green_share} of the park; of the five "
            "kinds of habitat there are {habitat_groups_count}.",
        ),
        Text(
            nl="Planten en dieren vinden leefruimte op {green_share} van het terrein: "
            "dat deel is groen.",
            en="Plants and animals find room on {green_share} of the park: that part is "
            "green.",
        ),
    ),
    "canopy_share": (
        Text(
            nl="Bomen geven schaduw aan {canopy_share} van het terrein.",
            en="Trees shade {canopy_share} of the park.",
        ),
    ),
    "infiltrating_share": (
        Text(
            nl="Regen kan op {infiltrating_share} van het terrein de grond in; open "
            "water beslaat {water_share}.",
            en="Rain can enter the ground on {infiltrating_share} of the park; open "
            "water covers {water_share}.",
        ),
        Text(
            nl="Regen kan op {infiltrating_share} van het terrein de grond in.",
            en="Rain can enter the ground on {infiltrating_share} of the park.",
        ),
    ),
    "water_share": (
        Text(
            nl="Regen kan weg naar open water op {water_share} van het terrein.",
            en="Rain finds open water on {water_share} of the park.",
        ),
    ),
    "green_distance_m": (
        Text(
            nl="Een ommetje in het groen begint gemiddeld op {green_distance_m} van een "
            "pand; binnen 25 meter van een pand staan er gemiddeld {near_trees_count} "
            "bomen.",
            en="A walk in the green begins {green_distance_m} from a building on "
            "average; within 25 metres of a building there are {near_trees_count} trees "
            "on average.",
        ),
        Text(
            nl="Een ommetje in het groen begint gemiddeld op {green_distance_m} van een "
            "pand.",
            en="A walk in the green begins {green_distance_m} from a building on "
            "average.",
        ),
    ),
    "near_trees_count": (
        Text(
            nl="Schaduw en uitzicht bij de deur: het aantal bomen binnen 25 meter van "
            "een pand is gemiddeld {near_trees_count}.",
            en="Shade and a view at the door: the number of trees within 25 metres of a "
            "building is {near_trees_count} on average.",
        ),
    ),
    "solar_potential_kwp": (
        Text(
            nl="Bedrijven kunnen zelf stroom maken: op de daken past naar schatting "
            "{solar_potential_kwp} aan zonnepanelen.",
            en="Firms can make their own power: the roofs have room for an estimated "
            "{solar_potential_kwp} of solar panels.",
        ),
    ),
    "green_roof_promising_m2": (
        Text(
            nl="Daken kunnen regen vasthouden: op {green_roof_promising_m2} is de "
            "helling kansrijk voor een groen dak.",
            en="Roofs can hold rain: on {green_roof_promising_m2} the slope is promising "
            "for a green roof.",
        ),
    ),
    "roof_area_m2": (
        Text(
            nl="Er ligt {roof_area_m2} dak dat meer kan doen dan droog houden.",
            en="There is {roof_area_m2} of roof that can do more than keep dry.",
        ),
    ),
    "old_floor_area_share": (
        Text(
            nl="Oude panden kosten vaak veel energie: van het vloeroppervlak is "
            "{old_floor_area_share} van vóór 1980.",
            en="Old buildings often cost much energy: of the floor area "
            "{old_floor_area_share} dates from before 1980.",
        ),
    ),
    "building_coverage_ratio": (
        Text(
            nl="Hoeveel ruimte er over is: per vierkante meter grond is "
            "{building_coverage_ratio} m² bebouwd.",
            en="How much room is left: per square metre of land "
            "{building_coverage_ratio} m² is built.",
        ),
    ),
    "buildings_count": (
        Text(
            nl="Het aantal panden op het terrein is {buildings_count}.",
            en="The number of buildings in the park is {buildings_count}.",
        ),
    ),
    "register_agreement_share": (
        Text(
            nl="Registraties zijn het eens over {register_agreement_share} van de "
            "panden; wat afwijkt, vraagt om een blik ter plaatse.",
            en="Registers agree on {register_agreement_share} of the buildings; what "
            "differs needs a look on the spot.",
        ),
    ),
    "unmapped_share": (
        Text(
            nl="Van {unmapped_share} van het terrein zegt de kaart niet wat er ligt.",
            en="Of {unmapped_share} of the park the map does not say what is there.",
        ),
    ),
}
"""By key indicator, the most telling first; the first that a theme holds is said."""
