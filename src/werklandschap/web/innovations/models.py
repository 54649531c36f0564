"""Innovations, what parks found out about them, and what people submit."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park


class Kind(models.TextChoices):
    """What sort of innovation it is."""

    PHYSICAL = "PHYSICAL", _("op het terrein")
    COOPERATION = "COOPERATION", _("samenwerken")
    FINANCE = "FINANCE", _("betalen")


class Maturity(models.IntegerChoices):
    """How far it has come."""

    IDEA = 1, _("idee")
    TRIED = 2, _("uitgeprobeerd")
    PROVEN = 3, _("werkt op enkele plekken")
    SPREADING = 4, _("werkt op veel plekken")
    USUAL = 5, _("gewoon")


def text_of(told: Mapping[str, str] | None) -> Text:
    """Make a text of what a record holds; English falls back to Dutch."""
    told = told or {}
    dutch = told.get("nl", "")
    return Text(dutch, told.get("en") or dutch)


class Innovation(models.Model):
    """One entry; ``content`` is the newest version of the whole record."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    maturity = models.PositiveSmallIntegerField(choices=Maturity)
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    shipped_hash = models.CharField(max_length=64, blank=True)
    """Hash of the record in the package from which it was last loaded."""
    is_published = models.BooleanField(default=True)
    review_on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("innovation", kwargs={"innovation": self.code})

    @property
    def title(self) -> Text:
        """What it is called."""
        return text_of(self.content["title"])

    @property
    def summary(self) -> Text:
        """What it is, in a sentence or two."""
        return text_of(self.content["summary"])

    @property
    def how(self) -> Text:
        """How to go about it."""
        return text_of(self.content.get("how"))

    @property
    def legal(self) -> Text:
        """What the law says about it."""
        return text_of(self.content.get("legal"))

    @property
    def lessons(self) -> list[Text]:
        """What was learned."""
        return [text_of(each) for each in self.content.get("lessons", ())]

    @property
    def failed(self) -> list[Text]:
        """What went wrong."""
        return [text_of(each) for each in self.content.get("failed", ())]

    @property
    def themes(self) -> Sequence[str]:
        """Names of the themes it is about."""
        themes: Sequence[str] = self.content.get("themes", ())
        return themes

    @property
    def effects(self) -> Sequence[Mapping[str, Any]]:
        """What sources say that it does."""
        effects: Sequence[Mapping[str, Any]] = self.content.get("effects", ())
        return effects


class Version(models.Model):
    """A record as it stood; never changed afterwards."""

    innovation = models.ForeignKey(
        Innovation, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["innovation", "number"], name="one_innovation_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.innovation_id} v{self.number}"


class Contact(models.Model):
    """Somebody who may be asked about it, for as long as they agreed to."""

    innovation = models.ForeignKey(
        Innovation, on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mailadres"))
    consent_at = models.DateTimeField()
    expires_on = models.DateField()

    def __str__(self) -> str:
        return f"#{self.pk}"


class RealisedEffect(models.Model):
    """What a park measured; withdrawn rather than deleted."""

    innovation = models.ForeignKey(
        Innovation, on_delete=models.CASCADE, related_name="realised"
    )
    effect = models.CharField(max_length=60)
    park = models.ForeignKey(Park, on_delete=models.PROTECT)
    value = models.FloatField()
    measured_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    given_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("given_at", "pk")

    def __str__(self) -> str:
        return f"{self.effect} {self.value}"


class Submission(models.Model):
    """What somebody told us; two people look at it before it is public."""

    class Status(models.TextChoices):
        """How far it has come."""

        RECEIVED = "RECEIVED", _("ontvangen")
        CHECKED = "CHECKED", _("door één persoon bekeken")
        PUBLISHED = "PUBLISHED", _("geplaatst")
        REFUSED = "REFUSED", _("niet geplaatst")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=120)
    summary = models.TextField()
    how = models.TextField(blank=True)
    failed = models.TextField(blank=True)
    where = models.CharField(max_length=200, blank=True)
    conditions = models.JSONField(default=list)
    """Names of the conditions under which it works."""
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    may_be_shown = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    received_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    checked_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    innovation = models.ForeignKey(Innovation, on_delete=models.SET_NULL, null=True)

    class Meta:
        ordering = ("received_at",)

    def __str__(self) -> str:
        return f"{self.id} {self.status}"
