"""Starting the platform, which is another program as far as the engine goes.

The engine knows no Django, and neither does the command line: it calls the platform's
one module of processes by its name, and says what to install where that is absent.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

_PROCESSES = "werklandschap.web._processes"


@dataclass(eq=False)
class NoPlatform(WerklandschapError):
    """Only the engine was installed."""

    code: ClassVar[str] = "platform.absent"
    message: ClassVar[Text] = Text(
        nl="Het platform is niet geïnstalleerd ({missing} ontbreekt). Draai: "
        "pip install 'werklandschap[web]'.",
        en="The platform is not installed ({missing} is missing). Run: "
        "pip install 'werklandschap[web]'.",
    )

    missing: str


def platform(home: Path | None = None) -> ModuleType:
    """Give the processes of the platform, with Django made ready in this process.

    Parameters
    ----------
    home : Path, optional
        Where all state lies; otherwise what the environment says.

    Raises
    ------
    NoPlatform
        If only the engine was installed.
    """
    try:
        processes = import_module(_PROCESSES)
        processes.set_up(home)
    except ModuleNotFoundError as problem:
        if (problem.name or "").startswith("werklandschap"):
            raise
        raise NoPlatform(problem.name or "django") from None
    return processes
