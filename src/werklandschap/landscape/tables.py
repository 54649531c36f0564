"""The tables that make up a landscape: each column declared once."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

RIJKSDRIEHOEK = "EPSG:28992"

Kind = Literal["str", "float64", "Int16", "bool", "boolean", "datetime64[s, UTC]"]
Shape = Literal["polygon", "line", "point"]

_SHAPES: dict[Shape, set[str]] = {
    "polygon": {"Polygon", "MultiPolygon"},
    "line": {"LineString", "MultiLineString"},
    "point": {"Point"},
}


@dataclass(eq=False)
class TableMismatch(WerklandschapError):
    """A frame that does not have the columns its table promises."""

    code: ClassVar[str] = "landscape.table_mismatch"
    message: ClassVar[Text] = Text(
        nl="Tabel ‘{table}’ klopt niet: {problem}.",
        en="Table ‘{table}’ is not as declared: {problem}.",
    )

    table: str
    problem: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name carries the unit; missing is never zero."""

    name: str
    kind: Kind
    means: Text
    may_be_missing: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The shape of one kind of thing in the landscape.

    A table without ``shape`` has no geometry: it is a plain frame.
    """

    name: str
    key: str
    shape: Shape | None
    label: Text
    columns: tuple[Column, ...]

    def check(self, frame: GeoDataFrame) -> GeoDataFrame:
        """Return ``frame`` unchanged, or raise if it is not this table.

        Raises
        ------
        TableMismatch
            If a column lacks, has another type or misses values it must have.
        """
        for problem in self._problems(frame):
            raise TableMismatch(self.name, problem)
        return frame

    def complete(self, frame: GeoDataFrame) -> GeoDataFrame:
        """Bring ``frame`` into the table's shape: its columns, order and types.

        A column that the supplier does not have becomes missing in every row; a
        column that the table does not know is left out.
        """
        columns = {column.name: _typed(frame, column) for column in self.columns}
        if self.shape is None:
            return self.check(pd.DataFrame(columns, index=frame.index))
        whole = GeoDataFrame(
            columns, geometry=frame.geometry.values, crs=frame.crs, index=frame.index
        )
        return self.check(whole)

    def empty(self) -> GeoDataFrame:
        """Return the table without rows."""
        index = pd.Index([], name=self.key, dtype="str")
        if self.shape is None:
            return self.complete(pd.DataFrame(index=index))
        return self.complete(GeoDataFrame(geometry=[], crs=RIJKSDRIEHOEK, index=index))

    def _problems(self, frame: GeoDataFrame) -> list[str]:
        problems = [
            f"column {column.name!r} should be {column.kind}"
            for column in self.columns
            if column.name not in frame or frame[column.name].dtype != column.kind
        ]
        problems += [
            f"column {column.name!r} may not be missing"
            for column in self.columns
            if not column.may_be_missing
            and column.name in frame
            and frame[column.name].isna().any()
        ]
        if frame.index.name != self.key or not frame.index.is_unique:
            problems.append(f"index should be a unique {self.key!r}")
        return problems if self.shape is None else problems + self._misplaced(frame)

    def _misplaced(self, frame: GeoDataFrame) -> list[str]:
        problems = []
        if frame.crs != RIJKSDRIEHOEK:
            problems.append(f"reference system should be {RIJKSDRIEHOEK}")
        strange = (
            set(frame.geom_type.dropna().unique()) - _SHAPES[self.shape or "point"]
        )
        if strange:
            problems.append(f"geometry should be {self.shape}, not {sorted(strange)}")
        if frame.geometry.isna().any() or frame.geometry.is_empty.any():
            problems.append("geometry may not be missing")
        return problems


def _typed(frame: GeoDataFrame, column: Column) -> "pd.Series[Any]":
    if column.name in frame:
        values: pd.Series[Any] = frame[column.name]
        return values.astype(column.kind)
    return pd.Series([None] * len(frame), index=frame.index).astype(column.kind)


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
