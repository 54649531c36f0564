"""Green Deals: parties, promises, money to the cent, and reports to the fund."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.models import Scope


class Deal(models.Model):
    """An agreement with a province or region; it opens places and takes money in."""

    class State(models.TextChoices):
        """How far it is."""

        PREPARED = "PREPARED", _("in voorbereiding")
        SIGNED = "SIGNED", _("getekend")
        ENDED = "ENDED", _("afgelopen")
        LEFT = "LEFT", _("provincie gestopt")

    class Package(models.TextChoices):
        """What was signed for."""

        A = "A", _("A: één living lab en twee ambassadeurs")
        B = "B", _("B: één ambassadeur")
        C = "C", _("C: alleen vouchers")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("naam"), max_length=120, unique=True)
    province_code = models.CharField(max_length=6, db_index=True)
    province = models.CharField(max_length=40)
    package = models.CharField(max_length=1, choices=Package)
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED)
    phase = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def places(self) -> Mapping[str, str]:
        """Give the borders within which it lies."""
        return {Scope.PROVINCE: self.province_code}

    @property
    def is_signed(self) -> bool:
        """Whether it holds now."""
        return self.state == self.State.SIGNED


class DealParty(models.Model):
    """A party of a deal."""

    class Kind(models.TextChoices):
        """What it is."""

        PROGRAMME = "PROGRAMME", _("programma")
        PROVINCE = "PROVINCE", _("provincie")
        MUNICIPALITY = "MUNICIPALITY", _("gemeente")
        PARK = "PARK", _("bedrijventerrein")
        WATER_BOARD = "WATER_BOARD", _("waterschap")

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "name"], name="a_party_joins_once")
        ]

    def __str__(self) -> str:
        return self.name


class DealPromise(models.Model):
    """What a party promised besides money: knowledge, capacity or network."""

    class Kind(models.TextChoices):
        """What it brings."""

        KNOWLEDGE = "KNOWLEDGE", _("kennis")
        CAPACITY = "CAPACITY", _("capaciteit")
        NETWORK = "NETWORK", _("netwerk")
        MONEY = "MONEY", _("geld")

    party = models.ForeignKey(
        DealParty, on_delete=models.PROTECT, related_name="promises"
    )
    kind = models.CharField(max_length=9, choices=Kind)
    what = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    kept_on = models.DateField(null=True)
    evidence = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.what}"

    def is_missed(self, on: date) -> bool:
        """Tell whether its day has passed and it was not kept."""
        return self.kept_on is None and self.due_on is not None and self.due_on < on


class Instalment(models.Model):
    """A part of what a party promised to pay, by a day; drawn down once it is paid."""

    party = models.ForeignKey(
        DealParty, on_delete=models.PROTECT, related_name="instalments"
    )
    amount_cents = models.BigIntegerField()
    due_on = models.DateField()
    entry = models.OneToOneField(
        "Entry", on_delete=models.PROTECT, null=True, related_name="instalment"
    )
    """The entry by which it came in."""

    class Meta:
        ordering = ("due_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="an_instalment_is_money"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.due_on}"


class Entry(models.Model):
    """An entry of the ledger of a deal; written once, put right by another."""

    class Kind(models.TextChoices):
        """What happened."""

        PLEDGE = "PLEDGE", _("toegezegd")
        RECEIVE = "RECEIVE", _("ontvangen")
        AWARD = "AWARD", _("toegekend")
        PAY = "PAY", _("uitbetaald")
        REPAY = "REPAY", _("terugbetaald")
        REVERSE = "REVERSE", _("teruggedraaid")

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    booked_on = models.DateField()
    text = models.CharField(max_length=300)
    evidence = models.CharField(max_length=500, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by"
    )
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deal", "number"], name="entries_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class EntryLine(models.Model):
    """An amount on an account: debit is positive, credit negative."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(max_length=10)
    party = models.ForeignKey(
        DealParty, on_delete=models.PROTECT, null=True, related_name="+"
    )
    amount_cents = models.BigIntegerField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.account} {self.amount_cents}"


class FundReport(models.Model):
    """What was told to the fund: the figures of a moment, frozen, with their hash."""

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=120)
    as_of = models.DateTimeField()
    figures = models.JSONField()
    figures_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
