"""Voucher rounds and what comes of each application."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.models import Scope
from werklandschap.web.programme.models import Deal, DealParty, Partnership


def _somebody() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )


def _euros(**more: Any) -> Any:
    return models.DecimalField(max_digits=14, decimal_places=2, **more)


class Round(models.Model):
    """A scheme that a province opens; how it treats applications is fixed before that."""

    class Treatment(models.TextChoices):
        """In which order applications are treated."""

        FIRST_COME = "FIRST_COME", _("op volgorde van complete binnenkomst")
        POINTS = "POINTS", _("op punten")
        LOTTERY = "LOTTERY", _("door loting")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=160)
    province_code = models.CharField(max_length=6, db_index=True)
    province = models.CharField(max_length=40)
    amount_eur = _euros()
    own_share = models.DecimalField(max_digits=5, decimal_places=4, default=Decimal(0))
    eligible = models.TextField(max_length=2000)
    quota = models.PositiveIntegerField(null=True)
    budget_eur = _euros()
    treatment = models.CharField(max_length=10, choices=Treatment)
    criteria = models.JSONField(default=list)
    """Where points count: what earns them, and how many at most."""
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    fixed_at = models.DateTimeField(null=True)
    secret = models.CharField(max_length=64, blank=True)
    secret_hash = models.CharField(max_length=64, blank=True)
    public_source = models.CharField(max_length=300, blank=True)
    public_value = models.CharField(max_length=200, blank=True)
    drawn_at = models.DateTimeField(null=True)
    deal = models.ForeignKey(
        Deal, on_delete=models.PROTECT, null=True, related_name="voucher_rounds"
    )
    made_by = _somebody()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-opens_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="a_round_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(fixed_at=None)
                | models.Q(fixed_at__lt=models.F("opens_at")),
                name="a_round_is_fixed_before_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def places(self) -> Mapping[str, str]:
        """Give the borders within which it lies."""
        return {Scope.PROVINCE: self.province_code}

    def is_open(self, at: datetime) -> bool:
        """Tell whether somebody can apply."""
        return self.fixed_at is not None and self.opens_at <= at < self.closes_at

    def has_order(self, at: datetime) -> bool:
        """Tell whether it is known in which order applications are treated."""
        if self.treatment == self.Treatment.FIRST_COME:
            return True
        is_drawn = self.drawn_at is not None
        return at >= self.closes_at and (
            self.treatment == self.Treatment.POINTS or is_drawn
        )


class Executor(models.Model):
    """A firm that may carry out vouchers in a province."""

    province_code = models.CharField(max_length=6, db_index=True)
    name = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["province_code", "name"], name="an_executor_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """A file that was brought or made, whole and with its hash."""

    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64, db_index=True)
    size_bytes = models.PositiveIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Application(models.Model):
    """A request for a voucher of a park."""

    class State(models.TextChoices):
        """How far it is."""

        SUBMITTED = "SUBMITTED", _("ingediend")
        SUSPENDED = "SUSPENDED", _("wacht op aanvulling")
        COMPLETE = "COMPLETE", _("compleet")
        GRANTED = "GRANTED", _("toegekend")
        REJECTED = "REJECTED", _("afgewezen")
        SET_ASIDE = "SET_ASIDE", _("niet behandeld")
        WITHDRAWN = "WITHDRAWN", _("ingetrokken")

    OPEN: ClassVar = (State.SUBMITTED, State.SUSPENDED, State.COMPLETE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="applications"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="voucher_applications"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.SUBMITTED)
    organisation = models.CharField(max_length=120)
    plan = models.TextField(max_length=4000)
    costs_eur = _euros()
    other_support = models.CharField(max_length=500, blank=True)
    made_by = _somebody()
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    """When the last part of it came in: what counts for first come, first served."""
    decide_by = models.DateField(db_index=True)
    missing = models.TextField(max_length=2000, blank=True)
    suspended_on = models.DateField(null=True)
    complete_by = models.DateField(null=True)
    completed_at = models.DateTimeField(null=True)
    """When nothing was found missing: from then on it has a place in the order."""
    points = models.JSONField(default=list)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "number"], name="applications_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["round", "partnership"],
                condition=models.Q(
                    state__in=["SUBMITTED", "SUSPENDED", "COMPLETE", "GRANTED"]
                ),
                name="a_park_asks_once_per_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"

    def places(self) -> Mapping[str, str]:
        """Give the borders of its park."""
        return self.partnership.park.places()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.state in self.OPEN


class Voucher(models.Model):
    """A promise to pay for a green vision and a financing plan."""

    class State(models.TextChoices):
        """How far it is."""

        GRANTED = "GRANTED", _("toegekend")
        ORDERED = "ORDERED", _("uitvoerder gekozen")
        APPROVED = "APPROVED", _("stukken goedgekeurd")
        SETTLED = "SETTLED", _("vastgesteld")
        PAID = "PAID", _("betaald")
        LAPSED = "LAPSED", _("vervallen")
        RECLAIMED = "RECLAIMED", _("teruggevorderd")

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="voucher"
    )
    state = models.CharField(max_length=9, choices=State, default=State.GRANTED)
    amount_eur = _euros()
    held_eur = _euros()
    """What it takes of the budget now: the grant, the settlement, or what stays paid."""
    granted_at = models.DateTimeField()
    deliver_by = models.DateField()
    executor = models.ForeignKey(
        Executor, on_delete=models.PROTECT, null=True, related_name="vouchers"
    )
    settled_eur = _euros(null=True)
    paid_at = models.DateTimeField(null=True)
    reclaimed_eur = _euros(default=Decimal(0))
    party = models.ForeignKey(
        DealParty, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The park as a party of the deal that pays, if one does."""

    class Meta:
        ordering = ("-granted_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(held_eur__gte=0)
                & models.Q(held_eur__lte=models.F("amount_eur")),
                name="a_voucher_holds_no_more_than_was_granted",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"


class Delivery(models.Model):
    """A document that a park brought for its voucher, and what was thought of it."""

    class Verdict(models.TextChoices):
        """What was thought of it."""

        OPEN = "OPEN", _("nog niet bekeken")
        APPROVED = "APPROVED", _("goedgekeurd")
        REFUSED = "REFUSED", _("niet goed")

    voucher = models.ForeignKey(
        Voucher, on_delete=models.PROTECT, related_name="deliveries"
    )
    kind = models.CharField(max_length=20)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    parts = models.JSONField(default=dict)
    origin = models.JSONField(default=dict)
    """The run, plan and data it was made of, if this platform made it; else empty."""
    is_late = models.BooleanField(default=False)
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.OPEN)
    note = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()
    by = _somebody()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.verdict}"


class Decision(models.Model):
    """A decision in the sense of the law, with its grounds, letter and archive record."""

    class Kind(models.TextChoices):
        """What was decided."""

        GRANT = "GRANT", _("toekenning")
        REJECT = "REJECT", _("afwijzing")
        SET_ASIDE = "SET_ASIDE", _("niet in behandeling genomen")
        SETTLE = "SETTLE", _("vaststelling")
        LAPSE = "LAPSE", _("intrekking")
        RECLAIM = "RECLAIM", _("terugvordering")
        OBJECTION = "OBJECTION", _("besluit op bezwaar")

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="decisions"
    )
    kind = models.CharField(max_length=9, choices=Kind)
    on = models.DateField()
    grounds = models.JSONField(default=list)
    object_by = models.DateField()
    letter = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="+"
    )
    archive = models.JSONField(default=dict)
    archive_hash = models.CharField(max_length=64)
    keep_until = models.DateField()
    at = models.DateTimeField()
    by = _somebody()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Objection(models.Model):
    """An objection to a decision."""

    class State(models.TextChoices):
        """What came of it."""

        OPEN = "OPEN", _("in behandeling")
        UPHELD = "UPHELD", _("gegrond")
        DISMISSED = "DISMISSED", _("ongegrond")
        TOO_LATE = "TOO_LATE", _("niet-ontvankelijk: te laat")

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="objection"
    )
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    grounds = models.TextField(max_length=4000)
    received_on = models.DateField()
    is_in_time = models.BooleanField()
    decide_by = models.DateField()
    made_by = _somebody()

    def __str__(self) -> str:
        return f"{self.decision_id} {self.state}"
