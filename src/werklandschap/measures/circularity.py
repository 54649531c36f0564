"""Measures for residual streams."""

from collections.abc import Sequence

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import each_building
from werklandschap.measures._declare import measure
from werklandschap.measures._on_buildings import one_each
from werklandschap.measures._rules import present_use_is_known
from werklandschap.measures._words import Change, Family, Party, Place


@measure(
    label=Text("Gezamenlijke afvalinzameling", "Shared waste collection"),
    family=Family.CIRCULARITY,
    unit=Unit.COUNT,
    consent=(Party.TENANT, Party.COLLECTIVE),
    pool=each_building,
    rules=(present_use_is_known,),
    is_reversible=True,
    not_measured=Text(
        "Reststromen en ritten meet nog geen indicator.",
        "Residual streams and trips are not measured by an indicator yet.",
    ),
)
def shared_waste(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Let firms have their waste collected together."""
    return one_each(landscape, places, name="shared_waste")
