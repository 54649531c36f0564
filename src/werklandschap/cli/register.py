"""``werklandschap register``: read and check a file of business parks."""

import argparse

from werklandschap.parameters import Assumptions
from werklandschap.register import read_register, summary_text, validate


def run(options: argparse.Namespace) -> int:
    """Print the totals of a register and what stands out in it."""
    register = read_register(options.file)
    findings = validate(register, assumptions=Assumptions(options.on))
    print(summary_text(register, findings, options.language), end="")
    return 0
