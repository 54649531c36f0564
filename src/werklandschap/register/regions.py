"""The official names and codes of provinces and COROP regions."""

from collections.abc import Mapping

from werklandschap.register.fields import load

_FACTS = load("regions.yml")

REGION_NAMES: Mapping[str, str] = {
    code: facts["name"] for kind in _FACTS.values() for code, facts in kind.items()
}
"""The name of every province (``PV23``) and COROP region (``CR12``) by its code."""

_CODES: Mapping[tuple[str, str], str] = {
    (kind, name.casefold()): code
    for kind, regions in _FACTS.items()
    for code, facts in regions.items()
    for name in (facts["name"], *facts.get("also", ()))
}


def region_code(name: str, *, kind: str) -> str | None:
    """Look up the CBS code of a province or COROP region by its name.

    Parameters
    ----------
    name : str
        The official name, or another one in use; capitals do not matter.
    kind : str
        ``province`` or ``corop``.

    Returns
    -------
    str or None
        The code, such as ``PV23`` or ``CR12``; None for a name that is neither.
    """
    return _CODES.get((kind, name.strip().casefold()))
