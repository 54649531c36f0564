"""``python -m werklandschap.web.example.programme_years.show HOME``: the site in its last year.

The years lie ahead of us. For whoever looks at them the clock of the site is put forward,
in this process and what it starts alone; never on a production site.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path

_HELP = "toon de site op een dag van de gegenereerde jaren / show a day of the generated years"
_LAST = date(2032, 12, 31)


def put_clock(to: datetime) -> Callable[[], None]:
    """Let the clock of Django run on from another moment; gives what puts it back.

    Parameters
    ----------
    to : datetime
        What time it is now.
    """
    from django.utils import timezone

    real = timezone.now
    ahead: timedelta = to - real()
    timezone.now = lambda: real() + ahead

    def put_back() -> None:
        timezone.now = real

    return put_back


def main() -> None:
    """Serve the pages as of a day."""
    parser = argparse.ArgumentParser(prog="show", description=_HELP)
    parser.add_argument("home", type=Path)
    parser.add_argument("--on", type=date.fromisoformat, default=_LAST)
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    # By name, as the command line does: what starts processes stands above all apps.
    processes = import_module("werklandschap.web._processes")
    processes.set_up(options.home)
    from django.conf import settings

    from werklandschap.web.example.actions import NotForTheWorld

    if settings.IS_PRODUCTION:
        raise NotForTheWorld
    put_clock(datetime.combine(options.on, time(20), UTC))
    processes.serve(host="127.0.0.1", port=options.port)


if __name__ == "__main__":
    main()
