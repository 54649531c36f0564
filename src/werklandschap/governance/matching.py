"""Whom to ask: at most three partners that cover what is needed, exactly solved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from werklandschap.core.text import Text
from werklandschap.governance.expertise import expertise_labels
from werklandschap.parameters import parameter

COVERAGE, OVERLAP, LOAD, TURN, ELSEWHERE, EACH = 1000.0, 10.0, 4.0, 4.0, 2.0, 1.0
"""Coverage goes before everything; then little overlap, then a fair load, then turns.

Each criterion below coverage runs from 0 to 1 per partner, so all of them together never
outweigh a tenth of one need.
"""

_DAYS_OF_REST = 90.0
"""Who was asked in a region so long ago has its full turn again. [day]"""

_NEAR = 1e-4
"""Breaks ties, by the order in which candidates are given."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A partner who might be asked.

    Parameters
    ----------
    key, name : str
        Who it is.
    offers : mapping of str to str
        Certainty (high, medium, low) by expertise.
    open_count : int
        How many questions it has now.
    last_asked_on : date, optional
        When it was last asked in this region.
    is_near : bool
        Whether it works in this region.
    conflict : Text, optional
        Why it must not be asked: an interest in this park, or absence.
    """

    key: str
    name: str
    offers: Mapping[str, str]
    open_count: int = 0
    last_asked_on: date | None = None
    is_near: bool = True
    conflict: Text | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A partner that is proposed, and why."""

    candidate: Candidate
    covers: tuple[str, ...]
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom to ask, what nobody covers, and who was left out with the reason."""

    chosen: tuple[Chosen, ...] = ()
    uncovered: tuple[str, ...] = ()
    left_out: tuple[tuple[Candidate, Text], ...] = ()
    score: float = field(default=0.0, compare=False)


def propose(
    needs: Sequence[str], candidates: Sequence[Candidate], *, on: date
) -> Proposal:
    """Choose at most three partners for what a question needs; the regisseur decides.

    A set-cover model as a mixed-integer programme: whether each partner is asked, and by
    whom each need is covered.

    Parameters
    ----------
    needs : sequence of str
        Steps and fields of the expertise matrix.
    candidates : sequence of Candidate
        Who might be asked.
    on : date
        The day of asking.
    """
    able = [each for each in candidates if each.conflict is None]
    useful = [each for each in able if set(needs) & set(each.offers)]
    out = tuple((each, each.conflict) for each in candidates if each.conflict)
    if not needs or not useful:
        return Proposal(uncovered=tuple(needs), left_out=out)
    picked, score = _solved(needs, useful, on)
    covered = {need for each in picked for need in needs if need in each.offers}
    return Proposal(
        chosen=tuple(_told(each, picked, needs, useful, on) for each in picked),
        uncovered=tuple(need for need in needs if need not in covered),
        left_out=out,
        score=score,
    )


def certainty(level: str, on: date) -> float:
    """Give the weight of an offer by how certain the matrix is about it.

    Parameters
    ----------
    level : str
        high, medium or low.
    on : date
        The day on which it counts.
    """
    if level == "high":
        return 1.0
    return parameter(f"desk.certainty_{level}_share", on=on).value


def burden(each: Candidate, candidates: Sequence[Candidate], on: date) -> float:
    """Give what speaks against asking somebody, whatever they know.

    Parameters
    ----------
    each : Candidate
        Who.
    candidates : sequence of Candidate
        All who might be asked; the load is relative to the highest among them.
    on : date
        The day of asking.
    """
    highest = max((other.open_count for other in candidates), default=0) or 1
    away = 0.0 if each.is_near else 1.0
    return (
        EACH
        + LOAD * each.open_count / highest
        + TURN * _freshness(each, on)
        + ELSEWHERE * away
    )


def _freshness(each: Candidate, on: date) -> float:
    if each.last_asked_on is None:
        return 0.0
    return max(0.0, 1.0 - (on - each.last_asked_on).days / _DAYS_OF_REST)


def _solved(
    needs: Sequence[str], candidates: Sequence[Candidate], on: date
) -> tuple[list[Candidate], float]:
    """Solve: x asks a partner, y covers a need by one, o counts who covers it as well."""
    partners, wanted = len(candidates), len(needs)
    covers = [
        (need, who)
        for need in range(wanted)
        for who in range(partners)
        if needs[need] in candidates[who].offers
    ]
    width = partners + len(covers) + wanted
    gain = np.zeros(width)
    for who, each in enumerate(candidates):
        gain[who] = -burden(each, candidates, on) - _NEAR * who
    for at, (need, who) in enumerate(covers):
        level = candidates[who].offers[needs[need]]
        gain[partners + at] = COVERAGE * certainty(level, on)
    gain[partners + len(covers) :] = -OVERLAP
    found = milp(
        -gain,
        constraints=_constraints(covers, partners, wanted, on),
        integrality=np.r_[np.ones(partners + len(covers)), np.zeros(wanted)],
        bounds=Bounds(
            0, np.r_[np.ones(partners + len(covers)), np.full(wanted, np.inf)]
        ),
    )
    assert found.x is not None  # asking nobody is always allowed
    asked = [each for each, x in zip(candidates, found.x, strict=False) if x > 0.5]
    return asked, float(gain @ found.x)


def _constraints(
    covers: Sequence[tuple[int, int]], partners: int, wanted: int, on: date
) -> LinearConstraint:
    most = parameter("desk.partners_count", on=on).value
    width, rows = partners + len(covers) + wanted, 1 + len(covers) + 2 * wanted
    matrix, upper = lil_matrix((rows, width)), np.zeros(rows)
    matrix[0, :partners], upper[0] = 1, most
    for at, (need, who) in enumerate(covers):
        row = 1 + at
        matrix[row, partners + at], matrix[row, who] = 1, -1  # covered by who is asked
        once = 1 + len(covers) + need
        matrix[once, partners + at], upper[once] = 1, 1  # each need once
        twice = once + wanted
        matrix[twice, who], upper[twice] = 1, 1  # and who covers it besides
        matrix[twice, partners + len(covers) + need] = -1
    return LinearConstraint(matrix.tocsr(), -np.inf, upper)


def _told(
    each: Candidate,
    picked: Sequence[Candidate],
    needs: Sequence[str],
    candidates: Sequence[Candidate],
    on: date,
) -> Chosen:
    covers = tuple(need for need in needs if need in each.offers)
    reasons = (*_expertise(each, covers, picked), *_fairness(each, candidates, on))
    return Chosen(each, covers, reasons)


_CERTAIN: Mapping[str, Text] = {
    "high": Text("zeker", "certain"),
    "medium": Text("redelijk zeker", "fairly certain"),
    "low": Text("onzeker", "uncertain"),
}


def _expertise(
    each: Candidate, covers: Sequence[str], picked: Sequence[Candidate]
) -> Iterator[Text]:
    labels = expertise_labels()
    for need in covers:
        sure = _CERTAIN[each.offers[need]]
        is_alone = not any(
            need in other.offers for other in picked if other is not each
        )
        nl, en = (" als enige", ", as the only one") if is_alone else ("", "")
        label = labels.get(need, Text(need, need))
        yield Text(
            f"Kan {label.nl} ({sure.nl}){nl}.", f"Offers {label.en} ({sure.en}){en}."
        )


def _fairness(
    each: Candidate, candidates: Sequence[Candidate], on: date
) -> Iterator[Text]:
    count = each.open_count
    if count == min(other.open_count for other in candidates):
        yield Text(
            f"Heeft nu {count} vragen open, het minst van allen.",
            f"Has {count} open questions now, the fewest of all.",
        )
    else:
        yield Text(f"Heeft nu {count} vragen open.", f"Has {count} open questions now.")
    if each.last_asked_on is None:
        yield Text(
            "Is in deze regio nog niet gevraagd.", "Was not asked in this region yet."
        )
    else:
        days = (on - each.last_asked_on).days
        yield Text(
            f"Is in deze regio {days} dagen geleden gevraagd.",
            f"Was asked in this region {days} days ago.",
        )
    if not each.is_near:
        yield Text("Werkt niet vast in deze regio.", "Has no base in this region.")
