r"""Cloudbursts: where the rain of a heavy shower flows, and where it stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo.grids import Cells, Mask
from werklandschap.simulation._flood_run import Run

_HIGHEST_M = 10_000.0


@dataclass(eq=False)
class UnusableGround(WerklandschapError):
    """Ground over which no water can be made to flow."""

    code: ClassVar[str] = "flooding.unusable_ground"
    message: ClassVar[Text] = Text(
        nl="In de gegevens van de ondergrond ({what}) ontbreken waarden of staan "
        "onmogelijke getallen. Vul gaten eerst.",
        en="The ground ({what}) has missing or impossible values. Fill holes first.",
    )

    what: str


@dataclass(eq=False)
class UnusableRain(WerklandschapError):
    """A shower that cannot be."""

    code: ClassVar[str] = "flooding.unusable_rain"
    message: ClassVar[Text] = Text(
        nl="De bui heeft een onmogelijke hoeveelheid: {depth_mm:g} mm in een stap.",
        en="The shower has an impossible amount: {depth_mm:g} mm in a step.",
    )

    depth_mm: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What rain falls on, per cell; all arrays have one shape.

    ``terrain_m`` is the height of the open ground [m]; ``roughness`` is Manning's n
    [s/m^(1/3)]; on buildings no water stands, and their rain goes to the nearest open
    cell. What the ground and the sewer can take: ``interception_mm`` and ``soil_mm`` once,
    ``infiltration_mm_per_h`` and ``sewer_mm_per_h`` all the time. ``held_depth_m`` keeps
    the depth of cells where it is a number (NaN elsewhere): what flows there is gone.
    Over an open border water leaves freely.
    """

    cell_m: float
    terrain_m: Cells
    roughness: Cells
    is_building: Mask
    interception_mm: Cells
    infiltration_mm_per_h: Cells
    soil_mm: Cells
    sewer_mm_per_h: Cells
    held_depth_m: Cells | None = None
    is_border_open: bool = True

    @classmethod
    def bare(
        cls,
        terrain_m: Cells,
        cell_m: float,
        *,
        roughness: float = 0.03,
        is_border_open: bool = False,
        held_depth_m: Cells | None = None,
    ) -> "Ground":
        """Make ground of which nothing is known but its height: it takes no water.

        Parameters
        ----------
        terrain_m : array of shape (rows, columns)
            Height. [m]
        cell_m : float
            Size of the cells. [m]
        roughness : float
            Manning's n. [s/m^(1/3)]
        is_border_open : bool
            Whether water leaves over the border.
        held_depth_m : array of shape (rows, columns), optional
            Depths that do not change; NaN elsewhere. [m]
        """
        terrain = np.asarray(terrain_m, np.float32)
        none = np.zeros(terrain.shape, np.float32)
        return cls(
            cell_m=cell_m,
            terrain_m=terrain,
            roughness=np.full(terrain.shape, roughness, np.float32),
            is_building=np.zeros(terrain.shape, bool),
            interception_mm=none,
            infiltration_mm_per_h=none,
            soil_mm=none,
            sewer_mm_per_h=none,
            held_depth_m=held_depth_m,
            is_border_open=is_border_open,
        )


@dataclass(frozen=True, slots=True)
class Hyetograph:
    """Rain over time: depth per step of equal length; nothing falls after the last."""

    step_s: float
    depth_mm: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        for depth in self.depth_mm:
            if not 0 <= depth < _HIGHEST_M:
                raise UnusableRain(depth)
        if not 0 < self.step_s < np.inf:
            raise UnusableRain(self.step_s)


DRY = Hyetograph(3600.0)


@dataclass(frozen=True, slots=True, eq=False)
class Inflow:
    """Water from elsewhere: discharges [m³/s] into cells, straight between moments [s]."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    at_s: tuple[float, ...]
    m3_per_s: tuple[float, ...]
    """Of all cells together, which share it equally."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Where all water came from and went, in m³."""

    rain_m3: float
    inflow_m3: float
    intercepted_m3: float
    infiltrated_m3: float
    sewer_m3: float
    outflow_m3: float
    start_m3: float
    stored_m3: float

    @property
    def error_share(self) -> float:
        """What is not accounted for, as part of all water there was."""
        came = self.rain_m3 + self.inflow_m3 + self.start_m3
        went = self.intercepted_m3 + self.infiltrated_m3 + self.sewer_m3
        left = came - went - self.outflow_m3 - self.stored_m3
        return left / came if came > 0 else left


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passed:
    """What passed through faces during a run, per metre, eastward and southward [m²].

    ``x_m2`` of shape (rows, columns + 1) went through the western face of each cell and
    the eastern ones of the last, ``y_m2`` of shape (rows + 1, columns) through the northern
    faces and the southern ones of the last. The cells are those of the calculation, of
    ``cell_m``; ``rain_share`` is the rain that arrived in each, with that of roofs.
    """

    cell_m: float
    x_m2: Cells
    y_m2: Cells
    rain_share: Cells


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flood:
    """What a shower does; arrays have the shape of the ground.

    Depths are 0 on buildings. ``cell_updates`` counts cells times steps, of tiles that
    were wet. ``looks`` are the depths at the moments that were asked for.
    """

    max_depth_m: Cells
    max_speed_m_per_s: Cells
    depth_m: Cells
    balance: Balance
    passed: Passed | None
    steps: int
    cell_updates: int
    looks: tuple[Cells, ...] = ()


def flood(
    ground: Ground,
    rain: Hyetograph = DRY,
    *,
    until_s: float,
    inflows: Sequence[Inflow] = (),
    start_depth_m: Cells | None = None,
    cells_per_side: int = 1,
    theta: float = 0.8,
    courant: float = 0.5,
    follow: bool = False,
    looks_at_s: Sequence[float] = (),
    longest_step_s: float = 5.0,
) -> Flood:
    r"""Let rain fall and water flow over the ground, by the local inertial equations [1]_.

    Parameters
    ----------
    ground : Ground
        The place.
    rain : Hyetograph
        The shower, which begins at 0 s.
    until_s : float
        How long to look. [s]
    inflows : sequence of Inflow
        Water from elsewhere.
    start_depth_m : array of shape (rows, columns), optional
        Water at the start; none if left out. [m]
    cells_per_side : int
        With more than 1, blocks of so many cells squared are calculated as one, with
        tables of what lies within them (see `subgrid`).
    theta : float
        Weight of a face's own flow against those before and behind it, 0–1.
    courant : float
        Step as part of :math:`\Delta x / \sqrt{g h}`; 0.7 is the limit, near which peaks rise that are none.
    follow : bool
        Whether to add up what passes through faces (see `Passed`).
    looks_at_s : sequence of float
        Moments of which the depth is kept, in order. [s]
    longest_step_s : float
        Longest step, and time between two looks at the greatest depth. [s]

    Returns
    -------
    Flood
        Greatest depth and speed, depth at the end, and where all water went.

    Raises
    ------
    UnusableGround
        If a value is missing or absurd.

    Notes
    -----
    Local inertia leaves out advection: slow and gradual flow is right, bores and flow
    faster than its waves are not. Such flow is held at a Froude number of 1. No cell gives
    more than it holds, so that water is neither made nor lost [2]_.

    References
    ----------
    .. [1] De Almeida, G. & P. Bates (2013), Applicability of the local inertial
       approximation of the shallow water equations to flood modeling, Water Resources
       Research 49.
    .. [2] Bates, P., M. Horritt & T. Fewtrell (2010), A simple inertial formulation of
       the shallow water equations, Journal of Hydrology 387.
    """
    _check(ground)
    run = Run(
        ground,
        shed(ground.is_building),
        side=cells_per_side,
        theta=theta,
        courant=courant,
        longest_step_s=longest_step_s,
        follow=follow,
    )
    if start_depth_m is not None:
        run.fill(start_depth_m)
    looks = []
    for at_s in looks_at_s:
        run.advance(rain, inflows, at_s)
        looks.append(run.depth_m())
    run.advance(rain, inflows, until_s)
    return replace(run.result(), looks=tuple(looks))


def shed(is_building: Mask) -> Cells:
    """Let roofs shed their rain on the nearest open cells.

    Parameters
    ----------
    is_building : array of bool of shape (rows, columns)
        Where no rain stays.

    Returns
    -------
    array of shape (rows, columns)
        Rain that arrives as part of the rain that falls on a cell: 0 on buildings, 1 or
        more elsewhere. Its sum is the number of cells, unless nothing is open.
    """
    share = np.where(is_building, 0.0, 1.0).astype(np.float32)
    if not is_building.any() or is_building.all():
        return share
    nearest = ndimage.distance_transform_edt(
        is_building, return_distances=False, return_indices=True
    )
    rows, columns = nearest[0][is_building], nearest[1][is_building]
    np.add.at(share, (rows, columns), np.float32(1.0))
    return share


def _check(ground: Ground) -> None:
    shape = np.shape(ground.terrain_m)
    if len(shape) != 2 or min(shape) < 1 or not 0 < ground.cell_m < _HIGHEST_M:
        raise UnusableGround("cell_m, terrain_m")
    for name in ("terrain_m", "roughness", *_TAKING):
        values = getattr(ground, name)
        smallest = -_HIGHEST_M if name == "terrain_m" else 0.0
        if (
            np.shape(values) != shape
            or not ((values >= smallest) & (values < _HIGHEST_M)).all()
        ):
            raise UnusableGround(name)


_TAKING = ("interception_mm", "infiltration_mm_per_h", "soil_mm", "sewer_mm_per_h")
