"""Plans as people read them: the package, its calendar and the front."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.accounts.rules import Person
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.classes import CIVIDIS
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Maintenance, Plan
from werklandschap.web.plans.queries.catalogue import kinds
from werklandschap.web.plans.queries.design import variants_of
from werklandschap.web.scans.queries import words

if TYPE_CHECKING:
    from werklandschap.ambitions import Stacked

_HEIGHT, _ROOM = 180, 12


def plans_of(park: Park) -> Sequence[Plan]:
    """List the plans of a park, the newest first."""
    return list(Plan.objects.filter(park=park).select_related("run"))


def accepted(park: Park) -> Plan | None:
    """Find the plan that counts."""
    return Plan.objects.filter(park=park, is_accepted=True).first()


def maintenance_of(park: Park) -> Maintenance | None:
    """Find the maintenance plan that counts."""
    return Maintenance.objects.filter(park=park, is_current=True).first()


def plan_for(person: Person, plan_id: Any) -> Plan | None:
    """Find a plan; of parks that somebody may not see nothing is found."""
    seen = Park.objects.visible_to(person)
    found = Plan.objects.filter(pk=plan_id, park__in=seen)
    return found.select_related("park", "scan", "run").first()


def run_for(person: Person, run_id: Any, kind: str) -> tuple[Run, Park] | None:
    """Find a run and its park; of parks that somebody may not see nothing is found."""
    run = Run.objects.filter(pk=run_id, kind=kind).first()
    seen = Park.objects.visible_to(person)
    park = run and seen.filter(code=run.parameters.get("park")).first()
    return (run, park) if run and park else None


def package_of(plan: Plan) -> list[dict[str, Any]]:
    """List what is in a package: the same measure in the same year is one row.

    A row has its ``parts``, and of all of them together how much, what it costs, why and
    what replaces it, in words.
    """
    rows: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for part in _parts_of(plan):
        rows.setdefault((part["measure"], part["year"]), []).append(part)
    years = sorted({year for _, year in rows})
    return [
        {
            **_row_of(parts),
            "number": number,
            "colour": _colour_of(parts[0]["year"], years),
        }
        for number, parts in enumerate(rows.values(), start=1)
    ]


def _parts_of(plan: Plan) -> list[dict[str, Any]]:
    return _in_words(plan.result.get("package", ()))


def _row_of(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Add parts up of one measure in one year."""
    added = ("quantity", "cost_eur", "low_eur", "high_eur")
    first = {name: parts[0][name] for name in ("measure", "label", "unit", "year")}
    return {
        **first,
        **{name: sum(part[name] for part in parts) for name in added},
        "parts": parts,
        "why": _gained(parts),
        "why_year": list(dict.fromkeys(part["why_year"] for part in parts)),
        "instead": _instead_of_all([part["instead"] for part in parts]),
    }


def _gained(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Add up per indicator what parts gain, each beside all others."""
    found: dict[str, dict[str, Any]] = {}
    for each in (why for part in parts for why in part["why"]):
        own = found.setdefault(each["indicator"], {**each, "gain": 0.0})
        own["gain"] += each["gain"]
    return list(found.values())


def _instead_of_all(told: Sequence[Mapping[str, Any] | None]) -> dict[str, Any] | None:
    """Name everything that may come instead of parts, as far as it was looked for."""
    known = [each for each in told if each]
    if not known:
        return None
    labels = dict.fromkeys(label for each in known for label in each["labels"])
    return {
        "labels": list(labels),
        "is_enough": all(each["is_enough"] for each in known),
    }


def map_of(plan: Plan, package: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the map of a plan: its parts by number of row, in the colour of their year."""
    import shapely
    from shapely.geometry import shape

    from werklandschap.web.plans.queries import shapes

    features, numbers = [], []
    for each in package:
        colour, number = {"colour": each["colour"]}, each["number"]
        # What is agreed rather than built has no place: shared facilities, say.
        for part in (part for part in each["parts"] if part["geometries"]):
            own = [shape(told) for told in part["geometries"]]
            features += [shapes.feature(geometry, colour) for geometry in own]
            middle = shapes.in_degrees(shapely.point_on_surface(own[0]))
            numbers.append({"at": [middle.x, middle.y], "number": number})
    return {
        **shapes.base_of(plan.park, plan.scan),
        "parts": {"type": "FeatureCollection", "features": features},
        "numbers": numbers,
    }


def years_of(package: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the legend of the map of a plan: a colour for each year."""
    colours = {part["year"]: part["colour"] for part in package}
    return [
        {"colour": colour, "label": Text(str(year), str(year))}
        for year, colour in sorted(colours.items())
    ]


_YEARS = CIVIDIS[1:]
"""Without the darkest, on which the number of a part cannot be read in the dark."""


def _colour_of(year: int, years: Sequence[int]) -> str:
    """Give early years a dark colour and late ones a light one."""
    place = years.index(year) * len(_YEARS) // len(years)
    return _YEARS[place]


def next_of(plan: Plan) -> list[dict[str, Any]]:
    """List the steps that bring most per euro."""
    return _in_words(plan.result.get("next", ()))


def _in_words(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    known = kinds()
    return [
        {
            **part,
            "label": known[part["measure"]].label,
            "unit": known[part["measure"]].unit,
            "why": [_named(each) for each in part["why"]],
            "why_year": _text(part.get("why_year")),
            "instead": part["instead"] and _instead(part["instead"]),
        }
        for part in parts
        if part["measure"] in known
    ]


def _text(told: Mapping[str, str] | None) -> Text:
    """Make a text of what a row keeps; plans of before have none."""
    return Text(told["nl"], told["en"]) if told else Text("", "")


def _named(told: Mapping[str, Any]) -> dict[str, Any]:
    name = told["indicator"]
    return {**told, "label": _label(name), "unit": _unit(name)}


def _instead(told: Mapping[str, Any]) -> dict[str, Any]:
    known = kinds()
    labels = [known[name].label for name in told["measures"] if name in known]
    return {**told, "labels": labels}


def targets_of(plan: Plan) -> list[dict[str, Any]]:
    """Tell per target what was asked and what the package gives."""
    return [_named(each) for each in plan.result.get("targets", ())]


def sentences_of(plan: Plan) -> list[Text]:
    """Say what a reader of a plan must know."""
    told = plan.result.get("sentences", ())
    return [Text(each["nl"], each["en"]) for each in told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of the calendar: the measures, the planned maintenance and the costs."""

    year: int
    parts: Sequence[dict[str, Any]]
    works: Sequence[Mapping[str, Any]]
    cost_eur: float
    maintenance_eur: float
    height: float
    maintenance_height: float

    @property
    def y(self) -> float:
        """Where its bar begins."""
        return _HEIGHT - self.height

    @property
    def maintenance_y(self) -> float:
        """Where the bar of its maintenance begins."""
        return _HEIGHT - self.maintenance_height


def calendar_of(plan: Plan | None, maintenance: Maintenance | None) -> list[Year]:
    """Put a package and planned maintenance in years."""
    parts = _parts_of(plan) if plan else []
    works = maintenance.works if maintenance else []
    years = sorted({each["year"] for each in (*parts, *works)})
    if not years:
        return []
    spent = {
        year: (
            sum(part["cost_eur"] for part in parts if part["year"] == year),
            sum(work["cost_eur"] or 0.0 for work in works if work["year"] == year),
        )
        for year in years
    }
    most = max(max(both) for both in spent.values()) or 1.0
    return [
        Year(
            year=year,
            parts=_together(part for part in parts if part["year"] == year),
            works=[work for work in works if work["year"] == year],
            cost_eur=spent[year][0],
            maintenance_eur=spent[year][1],
            height=round((_HEIGHT - _ROOM) * spent[year][0] / most, 1),
            maintenance_height=round((_HEIGHT - _ROOM) * spent[year][1] / most, 1),
        )
        for year in years
    ]


def _together(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Add up the parts of a year by measure."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        own = found.setdefault(
            part["measure"],
            {"label": part["label"], "unit": part["unit"], "quantity": 0.0, "count": 0},
        )
        own["quantity"] += part["quantity"]
        own["count"] += 1
    return list(found.values())


def front_of(plan: Plan) -> list[dict[str, Any]]:
    """Place the packages of the front in a chart: cost to the right, share upwards.

    The lowest share is at the bottom: a front is read for what more money adds.
    """
    packages = plan.result.get("front", ())
    most = max((each["cost_eur"] for each in packages), default=0.0) or 1.0
    shares = [each["share"] for each in packages] or [0.0]
    low, span = min(shares), (max(shares) - min(shares)) or 1.0
    return [
        {
            **each,
            "number": number,
            "x": round(4 + 92 * each["cost_eur"] / most, 1),
            "y": round(
                _HEIGHT
                - 2 * _ROOM
                - (_HEIGHT - 5 * _ROOM) * (each["share"] - low) / span,
                1,
            ),
        }
        for number, each in enumerate(packages, start=1)
    ]


def _label(indicator: str) -> Text:
    known = words.catalogue().get(indicator)
    return known.label if known else Text(indicator, indicator)


def _unit(indicator: str) -> str:
    known = words.catalogue().get(indicator)
    return str(known.unit) if known else ""


_FIRST_MEASURES = ("depaving", "wadi", "tree", "sedum_roof", "flower_meadow")


def first_goal() -> dict[str, Any]:
    """Give what stands in the form of a goal before somebody changes it."""
    return {"measures": [name for name in _FIRST_MEASURES if name in kinds()]}


def drawn_of(person: Person, park: Park, variant_id: str) -> list[dict[str, Any]]:
    """Give what a design places, as what is decided already."""
    variant = next(
        (each for each in variants_of(person, park) if str(each.pk) == variant_id), None
    )
    return [
        {name: each[name] for name in ("measure", "geometry", "host")}
        for each in (variant.placements if variant else ())
    ]


def goal_targets(stack: "Stacked") -> list[dict[str, Any]]:
    """Make of the targets that count what a run takes."""
    return [
        {
            "indicator": each.indicator,
            "operator": str(each.operator),
            "value": each.value,
            "year": each.year,
        }
        for each in stack.targets
    ]


def notes_of(maintenance: Maintenance | None) -> list[dict[str, Any]]:
    """List what was wrong with the rows of a maintenance plan, in words."""
    notes = maintenance.notes if maintenance else []
    return [{**note, "text": Text(note["nl"], note["en"])} for note in notes]


def template_file() -> IO[bytes]:
    """Write an empty maintenance plan."""
    from werklandschap.measures.maintenance_file import write_template

    with TemporaryDirectory() as folder:
        place = Path(folder) / "onderhoudsplan.csv"
        write_template(place)
        return BytesIO(place.read_bytes())
