"""The tables that sources fill: parks, buildings and what surrounds them."""

from werklandschap.core.text import Text
from werklandschap.landscape.ground_tables import (
    COVER,
    PATHS,
    ROADS,
    SURFACES,
    SURROUNDINGS,
    TREES,
    WATER,
)
from werklandschap.landscape.table import Column, Table

PARKS = Table(
    "parks",
    "park_id",
    "polygon",
    Text(nl="Bedrijventerreinen", en="Business parks"),
    (
        Column("name", "str", Text(nl="naam", en="name"), may_be_missing=False),
        Column("kind", "str", Text(nl="soort werklocatie (IBIS)", en="kind (IBIS)")),
        Column(
            "municipality_code",
            "str",
            Text(nl="gemeente (CBS-code)", en="municipality (CBS code)"),
        ),
        Column(
            "corop_code",
            "str",
            Text(nl="COROP-gebied (CBS-code)", en="COROP region (CBS code)"),
        ),
        Column(
            "province_code",
            "str",
            Text(nl="provincie (CBS-code)", en="province (CBS code)"),
        ),
        Column(
            "reference_year",
            "Int16",
            Text(nl="peiljaar van de opgave", en="reference year of the register"),
        ),
        Column("start_year", "Int16", Text(nl="startjaar", en="year of first issue")),
        Column(
            "gross_ha",
            "float64",
            Text(
                nl="bruto oppervlakte volgens het register",
                en="gross area in the register",
            ),
        ),
        Column(
            "net_ha",
            "float64",
            Text(
                nl="netto oppervlakte volgens het register",
                en="net area in the register",
            ),
        ),
        Column(
            "issuable_ha",
            "float64",
            Text(
                nl="nog uitgeefbaar volgens het register",
                en="land still to be issued in the register",
            ),
        ),
    ),
)
BUILDINGS = Table(
    "buildings",
    "building_id",
    "polygon",
    Text(nl="Panden", en="Buildings"),
    (
        Column(
            "built_year",
            "Int16",
            Text(nl="oorspronkelijk bouwjaar", en="year of construction"),
        ),
        Column("status", "str", Text(nl="status in de BAG", en="status in the BAG")),
        Column(
            "uses",
            "str",
            Text(nl="gebruiksdoelen, gescheiden door ;", en="uses, separated by ;"),
        ),
        Column(
            "floor_area_m2",
            "float64",
            Text(
                nl="gebruiksoppervlakte van de verblijfsobjecten",
                en="usable floor area of its units",
            ),
        ),
        Column(
            "ground_m",
            "float64",
            Text(
                nl="maaiveld bij het pand (NAP)",
                en="ground level at the building (NAP)",
            ),
        ),
        Column(
            "roof_m",
            "float64",
            Text(nl="dakhoogte, mediaan (NAP)", en="roof height, median (NAP)"),
        ),
        Column(
            "registers",
            "str",
            Text(
                nl="registraties die het pand kennen, gescheiden door ;",
                en="registers that know it, separated by ;",
            ),
            may_be_missing=False,
        ),
    ),
)
ROOF_PLANES = Table(
    "roof_planes",
    "roof_plane_id",
    "polygon",
    Text(nl="Dakvlakken", en="Roof planes"),
    (
        Column(
            "building_id", "str", Text(nl="pand", en="building"), may_be_missing=False
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
            "height_m",
            "float64",
            Text(nl="gemiddelde hoogte (NAP)", en="mean height (NAP)"),
            may_be_missing=False,
        ),
    ),
)
PARCELS = Table(
    "parcels",
    "parcel_id",
    "polygon",
    Text(nl="Kadastrale percelen", en="Cadastral parcels"),
    (
        Column(
            "registered_m2",
            "float64",
            Text(nl="kadastrale grootte", en="registered area"),
        ),
    ),
)
PROTECTED_AREAS = Table(
    "protected_areas",
    "protected_area_id",
    "polygon",
    Text(nl="Beschermde natuur", en="Protected nature"),
    (
        Column("name", "str", Text(nl="naam", en="name"), may_be_missing=False),
        Column("kind", "str", Text(nl="soort bescherming", en="kind of protection")),
    ),
)
REGIONS = Table(
    "regions",
    "region_code",
    "polygon",
    Text(
        nl="Gemeenten, COROP-gebieden en provincies",
        en="Municipalities, COROP regions and provinces",
    ),
    (
        Column("name", "str", Text(nl="naam", en="name"), may_be_missing=False),
        Column(
            "kind",
            "str",
            Text(
                nl="municipality, corop of province",
                en="municipality, corop or province",
            ),
            may_be_missing=False,
        ),
        Column(
            "year",
            "Int16",
            Text(nl="indeling van dit jaar", en="division of this year"),
        ),
    ),
)
WEATHER_HOURS = Table(
    "weather_hours",
    "weather_hour_id",
    None,
    Text(nl="Weer per uur", en="Hourly weather"),
    (
        Column(
            "station_code",
            "str",
            Text(nl="KNMI-station", en="KNMI station"),
            may_be_missing=False,
        ),
        Column(
            "ends_at",
            "datetime64[s, UTC]",
            Text(nl="einde van het uur (UTC)", en="end of the hour (UTC)"),
            may_be_missing=False,
        ),
        Column(
            "temperature_c",
            "float64",
            Text(nl="temperatuur op 1,5 m", en="temperature at 1.5 m"),
        ),
        Column(
            "wind_speed_m_per_s",
            "float64",
            Text(nl="gemiddelde windsnelheid op 10 m", en="mean wind speed at 10 m"),
        ),
        Column(
            "wind_direction_deg",
            "float64",
            Text(
                nl="windrichting; leeg bij stil of veranderlijk",
                en="wind direction; missing when calm or variable",
            ),
        ),
        Column(
            "global_radiation_w_per_m2",
            "float64",
            Text(nl="globale straling", en="global radiation"),
        ),
        Column(
            "rain_mm",
            "float64",
            Text(
                nl="neerslag; minder dan 0,05 mm is 0,025",
                en="rain; less than 0.05 mm is 0.025",
            ),
        ),
        Column(
            "relative_humidity_share",
            "float64",
            Text(nl="relatieve vochtigheid", en="relative humidity"),
        ),
        Column(
            "pressure_hpa",
            "float64",
            Text(nl="luchtdruk op zeeniveau", en="pressure at sea level"),
        ),
    ),
)
COLLECTED = {
    table.name: table
    for table in (
        PARKS,
        BUILDINGS,
        ROOF_PLANES,
        COVER,
        SURFACES,
        SURROUNDINGS,
        TREES,
        WATER,
        ROADS,
        PATHS,
        PARCELS,
        PROTECTED_AREAS,
        REGIONS,
        WEATHER_HOURS,
    )
}
