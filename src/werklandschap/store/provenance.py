"""Where the rows of a table or the cells of a grid come from."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from werklandschap.core.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The origin of one piece of a table or grid.

    ``published`` is the day to which the data refers as its publisher dates it;
    missing when the files do not say. ``extent_wkt`` is the area that was asked for
    and answered, in RD New: inside it, what is not in the table is not there.
    """

    source: str
    title: Text
    publisher: str
    licence: str
    landing_page: str
    published: date | None
    refreshed_every_days: int
    resolution_m: float
    extent_wkt: str
    files: tuple[str, ...]
    sha256: tuple[str, ...]
    repairs: tuple[tuple[str, int], ...] = ()
    is_generated: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the facts as plain JSON."""
        facts = asdict(self)
        facts["published"] = self.published and self.published.isoformat()
        facts["repairs"] = dict(self.repairs)
        return facts

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Provenance":
        """Read the facts back."""
        known = {field.name for field in fields(cls)}
        told = {name: value for name, value in facts.items() if name in known}
        published = told["published"]
        return cls(
            **told
            | {
                "title": Text(**told["title"]),
                "published": published and date.fromisoformat(published),
                "files": tuple(told["files"]),
                "sha256": tuple(told["sha256"]),
                "repairs": tuple(sorted(told["repairs"].items())),
            }
        )
