"""What was simulated no longer holds when a measure changes what it was made of."""

from werklandschap.landscape import FOUND, SIMULATED, Landscape
from werklandschap.measures._words import Change

_NOT_SIMULATED = frozenset({"fixtures", "wall_layers", "paths", "parcels"})
"""Layers that no simulation looks at."""


def without_stale(change: Change, before: Landscape) -> Landscape:
    """Leave out what was simulated of the landscape before, where it no longer holds."""
    if not change.touched(before) - _NOT_SIMULATED:
        return change.landscape
    layers = (*SIMULATED, *FOUND)
    known = set(before.provenance) & set(layers)
    kept = {k: v for k, v in before.provenance.items() if k not in known}
    return change.landscape.having(
        **dict.fromkeys(layers),
        simulated=frozenset(),
        simulated_without=frozenset(),
        provenance=kept,
    )
