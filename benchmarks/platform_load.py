"""Twenty visitors on a map of 3,800 parks, while a scan is running.

Every visitor asks for something twice a second: as much as some hundred people who read.
"""

import math
import random
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks import _platform as platform
from benchmarks._compare import Row

VISITORS = 20
LIMIT_MS, LIMIT_KB = 150.0, 900.0
_THINK_S = 0.5
_SEED = 20
_GUARDED_BY_LIMIT = ("page", "tile")


Known = tuple[str, float, float]
"""The address of the page of a park, and where it lies. [°]"""


@dataclass
class Tally:
    """How long each kind of answer took, and what was no answer."""

    ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, ms: float, problem: str | None) -> None:
        with self.lock:
            self.ms[kind].append(ms)
            if problem is not None:
                self.errors[kind].append(problem)


def run(*, quick: bool) -> Iterator[Row]:
    """Load a platform and tell how fast it answers."""
    parks, requests = (300, 400) if quick else (3_800, 10_000)
    with platform.home(PROXIES="1"):
        codes = _seed(parks)
        port = platform.free_port()
        serve = ("serve", "--port", str(port))
        with platform.running(serve, ("worker",)):
            platform.wait_until_it_answers(port)
            scan = _Scan()
            for _ in range(2):
                for path in _warm(codes):
                    platform.Visitor(port).get(path)
            start = time.perf_counter()
            tally = _visit(port, codes, requests)
            seconds = time.perf_counter() - start
            yield from _rows(tally)
            during = scan.state()
            yield Row(
                f"{requests} requests by {VISITORS} visitors, {parks} parks",
                f"{requests / seconds:.0f}/s",
                f"a scan meanwhile: {during}",
                "",
                "",
                _told(tally.errors),
            )
            yield _first_view(port)


def _seed(number: int) -> list[Known]:
    from django.utils import timezone

    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.example import actions
    from werklandschap.web.parks.models import Park

    actions.found_country(number=number, actor=PLATFORM, at=timezone.now())
    return [
        (park.get_absolute_url(), park.longitude_deg, park.latitude_deg)
        for park in Park.objects.order_by("pk")
    ]


class _Scan:
    """A scan that goes on while visitors come."""

    def __init__(self) -> None:
        from django.utils import timezone

        from werklandschap.web.audit.actions import PLATFORM
        from werklandschap.web.example import actions
        from werklandschap.web.parks.models import Park

        for park in Park.objects.order_by("code")[:3]:
            actions.collect_model_park(park=park, actor=PLATFORM, at=timezone.now())
            actions.ask_first_scan(park=park, actor=PLATFORM, at=timezone.now())

    def state(self) -> str:
        from werklandschap.web.jobs.models import Run

        return ", ".join(
            f"{run.status} {run.done}/{run.total}" for run in Run.objects.all()
        )


def _warm(codes: list[Known]) -> list[str]:
    chance = random.Random(0)
    return [make(chance, codes) for make, _ in KINDS.values()]


def _tile(chance: random.Random, codes: list[Known]) -> str:
    _, longitude, latitude = chance.choice(codes)
    zoom = chance.choice((6, 7, 7, 8, 9, 10))
    x = int((longitude + 180) / 360 * 2**zoom)
    rad = math.radians(latitude)
    y = int((1 - math.asinh(math.tan(rad)) / math.pi) / 2 * 2**zoom)
    return f"/tegels/parken/{zoom}/{x}/{y}.mvt"


def _some_park(chance: random.Random, codes: list[Known]) -> str:
    address, *_ = chance.choice(codes)
    return address


def _table(chance: random.Random, _: object) -> str:
    return f"/bedrijventerreinen?pagina={chance.randint(1, 5)}"


def _search(chance: random.Random, _: object) -> str:
    word = chance.choice(("noorder", "kade", "oude dijk", "modelgemeente", "westrehof"))
    return f"/zoeken?q={word.replace(' ', '+')}"


def _api(chance: random.Random, codes: list[Known]) -> str:
    address, *_ = chance.choice(codes)
    code = address.split("/")[-1].partition("-")[0]
    return chance.choice(
        ("/api/v1/parks", f"/api/v1/parks/{code}", "/ogc/collections/parks/items")
    )


Make = Callable[[random.Random, list[Known]], str]
KINDS: dict[str, tuple[Make, float]] = {
    "page: home": (lambda *_: "/", 0.10),
    "page: table": (_table, 0.15),
    "page: park": (_some_park, 0.15),
    "tile": (_tile, 0.40),
    "search": (_search, 0.10),
    "API": (_api, 0.10),
}
"""What visitors ask for, and how often."""


def _visit(port: int, codes: list[Known], requests: int) -> Tally:
    tally = Tally()
    threads = [
        threading.Thread(
            target=_one_visitor, args=(number, port, codes, requests // VISITORS, tally)
        )
        for number in range(VISITORS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _one_visitor(
    number: int,
    port: int,
    codes: list[Known],
    requests: int,
    tally: Tally,
) -> None:
    chance = random.Random(_SEED + number)
    visitor = platform.Visitor(port, f"10.0.0.{number + 1}")
    weights = [share for _, share in KINDS.values()]
    for _ in range(requests):
        (kind,) = chance.choices(list(KINDS), weights)
        path = KINDS[kind][0](chance, codes)
        time.sleep(chance.expovariate(1 / _THINK_S))
        start = time.perf_counter()
        try:
            status, _body = visitor.get(path)
            problem = None if status in {200, 204} else f"{status} {path}"
        except OSError as trouble:
            cause = type(trouble.__cause__ or trouble).__name__
            problem = f"{cause} {path}"
        tally.add(kind, (time.perf_counter() - start) * 1_000, problem)


def _told(errors: dict[str, list[str]]) -> str:
    """Count what went wrong per kind, and give one example of each."""
    return (
        "; ".join(f"{kind}: {len(all_)} × {all_[0]}" for kind, all_ in errors.items())
        or "no errors"
    )


def _rows(tally: Tally) -> Iterator[Row]:
    for kind, took in tally.ms.items():
        p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        has_limit = kind.startswith(_GUARDED_BY_LIMIT)
        yield Row(
            f"{kind} ({len(took)})",
            f"p95 {p95:.0f} ms",
            f"limit {LIMIT_MS:.0f} ms" if has_limit else "no limit",
            f"p50 {p50:.0f} ms",
            "",
            "" if not has_limit else "within" if p95 <= LIMIT_MS else "OVER",
        )


def _first_view(port: int) -> Row:
    """Open the home page in a browser that has seen nothing yet."""
    bytes_ = _transferred(f"http://127.0.0.1:{port}/")
    kb = "no browser" if bytes_ is None else f"{bytes_ / 1_000:.0f} kB"
    is_within = bytes_ is not None and bytes_ / 1_000 <= LIMIT_KB
    return Row(
        "first view of the home page, compressed",
        kb,
        f"limit {LIMIT_KB:.0f} kB",
        "",
        "",
        "" if bytes_ is None else "within" if is_within else "OVER",
    )


def _transferred(url: str) -> float | None:
    import shutil

    from playwright.sync_api import sync_playwright

    if (chromium := shutil.which("chromium")) is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-quic"]
        )
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on(
            "Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"])
        )
        page.goto(url)
        page.wait_for_timeout(8_000)
        browser.close()
    return sum(sizes)
