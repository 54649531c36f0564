"""What the cells of a maintenance plan say."""

import re
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
_GROUPED = re.compile(r"^-?\d{1,3}(\.\d{3})+$")


def kind_of(told: str) -> AssetKind | None:
    """Recognise the kind of asset in a few words; None if it is none."""
    lower = told.lower()
    for kind, words in _KIND_WORDS.items():
        if any(word in lower for word in words):
            return kind
    return None


def amount_eur(told: str) -> float | None:
    """Read an amount the Dutch way: a point groups thousands, a comma is decimal.

    Parameters
    ----------
    told : str
        What the cell says; a euro sign and ``,-`` may stand around it.

    Returns
    -------
    float or None
        The amount; None if it is none. [€]

    Examples
    --------
    >>> [amount_eur(each) for each in ("€ 1.234,56", "12.500", "1234.5", "750,-", "pm")]
    [1234.56, 12500.0, 1234.5, 750.0, None]
    """
    bare = re.sub(r"[€\s\u00a0]|EUR|euro", "", told, flags=re.IGNORECASE)
    bare = re.sub(r",[-–—]+$", "", bare)
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif _GROUPED.match(bare):
        bare = bare.replace(".", "")
    return float(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else None
