"""Charts of a business case as SVG: bars over years, chances and what a result hangs on."""

from collections.abc import Mapping, Sequence
from html import escape

from werklandschap.report import palette
from werklandschap.report.documents.saying import Say

_WIDTH, _FONT = 1_700, "Libertinus Serif"
_TEXT = 34
_FEWEST_BARS = 6
"""Bars stay narrow where there are few years."""

COLOURS: Mapping[str, str] = {
    "owner": "#1f5a43",
    "entrepreneur": "#6b9482",
    "collective": "#b08a2e",
    "municipality": "#3c6e9f",
    "water_board": "#7fb0d6",
    "grid_operator": "#8b5a8c",
    "employees": "#c9c2b3",
    "surroundings": "#93a85a",
    "state": "#a8553a",
    "insurer": "#6b655c",
}
"""A colour per party, told apart by how light they are too."""


def _svg(height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}">'
        f"{body}</svg>"
    )


def _words(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = _TEXT
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{_FONT}" font-size="{size}" '
        f'text-anchor="{anchor}" fill="{palette.INK}">{escape(words)}</text>'
    )


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str = palette.HAIRLINE
) -> str:
    return (
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{colour}" stroke-width="3" '
        'fill="none"/>'
    )


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{max(width, 0):g}" '
        f'height="{max(height, 0):g}" fill="{colour}"/>'
    )


def stacked_years(
    by_year: Mapping[int, Mapping[str, float]], colours: Mapping[str, str], say: Say
) -> str:
    """Draw amounts per calendar year, one part on the other.

    Parameters
    ----------
    by_year : mapping of int to mapping of str to float
        Amount per year and part; none below zero. [€]
    colours : mapping of str to str
        Per part.
    say : Say
        For the words on the axis.
    """
    height, base, left = 620.0, 540.0, 250.0
    years = list(range(min(by_year), max(by_year) + 1))
    most = max(sum(own.values()) for own in by_year.values()) or 1.0
    step = (_WIDTH - left) / max(len(years), _FEWEST_BARS)
    body = [
        _line(left, base - at * (base - 50), _WIDTH, base - at * (base - 50))
        + _words(
            left - 20, base - at * (base - 50) + 12, say.euros(at * most), anchor="end"
        )
        for at in (0.0, 0.5, 1.0)
    ]
    every = max(1, len(years) // 12)
    for n, year in enumerate(years):
        x, top = left + n * step + step * 0.15, base
        for part, amount in by_year.get(year, {}).items():
            size = amount / most * (base - 50)
            top -= size
            body.append(_bar(x, top, step * 0.7, size, colours[part]))
        if n % every == 0:
            body.append(_words(x + step * 0.35, base + 50, str(year), anchor="middle"))
    return _svg(height, "".join(body))


def ranges(rows: Sequence[tuple[str, float, float, float]], say: Say) -> str:
    """Draw per party what its result lies between, with the middle as a dot.

    Parameters
    ----------
    rows : sequence of (label, low, middle, high)
        In euros.
    say : Say
        For the words on the axis.
    """
    left, step = 430.0, 80.0
    low = min(0.0, *(row[1] for row in rows))
    high = max(0.0, *(row[3] for row in rows))
    span = (high - low) or 1.0

    def at(amount: float) -> float:
        return left + 60 + (amount - low) / span * (_WIDTH - left - 240)

    foot = step * len(rows) + 20
    body = [_line(at(0), 0, at(0), foot, palette.MUTED)]
    body.append(_words(at(0), foot + 40, say.euros(0), anchor="middle"))
    body.extend(
        _words(at(amount), foot + 40, say.euros(amount), anchor="middle")
        for amount in {low, high} - {0.0}
        if abs(at(amount) - at(0)) > 200
    )
    for n, (label, least, middle, most) in enumerate(rows):
        y = step * n + step / 2
        colour = palette.GREEN if middle >= 0 else "#a8553a"
        body.append(_words(left - 20, y + 12, label, anchor="end"))
        body.append(_bar(at(least), y - 9, at(most) - at(least), 18, colour))
        body.append(
            f'<circle cx="{at(middle):g}" cy="{y:g}" r="19" fill="#fff" '
            f'stroke="{colour}" stroke-width="8"/>'
        )
    return _svg(foot + 60, "".join(body))


def tornado(rows: Sequence[tuple[str, float, float]], centre: float, say: Say) -> str:
    """Draw what becomes of a result with each assumption at its low and its high.

    Parameters
    ----------
    rows : sequence of (label, at low, at high)
        In euros, the widest first.
    centre : float
        The result with everything as assumed. [€]
    say : Say
        For the words on the axis.
    """
    left, step = 760.0, 66.0
    ends = [centre, *(end for _, *own in rows for end in own)]
    low, span = min(ends), (max(ends) - min(ends)) or 1.0

    def at(amount: float) -> float:
        return left + 70 + (amount - low) / span * (_WIDTH - left - 200)

    foot = step * len(rows) + 10
    body = []
    for n, (label, at_low, at_high) in enumerate(rows):
        y = step * n + 8
        body.append(_words(left - 20, y + 36, label, anchor="end", size=32))
        for end, colour in ((at_low, palette.SOFT_GREEN), (at_high, palette.GREEN)):
            x1, x2 = sorted((at(centre), at(end)))
            body.append(_bar(x1, y, x2 - x1, step - 18, colour))
    body.append(_line(at(centre), 0, at(centre), foot, palette.INK))
    body.extend(
        _words(at(amount), foot + 42, say.euros(amount), anchor="middle")
        for amount in (low, centre, max(ends))
        if amount == centre or abs(at(amount) - at(centre)) > 220
    )
    return _svg(foot + 60, "".join(body))


def balance(amounts: Sequence[float], first_year: int, say: Say) -> str:
    """Draw what is left of all years so far: when money has come back.

    Parameters
    ----------
    amounts : sequence of float
        Net amount of each year. [€]
    first_year : int
        The calendar year of the first.
    say : Say
        For the words on the axis.
    """
    totals, running = [], 0.0
    for amount in amounts:
        running += amount
        totals.append(running)
    low, high = min(0.0, *totals), max(0.0, *totals)
    span, left, height = (high - low) or 1.0, 280.0, 520.0
    step = (_WIDTH - left - 40) / max(len(totals) - 1, 1)

    def at(amount: float) -> float:
        return 40 + (high - amount) / span * (height - 40)

    points = " ".join(f"{left + n * step:g},{at(t):g}" for n, t in enumerate(totals))
    body = [_line(left, at(0), _WIDTH, at(0), palette.MUTED)]
    body += [
        _words(left - 20, at(amount) + 12, say.euros(amount), anchor="end")
        for amount in {low, high, 0.0}
        if amount == 0 or abs(at(amount) - at(0)) > 50
    ]
    body.append(
        f'<polyline points="{points}" fill="none" stroke="{palette.GREEN}" '
        'stroke-width="8" stroke-linejoin="round"/>'
    )
    body += [
        _words(left + n * step, height + 60, str(first_year + n), anchor="middle")
        for n in range(0, len(totals), 5)
    ]
    return _svg(height + 80, "".join(body))
