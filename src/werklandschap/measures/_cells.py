"""What the cells of a maintenance plan say."""

from collections.abc import Mapping

from werklandschap.measures.maintenance import AssetKind

_KIND_WORDS: Mapping[AssetKind, tuple[str, ...]] = {
    AssetKind.ROOF: ("dak", "roof", "bitumen", "dakbedekking", "epdm"),
    AssetKind.SEWER: ("riool", "riolering", "sewer", "kolk", "duiker"),
    AssetKind.PAVING: (
        "verhard",
        "weg",
        "asfalt",
        "straat",
        "bestrating",
        "parkeer",
        "trottoir",
        "klinker",
        "paving",
        "road",
    ),
    AssetKind.GREEN: ("groen", "boom", "bomen", "gras", "haag", "beplanting", "green"),
}


def kind_of(told: str) -> AssetKind | None:
    """Recognise the kind of asset in a few words; None if it is none."""
    lower = told.lower()
    for kind, words in _KIND_WORDS.items():
        if any(word in lower for word in words):
            return kind
    return None
