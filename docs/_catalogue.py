"""Write the catalogue pages: what the registries hold, for people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from werklandschap.ambitions import shipped
from werklandschap.appraisal import BENEFITS
from werklandschap.appraisal.claims import claims
from werklandschap.core.references import Reference
from werklandschap.funding import SCHEMES, Scheme
from werklandschap.indicators import INDICATORS, Indicator
from werklandschap.landscape import ALTERNATIVES, COVER_CLASSES, TABLES
from werklandschap.measures import MEASURES, Family, Measure
from werklandschap.parameters import Assumptions, every_parameter, parameter
from werklandschap.register import FIELDS, RULES
from werklandschap.report.case_json import schema
from werklandschap.sources import SOURCES
from werklandschap.web.accounts.models import Role
from werklandschap.web.accounts.rules import PERMISSIONS

FAR_FUTURE = date(9999, 1, 1)
"""The latest value of every parameter is shown."""


def write_catalogue(folder: Path) -> None:
    """Write a page per registry into a folder that git ignores."""
    folder.mkdir(exist_ok=True)
    pages: dict[str, Callable[[], str]] = {
        "ambitions": ambitions,
        "benefits": benefits,
        "business-case": business_case,
        "glossary": glossary,
        "indicators": indicators,
        "measures": measures,
        "parameters": parameters,
        "permissions": permissions,
        "register": register,
        "schemes": schemes,
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


def measures() -> str:
    parts = [
        heading("Measures"),
        "What each does to the landscape, what it costs, who must agree and what stands "
        "in the way. Effects are measured, never stated.\n\n",
    ]
    for family in Family:
        own = [m for m in MEASURES.values() if m.family is family]
        if own:
            rows = [_measure(each) for each in own]
            head = ["Measure", "What", "Investment", "Upkeep a year", "Life", "Notes"]
            parts += [heading(family.label.en, "-"), table(head, rows)]
    return "".join(parts)


def _measure(measure: Measure) -> list[str]:
    cost, upkeep, life = (
        parameter(name, on=FAR_FUTURE)
        for name in (measure.investment, measure.upkeep, measure.lifetime)
    )
    notes = ["reversible" if measure.is_reversible else "not reversible"]
    if measure.consent:
        agree = ", ".join(party.label.en for party in measure.consent)
        notes.append(f"must agree besides the owner of the ground: {agree}")
    if measure.not_measured:
        notes.append(measure.not_measured.en)
    return [
        f"{measure.label.en} / *{measure.label.nl}* (``{measure.name}``)",
        (measure.formula.__doc__ or "").strip().splitlines()[0],
        f"{cost.low:g} – **{cost.value:g}** – {cost.high:g} {cost.unit.symbol} "
        f"({cost.mark}, {cost.price_level})",
        f"{upkeep.value:g} {upkeep.unit.symbol} ({upkeep.mark})",
        f"{life.value:g} years ({life.mark})",
        "; ".join(notes),
    ]


def ambitions() -> str:
    parts = [heading("Ambitions that come with the package")]
    for each in shipped().values():
        rows = [
            [
                f"``{t.indicator}``",
                f"{t.operator.value} {t.value:g}",
                str(t.year),
                t.mark,
                cited(t.reference),
            ]
            for t in each.targets
        ]
        parts += [
            heading(each.label.en, "-"),
            f"*{each.label.nl}* · ``{each.name}``, version {each.version} · "
            f"{each.status.en}\n\n",
            table(["Indicator", "Target", "Year", "Mark", "Source"], rows),
        ]
    return "".join(parts)


def benefits() -> str:
    given = Assumptions(on=FAR_FUTURE)
    rows = [
        [
            f"{each.label.en} / *{each.label.nl}* (``{each.name}``)",
            f"``{each.effect}``",
            each.timing.value,
            " x ".join(f"``{name}``" for name in each.parameters) or "in its own unit",
            ", ".join(f"{who} {100 * s:g} %" for who, s in each.shares(given).items()),
        ]
        for each in BENEFITS.values()
    ]
    claimed = [
        [each.says.en, each.source, each.benefit, each.remark.en]
        for each in claims().values()
    ]
    return (
        heading("Benefits")
        + "What each needs to be known, what it is worth, and to whom it comes.\n\n"
        + table(["Benefit", "Effect", "When", "Price", "Default shares"], rows)
        + heading("Claims that are not counted with", "-")
        + table(["Claim", "By", "Benefit", "Remark"], claimed)
    )


def business_case() -> str:
    """Describe what a business case is as JSON, from its schema."""
    told = schema()
    parts = [
        heading("A business case as JSON"),
        f"``{told['$id']}``. {told['description']} ``werklandschap document`` writes it "
        "beside the financing plan, and the platform among the files of a plan. The "
        "schema is ``werklandschap/report/business_case.schema.json``; "
        "``werklandschap.report.case_json.schema()`` gives it.\n\n",
        _properties(told),
    ]
    for name, each in told["$defs"].items():
        if "properties" in each and name != "text":
            parts += [heading(name, "-"), _properties(each)]
    return "".join(parts)


def _properties(told: Mapping[str, Any]) -> str:
    rows = [
        [
            f"``{name}``",
            _kind(each),
            each.get("description", "–"),
            "always" if name in told["required"] else "–",
        ]
        for name, each in told["properties"].items()
    ]
    return table(["Name", "What", "Meaning", "There"], rows)


def _kind(told: Mapping[str, Any]) -> str:
    """Name what a value is, as a schema has it."""
    if "$ref" in told:
        return told["$ref"].rpartition("/")[2]
    if "oneOf" in told:
        return "object or null"
    if "enum" in told or "const" in told:
        return " or ".join(f"``{v}``" for v in told.get("enum", [told.get("const")]))
    kind = told["type"]
    words = kind if isinstance(kind, str) else " or ".join(kind)
    return f"{words} of {_kind(told['items'])}" if "items" in told else words


def schemes() -> str:
    parts = [heading("Funding schemes"), "As declared; check the text that holds.\n\n"]
    for each in SCHEMES.values():
        parts += [heading(each.label.en, "-"), _scheme(each)]
    return "".join(parts)


def _scheme(scheme: Scheme) -> str:
    told = {
        "In Dutch": f"{scheme.label.nl} (``{scheme.name}``)",
        "What it does": (scheme.rule.__doc__ or "").strip().splitlines()[0],
        "From, and how": f"{scheme.level.label.en}, {scheme.form.label.en}",
        "For whom": ", ".join(sorted(a.label.en for a in scheme.applicants)),
        "For what": ", ".join(sorted(k.label.en for k in scheme.works)),
        "Open": f"{scheme.opens} up to {scheme.closes or 'further notice'}",
        "Amounts known": f"up to {scheme.known_until}"
        if scheme.known_until
        else "always",
        "Order": scheme.order.label.en,
        "Not with": ", ".join(sorted(scheme.excludes)) or "–",
        "Minor state aid": "yes" if scheme.is_de_minimis else "no",
        "Effort": scheme.effort.label.en,
        "Source": f"{cited(scheme.reference)} ({scheme.mark})",
    }
    return table(["", ""], [[name, text] for name, text in told.items()])


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
