"""What a document is made of, whatever it is set in: one model for PDF and Word."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from werklandschap.core.text import Language


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; ``is_remark`` for what is said in small print."""

    text: str
    is_remark: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points; numbered where the order counts."""

    points: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of somebody of the park, and in what part they say them."""

    says: str
    who: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings; the first column is words, ``numbers`` are set to the right.

    ``widths`` are parts of the page; ``is_total`` sets the last row apart; ``holds`` names
    what it tells of all that a voucher asks of the document.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    numbers: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    is_total: bool = False
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, with what it shows for who cannot see it; ``holds`` as of a table."""

    svg: str
    alt: str
    caption: str
    width_mm: float = 170.0
    legend: tuple[tuple[str, str], ...] = ()
    """Colour and label of what is in it."""
    holds: tuple[str, ...] = ()


Block = Heading | Paragraph | Bullets | Quote | Table | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document in one language."""

    title: str
    kicker: str
    line: str
    language: Language
    day: tuple[int, int, int]
    day_written: str
    engine: str
    is_generated: bool
    blocks: Sequence[Block] = field(repr=False)
