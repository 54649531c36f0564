"""Everything that the page of a park shows of a scan."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Assignment, Role, Scope
from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Figure, Scan
from werklandschap.web.scans.queries import current, peers, words
from werklandschap.web.scans.queries.store import the_results
from werklandschap.web.scans.queries.words import Shown, language

if TYPE_CHECKING:
    from werklandschap.indicators import Theme
    from werklandschap.report.facts import Facts

_FIRST_THEMES = ("water", "heat", "energy")
"""Entrepreneurs first: water in the hall, people who stay, power of one's own."""

_LEAST, _MOST = 3, 5
_MOST_ACTIONS = 3


@dataclass(slots=True, kw_only=True)
class ThemeRow:
    """A theme: its sentence, the figure that tells most, and all of its figures."""

    name: str
    label: Text
    sentence: Text
    key: Shown | None
    figures: Sequence[Shown]
    layers: Sequence[str] = field(default=())


@dataclass(slots=True, kw_only=True)
class Page:
    """What the page of a park shows of one scan."""

    scan: Scan
    reliability: float | None
    in_short: Sequence[Text]
    themes: Sequence[ThemeRow]
    layers: Mapping[str, Any]
    downloads: Sequence[Mapping[str, Any]]
    older: Sequence[Scan]
    former: Scan | None
    comparable_count: int
    body: str = ""
    """What is the same for all readers, once it was rendered."""

    @property
    def is_generated(self) -> bool:
        """Whether any of it was made of data that a program made up."""
        return any(source["is_generated"] for source in self.scan.sources)

    @property
    def has_peers(self) -> bool:
        """Whether enough comparable parks were measured to say where this one stands."""
        return self.comparable_count >= peers.FEWEST


def park_of(person: Person, code: str, slug: str) -> Park | None:
    """Find the park of an address; its number may hold the mark that divides them.

    Parameters
    ----------
    person : User or AnonymousUser
        Who asks; of what they may not see nothing is found.
    code, slug : str
        The parts of the address.
    """
    parts = f"{code}-{slug}".split("-")
    codes = ["-".join(parts[:count]) for count in range(1, len(parts) + 1)]
    found = Park.objects.visible_to(person).filter(code__in=codes)
    return max(found, key=lambda park: len(park.code), default=None)


def scan_for(park: Park, scan_id: Any = None) -> Scan | None:
    """Find a scan of a park: the one that is asked for, or the current one."""
    scans = Scan.objects.filter(park=park).select_related("park")
    if scan_id is not None:
        return scans.filter(pk=scan_id).first()
    return scans.filter(is_current=True).first()


def mark_of(scan: Scan) -> str:
    """Give a text that changes whenever the page of a scan does, but for its language."""
    count = Scan.objects.filter(park=scan.park).count()
    return f"{scan.pk} {scan.park.changed_at} {count} {current.stamp()}"


def page_of(scan: Scan) -> Page:
    """Gather what is shown of a scan; who reads it makes no difference."""
    return _page(scan.pk, language(), mark_of(scan))


@lru_cache(maxsize=64)
def _page(scan_id: UUID, _language: str, _mark: str) -> Page:
    scan = Scan.objects.select_related("park").get(pk=scan_id)
    rows = list(scan.figures.all())
    facts = words.facts_of(scan, rows)
    figures = words.shown(scan, rows)
    former = _former(scan)
    places = peers.places_of(scan.park, rows)
    for each in figures.values():
        _put_in_place(each, places)
    if former is not None:
        _tell_changes(figures, former)
    layers = layers_of(scan)
    return Page(
        scan=scan,
        reliability=_reliability(rows),
        in_short=_in_short(rows, facts),
        themes=_themes(rows, figures, facts, layers),
        layers=layers,
        downloads=list(downloads_of(scan)),
        older=list(Scan.objects.filter(park=scan.park).exclude(pk=scan.pk)),
        former=former,
        comparable_count=max(
            (len(place.values) for place in places.near.values()), default=0
        ),
    )


def _reliability(rows: Iterable[Figure]) -> float | None:
    """Average over what was measured."""
    measured = [row.reliability for row in rows if row.value is not None]
    return sum(measured) / len(measured) if measured else None


def _former(scan: Scan) -> Scan | None:
    """Find the whole scan before this one that is like it."""
    before = Scan.objects.filter(
        park=scan.park, made_at__lt=scan.made_at, is_degraded=False
    )
    return before.order_by("-on", "-made_at").first()


def _in_short(rows: Sequence[Figure], facts: "Facts") -> list[Text]:
    """Choose three to five sentences: what matters to firms, then what helps."""
    from werklandschap.indicators import Theme
    from werklandschap.report.opportunities import largest_opportunities

    ordered = [Theme(name) for name in _FIRST_THEMES]
    ordered += [theme for theme in Theme if theme not in ordered]
    told = [
        said.sentence
        for theme in ordered
        if theme is not Theme.DATA
        and (said := _said(theme, rows, facts)) is not None
        and said.key is not None
    ]
    helps = [each.sentence for each in largest_opportunities(facts)]
    first = told[: max(_LEAST, _MOST - len(helps))]
    return [*first, *helps, *told[len(first) :]][:_MOST]


def _said(theme: "Theme", rows: Iterable[Figure], facts: "Facts") -> Any:
    from werklandschap.report.sentences import theme_in_words

    own = [
        row
        for row in rows
        if row.indicator in words.catalogue()
        and words.catalogue()[row.indicator].theme is theme
    ]
    return theme_in_words(theme, words.estimates_of(own), facts) if own else None


def _themes(
    rows: Sequence[Figure],
    figures: Mapping[str, Shown],
    facts: "Facts",
    layers: Mapping[str, Any],
) -> list[ThemeRow]:
    from werklandschap.indicators import Theme

    found = []
    for theme in Theme:
        said = _said(theme, rows, facts)
        if said is None:
            continue
        key = figures[said.key.indicator.name] if said.key else None
        found.append(
            ThemeRow(
                name=str(theme),
                label=theme.label,
                sentence=said.sentence,
                key=key,
                figures=[f for f in figures.values() if f.theme == str(theme)],
                layers=[
                    layer["name"]
                    for layer in layers.get("layers", ())
                    if layer["theme"] == str(theme)
                ],
            )
        )
    return found


def _put_in_place(figure: Shown, places: peers.Places) -> None:
    """Tell where a figure stands among those of other parks."""
    if figure.value is None or figure.low is None or figure.high is None:
        return
    near = places.near.get(figure.indicator, peers.Place())
    country = places.country.get(figure.indicator, peers.Place())
    if near.is_known:
        figure.axis = _axis(figure, near.values)
        start, end = figure.axis
        span = (end - start) or 1.0
        figure.peers = tuple((value - start) / span for value in near.deciles())
    figure.place = " ".join(_place_words(near, country))


def _axis(figure: Shown, values: Sequence[float]) -> tuple[float, float]:
    from werklandschap.core.units import Unit
    from werklandschap.report.figures import Axis
    from werklandschap.report.numbers import Quantity

    unit = Unit(figure.unit)
    own = Quantity(
        words.number(figure.value),
        words.number(figure.low),
        words.number(figure.high),
        unit,
    )
    others = [Quantity(value, value, value, unit) for value in values]
    axis = Axis.over([own, *others])
    return axis.start, axis.end


def _place_words(near: peers.Place, country: peers.Place) -> Iterable[str]:
    if near.is_known:
        yield _("Hoger dan %(tenths)s van de 10 vergelijkbare terreinen.") % {
            "tenths": near.tenths
        }
    if country.is_known:
        yield _("In het land: hoger dan %(tenths)s van de 10.") % {
            "tenths": country.tenths
        }


def _tell_changes(figures: Mapping[str, Shown], former: Scan) -> None:
    for row in former.figures.filter(indicator__in=figures):
        figure = figures[row.indicator]
        if figure.value is not None and row.value is not None:
            figure.change = change_in_words(figure, row)


def change_in_words(figure: Shown, before: Figure) -> str:
    """Say what became of a figure; within the intervals nothing is said to change."""
    from werklandschap.core.units import Unit
    from werklandschap.report.numbers import Quantity, write

    value = words.number(before.value)
    if value == figure.value:
        return _("Gelijk aan de vorige nulmeting.")
    low = words.number(before.low)
    high = words.number(before.high)
    told = write(Quantity(value, low, high, Unit(figure.unit)), language()).value
    overlaps = low <= words.number(figure.high) and words.number(figure.low) <= high
    if overlaps:
        return _("Was %(value)s: geen zekere verandering.") % {"value": told}
    return _("Was %(value)s.") % {"value": told}


def layers_of(scan: Scan) -> dict[str, Any]:
    """Read which layers there are on the map of a scan, with the addresses of their files."""
    from werklandschap.store.results import NoSuchResult

    if "layers.json" not in scan.files:
        return {}
    try:
        place = the_results().file(scan.result_hash, "layers.json")
    except NoSuchResult:
        return {}
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    for layer in found["layers"]:
        layer["url"] = file_url(scan, layer["file"])
        layer["title"] = layer["title"][language()]
        layer["note"] = layer["note"][language()]
        for entry in layer["legend"]:
            entry["name"] = entry["label"][language()]
            entry["label"] = _legend_label(entry)
    found["outline"] = file_url(scan, "outline.geojson")
    return found


def _legend_label(entry: Mapping[str, Any]) -> str:
    label = str(entry["label"][language()])
    share = entry["share"]
    return label if share is None else f"{label} ({words.per_cent(share)})"


def kind_of(park: Park) -> Text | None:
    """Name the kind of a park; None where the register does not tell."""
    from werklandschap.register.kinds import KINDS

    kind = KINDS.get(park.kind)
    return kind.label if kind and kind.is_known else None


def file_url(scan: Scan, name: str) -> str:
    """Give the address of a file of a scan."""
    return reverse("scan_file", kwargs={"scan_id": scan.pk, "name": name})


_DOWNLOADS = (
    ("report_nl.pdf", Text("Rapport in het Nederlands (PDF)", "Report in Dutch (PDF)")),
    ("report_en.pdf", Text("Rapport in het Engels (PDF)", "Report in English (PDF)")),
    ("scan.gpkg", Text("Alle kaartlagen (GeoPackage)", "All map layers (GeoPackage)")),
    ("figures.csv", Text("Alle cijfers (CSV)", "All figures (CSV)")),
    (
        "scan.json",
        Text("Alle cijfers met bronnen (JSON)", "All figures with sources (JSON)"),
    ),
    (
        "solar_roofs.gpkg",
        Text("Zon op daken (GeoPackage)", "Sun on roofs (GeoPackage)"),
    ),
    ("map_nl.png", Text("Kaart (PNG)", "Map (PNG)")),
)


def downloads_of(scan: Scan) -> Iterable[dict[str, Any]]:
    """List what there is to download: documents first, then grids."""
    labels = dict(_DOWNLOADS)
    grids = sorted(name for name in scan.files if name.endswith(".tif"))
    for name in (*labels, *grids):
        if name in scan.files:
            label = labels.get(name) or Text(f"{name} (GeoTIFF)", f"{name} (GeoTIFF)")
            yield {
                "url": file_url(scan, name),
                "label": label,
                "bytes": scan.files[name]["bytes"],
                "is_grid": name in grids,
            }


def next_steps(person: Person, park: Park, scan: Scan | None) -> list[dict[str, str]]:
    """Choose at most three things that this reader can do next."""
    start = f"{reverse('start_scan')}?terrein={park.code}"
    steps = []
    if may(person, "scans.start", park) and park.outline_wkb:
        label = _("Nulmeting opnieuw maken") if scan else _("Nulmeting starten")
        steps.append({"url": start, "label": label})
    if scan is not None:
        report = f"report_{language()}.pdf"
        if report in scan.files:
            steps.append(
                {"url": file_url(scan, report), "label": _("Rapport downloaden")}
            )
        steps.append(
            {
                "url": f"{reverse('compare')}?terrein={park.code}",
                "label": _("Vergelijken met andere terreinen"),
            }
        )
    return steps[:_MOST_ACTIONS]


def involved(park: Park) -> list[dict[str, Any]]:
    """Count who is involved, by role; nobody is named."""
    held = Assignment.objects.filter(user__is_active=True).exclude(
        scope=Scope.PROGRAMME
    )
    counts: dict[str, int] = {}
    for each in held.filter(code__in=[code for code in park.places().values() if code]):
        if each.covers(park.places()):
            counts[each.role] = counts.get(each.role, 0) + 1
    return [
        {"label": role.label, "count": counts[role]} for role in Role if role in counts
    ]


def open_run_of(person: Person, park: Park) -> Run | None:
    """Find a scan of a park that goes on now, for who may follow it."""
    if not may(person, "scans.log", park):
        return None
    return Run.objects.filter(
        kind="scan", parameters__park=park.code, status__in=Run.OPEN
    ).first()
