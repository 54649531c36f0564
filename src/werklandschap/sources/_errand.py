"""One round along the services: what is fetched, what is reused, what is made of it."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from werklandschap.core.errors import WerklandschapError
from werklandschap.sources._declare import Asset, Source
from werklandschap.sources._documents import documents
from werklandschap.sources._fetch import UNKNOWN, Client
from werklandschap.sources._memory import Kept, Memory, is_fresh, recall, remember
from werklandschap.sources._pieces import (
    AnySource,
    Area,
    Collected,
    Told,
    covers,
    is_misplaced,
    narrowed,
    nothing_there,
    pieces_of,
    present,
    put_piece,
    read_piece,
)
from werklandschap.sources._protocols import LIVE, Fetched, fetch
from werklandschap.sources.errors import (
    CannotRead,
    NoAnswer,
    ServiceUnavailable,
    UnexpectedAnswer,
)
from werklandschap.store.lake import Lake, hash_of

Answers = Sequence[tuple[Asset, Fetched]]


class Errand:
    """Collects sources for one area on one day.

    Parameters
    ----------
    area : Polygon or MultiPolygon
        The area that is asked for, in RD New. [m]
    lake : Lake
        Where it goes.
    client : Client
        Who asks.
    folder : Path
        Where to work; removed afterwards by whoever made it.
    on : date
        The day.
    """

    def __init__(
        self, area: Area, lake: Lake, client: Client, folder: Path, on: date
    ) -> None:
        self._area, self._lake, self._client = area, lake, client
        self._folder, self._on = folder, on
        self._fetched: list[tuple[Asset, Fetched | WerklandschapError]] = []

    def run(self, source: AnySource) -> list[Collected]:
        """Collect one source; nothing if it is nowhere to be had.

        Raises
        ------
        ServiceUnavailable
            If its service does not answer, refuses or gives less than it promised.
        UnexpectedAnswer
            If the source is not found in what the service gives.
        CannotRead
            If its answer cannot be used.
        TableMismatch
            If what comes out is not the table that the source delivers.
        """
        assets = source.locate(self._area, self._on)
        if not assets:
            return []
        memory = recall(source, self._area, self._lake)
        if memory and is_fresh(memory, source, assets, self._lake, on=self._on):
            return [present(source, self._lake, memory.key)]
        if lately := self._published_lately(source):
            return [lately]
        had = memory or Memory(self._on, "", ())
        answers = [
            (asset, self._fetch(source, asset, had.of(asset))) for asset in assets
        ]
        told = self._make_of(source, answers)
        taken = put_piece(told, self._lake, on=self._on)
        kept = tuple(_kept(asset, answer, self._lake) for asset, answer in answers)
        remember(source, self._area, self._lake, Memory(self._on, told.key, kept))
        return [taken]

    def _published_lately(self, source: AnySource) -> Collected | None:
        """Find what was published so lately that there is nothing newer to be had."""
        for piece in pieces_of(source, self._lake, self._area):
            published = piece.provenance.published
            if published is None or not covers(piece, self._area):
                continue
            if published <= self._on <= published + source.refreshed_every:
                return present(source, self._lake, piece.path.stem)
        return None

    def _fetch(self, source: AnySource, asset: Asset, kept: Kept | None) -> Fetched:
        """Fetch an asset, once for all the sources that need it."""
        had = (answer for known, answer in self._fetched if known == asset)
        answer = next(had, None)
        if answer is None:
            answer = self._ask(asset, kept)
            self._fetched.append((asset, answer))
        if isinstance(answer, NoAnswer):
            raise self._unavailable(source, answer)
        if isinstance(answer, WerklandschapError):
            raise answer
        return answer

    def _ask(self, asset: Asset, kept: Kept | None) -> Fetched | WerklandschapError:
        folder = self._folder / f"{len(self._fetched):04d}"
        is_kept = kept and all(
            self._lake.snapshot(digest).exists() for _, digest in kept.files
        )
        version = kept.version if kept and is_kept else UNKNOWN
        try:
            answer = fetch(asset, folder, self._client, known=version)
        except (NoAnswer, CannotRead) as problem:
            return problem
        if answer.is_unchanged and kept:
            return replace(answer, files=self._as_it_was(kept, folder))
        return answer

    def _as_it_was(self, kept: Kept, folder: Path) -> tuple[Path, ...]:
        """Put the files that we had where they would have been fetched to."""
        for name, digest in kept.files:
            shutil.copyfile(self._lake.snapshot(digest), folder / name)
        return tuple(folder / name for name, _ in kept.files)

    def _make_of(self, source: AnySource, answers: Answers) -> Told:
        """Read what was fetched; a register that tells no date tells how it is now."""
        files = dict.fromkeys(file for _, answer in answers for file in answer.files)
        found = list(documents(files, workspace=self._folder / "unpacked"))
        own = source.recognise(found)
        self._check_recognised(source, answers, {document.sha256 for document in own})
        if own:
            told = read_piece(source, own, self._area)
            if narrowed(told) is None and is_misplaced(told):
                raise self._unexpected(source, answers[0][0])
        elif isinstance(source, Source):
            told = nothing_there(source, found, self._area)
        else:
            raise self._unexpected(source, answers[0][0])
        if all(asset.protocol in LIVE for asset, _ in answers):
            return replace(told, asked_on=self._on)
        return told

    def _check_recognised(
        self, source: AnySource, answers: Answers, known: set[str]
    ) -> None:
        """Make sure that each answer has something of the source, or says "none"."""
        for asset, answer in answers:
            is_told = answer.objects == 0 or any(
                hash_of(file) in known for file in answer.files
            )
            # Layers of a register may be of use to another source only.
            if not is_told and not (known and asset.protocol in LIVE):
                raise self._unexpected(source, asset)

    def _unexpected(self, source: AnySource, asset: Asset) -> UnexpectedAnswer:
        return UnexpectedAnswer(source.title, self._client.host_of(asset.url))

    def _unavailable(self, source: AnySource, silence: NoAnswer) -> ServiceUnavailable:
        there = pieces_of(source, self._lake, self._area)
        dates = [piece.provenance.published for piece in there]
        return ServiceUnavailable(
            title=source.title,
            host=silence.host,
            problem=silence.problem,
            is_present=bool(there),
            newest=max((day for day in dates if day), default=None),
        )


def _kept(asset: Asset, answer: Fetched, lake: Lake) -> Kept:
    files = tuple((file.name, lake.keep(file)[0]) for file in answer.files)
    return Kept(asset, answer.version, files)
