"""Parts of a record as lines of text: one thing a line, its parts with | between."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from werklandschap.web.innovations.models import text_of
from werklandschap.web.innovations.queries import shipped
from werklandschap.web.innovations.words import MARKS
from werklandschap.web.theme.queries import told

WIDE = forms.Textarea(attrs={"rows": 4})
_BAR = "|"

Row = dict[str, Any]


def condition_choices() -> list[tuple[str, str]]:
    """List the conditions that a record can name, each as it is told when it is met."""
    conditions = shipped.vocabulary()["conditions"]
    return [(name, told(text_of(each["met"]))) for name, each in conditions.items()]


class RowsField(forms.CharField):
    """Lines of which each is one thing.

    Parameters
    ----------
    parts : mapping of str to callable
        By name how each part is read; it raises `ValueError` for what it cannot be.
    """

    def __init__(
        self, *, parts: Mapping[str, Callable[[str], Any]], **kwargs: Any
    ) -> None:
        super().__init__(widget=WIDE, required=False, **kwargs)
        self._parts = parts

    def clean(self, value: Any) -> list[Row]:
        """Read every line; the first that cannot be read is told by its number."""
        lines = (super().clean(value) or "").splitlines()
        return [
            self._read(number, line)
            for number, line in enumerate(lines, start=1)
            if line.strip()
        ]

    def _read(self, number: int, line: str) -> Row:
        said = [part.strip() for part in line.split(_BAR)]
        said += [""] * (len(self._parts) - len(said))
        if len(said) != len(self._parts):
            raise ValidationError(
                _("Regel %(number)s heeft meer dan %(most)s delen met | ertussen.")
                % {"number": number, "most": len(self._parts)}
            )
        row: Row = {}
        for (name, read), part in zip(self._parts.items(), said, strict=True):
            try:
                row[name] = read(part)
            except ValueError:
                raise ValidationError(
                    _("Regel %(number)s: ‘%(part)s’ klopt hier niet.")
                    % {"number": number, "part": part[:40]}
                ) from None
        return row


def as_lines(rows: Sequence[Sequence[Any]]) -> str:
    """Write things as lines again; what there is not stays empty."""
    return "\n".join(
        f" {_BAR} ".join("" if part is None else str(part) for part in row).rstrip(" |")
        for row in rows
    )


def words(part: str) -> str:
    """Read words that must be there."""
    if not part:
        raise ValueError(part)
    return part


def number(part: str) -> float | int:
    """Read a number, with a comma or a point."""
    read = float(part.replace(",", "."))
    if read != read or abs(read) > 1e12:  # not a number, or no number of this world
        raise ValueError(part)
    return int(read) if read.is_integer() else read


def year(part: str) -> int | None:
    """Read a year, if it is there."""
    return int(part) if part else None


def name(part: str) -> str:
    """Read a short name: small letters, digits and _."""
    if not part.replace("_", "a").isalnum() or part != part.lower():
        raise ValueError(part)
    return part


def mark(part: str) -> str:
    """Read how sure something is: one of the marks."""
    if part not in MARKS:
        raise ValueError(part)
    return part


def web(part: str) -> str:
    """Read an address on the web, if it is there."""
    if part and not part.startswith(("https://", "http://")):
        raise ValueError(part)
    return part
