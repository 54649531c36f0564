"""Everything that an editor can change of a record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.core.text import Text
from werklandschap.web.innovations.forms import rows
from werklandschap.web.innovations.forms.rows import WIDE, RowsField, as_lines
from werklandschap.web.innovations.models import Innovation, Kind, Maturity
from werklandschap.web.innovations.queries import shipped
from werklandschap.web.innovations.words import MARKS, PARTIES, THEMES
from werklandschap.web.theme.queries import told

_Parts = Mapping[str, Callable[[str], Any]]

_BOTH: _Parts = {"nl": rows.words, "en": str}
_EFFECT: _Parts = {
    "name": rows.name,
    "nl": rows.words,
    "en": str,
    "unit_nl": rows.words,
    "unit_en": str,
    "low": rows.number,
    "central": rows.number,
    "high": rows.number,
    "mark": rows.mark,
    "title": rows.words,
    "publisher": rows.words,
}
_SOURCE: _Parts = {
    "title": rows.words,
    "publisher": rows.words,
    "year": rows.year,
    "url": rows.web,
    "mark": rows.mark,
}
_TEXTS = ("title", "summary", "how", "legal")
_COST = ("low", "central", "high", "upkeep", "lifetime_years", "price_level")
_COST_NEEDS = ("low", "central", "high", "price_level", "unit_nl", "mark")


def _choices(labels: Mapping[str, Text]) -> Any:
    return lambda: [(name, told(label)) for name, label in labels.items()]


def _several(label: Any, labels: Mapping[str, Text]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=_choices(labels),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _amount(label: Any, *, least: float | None = 0) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=least, required=False, localize=True)


class EditForm(forms.Form):
    """A whole record; only the measure that simulations know stays with the platform."""

    title_nl = forms.CharField(label=_("Titel"), max_length=120)
    title_en = forms.CharField(label=_("Titel in het Engels"), max_length=120)
    kind = forms.ChoiceField(label=_("Soort"), choices=Kind.choices)
    themes = _several(_("Thema’s"), THEMES)
    summary_nl = forms.CharField(label=_("Samenvatting"), widget=WIDE)
    summary_en = forms.CharField(label=_("Samenvatting in het Engels"), widget=WIDE)
    how_nl = forms.CharField(label=_("Hoe pakt u het aan"), widget=WIDE, required=False)
    how_en = forms.CharField(
        label=_("Hoe pakt u het aan, in het Engels"), widget=WIDE, required=False
    )
    conditions = forms.MultipleChoiceField(
        label=_("Wanneer werkt het"),
        choices=rows.condition_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    needed = forms.MultipleChoiceField(
        label=_("Wat daarvan moet echt"),
        help_text=_("Zonder dit kan het niet, wat er verder ook klopt."),
        choices=rows.condition_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    effects = RowsField(
        label=_("Wat het doet"),
        help_text=_(
            "Per regel: naam | Nederlands | Engels | eenheid | eenheid in het Engels | laag | "
            "midden | hoog | merk | bron | uitgever. Merk: verified, seed, derived of memory."
        ),
        parts=_EFFECT,
    )
    cost_unit_nl = forms.CharField(label=_("Kosten per"), required=False)
    cost_unit_en = forms.CharField(label=_("Kosten per, in het Engels"), required=False)
    cost_low = _amount(_("Kosten, laag (€)"))
    cost_central = _amount(_("Kosten, midden (€)"))
    cost_high = _amount(_("Kosten, hoog (€)"))
    cost_upkeep = _amount(_("Beheer per jaar (€; onder nul: het scheelt)"), least=None)
    cost_lifetime_years = _amount(_("Levensduur (jaar)"))
    cost_price_level = forms.IntegerField(label=_("Prijspeil (jaar)"), required=False)
    cost_mark = forms.ChoiceField(
        label=_("Hoe zeker zijn de kosten"),
        choices=lambda: [("", "–"), *_choices(MARKS)()],
        required=False,
    )
    failed = RowsField(
        label=_("Wat ging er mis"),
        help_text=_("Eén punt per regel; Nederlands | Engels."),
        parts=_BOTH,
    )
    lessons = RowsField(
        label=_("Geleerde lessen"),
        help_text=_("Eén punt per regel; Nederlands | Engels."),
        parts=_BOTH,
    )
    cases = RowsField(
        label=_("Waar het is gedaan"),
        help_text=_("Eén plek per regel; Nederlands | Engels | bron."),
        parts={**_BOTH, "source": str},
    )
    legal_nl = forms.CharField(label=_("Regels"), widget=WIDE, required=False)
    legal_en = forms.CharField(
        label=_("Regels, in het Engels"), widget=WIDE, required=False
    )
    pays = _several(_("Wie betaalt"), PARTIES)
    gains = _several(_("Wie heeft er iets aan"), PARTIES)
    sources = RowsField(
        label=_("Bronnen"),
        help_text=_("Per regel: titel | uitgever | jaar | webadres | merk."),
        parts=_SOURCE,
    )
    maturity = forms.TypedChoiceField(
        label=_("Hoe ver is het"), coerce=int, choices=Maturity.choices
    )
    review_on = forms.DateField(
        label=_("Opnieuw controleren vóór"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Wat is er gewijzigd, en waarom?"), max_length=200)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, innovation: Innovation) -> None:
        super().__init__(data, initial=initial_of(innovation))
        self._innovation = innovation

    def clean(self) -> dict[str, Any]:
        """Ask for whole costs, ranges in order, and effects that parks measured."""
        found = super().clean() or {}
        self._check_cost(found)
        if "effects" in found:
            self._check_effects(found["effects"])
        unknown = set(found.get("needed", ())) - set(found.get("conditions", ()))
        if unknown:
            self.add_error("needed", _("Kies dit ook bij ‘Wanneer werkt het’."))
        return found

    def _check_cost(self, found: Mapping[str, Any]) -> None:
        if not any(found.get(f"cost_{name}") for name in (*_COST, "unit_nl", "mark")):
            return
        for name in _COST_NEEDS:
            if found.get(f"cost_{name}") in {None, ""}:
                self.add_error(
                    f"cost_{name}", _("Vul dit ook in, of laat alle kosten leeg.")
                )
        ends = [found.get(f"cost_{name}") for name in ("low", "central", "high")]
        if None not in ends and ends != sorted(ends):  # type: ignore[type-var]
            self.add_error(
                "cost_high", _("Laag, midden en hoog staan niet op volgorde.")
            )

    def _check_effects(self, effects: Sequence[rows.Row]) -> None:
        names = [each["name"] for each in effects]
        if len(set(names)) < len(names):
            self.add_error("effects", _("Elke naam mag één keer voorkomen."))
        if any(not each["low"] <= each["central"] <= each["high"] for each in effects):
            self.add_error("effects", _("Laag, midden en hoog staan niet op volgorde."))
        measured = set(self._innovation.realised.values_list("effect", flat=True))
        if gone := sorted(measured - set(names)):
            self.add_error(
                "effects",
                _("Terreinen hebben dit gemeten, dus het kan niet weg: %(names)s.")
                % {"names": ", ".join(gone)},
            )

    def changes(self) -> dict[str, Any]:
        """Give the record as it is wanted; what the form does not ask stays as it was."""
        said, was = self.cleaned_data, self._innovation.content
        found: dict[str, Any] = {
            "kind": said["kind"],
            "maturity": said["maturity"],
            "review_on": said["review_on"].isoformat(),
            "themes": _in_order(was.get("themes", ()), said["themes"]),
            "pays": _in_order(was.get("pays", ()), said["pays"]),
            "gains": _in_order(was.get("gains", ()), said["gains"]),
            "conditions": _conditions(was, said["conditions"], said["needed"]),
            "effects": _effects(was, said["effects"]),
            "failed": [_both(row) for row in said["failed"]],
            "lessons": [_both(row) for row in said["lessons"]],
            "cases": [_case(row) for row in said["cases"]],
            "sources": [_filled(row) for row in said["sources"]],
        }
        for name in _TEXTS:
            found[name] = {"nl": said[f"{name}_nl"], "en": said[f"{name}_en"]}
        found["cost"] = _cost(was.get("cost") or {}, said)
        for name in ("legal", "cost"):  # of these, a record may have none
            if not any((found[name] or {}).values()) and name not in was:
                del found[name]
        return found


def initial_of(innovation: Innovation) -> dict[str, Any]:
    """Fill the form with a record."""
    content = innovation.content
    cost = content.get("cost") or {}
    conditions = list(zip(_names(content), shipped.conditions_of(content), strict=True))
    found: dict[str, Any] = {
        "kind": innovation.kind,
        "maturity": innovation.maturity,
        "review_on": innovation.review_on,
        "seen_version": innovation.version,
        "conditions": [name for name, _condition in conditions],
        "needed": [name for name, condition in conditions if condition.is_needed],
        "effects": as_lines([_effect_parts(each) for each in innovation.effects]),
        "cases": as_lines(
            [
                _parts(each["text"], each.get("source"))
                for each in content.get("cases", ())
            ]
        ),
        "sources": as_lines(
            [
                [each.get(name) for name in _SOURCE]
                for each in content.get("sources", ())
            ]
        ),
        "cost_mark": cost.get("mark", ""),
    }
    found |= {name: content.get(name, ()) for name in ("themes", "pays", "gains")}
    found |= {f"cost_{name}": cost.get(name) for name in _COST}
    for name in ("failed", "lessons"):
        found[name] = as_lines([_parts(each) for each in content.get(name, ())])
    texts = {name: content.get(name) or {} for name in _TEXTS}
    for name, text in {**texts, "cost_unit": cost.get("unit") or {}}.items():
        found |= {f"{name}_nl": text.get("nl", ""), f"{name}_en": text.get("en", "")}
    return found


def _names(content: Mapping[str, Any]) -> list[str]:
    named = content.get("conditions", ())
    return [each if isinstance(each, str) else each["use"] for each in named]


def _parts(text: Mapping[str, str], *more: Any) -> list[Any]:
    return [text["nl"], text.get("en", ""), *more]


def _effect_parts(effect: Mapping[str, Any]) -> list[Any]:
    numbers = [effect[name] for name in ("low", "central", "high", "mark")]
    words = [*_parts(effect["label"]), *_parts(effect["unit"])]
    source = [effect["source"]["title"], effect["source"]["publisher"]]
    return [effect["name"], *words, *numbers, *source]


def _both(row: rows.Row) -> dict[str, str]:
    return {"nl": row["nl"], "en": row["en"] or row["nl"]}


def _filled(row: rows.Row) -> rows.Row:
    return {name: part for name, part in row.items() if part not in {None, ""}}


def _case(row: rows.Row) -> rows.Row:
    return {"text": _both(row)} | _filled({"source": row["source"]})


def _in_order(was: Iterable[str], chosen: Iterable[str]) -> list[str]:
    """Leave what was there in its order, with what is new behind it."""
    wanted = list(chosen)
    kept = [each for each in was if each in wanted]
    return kept + [each for each in wanted if each not in kept]


def _conditions(
    was: Mapping[str, Any], chosen: Sequence[str], needed: Sequence[str]
) -> list[Any]:
    """Name the conditions; own weights and borders of a record stay."""
    old = dict(zip(_names(was), was.get("conditions", ()), strict=True))
    found: list[Any] = []
    for name in _in_order(old, chosen):
        named = old.get(name, name)
        (condition,) = shipped.conditions_of({"conditions": [named]})
        if condition.is_needed != (name in needed):
            own = {"use": named} if isinstance(named, str) else dict(named)
            named = own | {"is_needed": name in needed}
        found.append(named)
    return found


def _effects(was: Mapping[str, Any], told: Sequence[rows.Row]) -> list[rows.Row]:
    old = {each["name"]: each for each in was.get("effects", ())}
    return [_effect(old.get(each["name"], {}), each) for each in told]


def _effect(old: Mapping[str, Any], row: rows.Row) -> rows.Row:
    source = {"title": row["title"], "publisher": row["publisher"]}
    known = old.get("source", {})
    is_same = all(known.get(name) == words for name, words in source.items())
    unit = {"nl": row["unit_nl"], "en": row["unit_en"] or row["unit_nl"]}
    numbers = {name: row[name] for name in ("name", "low", "central", "high", "mark")}
    return {
        **old,
        **numbers,
        "label": _both(row),
        "unit": unit,
        "source": known if is_same else {**source, "mark": row["mark"]},
    }


def _cost(old: Mapping[str, Any], said: Mapping[str, Any]) -> rows.Row | None:
    if said["cost_central"] is None:
        return None
    amounts = {name: said[f"cost_{name}"] for name in _COST}
    unit = {"nl": said["cost_unit_nl"], "en": said["cost_unit_en"]}
    whole = {
        name: int(each) if float(each).is_integer() else each
        for name, each in amounts.items()
        if each is not None
    }
    return {
        **{name: part for name, part in old.items() if name not in amounts},
        **whole,
        "unit": {"nl": unit["nl"], "en": unit["en"] or unit["nl"]},
        "mark": said["cost_mark"],
    }
