"""Patterns on top of the colours of ground cover, so that colour is never alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """A drawing that repeats itself, in twentieths of a millimetre."""

    width: int
    height: int
    body: str


def _lines(d: str, colour: str, width: float = 2) -> str:
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def _dots(places: str, colour: str, width: float) -> str:
    return (
        f'<path d="{places}" stroke="{colour}" stroke-width="{width:g}" '
        'stroke-linecap="round"/>'
    )


PATTERNS = {
    "open_paving": Pattern(
        24, 24, _lines("M0 0H24M0 12H24M6 0V12M18 12V24", "#bbb4a8")
    ),
    "semi_paving": Pattern(28, 28, _dots("M7 7h0M21 21h0", "#b8a983", 4)),
    "rail": Pattern(26, 26, _lines("M0 13H26M7 5V21M20 5V21", "#79736a")),
    "yard": Pattern(36, 36, _dots("M9 9h0M27 27h0", "#c3baaa", 3.5)),
    "unpaved": Pattern(32, 32, _dots("M8 8h0M24 24h0M24 8h0", "#c8b580", 3)),
    "sand": Pattern(20, 20, _dots("M5 5h0M15 15h0", "#d6c488", 3)),
    "verge": Pattern(30, 30, _lines("M0 30L30 0", "#aac486")),
    "planting": Pattern(36, 36, _dots("M9 9h0M27 27h0", "#5f9a50", 6)),
    "grassland": Pattern(
        44, 44, _lines("M8 16v-8M12 16v-6M30 38v-8M34 38v-6", "#86b269")
    ),
    "arable": Pattern(24, 24, _lines("M0 12H24", "#bfc578")),
    "orchard": Pattern(40, 40, _dots("M20 20h0", "#6f934a", 12)),
    "forest": Pattern(
        48, 48, _lines("M6 20l7 -13l7 13zM30 44l7 -13l7 13z", "#2f6b3a", 2.4)
    ),
    "shrubs": Pattern(
        40, 40, _lines("M6 16a5 5 0 0 1 10 0M26 36a5 5 0 0 1 10 0", "#3f7a3c", 2.4)
    ),
    "heath": Pattern(36, 36, _lines("M6 14l4 -7l4 7M24 32l4 -7l4 7", "#8d6d98")),
    "reed": Pattern(36, 36, _lines("M8 16V4M14 16V8M26 34V22M32 34V26", "#5c9266")),
    "marsh": Pattern(48, 32, _lines("M4 8h18M28 24h18", "#558f82")),
    "salt_marsh": Pattern(48, 32, _lines("M4 8h18M28 24h18M12 14h8", "#6a9788")),
    "bank": Pattern(28, 28, _lines("M7 0V14M21 14V28", "#74a58b")),
    "dike": Pattern(30, 30, _lines("M0 0L30 30", "#7da159")),
    "water": Pattern(
        72, 40, _lines("M0 12q9 -8 18 0t18 0M36 32q9 -8 18 0t18 0", "#5b96c2", 2.4)
    ),
    "unknown": Pattern(30, 30, _lines("M0 0L30 30M0 30L30 0", "#d3cdc2", 1.6)),
    "unmapped": Pattern(26, 26, _lines("M0 26L26 0", "#c9c1b3")),
}
"""By cover class; a class without one is told by its colour alone."""


def pattern_definition(cover_class: str) -> str:
    """Define the pattern of a class for use as ``url(#class)``; empty without one."""
    pattern = PATTERNS.get(cover_class)
    if pattern is None:
        return ""
    return (
        f'<pattern id="{cover_class}" width="{pattern.width}" '
        f'height="{pattern.height}" patternUnits="userSpaceOnUse">{pattern.body}'
        "</pattern>"
    )
