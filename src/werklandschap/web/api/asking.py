"""What programs may ask: the parameters of each address, checked and explained."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Field as Column
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.api import crs, queries
from werklandschap.web.api.problems import CrsNotAcceptable
from werklandschap.web.api.selection import Period, Range, Selection

_NUMBER = r"-?\d{1,12}(?:\.\d{1,9})?"
_RANGE = rf"^[a-z0-9_]{{1,60}}:(?:{_NUMBER})?\.\.(?:{_NUMBER})?$"
_BOX_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {"type": "number"},
    "minItems": 4,
    "maxItems": 6,
}
_NOT_A_BOX = _("Geef vier getallen: minimum x, minimum y, maximum x, maximum y.")


@extend_schema_field(_BOX_SCHEMA)
class BoundsField(serializers.Field[crs.Bounds, str, Any, Any]):
    """A rectangle: four numbers divided by commas, or six of which heights are left out."""

    def to_internal_value(self, data: str) -> crs.Bounds:
        """Read the numbers."""
        try:
            numbers = [float(part) for part in str(data).split(",")]
        except ValueError:
            raise serializers.ValidationError(_NOT_A_BOX) from None
        if len(numbers) == 6:
            numbers = [numbers[each] for each in (0, 1, 3, 4)]
        if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
            raise serializers.ValidationError(_NOT_A_BOX)
        return numbers[0], numbers[1], numbers[2], numbers[3]


_CRS_SCHEMA = {
    "type": "string",
    "enum": [name for each in crs.KNOWN.values() for name in (each.name, each.uri)],
}


@extend_schema_field(_CRS_SCHEMA)
class CrsField(serializers.Field[crs.Crs, str, Any, Any]):
    """A reference system, by name or address."""

    def to_internal_value(self, data: str) -> crs.Crs:
        """Find it."""
        try:
            return crs.find(str(data))
        except crs.UnknownCrs as problem:
            raise serializers.ValidationError(
                problem.say(get_language() or "nl")
            ) from None


@extend_schema_field({"type": "string", "pattern": _RANGE})
class RangeField(serializers.Field[Range, str, Any, Any]):
    """An indicator and its limits, such as ``paved_share:0.2..0.6``."""

    def to_internal_value(self, data: str) -> Range:
        """Read the name and the limits."""
        if re.fullmatch(_RANGE, str(data)) is None:
            raise serializers.ValidationError(
                _("Schrijf naam:minimum..maximum; een van beide mag leeg zijn.")
            )
        name, limits = str(data).split(":")
        least, greatest = (float(end) if end else None for end in limits.split(".."))
        return Range(known_indicator(name), least, greatest)


def known_indicator(name: str) -> str:
    """Give the name of an indicator back.

    Raises
    ------
    ValidationError
        If there is no such indicator.
    """
    if name not in queries.catalogue():
        raise serializers.ValidationError(
            _("Onbekende indicator ‘{name}’.").format(name=name)
        )
    return name


@extend_schema_field(
    {"type": "string", "example": "2026-01-01/..", "pattern": r"^[0-9T:Z./+-]{2,60}$"}
)
class PeriodField(serializers.Field[Period, str, Any, Any]):
    """A moment, or two with a slash between them; ``..`` or nothing is open."""

    def to_internal_value(self, data: str) -> Period:
        """Read the days."""
        ends = str(data).split("/")
        if len(ends) > 2 or all(end in {"", ".."} for end in ends):
            raise serializers.ValidationError(_("Geef een dag of een periode."))
        first, last = (_day(end) for end in (ends[0], ends[-1]))
        if first is not None and last is not None and first > last:
            raise serializers.ValidationError(_("Het begin ligt na het einde."))
        return first, last


def _day(text: str) -> date | None:
    if text in {"", ".."}:
        return None
    try:
        # The day on which it was then here; a day alone is that day.
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return timezone.localtime(moment).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        raise serializers.ValidationError(
            _("‘{text}’ is geen dag of moment volgens ISO 8601.").format(text=text)
        ) from None


class _Asked(serializers.Serializer[Any]):
    """Refuses parameters that it does not know: a typing error must not widen a search."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse what is unknown."""
        if unknown := sorted(set(self.initial_data) - set(self.fields)):
            raise serializers.ValidationError(
                {name: _("Deze parameter bestaat niet.") for name in unknown}
            )
        return attrs


def asked(request: Request, kind: type[serializers.Serializer[Any]]) -> Any:
    """Read the parameters of a request.

    Raises
    ------
    ValidationError
        If one is wrong or unknown.
    """
    parameters = kind(data=request.query_params)
    parameters.is_valid(raise_exception=True)
    return parameters.validated_data


def answer_crs(request: Request, parameters: Mapping[str, Any]) -> crs.Crs:
    """Tell in which system to answer: the parameter, else the header, else CRS84.

    Raises
    ------
    CrsNotAcceptable
        If the header asks for one that we do not speak.
    """
    if "crs" in parameters:
        found: crs.Crs = parameters["crs"]
        return found
    wanted = request.headers.get("Accept-Crs", "").split(",")
    for each in filter(None, (one.split(";")[0].strip() for one in wanted)):
        try:
            return crs.find(each)
        except crs.UnknownCrs as problem:
            refused: WerklandschapError = problem
    if any(each.strip() for each in wanted):
        raise CrsNotAcceptable(refused.say(get_language() or "nl"))
    return crs.CRS84


class Nothing(_Asked):
    """No parameters."""


class CrsAsked(_Asked):
    """In which system to answer."""

    crs = CrsField(required=False, help_text="Coördinaatstelsel van het antwoord.")


def _paging(
    default: int, most: int
) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    return {
        "limit": serializers.IntegerField(
            default=default,
            min_value=1,
            max_value=most,
            help_text="Hoeveel per keer.",
        ),
        "offset": serializers.IntegerField(
            default=0,
            min_value=0,
            max_value=10_000_000,
            help_text="Hoeveel er worden overgeslagen.",
        ),
    }


class Paged(_Asked):
    """Which part of a list."""

    def get_fields(self) -> dict[str, Any]:
        """Add the names that Python cannot spell, and the paging."""
        return {**super().get_fields(), **_paging(20, 100)}


class ScansAsked(Paged):
    """Which scans of a park."""


class ParksAsked(Paged):
    """Which parks."""

    q = serializers.CharField(
        required=False,
        max_length=100,
        help_text="Woorden in naam, plaats, gemeente of nummer.",
    )
    bbox = BoundsField(
        required=False,
        help_text="Rechthoek waarbinnen een deel van het terrein ligt.",
    )
    province = serializers.CharField(
        required=False, max_length=6, help_text="Code van de provincie, zoals PV26."
    )
    municipality = serializers.CharField(
        required=False, max_length=6, help_text="Code van de gemeente, zoals GM0344."
    )
    kind = serializers.CharField(
        required=False, max_length=8, help_text="Soort terrein volgens het register."
    )
    min_ha = serializers.FloatField(
        required=False, min_value=0, max_value=1e6, help_text="Kleinste oppervlakte."
    )
    max_ha = serializers.FloatField(
        required=False, min_value=0, max_value=1e6, help_text="Grootste oppervlakte."
    )
    indicator = serializers.ListField(
        child=RangeField(),
        required=False,
        max_length=5,
        help_text="Grenzen aan een indicator, zoals paved_share:0.2..0.6; mag vaker.",
    )
    figures = serializers.CharField(
        required=False,
        max_length=600,
        help_text="Namen van indicatoren die meekomen, met komma’s ertussen.",
    )
    crs = CrsField(required=False, help_text="Coördinaatstelsel van het antwoord.")

    def get_fields(self) -> dict[str, Any]:
        """Add a name that Python cannot spell."""
        of_bounds = CrsField(
            required=False, help_text="Coördinaatstelsel van bbox; zonder: CRS84."
        )
        return {**super().get_fields(), "bbox-crs": of_bounds}

    def validate_figures(self, names: str) -> Sequence[str]:
        """Split the names."""
        return [known_indicator(name.strip()) for name in names.split(",")]


_BOUNDED_BY = {"province": "province_code", "municipality": "municipality_code"}


def parks_asked(parameters: Mapping[str, Any]) -> Selection:
    """Give the selection that checked parameters of `ParksAsked` describe."""
    equal = {
        _BOUNDED_BY.get(name, name): parameters[name]
        for name in ("province", "municipality", "kind")
        if name in parameters
    }
    return Selection(
        words=parameters.get("q", ""),
        area=area_asked(parameters),
        equal=equal,
        least_ha=parameters.get("min_ha"),
        greatest_ha=parameters.get("max_ha"),
        ranges=parameters.get("indicator", ()),
    )


def area_asked(parameters: Mapping[str, Any]) -> Any:
    """Give the rectangle that was asked as a shape in RD New; None if none was."""
    if "bbox" not in parameters:
        return None
    return crs.to_rd(parameters["bbox"], parameters.get("bbox-crs", crs.CRS84))


def _matching(column: Column[Any, Any]) -> serializers.Field[Any, Any, Any, Any]:
    """Give the field that reads a value to compare a column with."""
    kind = column.get_internal_type()
    hint = f"Alleen met deze {column.verbose_name}."
    if kind == "BooleanField":
        return serializers.BooleanField(
            required=False, allow_null=True, default=None, help_text=hint
        )
    if kind == "DateField":
        return serializers.DateField(required=False, help_text=hint)
    if "Integer" in kind:
        return serializers.IntegerField(
            required=False, min_value=-32_768, max_value=32_767, help_text=hint
        )
    return serializers.CharField(required=False, max_length=200, help_text=hint)


def matching(columns: Mapping[str, Column[Any, Any]]) -> dict[str, Any]:
    """Give a field for each property that may be compared with a value."""
    return {name: _matching(column) for name, column in columns.items()}


class FeaturesAsked(_Asked):
    """Which features; collections add their properties."""

    bbox = BoundsField(required=False, help_text="Rechthoek die het object raakt.")
    datetime = PeriodField(required=False, help_text="Dag of periode van de nulmeting.")
    crs = CrsField(required=False, help_text="Coördinaatstelsel van het antwoord.")
    f = serializers.ChoiceField(
        choices=["json"], required=False, help_text="Vorm van het antwoord."
    )

    def get_fields(self) -> dict[str, Any]:
        """Add a name that Python cannot spell, and the paging."""
        of_bounds = CrsField(
            required=False, help_text="Coördinaatstelsel van bbox; zonder: CRS84."
        )
        return {
            **super().get_fields(),
            "bbox-crs": of_bounds,
            **_paging(100, 1_000),
        }


class FeatureAsked(CrsAsked):
    """One feature."""

    f = serializers.ChoiceField(
        choices=["json"], required=False, help_text="Vorm van het antwoord."
    )


class DocumentAsked(_Asked):
    """A document about the service."""

    f = serializers.ChoiceField(
        choices=["json"], required=False, help_text="Vorm van het antwoord."
    )
