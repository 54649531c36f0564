"""Scans made by hand, so that every printed figure is known beforehand."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from geopandas import GeoDataFrame
from shapely import Point, box

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.indicators import Indicator, Theme
from werklandschap.landscape import (
    BUILDINGS,
    COVER_CLASSES,
    PARKS,
    RIJKSDRIEHOEK,
    SURFACES,
    TREES,
    WATER,
    Landscape,
)
from werklandschap.parameters import Assumptions
from werklandschap.store import Provenance
from werklandschap.study.outcome import BaselineScan, Estimate, ParkScan, Reliability

ON = date(2026, 11, 24)
NAN = float("nan")
NO_HEIGHTS = Text(
    nl="Voor dit terrein zijn geen hoogtes opgehaald.",
    en="No heights were collected for this park.",
)
CATALOGUE = Reference(
    title="Gegevenscatalogus BGT",
    publisher="Geonovum",
    year=2020,
    url="https://docs.geostandaarden.nl/imgeo/catalogus/bgt/",
    locator="fysiek voorkomen",
)
FIGURES = (
    (
        "paved_share",
        Text("Aandeel verhard", "Paved share"),
        Theme.GROUND,
        (0.78, 0.71, 0.86),
    ),
    (
        "green_share",
        Text("Aandeel groen", "Green share"),
        Theme.BIODIVERSITY,
        (0.171, 0.15, 0.26),
    ),
    (
        "canopy_share",
        Text("Boomkronen", "Tree canopy"),
        Theme.BIODIVERSITY,
        (NAN, NAN, NAN),
    ),
    (
        "infiltrating_share",
        Text("Doorlatend", "Infiltrating"),
        Theme.WATER,
        (0.19, 0.12, 0.27),
    ),
    (
        "green_distance_m",
        Text("Afstand tot groen", "Distance to green"),
        Theme.HEALTH,
        (412.0, 380.0, 455.0),
    ),
    (
        "solar_potential_kwp",
        Text("Ruimte voor zonnepanelen", "Room for solar panels"),
        Theme.ENERGY,
        (2841.0, 1920.0, 3735.0),
    ),
    (
        "mean_built_year",
        Text("Gemiddeld bouwjaar", "Mean year of construction"),
        Theme.SPACE,
        (1987.4, 1979.0, 1994.0),
    ),
    (
        "largest_building_m2",
        Text("Grootste pand", "Largest building"),
        Theme.SPACE,
        (30609.4, 30609.4, 30609.4),
    ),
    (
        "out_of_use_share",
        Text("Panden buiten gebruik", "Buildings out of use"),
        Theme.SPACE,
        (0.0, 0.0, 0.0),
    ),
)


def provenance_of(name: str, publisher: str, **changes: object) -> Provenance:
    origin = Provenance(
        source=name,
        title=Text(nl=f"Bron {name}", en=f"Source {name}"),
        publisher=publisher,
        licence="CC-BY-4.0",
        landing_page=f"https://example.org/{name}",
        published=date(2025, 3, 1),
        refreshed_every_days=30,
        resolution_m=0.5,
        extent_wkt="",
        files=(f"{name}.gml",),
        sha256=("0" * 64,),
    )
    return replace(origin, **changes)


BGT = provenance_of("bgt", "Kadaster")
AHN = provenance_of("ahn", "Het Waterschapshuis", published=None)


def landscape_of(park_id: str, name: str, *, west_m: float = 120_000.0) -> Landscape:
    """A park of 400 × 300 m: hall, paving, lawn, ditch, wood and a gap in the map."""
    south_m = 450_000.0
    pieces = {
        "building": (0, 0, 200, 150),
        "open_paving": (200, 0, 400, 150),
        "planting": (0, 150, 250, 260),
        "water": (250, 150, 300, 260),
        "forest": (300, 150, 400, 260),
        "unmapped": (0, 260, 400, 300),
    }
    boxes = [
        box(west_m + x0, south_m + y0, west_m + x1, south_m + y1)
        for x0, y0, x1, y1 in pieces.values()
    ]
    surfaces = GeoDataFrame(
        {
            "surface_id": [f"{park_id}-{kind}" for kind in pieces],
            "park_id": park_id,
            "theme": list(pieces),
            "cover_class": list(pieces),
            "is_paved": [COVER_CLASSES[kind].is_paved for kind in pieces],
            "green_fraction": 0.0,
            "water_fraction": 0.0,
            "bare_fraction": 1.0,
        },
        geometry=boxes,
        crs=RIJKSDRIEHOEK,
    ).set_index("surface_id")
    park = GeoDataFrame(
        {"park_id": [park_id], "name": [name], "municipality_code": ["GM0356"]},
        geometry=[box(west_m, south_m, west_m + 400, south_m + 300)],
        crs=RIJKSDRIEHOEK,
    ).set_index("park_id")
    hall = GeoDataFrame(
        {"building_id": [f"{park_id}-hall"], "built_year": [1974], "registers": "bag"},
        geometry=boxes[:1],
        crs=RIJKSDRIEHOEK,
    ).set_index("building_id")
    places = [Point(west_m + 310 + 20 * n, south_m + 200) for n in range(4)]
    trees = GeoDataFrame(
        {"tree_id": [f"{park_id}-{n}" for n in range(4)]},
        geometry=places,
        crs=RIJKSDRIEHOEK,
    ).set_index("tree_id")
    definition = GridDefinition(west_m, south_m + 300, 5.0, 60, 80)
    heights = np.linspace(0.5, 2.5, 60 * 80, dtype=np.float32).reshape(60, 80)
    return Landscape(
        on=ON,
        parks=PARKS.complete(park),
        surfaces=SURFACES.complete(surfaces),
        buildings=BUILDINGS.complete(hall),
        trees=TREES.complete(trees),
        water=WATER.empty(),
        terrain_m=Grid(definition, heights),
        assumptions=Assumptions(ON),
        provenance={"surfaces": (BGT,), "buildings": (BGT,), "terrain_m": (AHN,)},
        repairs={"sliver": 3},
    )


def indicator_of(name: str, label: Text, theme: Theme) -> Indicator:
    unit = next(
        unit
        for unit in sorted(Unit, key=len, reverse=True)
        if name.endswith(f"_{unit}")
    )
    return Indicator(
        name=name,
        label=label,
        theme=theme,
        unit=unit,
        references=(CATALOGUE,),
        needs_resolution_m=2.0,
        is_per_plot=True,
        has_interval=True,
        formula=lambda parks: 0,
    )


def estimate_of(
    indicator: Indicator, value: float, low: float, high: float
) -> Estimate:
    missing = np.isnan(value)
    return Estimate(
        indicator=indicator,
        value=value,
        low=low,
        high=high,
        low_from="" if low == value or missing else "unmapped_green",
        high_from="" if high == value or missing else "unmapped_paved",
        reliability=Reliability(0.0 if missing else 0.98, 0.9, 1.0),
        reason=NO_HEIGHTS if missing else None,
        sources=() if missing else (BGT, AHN),
    )


def park_of(
    park_id: str = "RIN001",
    name: str = "Het Klaver",
    *,
    west_m: float = 120_000.0,
    **figures: tuple[float, float, float],
) -> ParkScan:
    estimates = tuple(
        estimate_of(indicator_of(known, label, theme), *figures.get(known, numbers))
        for known, label, theme, numbers in FIGURES
    )
    landscape = landscape_of(park_id, name, west_m=west_m)
    plots = GeoDataFrame(
        {"plot_id": [f"{park_id}-a"], "paved_share": [0.5]},
        geometry=[landscape.parks.geometry.iloc[0]],
        crs=RIJKSDRIEHOEK,
    ).set_index("plot_id")
    return ParkScan(
        park_id=park_id,
        name=name,
        area_m2=120_000.0,
        estimates=estimates,
        landscape=landscape,
        plots=plots,
    )


@pytest.fixture
def scan() -> BaselineScan:
    """A scan of one hand-made park."""
    return BaselineScan(on=ON, engine="werklandschap 0.1.0", parks=(park_of(),))


@pytest.fixture
def make_park() -> Callable[..., ParkScan]:
    return park_of


@pytest.fixture
def make_estimate() -> Callable[..., Estimate]:
    def make(name: str, value: float, low: float, high: float) -> Estimate:
        label = Text("Een maat", "A measure")
        return estimate_of(indicator_of(name, label, Theme.GROUND), value, low, high)

    return make


@pytest.fixture
def many_parks() -> BaselineScan:
    """A scan of six parks beside each other, one with a very long name."""
    names = (
        "Het Klaver",
        "Bedrijvenpark Haarrijn-Noord en Logistiek Centrum Westkanaaldijk (tweede fase)",
        "Poort van Veghel",
        "Ravenswade",
        "De Liesbosch",
        "Kop van Zuid",
    )
    parks = tuple(
        park_of(
            f"RIN00{n}",
            name,
            west_m=120_000.0 + 1000 * n,
            paved_share=(0.3 + 0.1 * n, 0.25 + 0.1 * n, 0.35 + 0.1 * n),
        )
        for n, name in enumerate(names)
    )
    return BaselineScan(on=ON, engine="werklandschap 0.1.0", parks=parks)


@pytest.fixture
def generated(scan: BaselineScan) -> BaselineScan:
    """The same scan, of a place that a program made up."""
    made_up = provenance_of("model_park", "werklandschap", is_generated=True)
    park = scan.parks[0]
    landscape = park.landscape.having(provenance={"surfaces": (made_up,)})
    return replace(scan, parks=(replace(park, landscape=landscape),))


@pytest.fixture
def mini_scan(mini_park: Landscape) -> BaselineScan:
    """The miniature park with one figure, no sources and hardly a layer."""
    name, label, theme, _ = FIGURES[0]
    estimate = estimate_of(indicator_of(name, label, theme), 0.75, 0.75, 0.75)
    park = ParkScan(
        park_id="RIN001",
        name="Miniatuur (gegenereerd)",
        area_m2=10_000.0,
        estimates=(replace(estimate, sources=()),),
        landscape=mini_park,
        plots=None,
    )
    return BaselineScan(on=ON, engine="werklandschap 0.1.0", parks=(park,))


@pytest.fixture(scope="session")
def read_pdf() -> Callable[[bytes], list[str]]:
    """Read the text of a PDF, a string per page."""
    if shutil.which("pdftotext") is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("apt-get install poppler-utils")

    def read(pdf: bytes) -> list[str]:
        done = subprocess.run(
            ["pdftotext", "-layout", "-", "-"],
            input=pdf,
            capture_output=True,
            check=True,
        )
        pages = done.stdout.decode().split("\f")
        return [page.replace("\u00a0", " ") for page in pages if page.strip()]

    return read
