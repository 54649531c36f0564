"""Parks that apply and take part, and how that went."""

import uuid
from collections.abc import Mapping
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.rules import Person
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park


class OrganisationForm(models.TextChoices):
    """How the firms of a park are organised."""

    ASSOCIATION = "ASSOCIATION", _("ondernemersvereniging")
    FUND = "FUND", _("ondernemersfonds")
    COOPERATIVE = "COOPERATIVE", _("coöperatie")
    MANAGEMENT = "MANAGEMENT", _("parkmanagement")
    BIZ = "BIZ", _("bedrijveninvesteringszone (BIZ)")
    AUTHORITY = "AUTHORITY", _("gemeente of andere overheid")
    COMPANY = "COMPANY", _("één bedrijf")
    NONE = "NONE", _("nog niet georganiseerd")


class Partnerships(models.QuerySet["Partnership"]):
    """Choosing partnerships."""

    def within_reach(self, person: Person, permission: str) -> Self:
        """Leave those to whose park somebody may do something."""
        return self.filter(
            park__in=Park.objects.within_reach(person, permission).order_by()
        )


class Partnership(models.Model):
    """A park in the programme, from its first application on; never removed.

    ``status`` is the newest of its `StatusChange`; ``last_heard_on`` moves with
    everything that happens, so that a list of quiet parks needs no sum of all.
    """

    park = models.OneToOneField(
        Park, on_delete=models.PROTECT, related_name="partnership"
    )
    status = models.CharField(max_length=12, blank=True, db_index=True)
    since = models.DateTimeField()
    last_heard_on = models.DateField(db_index=True)
    organisation = models.CharField(max_length=120, blank=True)
    organisation_form = models.CharField(max_length=12, blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    intake = models.JSONField(default=dict)
    """Answers of the newest application: worries, and years of roofs and paving."""
    deal = models.ForeignKey(
        "Deal", on_delete=models.PROTECT, null=True, related_name="examples"
    )
    """The deal whose place it has, while it is an ambassador or living lab."""

    objects: ClassVar[Partnerships] = Partnerships.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("park__name", "pk")

    def __str__(self) -> str:
        return f"{self.park} {self.status}"

    def places(self) -> Mapping[str, str]:
        """Give the borders of its park."""
        return self.park.places()


class PartnerApplication(models.Model):
    """A request to take part; a second one for the same park joins the first."""

    class Outcome(models.TextChoices):
        """What came of it."""

        OPEN = "OPEN", _("in behandeling")
        ACCEPTED = "ACCEPTED", _("toegelaten")
        REJECTED = "REJECTED", _("afgewezen")
        WITHDRAWN = "WITHDRAWN", _("ingetrokken")
        JOINED = "JOINED", _("gevoegd bij een eerdere aanmelding")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="applications"
    )
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.OPEN)
    joins = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="joined"
    )
    organisation = models.CharField(max_length=120)
    organisation_form = models.CharField(max_length=12, choices=OrganisationForm)
    speaks_for_all = models.BooleanField()
    commitment = models.TextField(max_length=2000)
    brings = models.JSONField(default=list)
    intake = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    screening = models.JSONField(default=dict)
    """Per check whether it is met, and a note."""
    reasons = models.TextField(max_length=4000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=models.Q(outcome="OPEN"),
                name="one_open_application_per_park",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.outcome}"

    def places(self) -> Mapping[str, str]:
        """Give the borders of its park."""
        return self.partnership.park.places()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.outcome == self.Outcome.OPEN


class StatusChange(models.Model):
    """A step on the ladder: never changed, so that any day can be counted again."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="changes"
    )
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(max_length=4000, blank=True)
    evidence = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.before} {self.after}"


class ScanStock(models.Model):
    """Places for free scans that came in or were taken out; their sum is the stock."""

    places_count = models.IntegerField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.places_count:+d}"


class ScanPlace(models.Model):
    """The free scan of a partner park: waiting, running, there, or impossible for now."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "WAITING", _("op de wachtlijst")
        BLOCKED = "BLOCKED", _("kan nog niet")
        STARTED = "STARTED", _("wordt gemaakt")
        DELIVERED = "DELIVERED", _("klaar")

    partnership = models.OneToOneField(
        Partnership, on_delete=models.PROTECT, related_name="scan_place"
    )
    state = models.CharField(
        max_length=9, choices=State, default=State.WAITING, db_index=True
    )
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, db_index=True)
    delivered_at = models.DateTimeField(null=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    problem_nl = models.CharField(max_length=300, blank=True)
    problem_en = models.CharField(max_length=300, blank=True)

    USES_A_PLACE: ClassVar = (State.STARTED, State.DELIVERED)

    class Meta:
        ordering = ("asked_at", "pk")

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.state}"


class Succession(models.Model):
    """A park that the register merged into another, or split into several."""

    class Kind(models.TextChoices):
        """What the register did."""

        MERGED = "MERGED", _("samengevoegd")
        SPLIT = "SPLIT", _("gesplitst")

    former = models.ForeignKey(
        Park, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Park, on_delete=models.PROTECT, related_name="origins"
    )
    kind = models.CharField(max_length=6, choices=Kind)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["former", "successor"], name="succeeds_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(former=models.F("successor")),
                name="no_park_succeeds_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former_id} {self.successor_id}"
