"""The words of the BGT, in old and new spelling, and what they mean for the ground."""

import re

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from numpy.typing import NDArray

KINDS = {
    "wegdeel": "road",
    "ondersteunendwegdeel": "road_support",
    "begroeidterreindeel": "vegetated",
    "onbegroeidterreindeel": "bare",
    "waterdeel": "water",
    "ondersteunendwaterdeel": "water_support",
    "pand": "building",
    "overigbouwwerk": "structure",
    "kunstwerkdeel": "structure",
    "scheiding": "structure",
    "overbruggingsdeel": "bridge",
    "tunneldeel": "tunnel",
}
"""Kinds of object that cover the ground, and their theme. Railways are lines."""

TREES = "vegetatieobject"
UNCLASSIFIED = "ongeclassificeerdobject"

_ENGLISH = {
    "trafficarea": "wegdeel",
    "auxiliarytrafficarea": "ondersteunendwegdeel",
    "plantcover": "begroeidterreindeel",
    "buildingpart": "pand",
    "bridgeconstructionelement": "overbruggingsdeel",
    "tunnelpart": "tunneldeel",
    "solitaryvegetationobject": TREES,
}
"""Names of classes of CityGML, that the BGT took over for some of its kinds."""

_NAMES = {
    **{kind: kind for kind in (*KINDS, TREES, UNCLASSIFIED)},
    **_ENGLISH,
}
_VOID = {"", "waardeonbekend", "geenwaarde", "nietbgt", "onbekend"}

_GREEN = {
    "groenvoorziening": "planting",
    "graslandagrarisch": "grassland",
    "graslandoverig": "grassland",
    "bouwland": "arable",
    "fruitteelt": "orchard",
    "boomteelt": "orchard",
    "loofbos": "forest",
    "gemengdbos": "forest",
    "naaldbos": "forest",
    "struiken": "shrubs",
    "houtwal": "hedgerow",
    "heide": "heath",
    "duin": "dune",
    "rietland": "reed",
    "moeras": "marsh",
    "kwelder": "salt_marsh",
}
_BARE = {
    "geslotenverharding": "closed_paving",
    "openverharding": "open_paving",
    "halfverhard": "semi_paving",
    "erf": "yard",
    "onverhard": "unpaved",
    "zand": "sand",
}
_DETAIL = {
    "asfalt": "closed_paving",
    "cementbeton": "closed_paving",
    "betonstraatstenen": "open_paving",
    "gebakkenklinkers": "open_paving",
    "tegels": "open_paving",
    "sierbestrating": "open_paving",
    "betonelement": "open_paving",
    "grasklinkers": "semi_paving",
    "schelpen": "semi_paving",
    "puin": "semi_paving",
    "grind": "semi_paving",
    "gravel": "semi_paving",
    "boomschors": "unpaved",
    "zand": "sand",
    "strandenstrandwal": "sand",
    "zandverstuiving": "sand",
    "grasenkruidachtigen": "grassland",
    "heesters": "shrubs",
    "struikrozen": "shrubs",
    "planten": "planting",
    "bodembedekkers": "planting",
    "bosplantsoen": "planting",
}
"""Plus types: what grows or lies there, where the source holder says it."""

_FINER = {"planting": {"grassland", "shrubs"}, "unpaved": {"sand"}}
"""Where the plus type is believed above the class: it says the same, more exactly."""

_WATER = {"zee", "waterloop", "watervlakte", "greppeldrogesloot"}
_BANK = {"oeverslootkant", "slik"}
_BRIDGE = {"dek", "landhoofd", "pijler", "sloof", "pyloon"}
_PAVING = {"closed_paving", "open_paving", "semi_paving"}


def kind_of(name: str) -> str | None:
    """Tell the kind of object by the name of its class, table or file.

    A name may have something before or behind it: ``bgt_wegdeel``, ``wegdeel_vlak``.
    """
    plain = name.lower().removeprefix("bgt_").strip("_")
    head = re.split(r"[_.-]|actueel", plain, maxsplit=1)[0]
    return _NAMES.get(head)


def plain(values: "pd.Series[str]") -> "pd.Series[str]":
    """Write codes alike: ``grasland_agrarisch`` and ``GraslandAgrarisch`` are one.

    What says that nothing is known (``waardeOnbekend``) is missing.
    """
    letters = values.str.lower().str.replace(r"[^a-z]", "", regex=True)
    return letters.mask(letters.isin(list(_VOID)))


def kinds_by_value(objects: GeoDataFrame) -> "pd.Series[str]":
    """Tell the kind of each object by its codes, where no name tells it.

    Missing where they tell nothing; codes of structures do not.
    """
    function, physical = plain(objects["function"]), plain(objects["physical"])
    class_, plus = plain(objects["type"]), plain(objects["type_plus"])
    cover = physical.fillna(class_)
    found: pd.Series[str] = pd.Series(None, index=objects.index, dtype="str")
    for kind, is_kind in (
        ("pand", objects["bag_id"].notna()),
        ("ondersteunendwegdeel", function.isin(["berm", "verkeerseiland"])),
        ("wegdeel", function.notna() & physical.notna()),
        ("waterdeel", class_.isin(list(_WATER))),
        ("ondersteunendwaterdeel", class_.isin(list(_BANK))),
        ("overbruggingsdeel", class_.isin(list(_BRIDGE))),
        ("begroeidterreindeel", cover.isin(list(_GREEN))),
        ("onbegroeidterreindeel", cover.isin(list(_BARE))),
        (TREES, plus.isin(["boom", "haag"])),
    ):
        found = found.mask(found.isna() & is_kind, kind)
    return found


def cover_classes(objects: GeoDataFrame) -> "pd.Series[str]":
    """Give every object of `KINDS` its class of ground cover.

    Returns
    -------
    Series of str
        Names of `landscape.COVER_CLASSES`; ``unknown`` for what is in transition, not
        filled in, or a code that we do not know.
    """
    codes = plain(objects["physical"]).fillna(plain(objects["type"]))
    detail = plain(objects["physical_plus"]).map(_DETAIL)
    first = codes.map(_GREEN | _BARE).fillna(detail)
    kind = objects["kind"]
    classes = [
        (kind.eq("wegdeel"), _road(objects, first, detail)),
        (kind.eq("ondersteunendwegdeel"), _road_support(objects, first)),
        (kind.str.endswith("begroeidterreindeel"), _finer(first, detail)),
        (kind.eq("waterdeel"), _water(objects)),
        # Mud flats (slik) are rare inland; half wet, as a bank is.
        (kind.eq("ondersteunendwaterdeel"), _all_of(objects, "bank")),
        (kind.eq("pand"), _all_of(objects, "building")),
    ]
    found = _all_of(objects, "structure")
    for is_kind, values in classes:
        found = found.mask(is_kind, values)
    return found.fillna("unknown")


def _all_of(objects: GeoDataFrame, name: str) -> "pd.Series[str]":
    return pd.Series(name, index=objects.index, dtype="str")


def _road(
    objects: GeoDataFrame, first: "pd.Series[str]", detail: "pd.Series[str]"
) -> "pd.Series[str]":
    # Rails in the street lie in its paving; elsewhere in ballast.
    is_rail = plain(objects["function"]).eq("spoorbaan")
    in_street = first.isin(["closed_paving", "open_paving"])
    return _finer(first, detail).mask(is_rail & ~in_street, "rail")


def _road_support(objects: GeoDataFrame, first: "pd.Series[str]") -> "pd.Series[str]":
    """Tell verges and traffic islands from paving and planting beside roads."""
    function = plain(objects["function"])
    is_verge, is_island = function.eq("berm"), function.eq("verkeerseiland")
    found = first.mask(is_verge & (first.eq("planting") | first.isna()), "verge")
    is_island_of_stone = is_island & (first.isin(list(_PAVING)) | first.isna())
    return found.mask(is_island_of_stone, "traffic_island")


def _finer(first: "pd.Series[str]", detail: "pd.Series[str]") -> "pd.Series[str]":
    found = first
    for rough, exact in _FINER.items():
        found = found.mask(first.eq(rough) & detail.isin(list(exact)), detail)
    return found


def _water(objects: GeoDataFrame) -> "pd.Series[str]":
    # A ditch that is mostly dry is grass on a slope more often than water.
    is_dry = plain(objects["type"]).eq("greppeldrogesloot")
    return pd.Series(np.where(is_dry, "bank", "water"), objects.index, dtype="str")


def functions(objects: GeoDataFrame) -> "pd.Series[str]":
    """Give what the source says an object is for, in its own words; else missing.

    Of roads the function, of water the most exact type, of structures their type, of
    other ground the plus type.
    """
    theme = objects["kind"].map(KINDS)
    known = {
        column: objects[column].where(plain(objects[column]).notna())
        for column in (
            "function",
            "function_plus",
            "type",
            "type_plus",
            "physical_plus",
        )
    }
    of_road = known["function"].fillna(known["function_plus"])
    of_water = known["type_plus"].fillna(known["type"])
    of_structure = known["type"].fillna(known["type_plus"])
    found: pd.Series[str] = known["physical_plus"]
    for themes, values in (
        (["road", "road_support"], of_road),
        (["water", "water_support"], of_water),
        (["building", "structure", "bridge", "tunnel"], of_structure),
    ):
        found = found.mask(theme.isin(themes), values)
    return found


def is_tree(objects: GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which solitary plants are trees, and not hedges."""
    found: NDArray[np.bool_] = (
        plain(objects["type_plus"]).eq("boom") | plain(objects["type"]).eq("boom")
    ).to_numpy(dtype=bool)
    return found
