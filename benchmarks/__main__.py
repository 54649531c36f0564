"""Run the benchmarks: ``python -m benchmarks [--quick] [NAME …]``."""

import argparse
import importlib

from benchmarks._compare import machine, table

NAMES = (
    "overlay",
    "zonal",
    "startup",
    "memory",
    "heat",
    "sky_view",
    "shadow",
    "solar",
    "flooding",
    "appraisal",
    "whole_scan",
    "choice",
    "platform_load",
    "platform_kill",
)


def main() -> None:
    """Run the benchmarks that were asked for, or all, and print what came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="smaller work")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    for name in asked.names or NAMES:
        print(f"{name}, on {machine()}\n")
        benchmark = importlib.import_module(f"benchmarks.{name}")
        print(table(list(benchmark.run(quick=asked.quick))), end="\n\n", flush=True)
    print(f"afterwards: {machine()}")


if __name__ == "__main__":
    main()
