"""What follows a grant: the executor, the two documents, and what is thought of them."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.governance.vouchers import deliverables, missing_parts
from werklandschap.store import pdf
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.parks.models import Park
from werklandschap.web.vouchers.actions.held import BEFORE_DELIVERY, held_voucher
from werklandschap.web.vouchers.models import Delivery, Document, Executor, Voucher
from werklandschap.web.vouchers.papers import papers_of
from werklandschap.web.vouchers.problems import (
    ActivePdf,
    ChangedPaper,
    DeliveredElsewhere,
    GroundsMissing,
    NoPdf,
    NoSuchPaper,
    NotNow,
    NotQualified,
    OwnVoucher,
    PartsMissing,
)

State = Voucher.State


@transaction.atomic
def choose_executor(
    *, voucher: Voucher, executor: Executor, actor: Actor, at: datetime
) -> Voucher:
    """Choose who carries it out, from the list of the province.

    Raises
    ------
    NotNow
        If the documents were approved, or the voucher has ended.
    NotQualified
        If the firm is not on the list on this day.
    """
    voucher = held_voucher(voucher, *BEFORE_DELIVERY)
    on, voucher_round = timezone.localdate(at), voucher.application.round
    is_listed = executor.province_code == voucher_round.province_code
    is_over = executor.until is not None and executor.until <= on
    if not is_listed or is_over or executor.since > on:
        raise NotQualified(executor.name, voucher_round.province)
    voucher.executor, voucher.state = executor, State.ORDERED
    voucher.save(update_fields=["executor", "state"])
    audit.record("vouchers.executor", voucher, actor=actor, at=at)
    return voucher


@transaction.atomic
def deliver(
    *,
    voucher: Voucher,
    kind: str,
    name: str,
    content: bytes,
    parts: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> Delivery:
    """Bring a green vision or a financing plan; what comes late is kept and marked.

    Parameters
    ----------
    voucher : Voucher
        For which.
    kind : {"green_vision", "financing_plan"}
        Which of the two.
    name, content
        The file: a PDF without programs in it.
    parts : mapping of str to str
        Where in it each required part stands.
    actor, at
        Who, when.

    Raises
    ------
    NotNow
        If there is no executor yet, or the voucher has ended.
    NoPdf, ActivePdf, ChangedPaper, DeliveredElsewhere
        If the file cannot be what it should be.
    PartsMissing
        If it lacks a required part.
    """
    voucher = held_voucher(voucher, State.ORDERED)
    _check_parts(kind, parts)
    origin = _origin_of(voucher.application.partnership.park, kind, content)
    return _bring(
        voucher, kind, (name, content), parts, origin=origin, actor=actor, at=at
    )


@transaction.atomic
def deliver_paper(
    *, voucher: Voucher, kind: str, key: str, actor: Actor, at: datetime
) -> Delivery:
    """Deliver a document that this platform made of a plan of the park, as it was made.

    Which parts it holds is what the run wrote down; nobody has to point at them.

    Parameters
    ----------
    voucher : Voucher
        For which.
    kind : {"green_vision", "financing_plan"}
        Which of the two.
    key : str
        Of the paper.
    actor, at
        Who, when.

    Raises
    ------
    NotNow
        If there is no executor yet, or the voucher has ended.
    NoSuchPaper
        If the park has no such paper, or it is gone.
    ChangedPaper
        If it is not what it was when it was made.
    PartsMissing
        If it lacks a required part.
    DeliveredElsewhere
        If it was delivered for another voucher.
    """
    voucher = held_voucher(voucher, State.ORDERED)
    known = {
        each.key: each for each in papers_of(voucher.application.partnership.park, kind)
    }
    if (paper := known.get(key)) is None:
        raise NoSuchPaper
    _check_parts(kind, paper.parts)
    content = paper.read()
    if hashlib.sha256(content).hexdigest() != paper.sha256:
        raise ChangedPaper
    return _bring(
        voucher,
        kind,
        (paper.name, content),
        paper.parts,
        origin=paper.origin,
        actor=actor,
        at=at,
    )


def _check_parts(kind: str, parts: Mapping[str, str]) -> None:
    if lacks := missing_parts(kind, parts):
        raise PartsMissing(
            Text(
                "; ".join(each.nl for each in lacks),
                "; ".join(each.en for each in lacks),
            )
        )


def _origin_of(park: Park, kind: str, content: bytes) -> Mapping[str, Any]:
    """Tell what made a file that was brought, if this platform did.

    A file that says so, but is no paper of the park, was changed or is of another place.
    """
    digest = hashlib.sha256(content).hexdigest()
    for paper in papers_of(park, kind):
        if paper.sha256 == digest:
            return paper.origin
    if pdf.says_it_is_ours(content):
        raise ChangedPaper
    return {}


def _bring(
    voucher: Voucher,
    kind: str,
    file: tuple[str, bytes],
    parts: Mapping[str, str],
    *,
    origin: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Delivery:
    """Keep a document as a delivery; what was delivered for another voucher is not."""
    name, content = file
    document = keep_pdf(name=name, content=content, actor=actor, at=at)
    same = Delivery.objects.filter(document__sha256=document.sha256)
    if same.exclude(voucher=voucher).exists():
        raise DeliveredElsewhere
    delivery = Delivery.objects.create(
        voucher=voucher,
        kind=kind,
        document=document,
        parts={part: parts[part].strip()[:100] for part in deliverables()[kind].parts},
        origin=dict(origin),
        is_late=timezone.localdate(at) > voucher.deliver_by,
        at=at,
        by=actor if isinstance(actor, User) else None,
    )
    audit.record(
        "vouchers.deliver",
        delivery,
        actor=actor,
        at=at,
        kind=kind,
        sha256=document.sha256,
        is_late=delivery.is_late,
        run=origin.get("run", ""),
    )
    return delivery


@transaction.atomic
def keep_pdf(*, name: str, content: bytes, actor: Actor, at: datetime) -> Document:
    """Keep a file that is what it says: a PDF, without programs or attachments.

    Raises
    ------
    NoPdf
        If it is something else.
    ActivePdf
        If it would do something when it is opened.
    """
    name = PurePath(name.replace("\\", "/")).name[:160] or "document.pdf"
    if not pdf.is_pdf(content):
        raise NoPdf(name)
    if pdf.is_active(content):
        raise ActivePdf(name)
    document = Document.objects.create(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        content=content,
        kept_at=at,
    )
    audit.record("vouchers.keep", document, actor=actor, at=at, sha256=document.sha256)
    return document


@transaction.atomic
def judge(
    *, delivery: Delivery, is_good: bool, note: str, actor: Actor, at: datetime
) -> Delivery:
    """Approve a document or send it back; with both approved the voucher is.

    Raises
    ------
    NotNow
        If it was judged before.
    GroundsMissing
        If it is sent back without a reason.
    OwnVoucher
        If it is by who brought it.
    """
    voucher = held_voucher(delivery.voucher, State.ORDERED)
    delivery.refresh_from_db()
    verdict = Delivery.Verdict
    if delivery.verdict != verdict.OPEN:
        raise NotNow(str(delivery.get_verdict_display()))
    if not is_good and not note.strip():
        raise GroundsMissing
    if isinstance(actor, User) and delivery.by_id == actor.pk:
        raise OwnVoucher
    delivery.verdict = verdict.APPROVED if is_good else verdict.REFUSED
    delivery.note = note
    delivery.save(update_fields=["verdict", "note"])
    good = voucher.deliveries.filter(verdict=verdict.APPROVED)
    if set(good.values_list("kind", flat=True)) == set(deliverables()):
        voucher.state = State.APPROVED
        voucher.save(update_fields=["state"])
    audit.record("vouchers.judge", delivery, actor=actor, at=at, is_good=is_good)
    return delivery


@transaction.atomic
def extend(
    *, voucher: Voucher, until: date, reason: str, actor: Actor, at: datetime
) -> Voucher:
    """Give more time for the documents.

    Raises
    ------
    NotNow
        If they are there, or the voucher has ended.
    GroundsMissing
        If nobody wrote why, or it would be less time.
    """
    voucher = held_voucher(voucher, *BEFORE_DELIVERY)
    if not reason.strip() or until <= voucher.deliver_by:
        raise GroundsMissing
    before, voucher.deliver_by = voucher.deliver_by, until
    voucher.save(update_fields=["deliver_by"])
    audit.record(
        "vouchers.extend",
        voucher,
        actor=actor,
        at=at,
        before=before.isoformat(),
        until=until.isoformat(),
    )
    return voucher
