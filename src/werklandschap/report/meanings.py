"""What indicators mean to who works on a park, in a sentence each.

An indicator that is not named here is told by its label alone.
"""

from werklandschap.core.text import Text


def meaning_of(indicator: str) -> Text | None:
    """Tell what an indicator means in plain words; None where only its label does.

    Parameters
    ----------
    indicator : str
        Its name.
    """
    return _MEANINGS.get(indicator)


_MEANINGS = {
    "buildings_count": Text(
        "Hoeveel gebouwen er op het terrein staan.",
        "How many buildings stand on the park.",
    ),
    "largest_building_m2": Text(
        "Hoeveel grond het grootste gebouw inneemt.",
        "How much ground the largest building takes.",
    ),
    "building_coverage_ratio": Text(
        "Welk deel van de grond onder gebouwen ligt.",
        "Which part of the ground lies under buildings.",
    ),
    "floor_area_ratio": Text(
        "Hoeveel vierkante meter vloer er is per vierkante meter grond.",
        "How many square metres of floor there are per square metre of ground.",
    ),
    "old_floor_area_share": Text(
        "Welk deel van de vloer in panden van vóór 1980 ligt; die zijn vaak slecht "
        "geïsoleerd.",
        "Which part of the floor is in buildings from before 1980, often badly insulated.",
    ),
    "mean_built_year": Text(
        "In welk jaar de panden gemiddeld zijn gebouwd.",
        "In which year the buildings were built on average.",
    ),
    "out_of_use_share": Text(
        "Welk deel van de panden volgens het register niet in gebruik is.",
        "Which part of the buildings is out of use according to the register.",
    ),
    "paved_share": Text(
        "Op welk deel van het terrein regen de grond niet in kan: daken, wegen, "
        "parkeervlakken en dichte erven.",
        "On which part of the park rain cannot enter the ground: roofs, roads, car parks "
        "and closed yards.",
    ),
    "roof_share": Text(
        "Welk deel van de ingetekende grond onder een dak ligt.",
        "Which part of the mapped ground lies under a roof.",
    ),
    "road_share": Text(
        "Welk deel van de ingetekende grond weg of pad is.",
        "Which part of the mapped ground is road or path.",
    ),
    "parking_share": Text(
        "Welk deel van de ingetekende grond parkeerplaats is.",
        "Which part of the mapped ground is car park.",
    ),
    "car_blocked_share": Text(
        "Welk deel van de wegen na 70 mm regen in een uur te diep onder water staat voor "
        "een personenauto.",
        "Which part of the roads is too deep under water for a car after 70 mm of rain in "
        "an hour.",
    ),
    "emergency_blocked_share": Text(
        "Welk deel van de wegen na 70 mm regen in een uur te diep onder water staat voor "
        "brandweer en ambulance.",
        "Which part of the roads is too deep under water for fire engines and ambulances "
        "after 70 mm of rain in an hour.",
    ),
    "ponding_m3": Text(
        "Hoeveel water er na 70 mm regen in een uur op het terrein blijft staan.",
        "How much water stays on the park after 70 mm of rain in an hour.",
    ),
    "ponding_per_paved_mm": Text(
        "Hoe diep dat water zou staan als het over alle verharding was verdeeld.",
        "How deep that water would be if it were spread over all paving.",
    ),
    "infiltrated_share": Text(
        "Welk deel van de regen van een gewoon jaar in de bodem zakt.",
        "Which part of the rain of an ordinary year soaks into the ground.",
    ),
    "unmapped_share": Text(
        "Van welk deel van het terrein de kaart niet zegt wat er ligt.",
        "Of which part of the park the map does not say what lies there.",
    ),
    "register_agreement_share": Text(
        "Welk deel van de panden in meer dan één register staat: hoe meer, hoe zekerder.",
        "Which part of the buildings is in more than one register: the more, the surer.",
    ),
    "touched_70mm_count": Text(
        "Bij hoeveel panden water tegen de gevel komt als er in een uur 70 mm regen valt. "
        "Of het ook binnenkomt hangt af van drempels en deuren.",
        "At how many buildings water reaches the wall when 70 mm of rain falls in an hour. "
        "Whether it gets in depends on thresholds and doors.",
    ),
    "touched_90mm_count": Text(
        "Hetzelfde bij 90 mm in een uur.", "The same at 90 mm in an hour."
    ),
    "touched_160mm_count": Text(
        "Hetzelfde bij 160 mm in twee uur, een zeldzame bui.",
        "The same at 160 mm in two hours, a rare shower.",
    ),
    "facade_shallow_count": Text(
        "Bij hoeveel panden het water tegen de gevel ondiep blijft.",
        "At how many buildings the water against the wall stays shallow.",
    ),
    "facade_middle_count": Text(
        "Bij hoeveel panden het water tegen de gevel hinderlijk diep wordt.",
        "At how many buildings the water against the wall becomes a nuisance.",
    ),
    "facade_deep_count": Text(
        "Bij hoeveel panden het water tegen de gevel zo diep wordt dat schade dreigt.",
        "At how many buildings the water against the wall threatens to do damage.",
    ),
    "green_distance_m": Text(
        "Hoe ver het gemiddeld is van een pand naar groen van minstens een halve hectare.",
        "How far it is on average from a building to green of at least half a hectare.",
    ),
    "near_trees_count": Text(
        "Hoeveel bomen er gemiddeld binnen 25 meter van een pand staan.",
        "How many trees stand within 25 metres of a building on average.",
    ),
    "pet_walking_degc": Text(
        "Hoe warm het op een hete middag voelt op paden en fietsroutes; zon, wind en "
        "straling tellen mee.",
        "How warm a hot afternoon feels on paths and cycle routes; sun, wind and "
        "radiation count.",
    ),
    "pet_staying_degc": Text(
        "Hoe warm het op een hete middag voelt waar mensen buiten zijn.",
        "How warm a hot afternoon feels where people stay outdoors.",
    ),
    "moderate_heat_share": Text(
        "Op welk deel van de buitenruimte het op een hete middag 29 tot 35 °C voelt.",
        "On which part of the open space a hot afternoon feels like 29 to 35 °C.",
    ),
    "strong_heat_share": Text(
        "Op welk deel van de buitenruimte het op een hete middag 35 tot 41 °C voelt.",
        "On which part of the open space a hot afternoon feels like 35 to 41 °C.",
    ),
    "extreme_heat_share": Text(
        "Op welk deel van de buitenruimte het op een hete middag minstens 41 °C voelt.",
        "On which part of the open space a hot afternoon feels like 41 °C or more.",
    ),
    "noon_shade_share": Text(
        "Welk deel van de paden op 21 juni schaduw heeft als de zon het hoogst staat.",
        "Which part of the paths is in the shade on 21 June with the sun at its highest.",
    ),
    "afternoon_shade_share": Text(
        "Welk deel van de paden op 21 juni om half vier schaduw heeft.",
        "Which part of the paths is in the shade on 21 June at half past three.",
    ),
    "cool_place_distance_m": Text(
        "Hoe ver het gemiddeld lopen is naar een plek die op een hete middag koel blijft.",
        "How far one walks on average to a place that stays cool on a hot afternoon.",
    ),
    "sky_view_share": Text(
        "Hoeveel van de hemel op paden te zien is: weinig betekent beschutting, en minder "
        "afkoeling in de nacht.",
        "How much of the sky is seen from paths: little means shelter, and less cooling at "
        "night.",
    ),
    "habitat_groups_count": Text(
        "Hoeveel van de vijf soorten leefgebied er zijn: gebouw, boom, struik, gras en "
        "water.",
        "How many of the five kinds of habitat there are: building, tree, shrub, grass "
        "and water.",
    ),
    "largest_green_patch_ha": Text(
        "Hoe groot het grootste groen is dat niet door weg of gebouw wordt doorsneden.",
        "How large the largest green is that no road or building cuts through.",
    ),
    "effective_mesh_size_ha": Text(
        "Hoe groot het groen is waarin twee toevallige plekken nog verbonden zijn.",
        "How large the green is in which two places picked at random are still joined.",
    ),
    "protected_nature_distance_m": Text(
        "Hoe ver het is naar beschermde natuur.", "How far it is to protected nature."
    ),
    "parcels_count": Text(
        "Uit hoeveel kadastrale percelen het terrein bestaat.",
        "Of how many cadastral parcels the park consists.",
    ),
    "unbuilt_plots_count": Text(
        "Op hoeveel percelen nog niets gebouwd is.",
        "On how many plots nothing has been built.",
    ),
    "large_plots_share": Text(
        "Welk deel van de grond in grote kavels ligt.",
        "Which part of the ground lies in large plots.",
    ),
    "parking_spaces_count": Text(
        "Hoeveel parkeerplaatsen er op de kaart staan.",
        "How many parking spaces are on the map.",
    ),
    "roof_area_m2": Text(
        "Hoeveel dak er is, gezien van boven.",
        "How much roof there is, seen from above.",
    ),
    "flat_roof_share": Text(
        "Welk deel van het dak plat is.", "Which part of the roof is flat."
    ),
    "green_roof_promising_m2": Text(
        "Op hoeveel dak de helling geschikt is voor groen. De draagkracht is niet "
        "bekeken.",
        "On how much roof the slope suits green. What it can carry was not looked at.",
    ),
    "green_roof_study_m2": Text(
        "Voor hoeveel dak eerst onderzoek nodig is voor er groen op kan.",
        "For how much roof study is needed before it can be green.",
    ),
    "green_roof_unfit_m2": Text(
        "Hoeveel dak te steil is voor groen.", "How much roof is too steep for green."
    ),
    "solar_potential_kwp": Text(
        "Hoeveel zonnepanelen er naar schatting op de daken passen.",
        "How many solar panels the roofs have room for by estimate.",
    ),
    "solar_fitted_kwp": Text(
        "Hoeveel zonnepanelen er passen als randen en obstakels vrij blijven.",
        "How many solar panels fit if edges and obstacles are kept free.",
    ),
    "solar_yield_mwh": Text(
        "Hoeveel stroom die panelen in een gewoon jaar leveren, schaduw meegerekend.",
        "How much power those panels give in an ordinary year, shade included.",
    ),
    "solar_shade_loss_share": Text(
        "Welk deel van die stroom schaduw van bomen en gebouwen kost.",
        "Which part of that power is lost to the shade of trees and buildings.",
    ),
    "green_roof_found_m2": Text(
        "Hoeveel dakvlak kansrijk is voor groen, ook daken zonder 3D-model.",
        "How much roof is promising for green, roofs without a 3D model included.",
    ),
    "green_share": Text(
        "Welk deel van het terrein begroeid is.", "Which part of the park is vegetated."
    ),
    "canopy_share": Text(
        "Welk deel van het terrein onder boomkronen ligt.",
        "Which part of the park lies under tree crowns.",
    ),
    "low_vegetation_share": Text(
        "Welk deel lage begroeiing heeft, zoals gras.",
        "Which part has low vegetation, such as grass.",
    ),
    "mid_vegetation_share": Text(
        "Welk deel middelhoge begroeiing heeft, zoals struiken.",
        "Which part has vegetation of middle height, such as shrubs.",
    ),
    "high_vegetation_share": Text(
        "Welk deel hoge begroeiing heeft, zoals bomen.",
        "Which part has high vegetation, such as trees.",
    ),
    "trees_per_ha": Text(
        "Hoeveel bomen er per hectare staan.", "How many trees there are per hectare."
    ),
    "water_share": Text(
        "Welk deel van het terrein open water is.",
        "Which part of the park is open water.",
    ),
    "infiltrating_share": Text(
        "Op welk deel van het terrein regen de grond in kan.",
        "On which part of the park rain can enter the ground.",
    ),
}
