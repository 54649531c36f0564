"""What schemes are told in: levels, forms, works, cases and grants."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from werklandschap.core.text import Text

NOTHING = Decimal(0)


class Level(StrEnum):
    """Who stands behind a scheme."""

    PROGRAMME = "programme"
    STATE = "state"
    PROVINCE = "province"
    MUNICIPALITY = "municipality"
    WATER_BOARD = "water_board"
    PARK = "park"
    MARKET = "market"

    @property
    def label(self) -> Text:
        """The level for people."""
        return _LEVELS[self]

    @property
    def is_public(self) -> bool:
        """Whether it is public money."""
        return self not in {Level.PARK, Level.MARKET}


_LEVELS = {
    Level.PROGRAMME: Text("programma", "programme"),
    Level.STATE: Text("rijk", "state"),
    Level.PROVINCE: Text("provincie", "province"),
    Level.MUNICIPALITY: Text("gemeente", "municipality"),
    Level.WATER_BOARD: Text("waterschap", "water board"),
    Level.PARK: Text("bedrijventerrein", "business park"),
    Level.MARKET: Text("markt", "market"),
}


class Form(StrEnum):
    """How the money comes."""

    SUBSIDY = "subsidy"
    TAX = "tax"
    LEVY = "levy"
    LOAN = "loan"
    SAVINGS = "savings"

    @property
    def label(self) -> Text:
        """The form for people."""
        return _FORMS[self]

    @property
    def is_paid_back(self) -> bool:
        """Whether what comes must be paid back."""
        return self in {Form.LOAN, Form.SAVINGS}


_FORMS = {
    Form.SUBSIDY: Text("subsidie", "subsidy"),
    Form.TAX: Text("belastingvoordeel", "tax relief"),
    Form.LEVY: Text("heffing of bijdrage", "levy or contribution"),
    Form.LOAN: Text("lening", "loan"),
    Form.SAVINGS: Text("betaald uit besparing", "paid out of savings"),
}


class Applicant(StrEnum):
    """Who asks."""

    FIRM = "firm"
    OWNER = "owner"
    COLLECTIVE = "collective"
    MUNICIPALITY = "municipality"
    PROVINCE = "province"

    @property
    def label(self) -> Text:
        """The applicant for people."""
        return _APPLICANTS[self]


_APPLICANTS = {
    Applicant.FIRM: Text("onderneming", "firm"),
    Applicant.OWNER: Text("eigenaar", "owner"),
    Applicant.COLLECTIVE: Text(
        "vereniging of parkmanagement", "association of the park"
    ),
    Applicant.MUNICIPALITY: Text("gemeente", "municipality"),
    Applicant.PROVINCE: Text("provincie", "province"),
}


class Kind(StrEnum):
    """What is paid for."""

    GREEN_VISION = "green_vision"
    FINANCING_PLAN = "financing_plan"
    GUIDANCE = "guidance"
    GREENING = "greening"
    GREEN_ROOF = "green_roof"
    WATER_STORAGE = "water_storage"
    DISCONNECTION = "disconnection"
    ENERGY_SAVING = "energy_saving"
    HEATING = "heating"
    SOLAR = "solar"
    REDEVELOPMENT = "redevelopment"
    PUBLIC_SPACE = "public_space"

    @property
    def label(self) -> Text:
        """The kind of work for people."""
        return _KINDS[self]


_KINDS = {
    Kind.GREEN_VISION: Text("groenvisie", "green vision"),
    Kind.FINANCING_PLAN: Text("financieringsplan", "financing plan"),
    Kind.GUIDANCE: Text("begeleiding", "guidance"),
    Kind.GREENING: Text("vergroening", "greening"),
    Kind.GREEN_ROOF: Text("groen dak of groene gevel", "green roof or wall"),
    Kind.WATER_STORAGE: Text("waterberging", "water storage"),
    Kind.DISCONNECTION: Text("afkoppelen", "disconnecting from the sewer"),
    Kind.ENERGY_SAVING: Text("energiebesparing", "energy saving"),
    Kind.HEATING: Text("duurzame warmte", "renewable heat"),
    Kind.SOLAR: Text("zonnestroom", "solar power"),
    Kind.REDEVELOPMENT: Text("herontwikkeling", "redevelopment"),
    Kind.PUBLIC_SPACE: Text("openbare ruimte", "public space"),
}

PHYSICAL = frozenset(Kind) - {Kind.GREEN_VISION, Kind.FINANCING_PLAN, Kind.GUIDANCE}


class Order(StrEnum):
    """What must come first."""

    APPLY_FIRST = "apply_first"
    REPORT_AFTER = "report_after"
    FREE = "free"

    @property
    def label(self) -> Text:
        """The order for people."""
        return _ORDERS[self]


_ORDERS = {
    Order.APPLY_FIRST: Text(
        "eerst aanvragen, dan pas opdracht geven", "apply before you commit"
    ),
    Order.REPORT_AFTER: Text(
        "binnen drie maanden na de opdracht melden",
        "report within three months of order",
    ),
    Order.FREE: Text("de volgorde is vrij", "the order is free"),
}


class Effort(StrEnum):
    """How much work an application is: our own estimate."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"

    @property
    def label(self) -> Text:
        """The effort for people."""
        return _EFFORTS[self]

    @property
    def points(self) -> int:
        """The effort as a number to add up."""
        return {"low": 1, "middle": 3, "high": 9}[self]


_EFFORTS = {
    Effort.LOW: Text("weinig werk", "little work"),
    Effort.MIDDLE: Text("enig werk", "some work"),
    Effort.HIGH: Text("veel werk", "much work"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a scheme may want to know of an application; zero is what there is none of.

    ``with_schemes`` are schemes that pay for the same costs.
    """

    applied_on: date
    applicant: Applicant
    works: frozenset[Kind]
    eligible_costs_eur: Decimal
    committed_on: date | None = None
    province: str = ""
    with_schemes: frozenset[str] = frozenset()
    de_minimis_received_eur: Decimal = NOTHING
    co_finance_eur: Decimal = NOTHING
    unprofitable_top_eur: Decimal = NOTHING
    zone_ha: float = 0.0
    environmental_category: int = 0
    is_mixed_at_city_edge: bool = False
    list_class: int = 0
    listed_amount_eur: Decimal | None = None
    base_price_eur_per_kwh: Decimal | None = None
    yearly_kwh: float = 0.0
    solar_kwp: float = 0.0
    has_large_connection: bool = False
    has_transport_indication: bool = False
    has_feasibility_study: bool = False
    disconnected_m2: float = 0.0
    storage_m3: float = 0.0
    woz_eur: Decimal = NOTHING
    plots_m2: float = 0.0
    levy_yearly_eur: Decimal = NOTHING
    levy_years: int = 0
    has_support: bool = False
    yearly_savings_eur: Decimal = NOTHING
    contract_years: int = 0
    loan_years: int = 0


@dataclass(frozen=True, slots=True)
class Grant:
    """What a scheme gives and why; an amount that nobody knows yet is None.

    ``years`` is over how many years it comes, or is paid back.
    """

    amount_eur: Decimal | None
    reasons: tuple[Text, ...]
    years: int = 1


def refused(nl: str, en: str) -> Grant:
    """Give nothing, and say why.

    Parameters
    ----------
    nl, en : str
        The reason.
    """
    return Grant(NOTHING, (Text(nl, en),))


def unknown(nl: str, en: str) -> Grant:
    """Leave open what is given, and say why.

    Parameters
    ----------
    nl, en : str
        The reason.
    """
    return Grant(None, (Text(nl, en),))
