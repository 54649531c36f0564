"""What the codes of the BGT mean for the ground."""

import pandas as pd
import pytest
from geopandas import GeoDataFrame
from shapely import box

from werklandschap.landscape import COVER, RIJKSDRIEHOEK
from werklandschap.landscape.cover import COVER_CLASSES
from werklandschap.sources._bgt_classes import KINDS, kind_of
from werklandschap.sources._imgeo import FIELDS
from werklandschap.sources.bgt import tidy_cover

ROAD, BESIDE = "wegdeel", "ondersteunendwegdeel"
GREEN, BARE = "begroeidterreindeel", "onbegroeidterreindeel"
WATER, BANK = "waterdeel", "ondersteunendwaterdeel"


def row(kind, **codes):
    """Describe one object by its kind and codes, and let it be tidied."""
    told = dict.fromkeys(FIELDS) | {"local_id": "G0356.1", "kind": kind} | codes
    frame = GeoDataFrame([told], geometry=[box(0, 0, 9, 9)], crs=RIJKSDRIEHOEK)
    frame = frame.astype(dict.fromkeys(told, "str"))
    return COVER.complete(tidy_cover(frame)).iloc[0]


@pytest.mark.parametrize(
    ("kind", "physical", "expected"),
    [
        (ROAD, "gesloten verharding", "closed_paving"),
        (ROAD, "open verharding", "open_paving"),
        (ROAD, "half verhard", "semi_paving"),
        (ROAD, "halfVerhard", "semi_paving"),
        (ROAD, "onverhard", "unpaved"),
        (GREEN, "groenvoorziening", "planting"),
        (GREEN, "grasland agrarisch", "grassland"),
        (GREEN, "grasland_overig", "grassland"),
        (GREEN, "bouwland", "arable"),
        (GREEN, "fruitteelt", "orchard"),
        (GREEN, "boomteelt", "orchard"),
        (GREEN, "loofbos", "forest"),
        (GREEN, "gemengd bos", "forest"),
        (GREEN, "naaldbos", "forest"),
        (GREEN, "struiken", "shrubs"),
        (GREEN, "houtwal", "hedgerow"),
        (GREEN, "heide", "heath"),
        (GREEN, "duin", "dune"),
        (GREEN, "rietland", "reed"),
        (GREEN, "moeras", "marsh"),
        (GREEN, "kwelder", "salt_marsh"),
        (BARE, "erf", "yard"),
        (BARE, "zand", "sand"),
        (ROAD, "transitie", "unknown"),
        (GREEN, "waardeOnbekend", "unknown"),
        (BARE, "glas", "unknown"),
        (BARE, None, "unknown"),
    ],
)
def test_what_lies_there_tells_the_class(kind, physical, expected):
    assert row(kind, physical=physical)["cover_class"] == expected
    # Older files call it the class.
    assert row(kind, type=physical)["cover_class"] == expected


@pytest.mark.parametrize(
    ("physical", "plus", "expected"),
    [
        ("groenvoorziening", "gras- en kruidachtigen", "grassland"),
        ("groenvoorziening", "heesters", "shrubs"),
        ("groenvoorziening", "bosplantsoen", "planting"),
        ("onverhard", "zand", "sand"),
        ("transitie", "asfalt", "closed_paving"),
        ("erf", "betonstraatstenen", "yard"),
        ("open verharding", "kunststof", "open_paving"),
    ],
)
def test_a_plus_type_refines_but_does_not_contradict(physical, plus, expected):
    kind = GREEN if physical == "groenvoorziening" else BARE
    found = row(kind, physical=physical, physical_plus=plus)
    assert found["cover_class"] == expected


@pytest.mark.parametrize(
    ("function", "physical", "expected"),
    [
        ("berm", "groenvoorziening", "verge"),
        ("berm", None, "verge"),
        ("berm", "open verharding", "open_paving"),
        ("berm", "onverhard", "unpaved"),
        ("verkeerseiland", "open verharding", "traffic_island"),
        ("verkeerseiland", None, "traffic_island"),
        ("verkeerseiland", "groenvoorziening", "planting"),
    ],
)
def test_beside_roads_the_function_counts_too(function, physical, expected):
    found = row(BESIDE, function=function, physical=physical)
    assert found["cover_class"] == expected


def test_rails_lie_in_ballast_unless_they_lie_in_the_street():
    in_ballast = row(ROAD, function="spoorbaan", physical="half verhard")
    in_street = row(ROAD, function="spoorbaan", physical="gesloten verharding")
    assert in_ballast["cover_class"] == "rail"
    assert in_street["cover_class"] == "closed_paving"


@pytest.mark.parametrize(
    ("kind", "type_", "expected"),
    [
        (WATER, "waterloop", "water"),
        (WATER, "transitie", "water"),
        (WATER, "greppel, droge sloot", "bank"),
        (BANK, "oever, slootkant", "bank"),
        ("pand", None, "building"),
        ("overigbouwwerk", "transitie", "structure"),
        ("scheiding", "muur", "structure"),
        ("overbruggingsdeel", "dek", "structure"),
        ("tunneldeel", None, "structure"),
    ],
)
def test_other_objects_are_known_by_their_kind(kind, type_, expected):
    assert row(kind, type=type_)["cover_class"] == expected


@pytest.mark.parametrize(
    ("kind", "codes", "expected"),
    [
        (ROAD, {"function": "parkeervlak"}, "parkeervlak"),
        (
            ROAD,
            {"function": "voetpad", "function_plus": "verkeersdrempel"},
            "voetpad",
        ),
        (WATER, {"type": "waterloop", "type_plus": "sloot"}, "sloot"),
        (WATER, {"type": "waterloop", "type_plus": "geenWaarde"}, "waterloop"),
        ("overigbouwwerk", {"type": "niet-bgt", "type_plus": "schuur"}, "schuur"),
        (GREEN, {"type": "bouwland", "physical_plus": "akkerbouw"}, "akkerbouw"),
    ],
)
def test_the_function_is_told_in_the_words_of_the_source(kind, codes, expected):
    assert row(kind, **codes)["function"] == expected


def test_what_is_not_known_has_no_function():
    assert pd.isna(row(GREEN, type="heide")["function"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_class_and_a_theme_whatever_its_codes(kind):
    for code in (None, "", "waardeOnbekend", "nieuwe code", "asfalt", "boom"):
        found = row(kind, physical=code, type=code, function=code)
        assert found["cover_class"] in COVER_CLASSES
        assert found["theme"] == KINDS[kind]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("TrafficArea", "wegdeel"),
        ("bgt_wegdeel", "wegdeel"),
        ("wegdeel_alleen_binnenstad", "wegdeel"),
        ("wegdeelactueelbestaand", "wegdeel"),
        ("AuxiliaryTrafficArea", "ondersteunendwegdeel"),
        ("PlantCover", "begroeidterreindeel"),
        ("BuildingPart", "pand"),
        ("SolitaryVegetationObject", "vegetatieobject"),
        ("Railway", None),
        ("restvlak_afgeleid", None),
        ("panden", None),
        ("", None),
    ],
)
def test_kinds_are_known_by_old_and_new_names(name, kind):
    assert kind_of(name) == kind
