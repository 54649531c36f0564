"""The tables that simulations fill in, and all tables together."""

from werklandschap.core.text import Text
from werklandschap.landscape.collected_tables import COLLECTED
from werklandschap.landscape.placed_tables import PLACED
from werklandschap.landscape.table import Column, Table

SOLAR_ROOFS = Table(
    "solar_roofs",
    "roof_plane_id",
    "polygon",
    Text(nl="Zon op dakvlakken", en="Sun on roof planes"),
    (
        Column(
            "building_id", "str", Text(nl="pand", en="building"), may_be_missing=False
        ),
        Column(
            "found_in",
            "str",
            Text(
                nl="model van de daken (model) of gemeten hoogtes (heights)",
                en="a model of the roofs (model) or measured heights (heights)",
            ),
            may_be_missing=False,
        ),
        Column(
            "area_m2",
            "float64",
            Text(nl="oppervlakte langs de helling", en="area along the slope"),
            may_be_missing=False,
        ),
        Column(
            "slope_deg",
            "float64",
            Text(nl="helling, 0 is plat", en="slope, 0 is flat"),
            may_be_missing=False,
        ),
        Column(
            "azimuth_deg",
            "float64",
            Text(
                nl="richting naar beneden, met de klok mee vanaf noord; leeg als plat",
                en="downhill direction, clockwise from north; missing when flat",
            ),
        ),
        Column(
            "usable_area_m2",
            "float64",
            Text(
                nl="plaats voor panelen, zonder randen en obstakels",
                en="room for panels, without edges and obstacles",
            ),
            may_be_missing=False,
        ),
        Column(
            "power_kwp",
            "float64",
            Text(nl="vermogen van de panelen", en="power of the panels"),
            may_be_missing=False,
        ),
        Column(
            "yield_mwh_per_year",
            "float64",
            Text(
                nl="opbrengst in een gemiddeld jaar, met schaduw",
                en="yield of a mean year, with shade",
            ),
            may_be_missing=False,
        ),
        Column(
            "yield_kwh_per_kwp",
            "float64",
            Text(
                nl="opbrengst per vermogen; leeg zonder panelen",
                en="yield per power; missing without panels",
            ),
        ),
        Column(
            "shading_loss_share",
            "float64",
            Text(
                nl="deel van de opbrengst dat schaduw kost; leeg zonder panelen",
                en="part of the yield lost to shade; missing without panels",
            ),
        ),
        Column(
            "green_roof",
            "str",
            Text(
                nl="groen dak: promising, needs_study of unfit; nooit een belofte",
                en="green roof: promising, needs_study or unfit; never a promise",
            ),
            may_be_missing=False,
        ),
    ),
)
PLOT_WATER = Table(
    "plot_water",
    "plot_id",
    "polygon",
    Text(
        nl="Water per perceel bij 70 mm in een uur",
        en="Water per plot at 70 mm an hour",
    ),
    (
        Column(
            "kind",
            "str",
            Text(
                nl="parcel, ownership (openbaar of niet) of park",
                en="parcel, ownership (public or not) or park",
            ),
            may_be_missing=False,
        ),
        Column("rain_m3", "float64", Text(nl="regen", en="rain")),
        Column("received_m3", "float64", Text(nl="stroomt toe", en="flows in")),
        Column("shed_m3", "float64", Text(nl="stroomt af", en="flows out")),
        Column(
            "stored_m3",
            "float64",
            Text(nl="staat er aan het eind", en="left at the end"),
        ),
        Column(
            "taken_m3",
            "float64",
            Text(
                nl="in bodem, blad, riool en open water",
                en="taken by soil, leaves, sewer and open water",
            ),
        ),
    ),
)
POND_ORIGINS = Table(
    "pond_origins",
    "pond_origin_id",
    "polygon",
    Text(nl="Van wie het water in een plas komt", en="Whose water a pond is made of"),
    (
        Column("pond", "str", Text(nl="plas", en="pond"), may_be_missing=False),
        Column(
            "plot_id",
            "str",
            Text(
                nl="perceel; leeg is elders of kleine delen",
                en="plot; missing is elsewhere or small parts",
            ),
        ),
        Column(
            "share",
            "float64",
            Text(nl="deel van de plas", en="part of the pond"),
            may_be_missing=False,
        ),
        Column("volume_m3", "float64", Text(nl="inhoud van de plas", en="its volume")),
        Column("deepest_m", "float64", Text(nl="grootste diepte", en="greatest depth")),
    ),
)
FLOOD_BALANCES = Table(
    "flood_balances",
    "flood_balance_id",
    "polygon",
    Text(
        nl="Waterbalans per bui, van al het berekende gebied",
        en="Water balance per shower, of all ground that was calculated",
    ),
    (
        Column("shower", "str", Text(nl="bui", en="shower"), may_be_missing=False),
        Column("rain_m3", "float64", Text(nl="regen", en="rain")),
        Column(
            "intercepted_m3", "float64", Text(nl="blijft hangen", en="held by surfaces")
        ),
        Column("infiltrated_m3", "float64", Text(nl="in de bodem", en="into the soil")),
        Column("sewer_m3", "float64", Text(nl="in het riool", en="into the sewer")),
        Column(
            "outflow_m3",
            "float64",
            Text(nl="naar open water en elders", en="to open water and elsewhere"),
        ),
        Column("stored_m3", "float64", Text(nl="staat er nog", en="still there")),
        Column(
            "error_share",
            "float64",
            Text(nl="deel dat zoek is", en="part not accounted for"),
        ),
        Column(
            "cells_per_side",
            "float64",
            Text(
                nl="fijne cellen per zijde van een rekencel",
                en="fine cells along a cell of the calculation",
            ),
        ),
        Column(
            "cell_m",
            "float64",
            Text(nl="grootte van een fijne cel", en="size of a fine cell"),
        ),
    ),
)
RAIN_YEAR = Table(
    "rain_year",
    "rain_year_id",
    "polygon",
    Text(
        nl="Waar de regen van een gewoon jaar blijft",
        en="Where the rain of an ordinary year goes",
    ),
    (
        Column(
            "park_id",
            "str",
            Text(nl="bedrijventerrein", en="business park"),
            may_be_missing=False,
        ),
        Column(
            "surface", "str", Text(nl="oppervlak", en="surface"), may_be_missing=False
        ),
        Column("area_m2", "float64", Text(nl="oppervlakte", en="area")),
        Column("rain_mm", "float64", Text(nl="regen per jaar", en="rain a year")),
        Column(
            "infiltrated_share",
            "float64",
            Text(nl="deel dat infiltreert", en="part that infiltrates"),
        ),
        Column(
            "evaporated_share",
            "float64",
            Text(nl="deel dat verdampt", en="part that evaporates"),
        ),
        Column(
            "discharged_share",
            "float64",
            Text(nl="deel dat afstroomt", en="part that runs off"),
        ),
    ),
)
FOUND = {
    table.name: table
    for table in (SOLAR_ROOFS, PLOT_WATER, POND_ORIGINS, FLOOD_BALANCES, RAIN_YEAR)
}
TABLES = COLLECTED | PLACED | FOUND
