"""``python -m werklandschap.web.example.programme_years HOME``."""

import argparse
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

_HELP = (
    "negen jaar programma in een gegenereerd land / nine years of a generated programme"
)


def main() -> None:
    """Fill a home with the years, check them, and tell their figures."""
    options = _options()
    # By name, as the command line does: what starts processes stands above all apps.
    processes = import_module("werklandschap.web._processes")
    processes.set_up(options.home)
    from django.conf import settings

    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.example import actions
    from werklandschap.web.example.programme_years import history, scans, told
    from werklandschap.web.monitor.queries import story

    if settings.IS_PRODUCTION:
        raise actions.NotForTheWorld
    begun = time.perf_counter()

    def note(what: str) -> None:
        passed_s, computed_s = time.perf_counter() - begun, time.process_time()
        sys.stdout.write(f"[{passed_s:7.1f} s, computing {computed_s:6.1f} s] {what}\n")
        sys.stdout.flush()

    processes.prepare()
    at = datetime(history.FIRST_YEAR, 1, 1, 7, tzinfo=UTC)
    actions.found_country(number=options.parks, actor=PLATFORM, at=at)
    note(f"{options.parks} generated parks")
    kinds = scans.scanned_types(at=at)
    note(f"{len(kinds)} types of parks scanned")
    years = history.simulate(
        kinds=kinds,
        years=options.years,
        seed=options.seed,
        tell=lambda at: note(f"{at.year} is over"),
    )
    read = story.read()
    ends = told.ends_of(years)
    lines = (
        *told.counters(read, ends),
        *told.forecasts(read, ends),
        *told.laws(),
        *told.times(years),
    )
    sys.stdout.write("\n".join(lines) + "\n")
    note("all")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="programme_years", description=_HELP)
    parser.add_argument("home", type=Path)
    parser.add_argument("--parks", type=int, default=3800)
    parser.add_argument("--years", type=int, default=9)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
