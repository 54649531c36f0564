"""Whether an innovation fits a park, by the park's own scan and what people say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.innovations.models import Innovation, text_of
from werklandschap.web.innovations.queries import finding, shipped
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import page

if TYPE_CHECKING:
    from werklandschap.governance.transferability import Fit, Known, Reason


@dataclass(frozen=True, slots=True)
class Line:
    """A reason in words, with the figure behind it."""

    text: Text
    fact: Text
    figure: Any
    is_needed: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """How an innovation fits a park, ready to be shown."""

    innovation: Innovation
    verdict: str
    label: Text
    low: int
    high: int
    pros: list[Line]
    cons: list[Line]
    open: list[Line]


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure behind a reason."""

    value: Any
    low: float | None = None
    high: float | None = None
    unit: str = ""
    word: Text | None = None


def judged(innovation: Innovation, park: Park, answers: Mapping[str, str]) -> Judged:
    """Judge one innovation.

    Parameters
    ----------
    innovation : Innovation
        What.
    park : Park
        Where.
    answers : mapping of str to str
        What people say of facts that no scan knows; others are left out.
    """
    return _judged(innovation, known_of(park, answers))


def asked_of(innovation: Innovation) -> set[str]:
    """List the facts that its conditions ask of people."""
    conditions = shipped.conditions_of(innovation.content)
    return {each.fact for each in conditions} & set(shipped.asked_facts())


def all_for(park: Park, answers: Mapping[str, str]) -> list[Judged]:
    """Judge all innovations for a park, those that fit best first."""
    known = known_of(park, answers)
    found = [_judged(each, known) for each in finding.all_of().values()]
    order = ("fits", "doubtful", "unknown", "unlikely", "cannot")
    return sorted(
        found,
        key=lambda it: (
            order.index(it.verdict),
            -(it.low + it.high),
            it.innovation.code,
        ),
    )


def known_of(park: Park, answers: Mapping[str, str]) -> "dict[str, Known]":
    """Gather what is known of a park: its scan, the register and what people say."""
    from werklandschap.governance.transferability import Known

    known: dict[str, Known] = {}
    if park.size_ha is not None:
        known["size_ha"] = Known(park.size_ha)
    if park.start_year is not None:
        known["start_year"] = Known(float(park.start_year))
    scan = page.scan_for(park)
    for row in scan.figures.exclude(value=None) if scan else ():
        known[row.indicator] = Known(row.value or 0.0, row.low, row.high)
    for name, (_label, options) in shipped.asked_facts().items():
        if answers.get(name) in dict(options):
            known[name] = Known(answers[name])
    return known


def scan_of(park: Park) -> Scan | None:
    """Find the current scan of a park."""
    return page.scan_for(park)


def _judged(innovation: Innovation, known: "Mapping[str, Known]") -> Judged:
    from werklandschap.governance.transferability import fit

    found: Fit = fit(shipped.conditions_of(innovation.content), known)
    return Judged(
        innovation,
        found.verdict.value,
        found.verdict.label,
        round(100 * found.low),
        round(100 * found.high),
        [_line(each) for each in found.pros],
        [_line(each) for each in found.cons],
        [_line(each) for each in found.open],
    )


def _line(reason: "Reason") -> Line:
    name = reason.condition.fact
    asked = shipped.asked_facts().get(name)
    return Line(
        reason.text,
        _label(name),
        _shown(name, reason),
        reason.condition.is_needed,
        asked is not None,
    )


def _label(name: str) -> Text:
    from werklandschap.indicators import INDICATORS

    facts = shipped.vocabulary()["facts"]
    return text_of(facts[name]["label"]) if name in facts else INDICATORS[name].label


def _shown(name: str, reason: "Reason") -> Shown | None:
    from werklandschap.indicators import INDICATORS

    known = reason.known
    if known is None:
        return None
    if isinstance(known.value, str):
        return Shown(
            known.value, word=dict(shipped.asked_facts()[name][1])[known.value]
        )
    unit = (
        str(INDICATORS[name].unit)
        if name in INDICATORS
        else shipped.vocabulary()["facts"][name].get("unit", "")
    )
    return Shown(known.value, known.low, known.high, unit)
