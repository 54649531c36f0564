"""What somebody chooses in a business case: everything but the plan and its effects."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Literal

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions

AimName = Literal["cheapest", "least_public", "least_effort"]

HORIZONS = (30, 40)
"""How many years an appraisal may look ahead."""


@dataclass(eq=False)
class OtherHorizon(WerklandschapError):
    """A number of years that nobody appraises over."""

    code: ClassVar[str] = "business_case.horizon"
    message: ClassVar[Text] = Text(
        nl="Een businesscase kijkt 30 of 40 jaar vooruit, niet {years}.",
        en="A business case looks 30 or 40 years ahead, not {years}.",
    )

    years: int


@dataclass(eq=False)
class NotAShare(WerklandschapError):
    """A part of something that is less than nothing or more than all."""

    code: ClassVar[str] = "business_case.not_a_share"
    message: ClassVar[Text] = Text(
        nl="‘{what}’ is {percent} %. Vul een percentage van 0 tot en met 100 in.",
        en="‘{what}’ is {percent} %. Fill in a percentage from 0 to 100.",
    )

    what: str
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody chooses; the defaults are what is known of nobody.

    ``own`` are parameters with a value of the user's own. ``payers`` and ``keepers`` name
    who pays for a part of the plan and keeps it, by its ``id``, in shares of parties of
    an appraisal. ``owner_occupied_share`` is the part of owners that use their own
    building: what those pay and gain comes to the entrepreneur. ``worker_count``,
    ``woz_eur`` and ``plots_m2`` are of the park; what is None is not known. ``own_eur``
    is what the parties can put in themselves in each year. ``levy_yearly_eur`` is what a
    BIZ would raise, if ``has_support``. ``zone_ha`` and ``environmental_category`` are
    of the zone of a pilot.
    """

    own: tuple[tuple[str, float], ...] = ()
    horizon_years: int = 30
    payers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    keepers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    owner_occupied_share: float = 0.0
    worker_count: float | None = None
    woz_eur: float | None = None
    province: str = ""
    aim: AimName = "cheapest"
    own_eur: float | None = None
    de_minimis_received_eur: float = 0.0
    co_finance_eur: float = 0.0
    loan_years: int = 10
    levy_yearly_eur: float = 0.0
    levy_years: int = 0
    has_support: bool = False
    plots_m2: float = 0.0
    zone_ha: float = 0.0
    environmental_category: int = 0
    is_mixed_at_city_edge: bool = False
    list_class: int = 0
    has_large_connection: bool = False
    has_transport_indication: bool = False
    without_schemes: frozenset[str] = frozenset()
    seed: int = 1

    def assumptions(self, on: date) -> Assumptions:
        """Give the numbers as they hold, with the user's own in front.

        Parameters
        ----------
        on : date
            The day.
        """
        return Assumptions(on=on, own=self.own)

    def with_own(self, **values: float) -> "Choices":
        """Return the choices with other values of parameters, named without a subject.

        Parameters
        ----------
        **values : float
            By name of a parameter of ``appraisal``.
        """
        named = {f"appraisal.{name}": value for name, value in values.items()}
        kept = tuple((n, v) for n, v in self.own if n not in named)
        return replace(self, own=(*kept, *named.items()))

    def check(self) -> None:
        """Make sure that the choices can be calculated with.

        Raises
        ------
        OtherHorizon, NotAShare
            If not.
        """
        if self.horizon_years not in HORIZONS:
            raise OtherHorizon(self.horizon_years)
        if not 0 <= self.owner_occupied_share <= 1:
            raise NotAShare(
                "owner_occupied_share", round(100 * self.owner_occupied_share, 2)
            )
