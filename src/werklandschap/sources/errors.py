"""What can be wrong with files and services, told in one sentence each."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.store.lake import DiskFull

__all__ = [
    "AnswerTooLarge",
    "BrokenArchive",
    "CannotRead",
    "DiskFull",
    "LockedArchive",
    "NoAnswer",
    "NoGroundPoints",
    "NoReferenceSystem",
    "NoSuchPlace",
    "NothingRecognised",
    "ServiceUnavailable",
    "TruncatedFile",
    "UnexpectedAnswer",
    "UnreadableFile",
]


@dataclass(eq=False)
class CannotRead(WerklandschapError):
    """A file that cannot be used; ``file`` names it as the user knows it."""

    file: str


@dataclass(eq=False)
class BrokenArchive(CannotRead):
    """An empty, corrupt or hostile ZIP."""

    code: ClassVar[str] = "file.broken_archive"
    message: ClassVar[Text] = Text(
        nl="Het archief {file} is leeg of beschadigd. Download het opnieuw.",
        en="The archive {file} is empty or damaged. Download it again.",
    )


@dataclass(eq=False)
class LockedArchive(CannotRead):
    """A ZIP that asks for a password."""

    code: ClassVar[str] = "file.locked_archive"
    message: ClassVar[Text] = Text(
        nl="Het archief {file} vraagt een wachtwoord. Pak het eerst zelf uit.",
        en="The archive {file} asks for a password. Unpack it yourself first.",
    )


@dataclass(eq=False)
class UnreadableFile(CannotRead):
    """A file that the system will not let us read; ``reason`` is the system's own."""

    code: ClassVar[str] = "file.unreadable"
    message: ClassVar[Text] = Text(
        nl="Het bestand {file} is niet te lezen ({reason}).",
        en="The file {file} cannot be read ({reason}).",
    )

    reason: str


@dataclass(eq=False)
class TruncatedFile(CannotRead):
    """A file that ends before it should."""

    code: ClassVar[str] = "file.truncated"
    message: ClassVar[Text] = Text(
        nl="Het bestand {file} houdt te vroeg op. Download het opnieuw.",
        en="The file {file} ends too early. Download it again.",
    )


@dataclass(eq=False)
class NoReferenceSystem(CannotRead):
    """A file that does not say where on earth it lies."""

    code: ClassVar[str] = "file.no_reference_system"
    message: ClassVar[Text] = Text(
        nl="Het bestand {file} noemt geen coördinatenstelsel. Sla het op met EPSG:28992.",
        en="The file {file} names no reference system. Save it with EPSG:28992.",
    )


@dataclass(eq=False)
class NoGroundPoints(CannotRead):
    """A point cloud without a single point of class 2."""

    code: ClassVar[str] = "file.no_ground_points"
    message: ClassVar[Text] = Text(
        nl="De puntenwolk {file} heeft geen maaiveldpunten (klasse 2).",
        en="The point cloud {file} has no ground points (class 2).",
    )


@dataclass(eq=False)
class NothingRecognised(WerklandschapError):
    """A folder in which no source finds anything."""

    code: ClassVar[str] = "collect.nothing_recognised"
    message: ClassVar[Text] = Text(
        nl="In {folder} staat geen bestand dat werklandschap kent.",
        en="{folder} holds no file that werklandschap knows.",
    )

    folder: str


@dataclass(eq=False)
class NoSuchPlace(WerklandschapError):
    """A file or folder to collect from that does not exist."""

    code: ClassVar[str] = "collect.no_such_place"
    message: ClassVar[Text] = Text(
        nl="{folder} bestaat niet.",
        en="{folder} does not exist.",
    )

    folder: str


@dataclass(eq=False)
class AnswerTooLarge(CannotRead):
    """An answer larger than anything that the source could be."""

    code: ClassVar[str] = "service.answer_too_large"
    message: ClassVar[Text] = Text(
        nl="Het antwoord van {file} is groter dan {limit_mib} MiB; het ophalen is gestopt.",
        en="The answer of {file} is larger than {limit_mib} MiB; fetching was stopped.",
    )

    limit_mib: int


@dataclass(eq=False)
class AboutService(WerklandschapError):
    """A service that does not do what it should; some facts are in two languages."""

    def say(self, language: str) -> str:
        """Compose the message in ``language``, its facts included."""
        facts = {
            name: fact.in_language(language) if isinstance(fact, Text) else fact
            for name, fact in (vars(self) | self._more()).items()
        }
        return self.message.in_language(language).format_map(facts)

    def _more(self) -> dict[str, object]:
        return {}


@dataclass(eq=False)
class NoAnswer(AboutService):
    """A host that does not answer, or answers that it cannot help."""

    code: ClassVar[str] = "service.no_answer"
    message: ClassVar[Text] = Text(
        nl="{host} geeft geen antwoord ({problem}).",
        en="{host} does not answer ({problem}).",
    )

    host: str
    problem: Text


@dataclass(eq=False)
class ServiceUnavailable(AboutService):
    """A public service that is down; ``newest`` is what lies in the lake already."""

    code: ClassVar[str] = "service.unavailable"
    message: ClassVar[Text] = Text(
        nl="{title}: {host} geeft geen antwoord ({problem}). In het datameer ligt "
        "{present}. Probeer het later opnieuw, of haal de bestanden zelf op en draai "
        "‘werklandschap collect’ met ‘--from MAP’.",
        en="{title}: {host} does not answer ({problem}). The lake holds {present}. Try "
        "again later, or get the files yourself and run ‘werklandschap collect’ with "
        "‘--from FOLDER’.",
    )

    title: Text
    host: str
    problem: Text
    is_present: bool
    newest: date | None

    def _more(self) -> dict[str, object]:
        return {"present": self._present()}

    def _present(self) -> Text:
        if not self.is_present:
            return Text(
                nl="hiervan nog niets voor dit gebied",
                en="nothing of it yet for this area",
            )
        if self.newest is None:
            return Text(
                nl="al een versie zonder datum; die blijft bruikbaar",
                en="a version without a date already, which stays usable",
            )
        return Text(
            nl=f"al een versie van {self.newest:%d-%m-%Y}; die blijft bruikbaar",
            en=f"a version of {self.newest.isoformat()} already, which stays usable",
        )


@dataclass(eq=False)
class UnexpectedAnswer(AboutService):
    """A service that answers with something in which the source is not found."""

    code: ClassVar[str] = "service.unexpected_answer"
    message: ClassVar[Text] = Text(
        nl="{title}: het antwoord van {host} is anders dan afgesproken. Haal de bestanden "
        "zelf op en draai ‘werklandschap collect’ met ‘--from MAP’.",
        en="{title}: {host} answers with something else than agreed. Get the files "
        "yourself and run ‘werklandschap collect’ with ‘--from FOLDER’.",
    )

    title: Text
    host: str
