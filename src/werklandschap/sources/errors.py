"""What can be wrong with files and services, told in one sentence each."""

from dataclasses import dataclass
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text


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
