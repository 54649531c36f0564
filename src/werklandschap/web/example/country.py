"""The generated country: what the platform knows of parks that do not exist.

Borders are squares of the national grid. Their codes are ones that the CBS has given to
nobody, and every name says that it was generated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

SOURCE = "gegenereerd voorbeeld, bestaat niet / generated example, not real"

_WEST_M, _SOUTH_M = 0.0, 300_000.0
_PROVINCE_M, _REGION_M, _MUNICIPALITY_M = 120_000.0, 60_000.0, 20_000.0
_WINDS = (
    ("Zuidwest", "Zuid", "Zuidoost"),
    ("West", "Midden", "Oost"),
    ("Noordwest", "Noord", "Noordoost"),
)
_SORTS = (
    "Kade",
    "Dijk",
    "Akker",
    "Hoek",
    "Poort",
    "Veld",
    "Haven",
    "Hof",
    "Wijk",
    "Es",
)
_SIDES = (
    "Noorder",
    "Ooster",
    "Zuider",
    "Wester",
    "Midden",
    "Oude ",
    "Nieuwe ",
    "Lange ",
)
_OLDEST, _NEWEST = 1950, 2020
_NET_SHARE = (0.7, 0.9)
_YEAR = 2026
_SEED = 7


@dataclass(frozen=True, slots=True)
class Borders:
    """A square of the national grid that plays an authority."""

    code: str
    name: str


def borders(east_m: float, north_m: float) -> dict[str, Borders]:
    """Give the authorities of a place in RD New, by the word before ``_code``.

    Parameters
    ----------
    east_m, north_m : float
        The place. [m]
    """
    province = _square(east_m, north_m, _PROVINCE_M, columns=3)
    region = _square(east_m, north_m, _REGION_M, columns=5)
    municipality = _square(east_m, north_m, _MUNICIPALITY_M, columns=14)
    where = _wind(east_m, north_m)
    return {
        "municipality": Borders(
            f"GM{9001 + municipality}",
            f"Modelgemeente {municipality + 1} (gegenereerd)",
        ),
        "region": Borders(f"CR{51 + region}", f"Modelregio {region + 1} (gegenereerd)"),
        "province": Borders(f"PV{91 + province}", f"Modelprovincie {where}"),
        "water_board": Borders(f"WS{91 + province}", f"Modelwaterschap {where}"),
    }


def _square(east_m: float, north_m: float, side_m: float, *, columns: int) -> int:
    column = int((east_m - _WEST_M) // side_m)
    return int((north_m - _SOUTH_M) // side_m) * columns + column


def _wind(east_m: float, north_m: float) -> str:
    row = int((north_m - _SOUTH_M) // _PROVINCE_M)
    return _WINDS[row][int((east_m - _WEST_M) // _PROVINCE_M)]


def parks(number: int) -> Iterator[dict[str, Any]]:
    """Draw parks all over the country, as fields of a park with its ``outline``.

    Parameters
    ----------
    number : int
        How many.
    """
    from werklandschap.examples import model_outlines

    for code, outline in model_outlines(parks=number).geometry.items():
        yield _park(str(code), outline)


def _park(code: str, outline: Any) -> dict[str, Any]:
    number = int(code.removeprefix("GEN"))
    rng = np.random.default_rng([_SEED, number])
    name = f"{rng.choice(_SIDES)}{rng.choice(_SORTS)}".capitalize()
    around = borders(outline.centroid.x, outline.centroid.y)
    gross_ha = outline.area / 10_000
    return {
        "code": code,
        "name": f"{name} {number} (gegenereerd)",
        "kind": "B",
        "start_year": int(rng.integers(_OLDEST, _NEWEST)),
        "gross_ha": round(gross_ha, 2),
        "net_ha": round(gross_ha * rng.uniform(*_NET_SHARE), 2),
        "reference_year": _YEAR,
        "source": SOURCE,
        "is_generated": True,
        "outline": outline,
        **{f"{word}_code": each.code for word, each in around.items()},
        **{word: each.name for word, each in around.items()},
    }
