"""How large the plots of a park are, and all of them together, and who says so."""

from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries import landscape
from werklandschap.web.scans.models import Scan

_M2_PER_HA = 10_000.0

_FILLED = Text("alle kavels, zoals ingevuld", "all plots, as filled in")
_NET = Text("de netto oppervlakte in het register", "the net area in the register")
_BUILT = Text("alle kavels met een pand erop", "all plots with a building on them")
_GROSS = Text(
    "het hele terrein, ook wegen en groen", "the whole park, also roads and verges"
)


@dataclass(frozen=True, slots=True)
class Area:
    """An area and what it is of."""

    m2: float
    of: Text


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with a building on it."""

    name: str
    area_m2: float


def all_plots(park: Park, *, filled_m2: float = 0.0, scan: Scan | None) -> Area | None:
    """Tell how large all plots of a park are together, by the best that is known.

    Parameters
    ----------
    park : Park
        The park.
    filled_m2 : float
        What people filled in for it; 0 where nobody did. [m²]
    scan : Scan or None
        A scan of it, with the plots on its map.
    """
    if filled_m2:
        return Area(filled_m2, _FILLED)
    if park.net_ha:
        return Area(park.net_ha * _M2_PER_HA, _NET)
    built = [] if scan is None else plots_on(scan)
    if built:
        return Area(sum(plot.area_m2 for plot in built), _BUILT)
    return Area(park.size_ha * _M2_PER_HA, _GROSS) if park.size_ha else None


def known(plan: Plan) -> dict[str, float]:
    """Give what funding asks and a map or register tells: to be corrected by people."""
    plots = all_plots(plan.park, scan=plan.scan)
    found = {"plots_m2": round(plots.m2)} if plots and plots.of is not _GROSS else {}
    return found | ({"zone_ha": plan.park.size_ha} if plan.park.size_ha else {})


def plots_on(scan: Scan) -> list[Plot]:
    """List the plots with a building on the map of a scan, the largest first."""
    from werklandschap.study.plots import built_plots_m2

    found = built_plots_m2(landscape.landscape_of(scan))
    if found is None:
        return []
    return [Plot(str(name), float(area)) for name, area in found.items()]
