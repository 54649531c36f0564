"""Meetings, who comes, what was learned, and who reads the newsletter."""

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Scope
from werklandschap.web.innovations.models import Innovation

LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]


class Meeting(models.Model):
    """Something people can come to; without a region it is for the whole country."""

    class Kind(models.TextChoices):
        """What it is."""

        REGIONAL = "REGIONAL", _("regionale leerkring")
        NATIONAL = "NATIONAL", _("landelijke leerkring")
        WEBINAR = "WEBINAR", _("webinar")
        ROADSHOW = "ROADSHOW", _("roadshow")
        VISIT = "VISIT", _("werkbezoek")
        MASTERCLASS = "MASTERCLASS", _("masterclass")

    kind = models.CharField(_("soort"), max_length=12, choices=Kind)
    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("waar gaat het over"), max_length=4000)
    region_code = models.CharField(_("regio"), max_length=6, blank=True, db_index=True)
    themes = models.JSONField(default=list)
    starts_at = models.DateTimeField(_("begint"), db_index=True)
    ends_at = models.DateTimeField(_("eindigt"))
    place = models.CharField(_("plaats"), max_length=200)
    capacity = models.PositiveIntegerField(_("hoeveel plaatsen"))
    is_cancelled = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    """Goes up with every change, so that calendars take the newest."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="a_meeting_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give its address."""
        return reverse("meeting", kwargs={"meeting_id": self.pk})

    def places(self) -> Mapping[str, str]:
        """Give the region in which it lies."""
        return {Scope.ENERGY_REGION: self.region_code} if self.region_code else {}


class SignUp(models.Model):
    """Somebody who comes, or waits for a place."""

    class Status(models.TextChoices):
        """Whether there is a place."""

        COMING = "COMING", _("aangemeld")
        WAITING = "WAITING", _("op de wachtlijst")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="sign_ups"
    )
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mailadres"))
    language = models.CharField(max_length=2, choices=LANGUAGES, default="nl")
    status = models.CharField(max_length=8, choices=Status)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "email"], name="one_place_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"


class Material(models.Model):
    """Something to read or see afterwards."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="materials"
    )
    title = models.CharField(_("titel"), max_length=120)
    url = models.URLField(_("adres"), max_length=500)

    def __str__(self) -> str:
        return self.title


class Lesson(models.Model):
    """What was learned at a meeting: first of a region, then of any, then of the country."""

    class Level(models.TextChoices):
        """For whom it holds."""

        REGIONAL = "REGIONAL", _("in deze regio")
        GENERIC = "GENERIC", _("in meer regio’s")
        NATIONAL = "NATIONAL", _("in heel Nederland")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="lessons"
    )
    text_nl = models.CharField(_("wat is geleerd"), max_length=400)
    text_en = models.CharField(
        _("wat is geleerd, in het Engels"), max_length=400, blank=True
    )
    level = models.CharField(max_length=10, choices=Level, default=Level.REGIONAL)
    innovation = models.ForeignKey(
        Innovation,
        verbose_name=_("bij welke innovatie"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField()
    raised_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.text_nl

    @property
    def text(self) -> Text:
        """What was learned."""
        return Text(self.text_nl, self.text_en or self.text_nl)


class Subscriber(models.Model):
    """Somebody who wants the newsletter; who leaves is forgotten at once."""

    class Every(models.TextChoices):
        """How often at most."""

        WEEK = "WEEK", _("elke week")
        MONTH = "MONTH", _("elke maand")
        QUARTER = "QUARTER", _("elk kwartaal")

    email = models.EmailField(_("e-mailadres"), unique=True)
    language = models.CharField(
        _("taal"), max_length=2, choices=LANGUAGES, default="nl"
    )
    every = models.CharField(
        _("hoe vaak hoogstens"), max_length=8, choices=Every, default=Every.MONTH
    )
    regions = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"#{self.pk}"
