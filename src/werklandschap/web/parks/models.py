"""Business parks as the platform knows them."""

from collections.abc import Mapping
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.models import Scope
from werklandschap.web.accounts.queries import (
    energy_region_of,
    municipalities_of_region,
)
from werklandschap.web.accounts.rules import Person, reach

FIELD_OF_SCOPE: Mapping[str, str] = {
    Scope.PARK: "code",
    Scope.MUNICIPALITY: "municipality_code",
    Scope.REGION: "region_code",
    Scope.WATER_BOARD: "water_board_code",
    Scope.PROVINCE: "province_code",
}


def lies_within(scope: str, code: str) -> Q:
    """Choose the parks within a border; in an energy region lie its municipalities.

    A park keeps the code of a municipality that was merged since; it lies in the region
    all the same.
    """
    if scope == Scope.ENERGY_REGION:
        return Q(municipality_code__in=municipalities_of_region(code))
    return Q(**{FIELD_OF_SCOPE[scope]: code})


class Parks(models.QuerySet["Park"]):
    """Choosing parks."""

    def visible_to(self, person: Person) -> Self:
        """Leave the parks that somebody may see: public ones, and private ones of theirs."""
        return self.filter(
            Q(is_public=True) | self._within(person, "parks.view_private")
        )

    def within_reach(self, person: Person, permission: str) -> Self:
        """Leave the parks to which somebody may do something."""
        return self.filter(self._within(person, permission))

    def _within(self, person: Person, permission: str) -> Q:
        borders = Q(pk__in=[])
        for held in reach(person, permission):
            if held.scope == Scope.PROGRAMME:
                return ~Q(pk__in=[])
            borders |= lies_within(held.scope, held.code)
        return borders

    def touching(self, west: float, south: float, east: float, north: float) -> Self:
        """Leave the parks whose bounding box touches a rectangle in RD New, in metres."""
        return self.filter(
            east_m__gte=west, west_m__lte=east, north_m__gte=south, south_m__lte=north
        )


class Park(models.Model):
    """A business park, from a register or drawn by somebody.

    A park without geometry has no ``outline_wkb``; it then stands on the map in its
    municipality (``is_placed_by_municipality``) or, if that is unknown too, nowhere.
    """

    code = models.CharField(_("nummer"), max_length=40, unique=True)
    name = models.CharField(_("naam"), max_length=160)
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    municipality_code = models.CharField(max_length=6, blank=True, db_index=True)
    municipality = models.CharField(_("gemeente"), max_length=80, blank=True)
    region_code = models.CharField(max_length=6, blank=True, db_index=True)
    region = models.CharField(_("regio"), max_length=80, blank=True)
    province_code = models.CharField(max_length=6, blank=True, db_index=True)
    province = models.CharField(_("provincie"), max_length=40, blank=True)
    water_board_code = models.CharField(max_length=12, blank=True, db_index=True)
    water_board = models.CharField(_("waterschap"), max_length=80, blank=True)

    kind = models.CharField(_("soort"), max_length=8, blank=True)
    start_year = models.SmallIntegerField(_("startjaar"), null=True)
    gross_ha = models.FloatField(_("bruto oppervlakte"), null=True)
    net_ha = models.FloatField(_("netto oppervlakte"), null=True)
    reference_year = models.SmallIntegerField(_("peiljaar"), null=True)
    source = models.CharField(_("bron"), max_length=200)

    outline_wkb = models.BinaryField(null=True)
    west_m = models.FloatField(null=True)
    south_m = models.FloatField(null=True)
    east_m = models.FloatField(null=True)
    north_m = models.FloatField(null=True)
    longitude_deg = models.FloatField(null=True)
    latitude_deg = models.FloatField(null=True)
    area_ha = models.FloatField(_("oppervlakte"), null=True)
    is_placed_by_municipality = models.BooleanField(default=False)

    is_public = models.BooleanField(_("openbaar"), default=True)
    is_generated = models.BooleanField(_("gegenereerd"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    corrected = models.JSONField(default=list)
    """Names of the fields that people set; no register changes them any more."""

    objects: ClassVar[Parks] = Parks.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("name", "code")
        indexes: ClassVar = [
            models.Index(fields=["west_m", "south_m", "east_m", "north_m"]),
            models.Index(fields=["changed_at", "is_public"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        slug = slugify(self.name) or "terrein"
        return reverse("park", kwargs={"code": self.code, "slug": slug})

    def places(self) -> Mapping[str, str]:
        """Give the codes of the borders in which it lies."""
        stored = {scope: getattr(self, name) for scope, name in FIELD_OF_SCOPE.items()}
        return stored | {Scope.ENERGY_REGION: energy_region_of(self.municipality_code)}

    @property
    def size_ha(self) -> float | None:
        """Area from its outline, or else from the register, in hectares."""
        return self.area_ha if self.area_ha is not None else self.gross_ha


class Load(models.Model):
    """One reading of a register of parks, and what came of it."""

    source = models.CharField(_("bron"), max_length=200)
    at = models.DateTimeField(_("ingelezen"))
    added = models.IntegerField(_("nieuw"))
    changed = models.IntegerField(_("gewijzigd"))
    unchanged = models.IntegerField(_("ongewijzigd"))
    absent = models.IntegerField(_("niet meer genoemd"))
    """Parks of this source that it no longer names; they stay."""

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d}"

    def told(self) -> str:
        """Say what came of it."""
        return _(
            "%(added)s nieuw, %(changed)s gewijzigd, %(unchanged)s ongewijzigd"
        ) % {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
        }
