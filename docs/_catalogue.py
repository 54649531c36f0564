"""Write the catalogue pages: what the registries hold, for people."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib import resources
from pathlib import Path

import yaml

from werklandschap.core.references import Reference
from werklandschap.indicators import INDICATORS, Indicator
from werklandschap.landscape import ALTERNATIVES, COVER_CLASSES, TABLES
from werklandschap.parameters import every_parameter
from werklandschap.register import FIELDS, RULES
from werklandschap.sources import SOURCES
from werklandschap.web.accounts.models import Role
from werklandschap.web.accounts.rules import PERMISSIONS

FAR_FUTURE = date(9999, 1, 1)
"""The latest value of every parameter is shown."""


def write_catalogue(folder: Path) -> None:
    """Write a page per registry into a folder that git ignores."""
    folder.mkdir(exist_ok=True)
    pages: dict[str, Callable[[], str]] = {
        "glossary": glossary,
        "indicators": indicators,
        "parameters": parameters,
        "permissions": permissions,
        "register": register,
        "sources": sources,
        "tables": tables,
    }
    for name, page in pages.items():
        place = folder / f"{name}.rst"
        text = page()
        if not place.exists() or place.read_text("utf-8") != text:
            place.write_text(text, "utf-8")


def glossary() -> str:
    words = resources.files("werklandschap.core").joinpath("glossary.yml")
    terms = yaml.safe_load(words.read_text("utf-8"))
    entries = (
        f"   {term}\n      *{entry['nl']}.* {entry['means']}\n"
        for term, entry in terms.items()
    )
    return heading("Glossary") + ".. glossary::\n   :sorted:\n\n" + "\n".join(entries)


def indicators() -> str:
    """Describe each indicator; a formula of a family once, at the first that has it."""
    first = {each.formula: each.name for each in reversed(list(INDICATORS.values()))}
    return heading("Indicators") + "\n".join(
        heading(indicator.label.en, "-")
        + f"*{indicator.label.nl}* · ``{indicator.name}`` · theme: "
        f"{indicator.theme.label.en} · unit: "
        f"{indicator.unit.value} · from: {', '.join(indicator.layers)}"
        f"{' · also per plot' if indicator.is_per_plot else ''}\n\n"
        + _formula(indicator, is_first=first[indicator.formula] == indicator.name)
        for indicator in INDICATORS.values()
    )


def _formula(indicator: Indicator, *, is_first: bool) -> str:
    name = f"{indicator.formula.__module__}.{indicator.formula.__name__}"
    return f".. autofunction:: {name}\n" if is_first else f"Measured by `{name}`.\n"


def sources() -> str:
    return heading("Sources") + "\n".join(
        heading(source.title.en, "-")
        + f"*{source.title.nl}* · ``{source.name}`` · {source.publisher} · licence "
        f"{source.licence} · refreshed every {source.refreshed_every.days} days · detail "
        f"{source.resolution_m:g} m · `page of the publisher <{source.landing_page}>`__\n\n"
        f"Delivers ``{getattr(source.delivers, 'name', source.delivers)}``.\n"
        for source in SOURCES.values()
    )


def parameters() -> str:
    rows = [
        [
            f"``{p.name}``",
            f"{p.label.en} / *{p.label.nl}*",
            f"{p.low:g} – **{p.value:g}** – {p.high:g} {p.unit.value}",
            p.mark if p.mark == p.range_mark else f"{p.mark}; range: {p.range_mark}",
            cited(p.reference),
        ]
        for p in every_parameter(on=FAR_FUTURE)
    ]
    return (
        heading("Parameters")
        + "Low – **central** – high, as they hold now. ``memory`` and ``choice`` are "
        "assumptions that a user may replace (``--assume NAME=VALUE``).\n\n"
        + table(["Name", "What", "Value", "Mark", "Source"], rows)
    )


def cited(reference: Reference) -> str:
    words = ", ".join(
        str(part)
        for part in (
            reference.title,
            reference.publisher,
            reference.year,
            reference.locator,
        )
        if part
    )
    return words.replace("|", "/").replace("*", "")


def tables() -> str:
    parts = [heading("The landscape: tables")]
    for each in TABLES.values():
        rows = [
            [
                f"``{column.name}``",
                column.kind,
                f"{column.means.en} / *{column.means.nl}*",
                "yes" if column.may_be_missing else "no",
            ]
            for column in each.columns
        ]
        parts += [
            heading(f"{each.name} – {each.label.en}", "-"),
            f"*{each.label.nl}*. Key: ``{each.key}``; geometry: {each.shape or 'none'}.\n\n",
            table(["Column", "Type", "Meaning", "May be missing"], rows),
        ]
    classes = [
        [f"``{c.name}``", c.label.en, c.label.nl] for c in COVER_CLASSES.values()
    ]
    parts += [
        heading("Cover classes", "-"),
        table(["Class", "English", "Nederlands"], classes),
        heading("Alternative landscapes", "-"),
        "The interval of an indicator is the envelope of its values on these.\n\n",
        table(
            ["Name", "What", "Touches"],
            [
                [
                    f"``{a.name}``",
                    f"{a.label.en} / *{a.label.nl}*",
                    ", ".join(sorted(a.touches)),
                ]
                for a in ALTERNATIVES.values()
            ],
        ),
    ]
    return "".join(parts)


def register() -> str:
    fields = [
        [f"``{f.name}``", f"{f.label.en} / *{f.label.nl}*", f.means.en]
        for f in FIELDS.values()
    ]
    rules = [[f"``{r.name}``", r.label.en, r.severity.label.en] for r in RULES.values()]
    return (
        heading("The register of business parks (IBIS)")
        + table(["Field", "Label", "Meaning"], fields)
        + heading("Rules of validation", "-")
        + table(["Rule", "What", "Severity"], rules)
    )


def permissions() -> str:
    rows = [
        [
            f"``{name}``",
            f"{rule.label.en} / *{rule.label.nl}*",
            "everywhere" if rule.everywhere else "within the borders of the role",
            *("yes" if role in rule.roles else "–" for role in Role),
        ]
        for name, rule in PERMISSIONS.items()
    ]
    roles = [role.value.lower().replace("_", " ") for role in Role]
    return (
        heading("Who may do what on the platform")
        + "A role counts within a park, municipality, region, water board or province, or "
        "for the whole programme. A test walks every address for every role and compares "
        "the outcome with this table.\n\n"
        + table(["Permission", "What", "Where", *roles], rows)
    )


def heading(text: str, line: str = "=") -> str:
    return f"{text}\n{line * len(text)}\n\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [".. list-table::", "   :header-rows: 1", ""]
    for row in [head, *rows]:
        for place, cell in enumerate(row):
            lines.append(f"   {'* -' if place == 0 else '  -'} {cell}")
    return "\n".join(lines) + "\n\n"
