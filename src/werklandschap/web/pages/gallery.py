"""Figures, runs and parks that do not exist, to show every component in all its states."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class Example(forms.Form):
    """One field of every kind."""

    name = forms.CharField(max_length=60)
    email = forms.EmailField(required=False)
    story = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    way = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    agreed = forms.BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Naam van uw bedrijf")
        self.fields["name"].help_text = _("Zoals in het Handelsregister.")
        self.fields["email"].label = _("E-mailadres")
        self.fields["story"].label = _("Wat wilt u vragen?")
        self.fields["kind"].label = _("Soort terrein")
        self.fields["way"].label = _("Hoe wilt u antwoord?")
        self.fields["agreed"].label = _("Ik heb de voorwaarden gelezen")


class Filters(forms.Form):
    """A few filters."""

    province = forms.ChoiceField(choices=[("", "–"), ("PV26", "Utrecht")])
    least_ha = forms.IntegerField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].label = _("Provincie")
        self.fields["least_ha"].label = _("Minstens zoveel hectare")


def everything() -> dict[str, Any]:
    """Give what the gallery shows."""
    return {
        "figures": _figures(),
        "reliabilities": (0.05, 0.3, 0.5, 0.7, 0.95),
        "legend": _legend(),
        "runs": _runs(),
        "parks": _parks(),
        "form": Example(),
        "wrong_form": Example({"wrong-email": "geen adres"}, prefix="wrong"),
        "filters": Filters({"province": "PV26"}),
        "kinds": ("info", "ok", "warning", "error"),
        "chosen": [{"url": "?", "label": "Utrecht"}],
        "row_errors": [
            {"row": 12, "text": _("De oppervlakte is geen getal.")},
            {"row": None, "text": _("De kolom ‘naam’ ontbreekt.")},
        ],
    }


def _figure(label: str, unit: str, *numbers: float | None, **more: Any) -> Any:
    value, low, high = numbers
    facts = {
        "label": label,
        "unit": unit,
        "value": value,
        "low": low,
        "high": high,
        "target": None,
        "peers": None,
        "reliability": 0.7,
        "meaning": _("Zoveel van de paden ligt in de schaduw als de zon hoog staat."),
        "formula": _("Oppervlakte in de schaduw, gedeeld door alle paden."),
        "formula_url": "/over/indicatoren",
        "sources": [
            {
                "title": "Panden met hoogte (3DBAG)",
                "date": "2026",
                "licence": "CC-BY-4.0",
                "url": "https://3dbag.nl",
            }
        ],
        "why_reliability": _("De hoogtes zijn drie jaar oud."),
        "most_sensitive": _("Hoe hoog de bomen zijn."),
        "reason": "",
    }
    return SimpleNamespace(**(facts | more))


def example() -> Any:
    """Give one figure with everything that can be shown of it."""
    return _figures()[0]


def _figures() -> list[Any]:
    peers = [0.1, 0.2, 0.28, 0.33, 0.4, 0.47, 0.52, 0.6, 0.78]
    return [
        _figure(
            _("Schaduw op paden"), "share", 0.41, 0.37, 0.48, peers=peers, target=0.6
        ),
        _figure(_("Panden met water tegen de gevel"), "count", 14, 9, 19),
        _figure(_("Groen"), "share", 0.08, 0.05, 0.3, reliability=0.3, peers=peers),
        _figure(_("Zonnestroom per jaar"), "mwh", 12_480, 11_100, 13_900),
        _figure(_("Bomen"), "count", None, None, None, reason=_("geen boomregister")),
    ]


def _legend() -> list[dict[str, str]]:
    return [
        {"colour": "#00224e", "pattern": "", "label": _("minder dan 10 %")},
        {"colour": "#575d6d", "pattern": "hatch", "label": _("10 tot 20 %")},
        {"colour": "#a59c74", "pattern": "dots", "label": _("20 tot 40 %")},
        {"colour": "#fee838", "pattern": "cross", "label": _("40 % en meer")},
    ]


def _runs() -> list[Any]:
    step = _("waterdiepte bij 70 mm")
    facts = {"id": "00000000", "done": 2, "total": 7, "step": step, "problem": ""}
    problem = _("De hoogtes van dit gebied ontbreken.")
    return [
        SimpleNamespace(**(facts | {"status": status, "problem": problem}))
        for status in ("QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED")
    ]


def _parks() -> list[Any]:
    facts = {
        "name": "De Voorbeeldpolder",
        "place": "Ergens",
        "municipality": "Voorbeeldgemeente",
        "province": "Utrecht",
        "size_ha": 62.4,
        "is_generated": False,
        "is_placed_by_municipality": False,
        "get_absolute_url": "/",
    }
    made_up = {"name": "Modelterrein 1", "is_generated": True, "place": ""}
    unplaced = {
        "name": "Oud Terrein",
        "size_ha": None,
        "is_placed_by_municipality": True,
    }
    return [SimpleNamespace(**(facts | more)) for more in ({}, made_up, unplaced)]
