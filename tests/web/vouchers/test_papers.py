"""Papers of a plan as what a voucher asks: chosen, checked, kept with what made them."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.web.finance.conftest import make_plan, make_run
from tests.web.made import AT, make_park
from tests.web.programme.made import BY, complete, partner, voucher_round
from werklandschap.governance.vouchers import deliverables
from werklandschap.report.documents import contents
from werklandschap.web.accounts.models import Role
from werklandschap.web.finance.models import Document
from werklandschap.web.scans.queries import store
from werklandschap.web.vouchers import problems
from werklandschap.web.vouchers.actions import (
    decisions,
    delivery,
    rounds,
    settlement,
)
from werklandschap.web.vouchers.models import Delivery
from werklandschap.web.vouchers.papers import papers_of

pytestmark = pytest.mark.django_db

OURS = b"%PDF-1.7\n<< /Author (werklandschap 0.1.0) >>\n%%EOF\n"
NAMES = {"vision": "green_vision", "finance": "financing_plan"}


def pdf_of(kind):
    return OURS + f"{kind}\n%%EOF".encode()


def keep_papers(plan, *, lacks=(), spoilt=False):
    """Keep both papers of a plan, as the run does that writes them."""
    entries = [
        {
            "file": f"{kind}.pdf",
            "kind": kind,
            "language": "nl",
            "engine": "werklandschap 0.1.0",
            "is_generated": True,
            "sha256": hashlib.sha256(pdf_of(kind)).hexdigest(),
            "parts": {
                part: "De ambitie"
                for part in deliverables()[named].parts
                if part not in lacks
            },
        }
        for kind, named in NAMES.items()
    ]
    results = store.the_results()
    with results.workspace() as folder:
        (folder / contents.NAME).write_bytes(contents.written(entries))
        for kind in NAMES:
            content = pdf_of(kind) + (b" %%EOF" if spoilt else b"")
            (folder / f"{kind}.pdf").write_bytes(content)
        digest = results.keep(folder)
    run = make_run(plan.park, "finance_document", result_hash=digest)
    return Document.objects.create(
        plan=plan, run=run, kind="both", language="nl", files=[], made_at=AT
    )


@pytest.fixture(autouse=True)
def _own_results(settings, tmp_path):
    settings.RESULTS = str(tmp_path / "results")


@pytest.fixture
def ordered(park):
    """A voucher of which the executor was chosen."""
    voucher = decisions.grant(
        application=complete(voucher_round(), partner(park)), **BY
    )
    executor = rounds.list_executor(
        province_code="PV26", name="Groenbureau", since=AT.date(), **BY
    )
    return delivery.choose_executor(voucher=voucher, executor=executor, **BY)


def key_of(park, kind="green_vision"):
    return papers_of(park, kind)[0].key


def test_both_papers_of_a_plan_are_all_that_a_voucher_asks(ordered, park):
    kept = keep_papers(make_plan(park))
    for kind in deliverables():
        brought = delivery.deliver_paper(
            voucher=ordered, kind=kind, key=key_of(park, kind), **BY
        )
        assert brought.origin["run"] == str(kept.run_id)
        delivery.judge(delivery=brought, is_good=True, note="", **BY)
    settlement.settle(voucher=ordered, costs_eur=15_000, **BY)
    archive = ordered.application.decisions.get(kind="SETTLE").archive
    for each in archive["deliveries"]:
        assert each["origin"]["result"] == kept.run.result_hash
        assert each["origin"]["inputs"] == kept.run.input_hashes
        assert len(each["sha256"]) == 64
    assert decisions.hash_of(archive) == (
        ordered.application.decisions.get(kind="SETTLE").archive_hash
    )


def test_a_paper_that_lacks_a_part_is_refused_and_says_which(ordered, park):
    keep_papers(make_plan(park), lacks=["map"])
    with pytest.raises(problems.PartsMissing, match="A map"):
        delivery.deliver_paper(
            voucher=ordered, kind="green_vision", key=key_of(park), **BY
        )
    assert not Delivery.objects.exists()


def test_a_paper_of_another_kind_or_park_is_none_of_this_voucher(ordered, park):
    keep_papers(make_plan(park))
    other = make_park("T002", name="Elders")
    keep_papers(make_plan(other))
    for key in (key_of(park, "financing_plan"), key_of(other), "x", ""):
        with pytest.raises(problems.NoSuchPaper):
            delivery.deliver_paper(voucher=ordered, kind="green_vision", key=key, **BY)


def test_a_paper_that_was_changed_where_it_lies_is_refused(ordered, park):
    keep_papers(make_plan(park), spoilt=True)
    with pytest.raises(problems.ChangedPaper):
        delivery.deliver_paper(
            voucher=ordered, kind="green_vision", key=key_of(park), **BY
        )


def test_an_uploaded_paper_is_known_again_and_a_forged_one_is_refused(ordered, park):
    keep_papers(make_plan(park))
    told = {
        "voucher": ordered,
        "kind": "green_vision",
        "name": "visie.pdf",
        "parts": dict.fromkeys(deliverables()["green_vision"].parts, "1"),
        **BY,
    }
    with pytest.raises(problems.ChangedPaper):
        delivery.deliver(content=OURS + b"duurder\n%%EOF", **told)
    brought = delivery.deliver(content=pdf_of("vision"), **told)
    assert brought.origin["engine"] == "werklandschap 0.1.0"
    own = delivery.deliver(content=b"%PDF-1.7 eigen werk %%EOF", **told)
    assert own.origin == {}


def test_the_page_offers_the_papers_and_an_upload_beside_them(
    ordered, park, people, browser_of
):
    keep_papers(make_plan(park))
    browser = browser_of(people[Role.PARK_MANAGER])
    there = reverse("voucher_own", args=[ordered.application_id, "groenvisie"])
    page = browser.get(there).content.decode()
    assert "vision.pdf van 2 november 2026" in page
    assert "finance.pdf" not in page
    assert "Een eigen bestand" in page
    wrong = browser.post(there, {"paper": "eigen"}).content.decode()
    assert "Kies een document of stuur een bestand." in wrong
    assert browser.post(there, {"paper": key_of(park)}).status_code == 302
    shown = browser.get(
        reverse("voucher_application", args=[ordered.application_id])
    ).content.decode()
    assert "Gemaakt door dit platform (werklandschap 0.1.0)" in shown
    assert "De ambitie" in shown


def test_without_papers_only_an_upload_is_asked(ordered, people, browser_of):
    browser = browser_of(people[Role.PARK_MANAGER])
    there = reverse("voucher_own", args=[ordered.application_id, "groenvisie"])
    page = browser.get(there).content.decode()
    assert 'name="paper"' not in page
    told = {"file": ContentFile(b"%PDF-1.7 eigen %%EOF", "visie.pdf")}
    parts = dict.fromkeys(deliverables()["green_vision"].parts, "blz. 3")
    named = {f"part_{name}": where for name, where in parts.items()}
    assert browser.post(there, told | named).status_code == 302
    assert not Delivery.objects.get().is_late


def test_what_comes_late_is_taken_and_marked(ordered, park):
    keep_papers(make_plan(park))
    late = {**BY, "at": AT + timedelta(days=900)}
    brought = delivery.deliver_paper(
        voucher=ordered, kind="green_vision", key=key_of(park), **late
    )
    assert brought.is_late
