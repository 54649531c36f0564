"""The tables of the ground and of what stands on it or runs over it."""

from dataclasses import replace

from werklandschap.core.text import Text
from werklandschap.landscape.table import Column, Table

COVER = Table(
    "cover",
    "cover_id",
    "polygon",
    Text(nl="Bodembedekking zoals ingemeten", en="Ground cover as surveyed"),
    (
        Column(
            "theme",
            "str",
            Text(nl="soort object", en="kind of object"),
            may_be_missing=False,
        ),
        Column(
            "cover_class", "str", Text(nl="bedekking", en="cover"), may_be_missing=False
        ),
        Column(
            "function",
            "str",
            Text(nl="functie volgens de bron", en="function in the source"),
        ),
        Column(
            "level",
            "Int16",
            Text(
                nl="relatieve hoogteligging, 0 is maaiveld",
                en="relative height, 0 is the ground",
            ),
            may_be_missing=False,
        ),
    ),
)
SURFACES = Table(
    "surfaces",
    "surface_id",
    "polygon",
    Text(
        nl="Oppervlakken: de grond, elke vierkante meter één keer",
        en="Surfaces: the ground, each square metre once",
    ),
    (
        Column(
            "park_id",
            "str",
            Text(nl="bedrijventerrein", en="business park"),
            may_be_missing=False,
        ),
        Column(
            "cover_id",
            "str",
            Text(nl="object waar het van komt", en="object it comes from"),
        ),
        Column(
            "theme",
            "str",
            Text(nl="soort object", en="kind of object"),
            may_be_missing=False,
        ),
        Column(
            "cover_class", "str", Text(nl="bedekking", en="cover"), may_be_missing=False
        ),
        Column(
            "function",
            "str",
            Text(nl="functie volgens de bron", en="function in the source"),
        ),
        Column(
            "is_paved", "bool", Text(nl="verhard", en="paved"), may_be_missing=False
        ),
        Column(
            "green_fraction",
            "float64",
            Text(nl="deel dat groen is", en="part that is green"),
            may_be_missing=False,
        ),
        Column(
            "water_fraction",
            "float64",
            Text(nl="deel dat water is", en="part that is water"),
            may_be_missing=False,
        ),
        Column(
            "bare_fraction",
            "float64",
            Text(nl="deel zonder groen of water", en="part without green or water"),
            may_be_missing=False,
        ),
        Column("is_public", "boolean", Text(nl="openbare ruimte", en="public space")),
    ),
)
SURROUNDINGS = replace(
    SURFACES,
    name="surroundings",
    label=Text(nl="Bodembedekking rond het terrein", en="Ground cover around the park"),
)
TREES = Table(
    "trees",
    "tree_id",
    "point",
    Text(nl="Bomen", en="Trees"),
    (
        Column(
            "height_m",
            "float64",
            Text(nl="hoogte boven maaiveld", en="height above the ground"),
        ),
        Column(
            "crown_diameter_m", "float64", Text(nl="kroondiameter", en="crown diameter")
        ),
    ),
)
WATER = Table(
    "water",
    "water_id",
    "polygon",
    Text(nl="Water", en="Water"),
    (Column("kind", "str", Text(nl="soort water", en="kind of water")),),
)
ROADS = Table(
    "roads",
    "road_id",
    "polygon",
    Text(nl="Wegvlakken", en="Road surfaces"),
    (
        Column(
            "function",
            "str",
            Text(nl="functie volgens de bron", en="function in the source"),
        ),
        Column(
            "cover_class", "str", Text(nl="bedekking", en="cover"), may_be_missing=False
        ),
        Column(
            "level",
            "Int16",
            Text(nl="relatieve hoogteligging", en="relative height"),
            may_be_missing=False,
        ),
    ),
)
PATHS = Table(
    "paths",
    "path_id",
    "line",
    Text(nl="Wegen en paden als lijn", en="Roads and paths as lines"),
    (Column("kind", "str", Text(nl="soort", en="kind")),),
)
