"""``werklandschap worker``: carries out long work for the platform."""

import argparse

from werklandschap.cli._platform import platform


def run(options: argparse.Namespace) -> int:
    """Carry out what waits until told to stop, or until nothing waits."""
    processes = platform(options.home)
    processes.prepare()
    processes.work(batch=options.batch)
    return 0
