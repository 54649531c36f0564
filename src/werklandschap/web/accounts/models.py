"""People, the organisations they work for, and the roles they have somewhere."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in the programme."""

    VISITOR = "VISITOR", _("bezoeker")
    ENTREPRENEUR = "ENTREPRENEUR", _("ondernemer")
    PARK_MANAGER = "PARK_MANAGER", _("parkmanager")
    MUNICIPALITY = "MUNICIPALITY", _("gemeente")
    WATER_BOARD = "WATER_BOARD", _("waterschap")
    PROVINCE = "PROVINCE", _("provincie")
    REGISSEUR = "REGISSEUR", _("regisseur")
    PARTNER = "PARTNER", _("coalitiepartner")
    PROGRAMME = "PROGRAMME", _("programmateam")
    ADMINISTRATOR = "ADMINISTRATOR", _("beheerder")


class Scope(models.TextChoices):
    """Within which borders a role counts."""

    PARK = "PARK", _("bedrijventerrein")
    MUNICIPALITY = "MUNICIPALITY", _("gemeente")
    ENERGY_REGION = "ENERGY_REGION", _("energieregio (RES)")
    REGION = "REGION", _("COROP-gebied")
    WATER_BOARD = "WATER_BOARD", _("waterschap")
    PROVINCE = "PROVINCE", _("provincie")
    PROGRAMME = "PROGRAMME", _("hele programma")


class Organisation(models.Model):
    """A firm, association, authority or adviser."""

    name = models.CharField(_("naam"), max_length=120, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Making users."""

    def create_user(
        self, email: str, password: str | None = None, **more: Any
    ) -> "User":
        """Make a user; without a password nobody can sign in until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by address, whatever its capitals."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in; all we keep is an address, a name and an organisation."""

    pseudonym = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisatie"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
    )
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="nl")

    held: list["Assignment"] | None = None
    """Their roles once read, so that one request reads them once."""

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, permission: str, subject: object = None) -> bool:
        """Ask the table of permissions, as Django's own views and tags do."""
        from werklandschap.web.accounts.rules import may

        return may(self, permission, subject)


class Assignment(models.Model):
    """A role of one person, within a park, area or the whole programme."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(_("rol"), max_length=16, choices=Role)
    scope = models.CharField(_("reikwijdte"), max_length=16, choices=Scope)
    code = models.CharField(_("code"), max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "scope", "code"], name="assigned_once"
            ),
            models.CheckConstraint(
                condition=models.Q(scope="PROGRAMME", code="")
                | (~models.Q(scope="PROGRAMME") & ~models.Q(code="")),
                name="a_code_unless_for_the_whole_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.scope} {self.code}".strip()

    def covers(self, places: Mapping[str, str]) -> bool:
        """Tell whether something with these codes, by scope, lies within the borders."""
        return self.scope == Scope.PROGRAMME or places.get(self.scope) == self.code


class Invitation(models.Model):
    """An offer of a role to an address; only a hash of its secret is kept."""

    email = models.EmailField(_("e-mailadres"))
    role = models.CharField(_("rol"), max_length=16, choices=Role)
    scope = models.CharField(max_length=16, choices=Scope)
    code = models.CharField(max_length=40, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"#{self.pk} {self.role} {self.scope} {self.code}"

    def is_open(self, at: datetime) -> bool:
        """Tell whether it can still be accepted."""
        return self.accepted_at is None and at < self.expires_at


class Token(models.Model):
    """A key for programs of one person, with what it may be used for."""

    class May(models.TextChoices):
        """What a token opens."""

        READ = "READ", _("lezen")
        WRITE = "WRITE", _("lezen en nulmetingen starten")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("naam"), max_length=60)
    may = models.CharField(_("mag"), max_length=5, choices=May, default=May.READ)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
