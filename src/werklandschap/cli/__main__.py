"""The command line where its script is not at hand: ``python -m werklandschap.cli``."""

import sys

from werklandschap.cli import main

if __name__ == "__main__":
    sys.exit(main())
