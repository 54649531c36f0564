"""The colours of everything that is printed: white, warm grey and deep green.

Text on white has a contrast of at least 4.5, marks of at least 3.
"""

INK = "#2a2723"
MUTED = "#6b655c"
HAIRLINE = "#d8d2c7"
WASH = "#f5f3ee"
GREEN = "#1f5a43"
SOFT_GREEN = "#6b9482"
PALE_GREEN = "#e4ede7"
AMBER = "#f6dfae"
AMBER_INK = "#5c3d00"
CANOPY = "#2f6b3a"
FADED_TREE = "#b9cdb9"
FADED_ROAD = "#f0ede7"
FADED_BUILDING = "#e2ddd5"
FADED_WATER = "#dfeaf2"

FOR_TEMPLATES = {
    "ink": INK,
    "muted": MUTED,
    "hairline": HAIRLINE,
    "wash": WASH,
    "green": GREEN,
    "soft-green": SOFT_GREEN,
    "pale-green": PALE_GREEN,
    "amber": AMBER,
    "amber-ink": AMBER_INK,
}
