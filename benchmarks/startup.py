"""How long it takes before anything happens."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks._compare import Row, medians, timed

COMMAND = Path(sys.executable).parent / "werklandschap"


def run(*, quick: bool) -> Iterator[Row]:
    """Time an import and a call for help, next to Python that does nothing."""
    works = {
        "import werklandschap": ([sys.executable, "-c", "import werklandschap"], 0.3),
        "werklandschap --help": ([str(COMMAND), "--help"], 0.7),
    }
    nothing = [sys.executable, "-c", "pass"]
    commands = [*(command for command, _ in works.values()), nothing]
    call = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL)
    *seconds, bare = medians(
        [timed(partial(call, command)) for command in commands],
        rounds=3 if quick else 11,
    )
    for (work, (_, limit_s)), ours in zip(works.items(), seconds, strict=True):
        peer = f"limit {limit_s} s; bare Python {bare:.3f} s"
        yield Row(
            work, f"{ours:.3f} s", peer, "", "", "within" if ours < limit_s else "OVER"
        )
