"""Partner parks, deals and voucher rounds that tests make through the actions."""

from datetime import date, timedelta
from decimal import Decimal

from tests.web.made import AT
from werklandschap.governance.ladder import CHECKS
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.programme.actions import deals, ledger, partners
from werklandschap.web.scans import actions as scans
from werklandschap.web.vouchers.actions import applications, rounds

BY = {"actor": PLATFORM, "at": AT}
MET = {name: {"met": True} for name in CHECKS}


def apply(park, *, at=AT, actor=PLATFORM, **more):
    """Apply with a park."""
    said = {
        "organisation": "Ondernemersvereniging",
        "organisation_form": "ASSOCIATION",
        "speaks_for_all": True,
        "commitment": "Wij beginnen met een kopgroep.",
        "brings": [1, 2],
        "intake": {"worries": ["heat"], "roofs_year": 2028},
        **more,
    }
    return partners.apply(park=park, actor=actor, at=at, **said)


def partner(park, *, at=AT, **more):
    """Let a park in."""
    application = apply(park, at=at, **more)
    partners.screen(application=application, checks=MET, actor=PLATFORM, at=at)
    return partners.accept(
        application=application, reasons="Alles klopt.", actor=PLATFORM, at=at
    )


def deal(package="A", name="Deal Utrecht", province="Utrecht", code="PV26"):
    """Sign a deal."""
    made = deals.prepare_deal(
        name=name, province_code=code, province=province, package=package, **BY
    )
    return deals.sign_deal(
        deal=made, on=date(2026, 1, 1), ends_on=date(2032, 12, 31), **BY
    )


def fill(made, cents=10_000_000):
    """Let the province pay into a deal."""
    party = made.parties.get(kind="PROVINCE")
    for book in (ledger.pledge, ledger.receive):
        book(party=party, amount_cents=cents, on=AT.date(), text="bijdrage", **BY)


def voucher_round(*, treatment="FIRST_COME", budget_eur=30_000, **more):
    """Open a round that began yesterday and ends in a month, as of `AT`."""
    told = {
        "title": "Voucher Utrecht",
        "province_code": "PV26",
        "province": "Utrecht",
        "amount_eur": Decimal(15_000),
        "budget_eur": Decimal(budget_eur),
        "eligible": "Procesondersteuning.",
        "opens_at": AT - timedelta(days=1),
        "closes_at": AT + timedelta(days=30),
        "treatment": treatment,
        **more,
    }
    before = AT - timedelta(days=10)
    rules = rounds.Rules(**told)
    made = rounds.prepare_round(rules=rules, actor=PLATFORM, at=before)
    return rounds.fix_round(
        voucher_round=made,
        secret="geheim" if treatment == "LOTTERY" else "",
        actor=PLATFORM,
        at=before,
    )


def submit(round_, partnership, *, at=AT, actor=PLATFORM, **more):
    """Ask for a voucher."""
    said = {
        "organisation": "Ondernemersvereniging",
        "plan": "Een groenvisie en een financieringsplan.",
        "costs_eur": Decimal(15_000),
        **more,
    }
    return applications.submit(
        voucher_round=round_, partnership=partnership, actor=actor, at=at, **said
    )


def complete(round_, partnership, *, at=AT, points=(), **more):
    """Ask for a voucher, with everything there."""
    application = submit(round_, partnership, at=at, **more)
    return applications.find_complete(
        application=application, points=points, actor=PLATFORM, at=at
    )


FIGURES = {
    "green_roof_promising_m2": 12_000.0,
    "roof_area_m2": 20_000.0,
    "paved_share": 0.8,
    "extreme_heat_share": 0.4,
    "canopy_share": 0.05,
}


def scan_of(park, *, at=AT, run=None):
    """Keep a scan with some figures, as the worker would that ends a run."""
    run = run or Run(
        kind="scan",
        key=f"{park.code} {at.isoformat()}",
        parameters={"park": park.code},
        engine="test",
        heartbeat_at=at,
        asked_at=at,
    )
    run.status, run.result_hash = Run.Status.DONE, "0" * 64
    run.save()
    figures = [
        {"indicator": name, "value": value, "low": value, "high": value}
        for name, value in FIGURES.items()
    ]
    found = scans.Found(
        park_code=park.code,
        on=at.date(),
        engine="test",
        parameters_hash="0" * 64,
        input_hashes={},
        parts=scans.PARTS,
        cell_m=1.0,
        figures=figures,
    )
    return scans.keep_scan(run=run, found=found, actor=PLATFORM, at=at)
