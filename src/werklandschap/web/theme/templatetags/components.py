"""The components that all pages share: ``{% load components %}``.

Figures, runs and parks are told apart by what they have, not by their class, as the
theme stands below every app that has them.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from werklandschap.web.theme import queries

register = template.Library()

_PATTERNS = {
    "hatch": "M-2 18L18 -2M6 18L26 -2",
    "back": "M-2 -2L18 18M6 -2L26 18",
    "cross": "M-2 18L18 -2M6 18L26 -2M-2 -2L18 18M6 -2L26 18",
    "lines": "M0 5H24M0 11H24",
    "dots": "M6 5h.1M12 11h.1M18 5h.1",
}
"""Second channel of a legend, so that nothing is told by colour alone."""

_CLASSES: Mapping[type[Widget], str] = {
    CheckboxInput: "utrecht-checkbox",
    Textarea: "utrecht-textarea",
    FileInput: "wl-file",
    Select: "utrecht-select",
}
"""What the NL Design System calls a widget; everything else is a text box."""


# -- Words and numbers -------------------------------------------------------------------
@register.filter
def told(text: Any) -> str:
    """Tell a text of the engine in the language of the reader."""
    return queries.told(text)


@register.filter
def figure(value: float | None, unit: str = "") -> str:
    """Write a number in Dutch or English notation with its unit."""
    return queries.written(value, unit)


@register.filter
def exactly(value: float, unit: str = "") -> str:
    """Write a number that is not measured but set, with all its digits and its unit."""
    return queries.written_exactly(value, unit)


@register.simple_tag
def interval(figure: Any) -> str:
    """Write the value of a figure and its interval, without drawing them."""
    words = queries.written_interval(figure.value, figure.low, figure.high, figure.unit)
    return f"{words.value} ({words.interval})" if words.interval else words.value


@register.filter
def day(date: Any) -> str:
    """Write a day out, in the language of the reader."""
    return queries.long_date(date)


@register.filter
def is_web(address: Any) -> bool:
    """Tell whether something is an address on the web that a reader may follow."""
    return urlsplit(str(address or "")).scheme in {"http", "https"}


# -- Figures -----------------------------------------------------------------------------
@register.inclusion_tag("theme/components/interval_bar.html")
def interval_bar(figure: Any) -> dict[str, Any]:
    """Draw a figure among comparable parks, with its interval and target, and say it."""
    return {
        "bar": queries.bar_of(figure),
        "reason": queries.told(getattr(figure, "reason", "")),
    }


@register.inclusion_tag("theme/components/reliability.html")
def reliability(value: float | None, words: Any = "") -> dict[str, Any]:
    """Show a reliability from 0 to 1 as five dots and a word; ``words`` say why."""
    if value is None:
        return {"dots": (), "word": queries.told(words) or "–"}
    return {
        "dots": queries.dots_of(value),
        "word": queries.word_of(value),
        "why": queries.told(words),
    }


@register.inclusion_tag("theme/components/source_drawer.html")
def source_drawer(figure: Any) -> dict[str, Any]:
    """Tell behind a fold what a figure means and where it comes from."""
    return {"figure": figure}


@register.inclusion_tag("theme/components/legend.html")
def legend(items: Sequence[Mapping[str, Any]], title: Any = "") -> dict[str, Any]:
    """Explain the colours and patterns of a map or chart."""
    return {"items": items, "title": title}


@register.inclusion_tag("theme/components/swatch.html")
def swatch(item: Mapping[str, Any]) -> dict[str, Any]:
    """Show the colour and pattern of one class, in a table of classes."""
    return {"item": {**item, "path": _PATTERNS.get(item.get("pattern") or "", "")}}


# -- States ------------------------------------------------------------------------------
@register.inclusion_tag("theme/components/run_progress.html")
def run_progress(run: Any, poll: str = "") -> dict[str, Any]:
    """Name the step of a run; ``poll`` is the address that tells how it goes on."""
    return {"run": run, "poll": poll, "step_number": min(run.done + 1, run.total)}


@register.inclusion_tag("theme/components/generated_band.html")
def generated_band(*, many: bool = False) -> dict[str, Any]:
    """Say across the page that the place does not exist, or that ``many`` do not."""
    return {"many": many}


@register.inclusion_tag("theme/components/empty_state.html")
def empty_state(
    title: Any, text: Any = "", action_url: str = "", action_label: Any = ""
) -> dict[str, Any]:
    """Say what would be here and what the first step is."""
    return {
        "title": title,
        "text": text,
        "action_url": action_url,
        "action_label": action_label,
    }


@register.inclusion_tag("theme/components/park_row.html")
def park_row(park: Any) -> dict[str, Any]:
    """Show a park in a list: name, where it is, how large."""
    places = dict.fromkeys(filter(None, (park.place, park.municipality, park.province)))
    return {"park": park, "places": ", ".join(places)}


# -- Forms -------------------------------------------------------------------------------
@register.inclusion_tag("theme/components/form_field.html")
def form_field(field: BoundField, *, is_filter: bool = False) -> dict[str, Any]:
    """Show a field with its label, hint and error, joined for whoever listens."""
    widget = field.field.widget
    is_group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    attributes: dict[str, str | bool] = {"class": _class_of(widget, bool(field.errors))}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": field,
        "is_group": is_group,
        "is_tick": isinstance(widget, CheckboxInput),
        "is_optional": not field.field.required and not is_filter,
        "described_by": " ".join(described),
        "widget": "" if is_group else field.as_widget(attrs=attributes),
    }


@register.inclusion_tag("theme/components/file_drop.html")
def file_drop(
    name: str,
    label: Any,
    hint: Any = "",
    accept: str = "",
    errors: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Ask for a file; ``errors`` (row, text) tell per row what is wrong with it."""
    return {
        "name": name,
        "field_id": f"id_{name}",
        "label": label,
        "hint": hint,
        "accept": accept,
        "errors": errors,
    }


@register.inclusion_tag("theme/components/filter_bar.html")
def filter_bar(
    form: Any,
    action: str,
    label: Any,
    chosen: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Show filters beside each other, and each chosen one (url, label) to take away."""
    return {"form": form, "action": action, "label": label, "chosen": chosen}


# -- The frame of a page -----------------------------------------------------------------
@register.simple_tag
def base_map_host() -> str:
    """Give the publisher of the base map, for the map module."""
    return settings.BASE_MAP


@register.inclusion_tag("theme/breadcrumbs.html")
def breadcrumbs(here: Any, **above: Any) -> dict[str, Any]:
    """Show where a page is: ``{% breadcrumbs here about=_("Over") %}``, from high to low.

    Pages above it are given by the names of their addresses; pages whose addresses take
    more than a name include ``theme/breadcrumbs.html`` with a ``trail`` of their own.
    """
    trail = [(reverse(name), label) for name, label in above.items()]
    return {"here": here, "trail": trail}


@register.simple_tag(takes_context=True)
def nav_item(context: Context, name: str, label: str, *, is_exact: bool = False) -> str:
    """Make an item of a menu; nothing while the page of that name does not exist.

    It is marked on its own page and, unless ``is_exact``, on the pages below that one.
    """
    try:
        address = reverse(name)
    except NoReverseMatch:
        return ""
    here = _here(context, address, is_exact)
    mark = format_html(' aria-current="{}"', here) if here else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, mark, label)


def _here(context: Context, address: str, is_exact: bool) -> str:
    """Tell whether a page is the one that is shown, or above it: page, true or nothing."""
    request = context.get("request")
    path = request.path if isinstance(request, HttpRequest) else ""
    if path == address:
        return "page"
    is_above = not is_exact and address != "/" and path.startswith(f"{address}/")
    return "true" if is_above else ""


def _class_of(widget: Widget, is_wrong: bool) -> str:
    name = "utrecht-textbox"
    for kind, known in _CLASSES.items():
        if isinstance(widget, kind):
            name = known
    return f"{name} {name}--invalid" if is_wrong else name
