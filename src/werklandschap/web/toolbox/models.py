"""Pages of the toolbox, and how far a park is with each step."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park


class Step(models.TextChoices):
    """The eight steps, in any order."""

    ENTHUSIASM = "enthusiasm", _("Enthousiasme")
    AMBITION = "ambition", _("Ambitie")
    BASELINE = "baseline", _("Nulmeting")
    DESIGN = "design", _("Planvorming")
    COSTS = "costs", _("Kosten en baten")
    WORKS = "works", _("Realisatie en beheer")
    MONITORING = "monitoring", _("Monitoring")
    GUIDANCE = "guidance", _("Procesbegeleiding")


class Kind(models.TextChoices):
    """What a page is for."""

    GUIDE = "GUIDE", _("uitleg")
    TEMPLATE = "TEMPLATE", _("sjabloon")
    ROLE = "ROLE", _("rol")


class Page(models.Model):
    """A page; what it says lies in its versions."""

    slug = models.SlugField(max_length=60, unique=True)
    step = models.CharField(_("stap"), max_length=12, choices=Step)
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    review_on = models.DateField(_("opnieuw controleren vóór"))
    shipped_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("kind", "slug")

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Give its address."""
        return reverse("toolbox_page", kwargs={"page": self.slug})


class PageVersion(models.Model):
    """What a page says or is to say; a published one is never changed."""

    class Status(models.TextChoices):
        """How far it has come."""

        DRAFT = "DRAFT", _("concept")
        REVIEW = "REVIEW", _("wacht op een collega")
        PUBLISHED = "PUBLISHED", _("goedgekeurd")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title_nl = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    summary_nl = models.CharField(max_length=250)
    summary_en = models.CharField(max_length=250)
    body_nl = models.TextField()
    body_en = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    publish_on = models.DateField(_("plaatsen op"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    made_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page", "number"], name="one_version_of_a_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} v{self.number}"

    @property
    def title(self) -> Text:
        """What it is called."""
        return Text(self.title_nl, self.title_en)

    @property
    def summary(self) -> Text:
        """What it is about."""
        return Text(self.summary_nl, self.summary_en)

    @property
    def body(self) -> Text:
        """What it says, as Markdown."""
        return Text(self.body_nl, self.body_en)


class Image(models.Model):
    """A picture for pages, with what it shows in words."""

    data = models.BinaryField()
    mime = models.CharField(max_length=20)
    alt_nl = models.CharField(_("wat is te zien"), max_length=200)
    alt_en = models.CharField(_("wat is te zien, in het Engels"), max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.alt_nl


class DeadLink(models.Model):
    """A link in a page that did not answer at the last check."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="dead_links")
    url = models.URLField(max_length=1000)
    trouble = models.CharField(max_length=60)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("page", "url")

    def __str__(self) -> str:
        return self.url


class StepState(models.Model):
    """How far a park is with one step."""

    class Status(models.TextChoices):
        """How far; a step may be left out, and done again."""

        OPEN = "OPEN", _("nog niet begonnen")
        BUSY = "BUSY", _("bezig")
        DONE = "DONE", _("klaar")
        SKIPPED = "SKIPPED", _("slaan we over")
        AGAIN = "AGAIN", _("nog een keer")

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    decision = models.CharField(max_length=300, blank=True)
    decide_on = models.DateField(null=True, blank=True)
    who = models.CharField(max_length=120, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["park", "step"], name="one_state_per_step_of_a_park"
            )
        ]

    def __str__(self) -> str:
        return f"{self.park_id} {self.step} {self.status}"
