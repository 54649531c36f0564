"""Pages of real parks as pictures, at three widths, for people to look at.

They go to ``WERKLANDSCHAP_PICTURES`` (in CI kept beside the outcome of the tests).
"""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.web.browser import violations
from tests.web.made import AT
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.example.actions import add_parks
from werklandschap.web.jobs.worker import work
from werklandschap.web.parks.actions import load_register
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.actions import start_scan

pytestmark = [
    pytest.mark.real,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

WIDTHS = (360, 1024, 1600)


@pytest.fixture
def pictures(tmp_path):
    """The folder to put pictures in."""
    folder = Path(os.environ.get("WERKLANDSCHAP_PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def laagraven(real_data, tmp_path, settings):
    """De Liesbosch – Laagraven among all parks of the national register, scanned."""
    folder = real_data / "geo" / "nieuwegein-laagraven-bedrijventerrein"
    settings.LAKE, settings.RESULTS = str(tmp_path / "lake"), str(tmp_path / "results")
    settings.DATA_FOLDERS = [str(folder)]
    settings.ASKS_SERVICES = False
    register = next((real_data / "stat" / "ibis_landelijk").glob("*.csv"))
    load_register(register, source="IBIS", actor=PLATFORM, at=AT)
    outline = folder / "terreingrens_eigen_afgeleid.gpkg"
    (park,) = add_parks(area=outline, actor=PLATFORM, at=AT)
    start_scan(park=park, parts=(), cell_m=2.0, actor=PLATFORM, at=AT)
    work(batch=True)
    return Park.objects.get(pk=park.pk)


def test_pages_of_real_parks_are_whole_at_three_widths(
    laagraven, pictures, chromium_pages
):
    scan = laagraven.scans.get()
    assert scan.on == date(2026, 11, 2)
    addresses = {
        "home": "/?kaart=11/52.05000/5.08000",
        "park": laagraven.get_absolute_url(),
        "scan": f"{laagraven.get_absolute_url()}/nulmeting/{scan.pk}",
        "compare": f"/vergelijken?terrein={laagraven.code}",
    }
    for width in WIDTHS:
        page = chromium_pages(width=width, height=900)
        for name, address in addresses.items():
            page.goto(address)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
            assert page.locator("h1").count() == 1
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0
            assert violations(page) == []
    made = sorted(file.name for file in pictures.glob("*.png"))
    assert len(made) >= len(WIDTHS) * len(addresses)
