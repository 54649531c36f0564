"""What a business case is: costs, gains, chances, shares and money, for people to read.

Everything here is plain: texts, numbers and tuples of them, in euros of the years that
``price_levels`` names.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from werklandschap.appraisal import Line
from werklandschap.core.text import Text
from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.effects import Effects
from werklandschap.study.business_case.money import Funded
from werklandschap.study.business_case.pilot import Pilot
from werklandschap.study.business_case.planned import Planned

Years = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """What one measure costs in one year of the plan, who pays and who keeps it.

    ``saved_eur`` is planned maintenance that falls away by it.
    """

    measure: str
    label: Text
    unit: str
    quantity: float
    year: int
    payers: Mapping[str, float]
    keepers: Mapping[str, float]
    unit_price_eur: float
    invest_eur: float
    saved_eur: float
    upkeep_yearly_eur: float
    lifetime_years: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GainRow:
    """A benefit that counts: its size, its worth and who gains.

    ``size`` is how much there is of the physical ``effect`` once it is there in full,
    ``size_range`` between what that lies, ``value_eur`` its present value by the social rate, ``by_party_eur`` that per party, ``by_year_eur`` as it comes.
    """

    benefit: str
    label: Text
    unit: str
    effect: Text
    size: float
    size_range: tuple[float, float]
    is_simulated: bool
    by_year_eur: Years
    value_eur: float
    by_party_eur: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCountedRow:
    """A benefit that is not in the sum, and why; ``size`` where it has one of its own."""

    benefit: str
    label: Text
    why: Text
    unit: str = ""
    size: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """What the plan means for one party, by its own discount rate.

    ``chance`` is that of being better off at the end, ``chance_by_year`` by the end of
    each year; ``low_eur`` and ``high_eur`` are what nine in ten outcomes lie between.
    ``value_after_tax_eur`` is None for who pays no tax on profit.
    """

    party: str
    label: Text
    is_public: bool
    rate: float
    by_year_eur: Years
    invest_eur: float
    gains_eur: float
    value_eur: float
    low_eur: float
    median_eur: float
    high_eur: float
    chance: float
    chance_by_year: Years
    payback_year: int | None
    value_after_tax_eur: float | None
    without_funding_eur: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Social:
    """The social cost-benefit analysis over some years, at a rate."""

    horizon_years: int
    rate: float
    value_eur: float
    benefits_eur: float
    costs_eur: float
    ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingRow:
    """What a result becomes with one assumption at its low and at its high end.

    ``worth_of_knowing_eur`` is what it is worth to know it before deciding.
    """

    parameter: str
    label: Text
    low: float
    central: float
    high: float
    unit: str
    mark: str
    at_low_eur: float
    at_high_eur: float
    worth_of_knowing_eur: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionRow:
    """An assumption that the result hangs on; ``own`` where the user filled one in."""

    parameter: str
    label: Text
    unit: str
    value: float
    low: float
    high: float
    mark: str
    source: str
    price_level: int | None
    own: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRow:
    """A rule for sharing the cost: what each party pays, gains, and who would leave."""

    rule: str
    label: Text
    pays_eur: Mapping[str, float]
    keeps_eur: Mapping[str, float]
    leavers: tuple[tuple[str, ...], ...]

    @property
    def is_stable(self) -> bool:
        """Whether no group would rather leave."""
        return not self.leavers


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """Ways to share the cost of the plan, and whether any keeps everyone in.

    ``contribution_eur`` is what must come from outside before one does.
    """

    parties: tuple[str, ...]
    cost_eur: float
    benefits_eur: Mapping[str, float]
    rows: tuple[SplitRow, ...]
    exists: bool
    contribution_eur: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BusinessCase:
    """Everything that pages and documents tell of a plan in euros.

    ``spend_by_year`` is what each party invests per calendar year before subsidies.
    ``top_eur`` is the unprofitable top: what those who invest are short of. ``pilot``
    holds the plan against the rules for a pilot.
    ``social_low_eur`` and ``social_high_eur`` hold nine in ten outcomes. ``curve`` is how
    likely society gains at least so much: amounts and chances. ``lines`` is what all of it
    is calculated from, each with who pays and who receives;
    ``draws`` is how often assumptions were drawn.
    """

    planned: Planned
    effects: Effects
    choices: Choices
    first_year: int
    horizon_years: int
    price_levels: tuple[int, ...]
    costs: tuple[CostRow, ...]
    spend_by_year: Mapping[int, Mapping[str, float]]
    gains: tuple[GainRow, ...]
    not_counted: tuple[NotCountedRow, ...]
    left_out: tuple[NotCountedRow, ...]
    parties: tuple[PartyRow, ...]
    social: tuple[Social, ...]
    social_low_eur: float
    social_high_eur: float
    social_chance: float
    curve: tuple[Years, Years]
    public_by_year: Mapping[str, Years]
    damage_by_year_eur: Years | None
    tornado: tuple[SwingRow, ...]
    knowing_all_eur: float
    assumptions: tuple[AssumptionRow, ...]
    top_eur: float
    splits: Splits | None
    funding: Funded
    pilot: Pilot
    lines: tuple[Line, ...]
    draws: int
    seconds: float

    @property
    def invest_eur(self) -> float:
        """What is invested first, beyond planned maintenance, in euros."""
        return sum(row.invest_eur - row.saved_eur for row in self.costs)

    def party(self, name: str) -> PartyRow | None:
        """Find the row of a party; None if it takes no part.

        Parameters
        ----------
        name : str
            Its name.
        """
        return next((row for row in self.parties if row.party == name), None)
