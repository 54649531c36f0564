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


def compared(
    before: Mapping[str, float],
    after: Mapping[str, float],
    landscape: Landscape,
    steps: Sequence[Step],
) -> tuple[Compared, ...]:
    """Put figures without and with a plan side by side, with their ranges.

    Parameters
    ----------
    before, after : mapping of str to float
        Figures of indicators; those without a value are left out.
    landscape : Landscape
        The park as it is.
    steps : sequence of Step
        The plan.

    Returns
    -------
    tuple of Compared
        With a range where the map alone tells the figure: the plan is carried out on
        every other way that the same park may be. What is simulated has none.
    """
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


def _bears_on(indicator: Indicator, alternative: str) -> bool:
    if not indicator.has_interval or set(indicator.layers) & _SIMULATED:
        return False
    uses = {*indicator.layers, *(["assumptions"] if indicator.has_assumptions else [])}
    return bool(ALTERNATIVES[alternative].touches & uses)


def _range(values: Sequence[float], name: str) -> Range | None:
    if set(INDICATORS[name].layers) & _SIMULATED:
        return None
    known = [value for value in values if not np.isnan(value)]
    return min(known), max(known)
