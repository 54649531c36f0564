"""``werklandschap serve``: the pages of the platform."""

import argparse

from werklandschap.cli._platform import platform


def run(options: argparse.Namespace) -> int:
    """Bring the home up to date and serve pages until told to stop."""
    platform(options.home).serve(host=options.host, port=options.port)
    return 0
