"""How a plan is paid: from its works to cases, the sources that answer, and the mix."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from werklandschap.appraisal import Transfer
from werklandschap.funding import (
    SCHEMES,
    Applicant,
    Case,
    Form,
    Grant,
    Kind,
    Level,
    Scheme,
)
from werklandschap.funding.mix import (
    Aim,
    Block,
    Demand,
    Mix,
    Source,
    blocks,
    mix,
)
from werklandschap.funding.sources import offer
from werklandschap.measures import Family
from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.effects import Effects
from werklandschap.study.business_case.planned import Planned, PlannedPart
from werklandschap.study.business_case.propose import payers_of

Floats = NDArray[np.float64]

_CENT = 0.005
_LEAST_EUR = 1.0

_KIND_OF: Mapping[Family, Kind] = {
    Family.ROOFS: Kind.GREEN_ROOF,
    Family.FACADES: Kind.GREEN_ROOF,
    Family.SOIL: Kind.GREENING,
    Family.WATER: Kind.WATER_STORAGE,
    Family.TREES: Kind.GREENING,
    Family.NATURE: Kind.GREENING,
    Family.COMFORT: Kind.PUBLIC_SPACE,
    Family.ENERGY: Kind.ENERGY_SAVING,
    Family.MOBILITY: Kind.PUBLIC_SPACE,
    Family.SPACE: Kind.REDEVELOPMENT,
    Family.CIRCULARITY: Kind.REDEVELOPMENT,
}
_KIND_OTHERWISE: Mapping[str, Kind] = {
    "solar_roof": Kind.SOLAR,
    "cool_roof": Kind.ENERGY_SAVING,
    "disconnecting": Kind.DISCONNECTION,
    "depaving": Kind.DISCONNECTION,
    "permeable_paving": Kind.DISCONNECTION,
    "solar_carport": Kind.SOLAR,
    "heat_pump": Kind.HEATING,
    "ground_energy": Kind.HEATING,
    "heat_network": Kind.HEATING,
}
_APPLICANT_OF: Mapping[str, Applicant] = {
    "owner": Applicant.OWNER,
    "entrepreneur": Applicant.FIRM,
    "collective": Applicant.COLLECTIVE,
    "municipality": Applicant.MUNICIPALITY,
    "water_board": Applicant.MUNICIPALITY,
    "grid_operator": Applicant.FIRM,
}
CAN_INVEST = frozenset(_APPLICANT_OF)
"""Who can pay for a part of a plan."""

_PAYER_OF: Mapping[Level, str] = {
    Level.PROGRAMME: "state",
    Level.STATE: "state",
    Level.PROVINCE: "state",
    Level.MUNICIPALITY: "municipality",
    Level.WATER_BOARD: "water_board",
    Level.PARK: "entrepreneur",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Funded:
    """How a plan is paid, and why not otherwise.

    ``sources`` and the rows of ``mix.by_source_eur`` go together; years count from the
    first work. ``receivers`` (parties, shares) is who gets the money of each source.
    """

    sources: tuple[Source, ...]
    mix: Mix
    demand: Demand
    blocks: tuple[Block, ...]
    refused: Mapping[str, Grant]
    not_known: Mapping[str, Grant]
    receivers: Mapping[str, Mapping[str, float]]

    @property
    def used(self) -> tuple[int, ...]:
        """Which sources pay for something, the largest first."""
        total = self.mix.by_source_eur.sum(axis=1)
        order = np.argsort(-total, kind="stable")
        return tuple(int(s) for s in order if total[s] > _LEAST_EUR)


def kind_of(part: PlannedPart) -> Kind:
    """Tell as what schemes know a measure.

    Parameters
    ----------
    part : PlannedPart
        The part of a plan.
    """
    return _KIND_OTHERWISE.get(part.measure, _KIND_OF[part.kind.family])


def funded(
    planned: Planned,
    effects: Effects,
    choices: Choices,
    *,
    income_eur: Floats,
    top_eur: float,
) -> Funded:
    """Find the best set of sources for a plan.

    Parameters
    ----------
    planned : Planned
        The plan.
    effects : Effects
        With what is stored and disconnected.
    choices : Choices
        What was chosen.
    income_eur : array of shape (years,)
        What the plan brings in for those who pay debts, from the first work on. [€]
    top_eur : float
        What the plan is short of paying for itself. [€]

    Raises
    ------
    NothingToPay
        If the plan spends nothing.
    """
    years = _years(planned, choices)
    demand = _demand(planned, choices, years, income_eur)
    sources: list[Source] = []
    refused: dict[str, Grant] = {}
    not_known: dict[str, Grant] = {}
    receivers: dict[str, Mapping[str, float]] = {}
    for scheme in SCHEMES.values():
        if scheme.name in choices.without_schemes:
            continue
        cases = list(_cases(scheme, planned, effects, choices, top_eur))
        found = offer(
            cases or [_empty_case(planned, scheme)],
            first_year=planned.first_year,
            years=years,
            names=[scheme.name],
        )
        sources += found.sources
        refused |= found.refused
        not_known |= found.not_known
        receivers[scheme.name] = _receivers(scheme, planned, choices)
    aim = Aim(choices.aim)
    return Funded(
        sources=tuple(sources),
        mix=mix(sources, demand, aim=aim),
        demand=demand,
        blocks=tuple(blocks(sources, demand, aim=aim)),
        refused=refused,
        not_known=not_known,
        receivers=receivers,
    )


def _years(planned: Planned, choices: Choices) -> int:
    """Look so far ahead that every loan has been paid back."""
    span = planned.last_year - planned.first_year + 1
    return min(span + choices.loan_years, choices.horizon_years)


def _demand(
    planned: Planned, choices: Choices, years: int, income_eur: Floats
) -> Demand:
    spend = np.zeros(years)
    for part in planned.parts:
        spend[part.year - planned.first_year] += part.invest_eur
    own = spend if choices.own_eur is None else np.full(years, choices.own_eur)
    limits = choices.assumptions(planned.on)
    return Demand(
        spend_eur=spend,
        own_most_eur=own,
        income_eur=np.maximum(income_eur[:years], 0.0),
        de_minimis_eur=limits["funding.de_minimis_eur"],
        de_minimis_received_eur=choices.de_minimis_received_eur,
        rate=limits["appraisal.discount_share"],
    )


def _costs(
    scheme: Scheme, planned: Planned, choices: Choices
) -> dict[Applicant, dict[Kind, float]]:
    """Add up what each applicant spends on each kind of work that a scheme pays for."""
    found: dict[Applicant, dict[Kind, float]] = {}
    for part in planned.parts:
        kind = kind_of(part)
        if kind not in scheme.works:
            continue
        for party, share in payers_of(part, choices).items():
            own = found.setdefault(_APPLICANT_OF[party], {})
            own[kind] = own.get(kind, 0.0) + share * part.invest_eur
    return found


def _cases(
    scheme: Scheme,
    planned: Planned,
    effects: Effects,
    choices: Choices,
    top_eur: float,
) -> Iterator[Case]:
    """Ask for money in the name of everyone who spends on what a scheme pays for."""
    spent = sum(part.invest_eur for part in planned.parts)
    for applicant, costs in _costs(scheme, planned, choices).items():
        total = sum(costs.values())
        part = total / spent if spent > 0 else 0.0
        yield Case(
            applied_on=planned.on,
            applicant=applicant,
            works=frozenset(costs),
            eligible_costs_eur=Decimal(str(round(total, 2))),
            province=choices.province,
            de_minimis_received_eur=Decimal(str(choices.de_minimis_received_eur)),
            co_finance_eur=Decimal(str(choices.co_finance_eur)),
            unprofitable_top_eur=Decimal(str(round(top_eur, 2))),
            zone_ha=choices.zone_ha,
            environmental_category=choices.environmental_category,
            is_mixed_at_city_edge=choices.is_mixed_at_city_edge,
            list_class=choices.list_class,
            has_large_connection=choices.has_large_connection,
            has_transport_indication=choices.has_transport_indication,
            yearly_kwh=_full(effects, "solar_own_use_kwh", "solar_fed_in_kwh"),
            solar_kwp=_kwp(planned),
            disconnected_m2=part * _full(effects, "disconnected_m2"),
            storage_m3=part * _full(effects, "water_storage_m3"),
            woz_eur=Decimal(str(choices.woz_eur or 0)),
            plots_m2=choices.plots_m2,
            levy_yearly_eur=Decimal(str(choices.levy_yearly_eur)),
            levy_years=choices.levy_years,
            has_support=choices.has_support,
            loan_years=choices.loan_years,
            contract_years=choices.loan_years,
        )


def _full(effects: Effects, *names: str) -> float:
    found = (effects.found[name].full for name in names if name in effects.found)
    return max(sum(found), 0.0)


def _kwp(planned: Planned) -> float:
    own = (part for part in planned.parts if part.measure == "solar_roof")
    return sum(part.quantity for part in own)


def _empty_case(planned: Planned, scheme: Scheme) -> Case:
    """Ask for nothing, so that a scheme can say why that gets nothing."""
    return Case(
        applied_on=planned.on,
        applicant=min(scheme.applicants),
        works=frozenset(),
        eligible_costs_eur=Decimal(0),
    )


def _receivers(
    scheme: Scheme, planned: Planned, choices: Choices
) -> Mapping[str, float]:
    """Share money of a scheme among those who may ask for it, by what they spend."""
    spent: dict[str, float] = {}
    for part in planned.parts:
        if kind_of(part) in scheme.works:
            for party, share in payers_of(part, choices).items():
                if _APPLICANT_OF[party] in scheme.applicants:
                    spent[party] = spent.get(party, 0.0) + share * part.invest_eur
    total = sum(spent.values())
    return {party: each / total for party, each in spent.items()} if total else {}


def transfers_of(found: Funded) -> Iterator[Transfer]:
    """Write subsidies, tax relief and levies down as money between parties.

    Parameters
    ----------
    found : Funded
        The mix. Loans are no gift: they stand in the cash flow, not among transfers.
    """
    for s in found.used:
        source = found.sources[s]
        scheme = SCHEMES[source.name]
        payer = _PAYER_OF.get(scheme.level)
        receivers = dict(found.receivers.get(source.name, {}))
        if payer is None or source.loan_years or scheme.form is Form.LOAN:
            continue
        by_year = found.mix.by_source_eur[s]
        paid = {int(y): float(by_year[y]) for y in np.flatnonzero(by_year > _CENT)}
        if receivers and paid:
            yield Transfer(
                what=source.name,
                label=source.label,
                by_year_eur=paid,
                payers={payer: 1.0},
                receivers=receivers,
            )
