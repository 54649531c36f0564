"""What was fetched when: so that nothing is fetched twice for nothing.

One small JSON file per source and area, in the folder ``fetched`` of the lake.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from werklandschap.sources._declare import Asset
from werklandschap.sources._fetch import Version
from werklandschap.sources._pieces import AnySource, Area, area_key, name_of
from werklandschap.store.lake import Lake, write_json


@dataclass(frozen=True, slots=True)
class Kept:
    """The files that came of one asset; ``files`` has the name and hash of each."""

    asset: Asset
    version: Version
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was fetched of a source for an area, on which day, and what was made of it.

    ``key`` is that of the piece.
    """

    on: date
    key: str
    kept: tuple[Kept, ...]

    def of(self, asset: Asset) -> Kept | None:
        """Look up what came of an asset."""
        return next((kept for kept in self.kept if kept.asset == asset), None)


def recall(source: AnySource, area: Area, lake: Lake) -> Memory | None:
    """Remember what was fetched of a source for an area; None if nothing was."""
    try:
        facts = json.loads(_place(source, area, lake).read_text("utf-8"))
        kept = tuple(
            Kept(
                Asset(**entry["asset"]),
                Version(**entry["version"]),
                tuple((name, digest) for name, digest in entry["files"]),
            )
            for entry in facts["kept"]
        )
        return Memory(date.fromisoformat(facts["on"]), facts["key"], kept)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        # What cannot be remembered is fetched again: no harm done.
        return None


def remember(source: AnySource, area: Area, lake: Lake, memory: Memory) -> None:
    """Write down what was fetched."""
    facts = {
        "on": memory.on.isoformat(),
        "key": memory.key,
        "kept": [asdict(kept) for kept in memory.kept],
    }
    write_json(_place(source, area, lake), facts)


def is_fresh(
    memory: Memory, source: AnySource, assets: Iterable[Asset], lake: Lake, *, on: date
) -> bool:
    """Tell whether the same was fetched so lately that it need not be fetched again."""
    return (
        on - memory.on <= source.refreshed_every
        and [kept.asset for kept in memory.kept] == list(assets)
        and lake.has(name_of(source), memory.key)
    )


def _place(source: AnySource, area: Area, lake: Lake) -> Path:
    return lake.folder / "fetched" / f"{source.name}-{area_key(area)}.json"
