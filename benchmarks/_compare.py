"""Timing ours and theirs in turns, and writing it down."""

import json
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PEERS = Path(".venv-peers/bin/python")
Timed = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One comparison; a ``peer`` without seconds is a limit or was not there."""

    work: str
    ours: str
    peer: str
    theirs: str
    ratio: str
    equal: str


def timed(work: Callable[[], object]) -> Timed:
    """Make a function that does the work and tells how many seconds it took."""

    def run() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return run


def medians(works: Sequence[Timed], *, rounds: int) -> list[float]:
    """Time works in turns, so that a busy machine is busy for all of them.

    Every round begins with another one: what runs after a heavy work finds its memory
    and caches cold.
    """
    seconds: list[list[float]] = [[] for _ in works]
    for turn in range(rounds):
        for number in range(len(works)):
            chosen = (turn + number) % len(works)
            seconds[chosen].append(works[chosen]())
    return [statistics.median(times) for times in seconds]


def compared(work: str, peer: str, ours_s: float, theirs_s: float, equal: str) -> Row:
    """Write down a comparison."""
    ratio = f"{theirs_s / ours_s:.1f}x"
    return Row(work, f"{ours_s:.3f} s", peer, f"{theirs_s:.3f} s", ratio, equal)


def in_peers(script: str, *arguments: object) -> dict:
    """Run a script of ``benchmarks/peers`` where the peers are, and read its answer."""
    run = subprocess.run(
        [PEERS, Path(__file__).parent / "peers" / script, *map(str, arguments)],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(run.stdout.splitlines()[-1])


def machine() -> str:
    """Tell on what was measured, and how busy it was."""
    model = platform.processor() or platform.machine()
    if (cpu := Path("/proc/cpuinfo")).exists():
        names = [line for line in cpu.read_text().splitlines() if "model name" in line]
        model = names[0].partition(":")[2].strip() if names else model
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    python = platform.python_version()
    return f"{model}; {os.cpu_count()} cores; load {load}; Python {python}"


def table(rows: Sequence[Row]) -> str:
    """Lay rows out in columns."""
    heads = ("work", "ours", "peer", "theirs", "ratio", "equal to")
    cells = [heads, *(tuple(vars(row).values()) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
