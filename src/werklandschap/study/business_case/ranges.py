"""Between what figures lie without and with a plan, as far as the map can tell."""

from collections.abc import Mapping, Sequence

import numpy as np

from werklandschap.indicators import INDICATORS, Indicator
from werklandschap.landscape import FOUND, SIMULATED, Landscape
from werklandschap.landscape.alternatives import ALTERNATIVES
from werklandschap.measures import Step, carry_out
from werklandschap.study.business_case.effects import Compared
from werklandschap.study.what_if import measured

Range = tuple[float, float]

_SIMULATED = frozenset({*SIMULATED, *FOUND})


Figures = Mapping[str, float]


def compared(
    here: tuple[Figures, Figures],
    again: Sequence[tuple[Figures, Figures]],
    landscape: Landscape,
    steps: Sequence[Step],
) -> tuple[Compared, ...]:
    """Put figures without and with a plan side by side, with their ranges.

    Parameters
    ----------
    here : tuple of (mapping, mapping)
        Figures of indicators without and with the plan; those without a value are left
        out.
    again : sequence of such tuples
        The same figures, simulated where the park is otherwise.
    landscape : Landscape
        The park as it is.
    steps : sequence of Step
        The plan.

    Returns
    -------
    tuple of Compared
        With a range where the map alone tells the figure: the plan is carried out on
        every other way that the same park may be. What is simulated has one where it
        was simulated again.
    """
    before, after = here
    there = [n for n, v in before.items() if not (np.isnan(v) or np.isnan(after[n]))]
    found = {name: [(before[name], after[name])] for name in there}
    for name, alternative in ALTERNATIVES.items():
        asked = [n for n in there if _bears_on(INDICATORS[n], name)]
        if asked:
            other = alternative.apply(landscape)
            changed = carry_out(other, steps).landscape
            for each in asked:
                worlds = [measured(INDICATORS[each], w) for w in (other, changed)]
                found[each].append((worlds[0], worlds[1]))
    for was, is_now in again:
        for name in set(there) & set(was):
            if _is_simulated(name):
                found[name].append((was[name], is_now[name]))
    return tuple(
        Compared(
            indicator=name,
            before=before[name],
            after=after[name],
            before_range=_range([pair[0] for pair in found[name]], name),
            after_range=_range([pair[1] for pair in found[name]], name),
        )
        for name in there
    )


def _is_simulated(name: str) -> bool:
    return bool(set(INDICATORS[name].layers) & _SIMULATED)


def _bears_on(indicator: Indicator, alternative: str) -> bool:
    if not indicator.has_interval or _is_simulated(indicator.name):
        return False
    uses = {*indicator.layers, *(["assumptions"] if indicator.has_assumptions else [])}
    return bool(ALTERNATIVES[alternative].touches & uses)


def _range(values: Sequence[float], name: str) -> Range | None:
    known = [value for value in values if not np.isnan(value)]
    if _is_simulated(name) and len(known) < 2:
        return None
    return min(known), max(known)
