"""The register of assumptions, and the ten that matter most as sliders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries.outcome import Worth
from werklandschap.web.plans.models import Plan
from werklandschap.web.theme.queries import language

if TYPE_CHECKING:
    from werklandschap.study.business_case.outcome import AssumptionRow

_STEPS = 100
_MARKS: Mapping[str, Text] = {
    "seed": Text("van de opdrachtgever", "from the client"),
    "verified": Text("uit een bron", "from a source"),
    "memory": Text("aanname, bewerkbaar", "assumption, editable"),
    "derived": Text("afgeleid", "derived"),
    "choice": Text("keuze van de methode", "choice of the method"),
    "simulated": Text("doorgerekend, twee keer", "simulated, twice"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slider:
    """An assumption that somebody can move; ``value`` is where it stands."""

    name: str
    label: Text
    unit: str
    low: float
    high: float
    value: float
    published: float
    step: float
    swing_eur: float

    @property
    def is_moved(self) -> bool:
        """Whether it stands elsewhere than published."""
        return abs(self.value - self.published) > self.step / 2

    @property
    def scale(self) -> int:
        """By what a script multiplies it to write it: shares are percentages."""
        return 100 if self.unit == "share" else 1


def sliders_of(worth: Worth, tried: Mapping[str, float]) -> list[Slider]:
    """Give the assumptions that move society's result most, the most first.

    Parameters
    ----------
    worth : Worth
        What the plan is worth.
    tried : mapping of str to float
        Where somebody put them.
    """
    return [
        Slider(
            name=row.parameter,
            label=row.label,
            unit=row.unit,
            low=row.low,
            high=row.high,
            value=tried.get(row.parameter, row.central),
            published=row.central,
            step=(row.high - row.low) / _STEPS,
            swing_eur=abs(row.at_high_eur - row.at_low_eur),
        )
        for row in worth.case.tornado
        if row.low < row.high
    ]


def tornado_of(worth: Worth) -> list[dict[str, Any]]:
    """Draw how far each assumption moves the result on its own."""
    rows = worth.case.tornado
    ends = [end for row in rows for end in (row.at_low_eur, row.at_high_eur)]
    least, most = min(ends, default=0.0), max(ends, default=0.0)
    width = (most - least) or 1.0
    return [
        {
            "row": row,
            "x": f"{100 * (min(row.at_low_eur, row.at_high_eur) - least) / width:.2f}",
            "width": f"{100 * abs(row.at_high_eur - row.at_low_eur) / width:.2f}",
        }
        for row in rows
    ]


def tried_from(told: Mapping[str, str], worth: Worth) -> dict[str, float]:
    """Read where somebody put the sliders; what stands as published is not tried.

    Parameters
    ----------
    told : mapping of str to str
        By name of a parameter; what is no number or no slider is left alone.
    worth : Worth
        With the sliders that there are; a value beyond one's ends becomes that end.
    """
    found: dict[str, float] = {}
    for slider in sliders_of(worth, {}):
        try:
            value = float(told.get(slider.name, ""))
        except ValueError:
            continue
        if value == value:
            kept = min(max(value, slider.low), slider.high)
            if abs(kept - slider.published) > slider.step / 2:
                found[slider.name] = kept
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the register."""

    row: "AssumptionRow"
    mark: Text

    @property
    def symbol(self) -> str:
        """In what it is typed."""
        return Unit(self.row.unit).symbol

    @property
    def has_range(self) -> bool:
        """Whether more than one value is thought possible."""
        return self.row.low < self.row.high


def rows_of(worth: Worth) -> list[Row]:
    """List every number that the outcome hangs on."""
    return [Row(row, _MARKS[row.mark]) for row in worth.case.assumptions]


def versions_of(plan: Plan) -> Sequence[Assumed]:
    """List what was filled in, the newest first."""
    return list(Assumed.objects.filter(plan=plan).select_related("made_by"))


def as_shown(value: float, unit: str) -> str:
    """Write a value as somebody would type it: shares as percentages."""
    shown = f"{100 * value if unit == 'share' else value:.10g}"
    return shown if language() == "en" else shown.replace(".", ",")


def as_typed(told: str, unit: str) -> float | None:
    """Read a value that somebody typed, the Dutch way; None if it is none."""
    from werklandschap.core.money import amount_eur

    value = amount_eur(told.replace("%", ""))
    return value if value is None or unit != "share" else value / 100
