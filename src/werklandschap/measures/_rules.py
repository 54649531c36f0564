"""What may stand in the way of a measure: each rule a sentence that one can check."""

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.landscape import Landscape
from werklandschap.measures._say import said
from werklandschap.measures._words import Rule, Ruling

Codes = NDArray[np.intp]

_STUDY, _UNFIT = 1, 2


def _codes(study: object, unfit: object = False) -> Codes:
    """Code what needs study and what is unfit; what is unknown is neither."""
    is_study, is_unfit = np.asarray(study, bool), np.asarray(unfit, bool)
    return np.where(is_unfit, _UNFIT, np.where(is_study, _STUDY, 0)).astype(np.intp)


def always_study(nl: str, en: str) -> Rule:
    """Make a rule about what no open data tell: it always needs study."""
    text = Text(nl, en)

    def rule(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
        return Ruling(_codes(np.ones(len(candidates), bool)), study=text)

    return rule


soil_is_known = always_study(
    "Hoe snel water in de bodem zakt en hoe hoog het grondwater staat, is niet bekend: "
    "laat dat meten.",
    "How fast water soaks in and how high the groundwater stands is not known: have it "
    "measured.",
)
no_cables = always_study(
    "Waar kabels en leidingen liggen, is niet bekend: doe een KLIC-melding.",
    "Where cables and pipes lie is not known: ask for them before digging.",
)
grid_has_room = always_study(
    "Of er plaats is op het stroomnet, is niet bekend: vraag het de netbeheerder.",
    "Whether the grid has room is not known: ask the grid operator.",
)
water_permit = always_study(
    "Werk aan een oever of in water vraagt toestemming van het waterschap.",
    "Work on a bank or in water needs the consent of the water authority.",
)
no_species = always_study(
    "Of er beschermde soorten in de gevel leven, is niet bekend: laat eerst kijken.",
    "Whether protected species live in the wall is not known: have it looked at first.",
)
bears_it_heavy = always_study(
    "Een zware daklaag kan alleen na een berekening door een constructeur.",
    "A heavy roof layer is only possible after the calculation of an engineer.",
)
present_use_is_known = always_study(
    "Wat er nu al is, staat niet in open data: vraag het de gebruiker.",
    "What is there already is not in open data: ask the user.",
)
heat_is_low = always_study(
    "Of het pand op lage temperatuur warm wordt, is niet bekend: isoleer zo nodig eerst.",
    "Whether low temperatures heat the building is not known: insulate first if needed.",
)
bears_a_storey = always_study(
    "Of het pand een verdieping kan dragen, moet een constructeur berekenen.",
    "Whether the building can bear a storey is for an engineer to calculate.",
)
plan_allows = always_study(
    "Of het omgevingsplan en de milieuregels dit toelaten, moet de gemeente zeggen.",
    "Whether the zoning plan allows it is for the municipality to say.",
)


def slope_for_plants(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Look at the slope: plants slide off a steep roof."""
    plain = landscape.assumptions["roofs.green_plain_slope_deg"]
    steepest = landscape.assumptions["roofs.green_steepest_slope_deg"]
    slope = candidates["slope_deg"].to_numpy()
    return Ruling(
        _codes(np.isnan(slope) | (slope > plain), slope > steepest),
        study=said(
            "De helling is niet bekend of meer dan {a}°: begroeiing heeft steun nodig.",
            "The slope is not known or over {a}°: plants need support.",
            a=plain,
        ),
        unfit=said(
            "Het dak helt meer dan {a}°: te steil voor begroeiing.",
            "The roof slopes more than {a}°: too steep for plants.",
            a=steepest,
        ),
    )


def slope_for_water(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Look at the slope: water only stays on a level roof."""
    level = landscape.assumptions["measures.level_slope_deg"]
    flat = landscape.assumptions["roofs.flat_slope_deg"]
    slope = candidates["slope_deg"].to_numpy()
    return Ruling(
        _codes(np.isnan(slope) | (slope > level), slope >= flat),
        study=said(
            "Of het dak vlak genoeg is (minder dan {a}°) om water vast te houden, moet "
            "worden gemeten.",
            "Whether the roof is level enough (below {a}°) to hold water must be measured.",
            a=level,
        ),
        unfit=said(
            "Het dak helt {a}° of meer: het houdt geen water vast.",
            "The roof slopes {a}° or more: it holds no water.",
            a=flat,
        ),
    )


def bears_it(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Doubt wide roofs from before a year: they were built to bear little."""
    limits = landscape.assumptions
    until, wide = limits["roofs.light_until_year"], limits["roofs.wide_span_m"]
    years = candidates["built_year"].to_numpy(np.float64)
    is_old = np.isnan(years) | (years < until)
    return Ruling(
        _codes(is_old & (candidates["span_m"].to_numpy() > wide)),
        study=said(
            f"Breder dan {{a}} m en van voor {until:.0f} of onbekend: laat de draagkracht "
            "berekenen.",
            f"Wider than {{a}} m and from before {until:.0f} or unknown: have its strength "
            "calculated.",
            a=wide,
        ),
    )


def no_asbestos(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Doubt pitched roofs from before the ban: they may hold asbestos."""
    until = landscape.assumptions["measures.asbestos_until_year"]
    flat = landscape.assumptions["roofs.flat_slope_deg"]
    years = candidates["built_year"].to_numpy(np.float64)
    is_old = np.isnan(years) | (years < until)
    return Ruling(
        _codes(is_old & ~(candidates["slope_deg"].to_numpy() < flat)),
        study=Text(
            f"Een hellend dak van voor {until:.0f} of van onbekende leeftijd kan asbest "
            "bevatten.",
            f"A pitched roof from before {until:.0f} or of unknown age may hold asbestos.",
        ),
    )


def no_monument(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Doubt old buildings: whether one is a monument, open data do not tell."""
    age = landscape.assumptions["measures.monument_from_age_year"]
    years = candidates["built_year"].to_numpy(np.float64)
    is_old = np.isnan(years) | (landscape.on.year - years >= age)
    return Ruling(
        _codes(is_old),
        study=said(
            "Het pand is ouder dan {a} jaar of de leeftijd is niet bekend: ga na of het "
            "een monument is.",
            "The building is older than {a} years or its age is not known: find out "
            "whether it is a monument.",
            a=age,
        ),
    )


def roof_is_free(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Allow one layer per roof."""
    taken = _touches(landscape.roof_layers, candidates)
    return Ruling(
        _codes(np.zeros(len(candidates), bool), taken),
        unfit=Text("Op dit dak ligt al iets.", "Something lies on this roof already."),
    )


def _touches(
    things: GeoDataFrame | None, candidates: GeoDataFrame
) -> NDArray[np.bool_]:
    found = np.zeros(len(candidates), bool)
    if things is not None and len(things):
        middle = candidates.geometry.representative_point().to_numpy()
        near, _ = things.sindex.query(middle, predicate="intersects")
        found[near] = True
    return found


def faces_the_sun(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Refuse panels that face north: they yield too little."""
    off = landscape.assumptions["roofs.solar_off_south_deg"]
    away = np.abs(candidates["azimuth_deg"].to_numpy(np.float64) - 180)
    return Ruling(
        _codes(np.zeros(len(candidates), bool), away > off),
        unfit=said(
            "Ligt meer dan {a}° van het zuiden af: te weinig zon.",
            "Faces more than {a}° away from south: too little sun.",
            a=off,
        ),
    )


def wide_enough(parameter: str) -> Rule:
    """Make a rule: a strip must be as wide as a parameter of ``measures`` says."""

    def rule(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
        least = landscape.assumptions[parameter]
        return Ruling(
            _codes(
                np.zeros(len(candidates), bool),
                candidates["width_m"].to_numpy() < least,
            ),
            unfit=said(
                "Smaller dan {a} m.",
                "Narrower than {a} m.",
                a=least,
            ),
        )

    return rule


def large_enough(parameter: str) -> Rule:
    """Make a rule: ground must be as large as a parameter of ``measures`` says."""

    def rule(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
        least = landscape.assumptions[parameter]
        sizes = candidates.geometry.area.to_numpy()
        return Ruling(
            _codes(np.zeros(len(candidates), bool), sizes < least),
            unfit=said("Kleiner dan {a} m².", "Smaller than {a} m².", a=least),
        )

    return rule


def trucks_can_turn(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Doubt ground in front of buildings: trucks may turn there."""
    radius = landscape.assumptions["measures.turning_radius_m"]
    return Ruling(
        _codes(candidates["wall_m"].to_numpy(np.float64) < radius),
        study=said(
            "Binnen {a} m van een pand: ga na of vrachtwagens hier draaien en of de "
            "brandweer erbij kan.",
            "Within {a} m of a building: find out whether trucks turn here and the fire "
            "brigade has room.",
            a=radius,
        ),
    )


def away_from_walls(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Keep trees away from walls."""
    least = landscape.assumptions["measures.tree_from_wall_m"]
    return Ruling(
        _codes(
            np.zeros(len(candidates), bool),
            candidates["wall_m"].to_numpy(np.float64) < least,
        ),
        unfit=said(
            "Staat binnen {a} m van een gevel.", "Within {a} m of a wall.", a=least
        ),
    )


def away_from_trees(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Keep trees away from other trees."""
    least = landscape.assumptions["measures.tree_from_tree_m"]
    away = candidates["tree_m"].to_numpy(np.float64)
    return Ruling(
        _codes(np.isnan(away), away < least),
        study=Text(
            "Waar bomen staan, is hier niet bekend.",
            "Where trees stand is not known here.",
        ),
        unfit=said(
            "Staat binnen {a} m van een andere boom.",
            "Within {a} m of another tree.",
            a=least,
        ),
    )


def parking_is_spare(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Refuse small car parks, and doubt large ones: use is in no open data."""
    limits = landscape.assumptions
    least, bay_m2 = (
        limits["measures.least_parking_count"],
        limits["plots.parking_space_m2"],
    )
    bays = candidates.geometry.area.to_numpy() / bay_m2
    return Ruling(
        _codes(bays >= least, bays < least),
        study=Text(
            "Of vakken gemist kunnen worden volgens de parkeernorm, moet worden geteld.",
            "Whether bays can be spared by the parking norm must be counted.",
        ),
        unfit=said(
            "Minder dan {a} vakken: te weinig om te delen.",
            "Fewer than {a} bays: too few to share.",
            a=least,
        ),
    )


def is_known(column: str) -> Rule:
    """Make a rule: what is not known of a candidate needs study."""

    def rule(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
        return Ruling(
            _codes(pd.isna(candidates[column])),
            study=Text(
                "Waar water of hitte de meeste last geeft, is hier nog niet berekend.",
                "Where water or heat is worst was not calculated here yet.",
            ),
        )

    return rule


def is_flooded(landscape: Landscape, candidates: GeoDataFrame) -> Ruling:
    """Refuse barriers where no water comes."""
    touching = landscape.assumptions["cloudburst.touching_m"]
    depth = candidates["water_m"].to_numpy(np.float64)
    return Ruling(
        _codes(np.isnan(depth), depth < touching),
        study=Text(
            "Of hier water tegen de gevel komt, is nog niet berekend.",
            "Whether water reaches the wall here was not calculated yet.",
        ),
        unfit=Text(
            "Bij 70 mm in een uur komt hier geen water tegen de gevel.",
            "After 70 mm in an hour no water reaches the wall here.",
        ),
    )
