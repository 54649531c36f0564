"""The largest opportunities of a park, in words that firms care about."""

from collections.abc import Callable
from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.report.facts import Facts, first_sayable
from werklandschap.report.figures import is_low
from werklandschap.report.numbers import Quantity

SHOWN = 3

_PROBABLY = Text(nl="waarschijnlijk", en="probably")
_POSSIBLY = Text(nl="mogelijk", en="possibly")
_M2_PER_HA = 10_000

Size = Callable[[Facts], Quantity]


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An opportunity of one park; ``weight`` runs from 0 to 1."""

    name: str
    headline: Text
    sentence: Text
    weight: float
    reliability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a finding is an opportunity, and how it is told.

    ``size`` measures the finding from the indicators ``needs``; it begins to count at
    parameter ``begins`` and counts fully at parameter ``is_full``, which may lie
    above or below it. Of each ``subject`` only the weightiest opportunity is told.
    ``sentences`` go from telling most to needing least; ``{perhaps}`` becomes
    *probably* when the whole interval says so and is not of low reliability, else
    *possibly*.
    """

    name: str
    subject: str
    needs: tuple[str, ...]
    size: Size
    begins: str
    is_full: str
    headline: Text
    sentences: tuple[Text, ...]

    def look(self, facts: Facts) -> Opportunity | None:
        """Tell the opportunity, or None where there is none or too little is known."""
        if not facts.know(self.needs):
            return None
        size = self.size(facts)
        if not size.is_measured:
            return None
        shares = [self._share(x, facts) for x in (size.low, size.value, size.high)]
        reliability = min(facts.reliabilities[name] for name in self.needs)
        is_firm = min(shares) > 0 and not is_low(reliability)
        perhaps = _PROBABLY if is_firm else _POSSIBLY
        sentence = first_sayable(self.sentences, facts, also={"perhaps": perhaps})
        if shares[1] <= 0 or sentence is None:
            return None
        weight = min(1.0, shares[1]) * reliability
        return Opportunity(self.name, self.headline, sentence, weight, reliability)

    def _share(self, size: float, facts: Facts) -> float:
        begins, is_full = (
            facts.assumptions[self.begins],
            facts.assumptions[self.is_full],
        )
        return (size - begins) / (is_full - begins)


def largest_opportunities(facts: Facts) -> tuple[Opportunity, ...]:
    """Choose the opportunities that count most, at most one per subject.

    Parameters
    ----------
    facts : Facts
        The measured figures of a park; what is absent makes no opportunity.
    """
    found = [
        (rule.subject, opportunity)
        for rule in RULES
        if (opportunity := rule.look(facts)) is not None
    ]
    found.sort(key=lambda entry: (-entry[1].weight, entry[1].name))
    chosen: dict[str, Opportunity] = {}
    for subject, opportunity in found:
        chosen.setdefault(subject, opportunity)
    return tuple(chosen.values())[:SHOWN]


def _itself(name: str) -> Size:
    return lambda facts: facts.quantities[name]


def _per(name: str, whole: str) -> Size:
    """Measure one figure as a share of another; NaN where the other is zero."""

    def size(facts: Facts) -> Quantity:
        total = facts.quantities[whole].value or float("nan")
        part = facts.quantities[name].scaled(1 / total)
        return Quantity(part.value, part.low, part.high, Unit.SHARE)

    return size


def _per_hectare(name: str) -> Size:
    def size(facts: Facts) -> Quantity:
        part = facts.quantities[name].scaled(_M2_PER_HA / facts.area_m2)
        return Quantity(part.value, part.low, part.high, Unit.PER_HECTARE)

    return size


RULES = (
    Rule(
        name="depaving",
        subject="ground",
        needs=("paved_share",),
        size=_itself("paved_share"),
        begins="opportunities.depaving_from_share",
        is_full="opportunities.depaving_full_share",
        headline=Text(
            nl="Minder water op straat bij een stortbui",
            en="Less water in the street after a cloudburst",
        ),
        sentences=(
            Text(
                nl="Van het terrein is {paved_share} verhard of bebouwd"
                "{paved_share_range}. Er is {perhaps} ruimte om een deel te ontharden: "
                "daar zakt regen weg en blijft het koeler.",
                en="Of the park {paved_share} is paved or built{paved_share_range}. There "
                "is {perhaps} room to take up part of the paving: there rain soaks away "
                "and it stays cooler.",
            ),
        ),
    ),
    Rule(
        name="solar",
        subject="solar",
        needs=("solar_potential_kwp",),
        size=_per_hectare("solar_potential_kwp"),
        begins="opportunities.solar_from_per_ha",
        is_full="opportunities.solar_full_per_ha",
        headline=Text(nl="Eigen stroom van het dak", en="Power from your own roof"),
        sentences=(
            Text(
                nl="Op de daken past {perhaps} {solar_potential_kwp} aan zonnepanelen"
                "{solar_potential_kwp_range}. Of het dak dat draagt en het stroomnet "
                "ruimte heeft, is nog niet bekeken.",
                en="The roofs {perhaps} have room for {solar_potential_kwp} of solar "
                "panels{solar_potential_kwp_range}. Whether the roofs can carry them and "
                "the grid has room was not looked at yet.",
            ),
        ),
    ),
    Rule(
        name="green_roof",
        subject="green_roof",
        needs=("green_roof_promising_m2", "roof_area_m2"),
        size=_per("green_roof_promising_m2", "roof_area_m2"),
        begins="opportunities.green_roof_from_share",
        is_full="opportunities.green_roof_full_share",
        headline=Text(
            nl="Koelere daken die regen vasthouden",
            en="Cooler roofs that hold the rain",
        ),
        sentences=(
            Text(
                nl="Op {green_roof_promising_m2} is de helling kansrijk voor een groen "
                "dak{green_roof_promising_m2_range}; voor {green_roof_study_m2} is eerst "
                "onderzoek nodig. De draagkracht is nog niet bekeken.",
                en="On {green_roof_promising_m2} the slope is promising for a green roof"
                "{green_roof_promising_m2_range}; {green_roof_study_m2} needs study "
                "first. What the roofs can carry was not looked at yet.",
            ),
            Text(
                nl="Op {green_roof_promising_m2} is de helling kansrijk voor een groen "
                "dak{green_roof_promising_m2_range}. De draagkracht is nog niet bekeken.",
                en="On {green_roof_promising_m2} the slope is promising for a green roof"
                "{green_roof_promising_m2_range}. What the roofs can carry was not looked "
                "at yet.",
            ),
        ),
    ),
    Rule(
        name="near_trees",
        subject="trees",
        needs=("near_trees_count",),
        size=_itself("near_trees_count"),
        begins="opportunities.near_trees_from_count",
        is_full="opportunities.near_trees_full_count",
        headline=Text(
            nl="Schaduw en uitzicht bij de deur", en="Shade and a view at the door"
        ),
        sentences=(
            Text(
                nl="Het aantal bomen binnen 25 meter van een pand is gemiddeld "
                "{near_trees_count}{near_trees_count_range}. Bij ingangen en "
                "parkeerplaatsen is {perhaps} plaats voor meer.",
                en="The number of trees within 25 metres of a building is "
                "{near_trees_count} on average{near_trees_count_range}. At entrances and "
                "car parks there is {perhaps} room for more.",
            ),
        ),
    ),
    Rule(
        name="canopy",
        subject="trees",
        needs=("canopy_share",),
        size=_itself("canopy_share"),
        begins="opportunities.canopy_from_share",
        is_full="opportunities.canopy_full_share",
        headline=Text(nl="Meer schaduw op warme dagen", en="More shade on hot days"),
        sentences=(
            Text(
                nl="Boomkronen bedekken {canopy_share} van het terrein"
                "{canopy_share_range}. Langs looproutes en parkeerplaatsen is {perhaps} "
                "plaats voor meer bomen.",
                en="Tree crowns cover {canopy_share} of the park{canopy_share_range}. "
                "Along walking routes and car parks there is {perhaps} room for more "
                "trees.",
            ),
        ),
    ),
    Rule(
        name="green_walk",
        subject="green_walk",
        needs=("green_distance_m",),
        size=_itself("green_distance_m"),
        begins="opportunities.green_walk_from_m",
        is_full="opportunities.green_walk_full_m",
        headline=Text(
            nl="Een ommetje in het groen tijdens de pauze",
            en="A walk in the green at lunch",
        ),
        sentences=(
            Text(
                nl="Vanaf een pand is het gemiddeld {green_distance_m} naar groen van "
                "minstens een halve hectare{green_distance_m_range}. Groen dichterbij "
                "maakt het terrein {perhaps} aantrekkelijker voor personeel.",
                en="From a building it is {green_distance_m} on average to green of at "
                "least half a hectare{green_distance_m_range}. Green nearby {perhaps} "
                "makes the park more attractive to staff.",
            ),
        ),
    ),
    Rule(
        name="more_green",
        subject="ground",
        needs=("green_share",),
        size=_itself("green_share"),
        begins="opportunities.more_green_from_share",
        is_full="opportunities.more_green_full_share",
        headline=Text(
            nl="Een groener gezicht voor uw bedrijf", en="A greener face for your firm"
        ),
        sentences=(
            Text(
                nl="Van het terrein is {green_share} groen{green_share_range}. Randen, "
                "bermen en voortuinen bieden {perhaps} plaats voor meer, ook voor "
                "vogels en insecten.",
                en="Of the park {green_share} is green{green_share_range}. Edges, verges "
                "and front yards {perhaps} have room for more, also for birds and "
                "insects.",
            ),
        ),
    ),
    Rule(
        name="unbuilt",
        subject="land",
        needs=("unbuilt_plots_count", "parcels_count"),
        size=_per("unbuilt_plots_count", "parcels_count"),
        begins="opportunities.unbuilt_from_share",
        is_full="opportunities.unbuilt_full_share",
        headline=Text(
            nl="Grond die nog niet gebruikt wordt", en="Land that is not used yet"
        ),
        sentences=(
            Text(
                nl="Het terrein telt {parcels_count} percelen; onbebouwd: "
                "{unbuilt_plots_count}{unbuilt_plots_count_range}. Daar is {perhaps} "
                "plaats voor groei, waterberging of tijdelijke natuur.",
                en="The park has {parcels_count} plots; unbuilt: {unbuilt_plots_count}"
                "{unbuilt_plots_count_range}. There is {perhaps} room for growth, water "
                "storage or temporary nature.",
            ),
        ),
    ),
    Rule(
        name="old_buildings",
        subject="buildings",
        needs=("old_floor_area_share",),
        size=_itself("old_floor_area_share"),
        begins="opportunities.old_buildings_from_share",
        is_full="opportunities.old_buildings_full_share",
        headline=Text(
            nl="Lagere energiekosten bij gepland onderhoud",
            en="Lower energy bills along with planned upkeep",
        ),
        sentences=(
            Text(
                nl="Van het vloeroppervlak is {old_floor_area_share} van vóór 1980"
                "{old_floor_area_share_range}. Isoleren levert daar {perhaps} het meest "
                "op, zeker samen met onderhoud dat al gepland is.",
                en="Of the floor area {old_floor_area_share} dates from before 1980"
                "{old_floor_area_share_range}. There insulation {perhaps} pays most, "
                "certainly along with upkeep that is already planned.",
            ),
        ),
    ),
    Rule(
        name="out_of_use",
        subject="vacancy",
        needs=("out_of_use_share",),
        size=_itself("out_of_use_share"),
        begins="opportunities.out_of_use_from_share",
        is_full="opportunities.out_of_use_full_share",
        headline=Text(
            nl="Nieuwe gebruikers voor lege panden",
            en="New users for empty buildings",
        ),
        sentences=(
            Text(
                nl="Van de panden is {out_of_use_share} buiten gebruik"
                "{out_of_use_share_range}. Daar is {perhaps} ruimte voor een nieuwe "
                "gebruiker of een nieuwe functie.",
                en="Of the buildings {out_of_use_share} is out of use"
                "{out_of_use_share_range}. There is {perhaps} room for a new user or a "
                "new purpose.",
            ),
        ),
    ),
    Rule(
        name="parking",
        subject="parking",
        needs=("parking_share",),
        size=_itself("parking_share"),
        begins="opportunities.parking_from_share",
        is_full="opportunities.parking_full_share",
        headline=Text(nl="Parkeerplaatsen die meer doen", en="Car parks that do more"),
        sentences=(
            Text(
                nl="Parkeerplaatsen beslaan {parking_share} van het terrein"
                "{parking_share_range}. Bomen, open stenen of een dak met zonnepanelen "
                "zijn daar {perhaps} kansrijk.",
                en="Car parks cover {parking_share} of the park{parking_share_range}. "
                "Trees, open paving or a roof of solar panels are {perhaps} promising "
                "there.",
            ),
        ),
    ),
)
"""In no order: what counts most is told first."""
