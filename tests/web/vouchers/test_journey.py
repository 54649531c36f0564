"""From applying as a partner to the payment of a voucher, in a real browser."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.web.browser import violations
from tests.web.made import make_park, make_person
from tests.web.programme.made import deal, fill, scan_of
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.programme.actions import scans as stock
from werklandschap.web.programme.models import ScanPlace
from werklandschap.web.vouchers.actions import rounds
from werklandschap.web.vouchers.models import Round, Voucher

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
PICTURES = os.environ.get("WERKLANDSCHAP_PICTURES")
MAIN = "main form button.utrecht-button--primary-action"


def look(page, name):
    """Hold a page against axe and its width, and keep a picture where one is wanted."""
    assert violations(page) == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_from_applying_to_payment(chromium_pages, tmp_path):
    park = make_park(is_generated=True)
    manager, team = make_person(Role.PARK_MANAGER), make_person(Role.PROGRAMME)
    province = make_person(Role.PROVINCE)
    now = timezone.now()
    stock.change_stock(places_count=1, reason="subsidie", actor=PLATFORM, at=now)
    made = deal()
    fill(made, 5_000_000)
    theirs = chromium_pages(user=manager, width=360)
    ours = chromium_pages(user=team)
    third = chromium_pages(user=province, width=1600)
    here = park.get_absolute_url()

    # The park manager applies.
    theirs.goto(f"{here}/voortgang")
    look(theirs, "progress-empty-360")
    theirs.click("text=Terrein aanmelden")
    theirs.fill("[name=organisation]", "Ondernemersvereniging")
    theirs.select_option("[name=organisation_form]", "COMPANY")
    theirs.fill("[name=commitment]", "Wij beginnen met een kopgroep.")
    theirs.check("[name=brings][value='1']")
    theirs.check("[name=worries][value=heat]")
    theirs.fill("[name=roofs_year]", str(now.year + 2))
    theirs.click(MAIN)
    assert theirs.locator("text=Dit klopt nog niet").count() == 1
    assert theirs.input_value("[name=organisation]") == "Ondernemersvereniging"
    look(theirs, "apply-wrong-360")
    theirs.select_option("[name=organisation_form]", "ASSOCIATION")
    theirs.check("[name=speaks_for_all]")
    theirs.click(MAIN)
    assert "verstuurd" in theirs.locator(".wl-messages").inner_text()

    # The programme screens and lets it in; the scan begins by itself, and arrives.
    ours.goto("/programma/aanmeldingen")
    look(ours, "applications-1024")
    ours.click(f"main >> text={park.name}")
    ours.click("main >> text=Toetsen")
    for tick in ours.locator("main input[type=checkbox]").all():
        tick.check()
    look(ours, "screen-1024")
    ours.click(MAIN)
    ours.click("main a >> text=Besluiten")
    ours.check("[value=accept]")
    ours.fill("[name=reasons]", "Alles klopt.")
    ours.click(MAIN)
    look(ours, "application-1024")
    waiting = ScanPlace.objects.get()
    assert waiting.state == "STARTED"
    scan_of(park, at=timezone.now(), run=Run.objects.get(pk=waiting.run_id))
    theirs.goto(f"{here}/voortgang")
    assert "in beweging" in theirs.locator("main").inner_text().lower()
    assert theirs.locator("text=Bekijk de nulmeting").count() == 1
    look(theirs, "progress-360")

    # A round opens; the park manager applies for a voucher with what is known.
    third.goto("/vouchers/nieuw?regeling=utrecht")
    look(third, "round-form-1600")
    rules = rounds.Rules(
        title="Voucher Utrecht",
        province_code="PV26",
        province="Utrecht",
        amount_eur=15_000,
        budget_eur=30_000,
        eligible="Procesondersteuning.",
        opens_at=now,
        closes_at=now + timedelta(days=30),
        treatment="FIRST_COME",
        deal=made,
    )
    opened = rounds.prepare_round(
        rules=rules, actor=PLATFORM, at=now - timedelta(days=2)
    )
    rounds.fix_round(voucher_round=opened, actor=PLATFORM, at=now - timedelta(days=1))
    theirs.goto(f"{here}/voucher")
    look(theirs, "park-voucher-360")
    theirs.click("main >> text=Voucher aanvragen")
    assert theirs.input_value("[name=organisation]") == "Ondernemersvereniging"
    assert theirs.input_value("[name=plan]")
    theirs.click(MAIN)
    theirs.click("main a >> text=aanvraag 1")
    own_page = theirs.url

    # The province decides, the letter is there.
    rounds.list_executor(
        province_code="PV26",
        name="Groenbureau",
        since=now.date(),
        actor=PLATFORM,
        at=now,
    )
    third.goto("/vouchers/te-beslissen")
    look(third, "desk-1600")
    third.click(f"main >> text={park.name}")
    third.click("main a >> text=Aanvraag compleet verklaren")
    third.click(MAIN)
    third.click("main a >> text=Voucher toekennen")
    third.click(MAIN)
    look(third, "case-1600")
    theirs.goto(own_page)
    with theirs.expect_download() as coming:
        theirs.click("main a >> text=brief over de toekenning")
    assert coming.value.path().read_bytes().startswith(b"%PDF-")
    look(theirs, "granted-360")

    # Executor, both documents, verdicts, settlement, payment.
    theirs.click("main a >> text=Uitvoerder kiezen")
    theirs.click(MAIN)
    for name in ("Groenvisie inleveren", "Financieringsplan inleveren"):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(PDF + name.encode() + b"%%EOF")
        theirs.goto(own_page)
        theirs.click(f"main a >> text={name}")
        theirs.set_input_files("[name=file]", str(file))
        for part in theirs.locator("main input[type=text]").all():
            part.fill("2")
        look(theirs, f"{name.split()[0].lower()}-360")
        theirs.click(MAIN)
    for _ in range(2):
        third.reload()
        third.click("main a >> text=Document beoordelen")
        third.check("[value=good]")
        third.click(MAIN)
    third.click("main a >> text=Bedrag vaststellen")
    third.fill("[name=costs_eur]", "14000")
    third.click(MAIN)
    third.click("main a >> text=Betaling vastleggen")
    third.click(MAIN)
    voucher = Voucher.objects.get()
    assert (voucher.state, voucher.settled_eur) == ("PAID", 14_000)
    look(third, "paid-1600")
    assert Round.objects.get().is_open(timezone.now())

    # What the others see.
    for who, path, name in (
        (ours, f"/green-deals/{made.pk}", "deal-1024"),
        (ours, "/green-deals", "deals-1024"),
        (ours, "/programma/nulmetingen", "stock-1024"),
        (ours, "/programma/stil", "fading-1024"),
        (theirs, "/programma", "programme-360"),
        (theirs, "/vouchers", "vouchers-360"),
        (theirs, f"{here}/voortgang/bestuur", "board-360"),
        (third, "/programma", "programme-1600"),
        (third, f"/vouchers/{opened.pk}", "round-1600"),
        (third, "/programma/terreinen", "partners-1600"),
    ):
        who.goto(path)
        look(who, name)
    english = chromium_pages(user=team, locale="en-GB", scheme="dark")
    for path, name in (
        ("/programma", "programme-en"),
        (f"{here}/voortgang", "progress-en"),
        (f"/green-deals/{made.pk}", "deal-en"),
        ("/vouchers", "vouchers-en"),
    ):
        english.goto(path)
        assert english.locator("html").get_attribute("lang") == "en"
        look(english, name)
