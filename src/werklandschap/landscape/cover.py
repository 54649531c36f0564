"""The classes of ground cover and how green, wet and paved each is."""

from dataclasses import dataclass

from werklandschap.core.registry import Registry
from werklandschap.core.text import Text


@dataclass(frozen=True, slots=True)
class CoverClass:
    """One class of ground cover.

    ``is_public`` is what the class says about who may go there; None where the
    class does not tell.
    """

    name: str
    label: Text
    is_paved: bool
    is_public: bool | None
    colour: str


COVER_CLASSES: Registry[CoverClass] = Registry("cover class")


def _add(
    name: str,
    nl: str,
    en: str,
    colour: str,
    *,
    is_paved: bool = False,
    is_public: bool | None = None,
) -> None:
    COVER_CLASSES.add(CoverClass(name, Text(nl, en), is_paved, is_public, colour))


_add("building", "gebouw", "building", "#5d5a56", is_paved=True, is_public=False)
_add("structure", "overig bouwwerk", "other structure", "#8a857e", is_paved=True)
_add("closed_paving", "gesloten verharding", "closed paving", "#b9b4ac", is_paved=True)
_add("open_paving", "open verharding", "open paving", "#cfc9bf", is_paved=True)
_add("semi_paving", "half verhard", "semi-paved", "#ddd3bd")
_add("rail", "spoor", "railway", "#a59f96")
_add("yard", "erf", "yard", "#e3ddd2", is_paved=True, is_public=False)
_add("unpaved", "onverhard", "unpaved", "#e6d8b4")
_add("sand", "zand", "sand", "#efe3b8")
_add(
    "traffic_island",
    "verkeerseiland",
    "traffic island",
    "#d4d0c4",
    is_paved=True,
    is_public=True,
)
_add("verge", "berm", "verge", "#c3d8a4", is_public=True)
_add("planting", "groenvoorziening", "planting", "#8fbf7f")
_add("grassland", "grasland", "grassland", "#b5d99a")
_add("arable", "bouwland", "arable land", "#dbe0a6", is_public=False)
_add("orchard", "fruit- of boomteelt", "orchard or nursery", "#a9c77f", is_public=False)
_add("forest", "bos", "forest", "#4f8f58")
_add("shrubs", "struiken", "shrubs", "#6fa768")
_add("hedgerow", "houtwal", "hedgerow", "#5d9a5f")
_add("heath", "heide", "heath", "#b79ac0")
_add("dune", "duin", "dune", "#e9e2b5")
_add("reed", "rietland", "reed bed", "#9cc4a0")
_add("marsh", "moeras", "marsh", "#8dbdb0")
_add("salt_marsh", "kwelder", "salt marsh", "#a0c0b4")
_add("bank", "oever of slootkant", "bank", "#a7cdb8")
_add("dike", "waterkering", "flood defence", "#a9c98b")
_add("water", "water", "water", "#7fb2d6")
_add("unknown", "onbekende bedekking", "unknown cover", "#ebe8e2")
_add("unmapped", "niet ingetekend", "unmapped", "#f6f4f0")
