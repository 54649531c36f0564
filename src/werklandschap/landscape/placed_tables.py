"""The tables of what people place in a landscape: no register knows it yet."""

from werklandschap.core.text import Text
from werklandschap.landscape.table import Column, Table

ROOF_LAYERS = Table(
    "roof_layers",
    "roof_layer_id",
    "polygon",
    Text(nl="Lagen op daken", en="Layers on roofs"),
    (
        Column("kind", "str", Text(nl="soort", en="kind"), may_be_missing=False),
        Column("building_id", "str", Text(nl="pand", en="building")),
        Column(
            "green_share",
            "float64",
            Text(nl="deel dat begroeid is", en="part that is planted"),
            may_be_missing=False,
        ),
        Column(
            "storage_mm",
            "float64",
            Text(nl="water dat het vasthoudt", en="water that it holds"),
            may_be_missing=False,
        ),
        Column(
            "power_kwp",
            "float64",
            Text(nl="vermogen van panelen", en="power of panels"),
            may_be_missing=False,
        ),
    ),
)
GROUND_STORES = Table(
    "ground_stores",
    "ground_store_id",
    "polygon",
    Text(nl="Waterberging onder de grond", en="Water storage below the ground"),
    (
        Column("kind", "str", Text(nl="soort", en="kind"), may_be_missing=False),
        Column(
            "storage_mm",
            "float64",
            Text(nl="water dat erin gaat", en="water that goes in"),
            may_be_missing=False,
        ),
        Column(
            "inlet_mm_per_h",
            "float64",
            Text(nl="zo snel komt water erin", en="how fast water gets in"),
            may_be_missing=False,
        ),
    ),
)
SHADE_OBJECTS = Table(
    "shade_objects",
    "shade_object_id",
    "polygon",
    Text(nl="Schaduwdoeken en luifels", en="Sails and roofs that give shade"),
    (
        Column("kind", "str", Text(nl="soort", en="kind"), may_be_missing=False),
        Column(
            "height_m",
            "float64",
            Text(nl="hoogte boven de grond", en="height above the ground"),
            may_be_missing=False,
        ),
        Column(
            "power_kwp",
            "float64",
            Text(nl="vermogen van panelen", en="power of panels"),
            may_be_missing=False,
        ),
    ),
)
WALL_LAYERS = Table(
    "wall_layers",
    "wall_layer_id",
    "line",
    Text(nl="Lagen op gevels", en="Layers on walls"),
    (
        Column("kind", "str", Text(nl="soort", en="kind"), may_be_missing=False),
        Column("building_id", "str", Text(nl="pand", en="building")),
        Column(
            "height_m",
            "float64",
            Text(nl="hoogte op de gevel", en="height on the wall"),
            may_be_missing=False,
        ),
        Column(
            "power_kwp",
            "float64",
            Text(nl="vermogen van panelen", en="power of panels"),
            may_be_missing=False,
        ),
    ),
)
FIXTURES = Table(
    "fixtures",
    "fixture_id",
    "point",
    Text(nl="Voorzieningen", en="Fixtures"),
    (
        Column("kind", "str", Text(nl="soort", en="kind"), may_be_missing=False),
        Column("building_id", "str", Text(nl="pand", en="building")),
        Column(
            "quantity",
            "float64",
            Text(nl="hoeveelheid", en="quantity"),
            may_be_missing=False,
        ),
        Column("unit", "str", Text(nl="eenheid", en="unit"), may_be_missing=False),
    ),
)
PLACED = {
    table.name: table
    for table in (ROOF_LAYERS, GROUND_STORES, SHADE_OBJECTS, WALL_LAYERS, FIXTURES)
}
