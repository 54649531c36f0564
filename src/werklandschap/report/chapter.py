"""The pages of one park as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werklandschap.core.text import Language, Text
from werklandschap.indicators import Theme
from werklandschap.report.citations import Citations, attribution
from werklandschap.report.facts import Facts, quantity_of
from werklandschap.report.figures import (
    Axis,
    dots,
    interval_bar,
    is_low,
    reliability_word,
)
from werklandschap.report.map import draw_map
from werklandschap.report.map_words import legend, map_alt
from werklandschap.report.numbers import NARROW_SPACE, Quantity, notation, write
from werklandschap.report.opportunities import largest_opportunities
from werklandschap.report.paths import FOOT_MM
from werklandschap.report.sentences import (
    NOT_MEASURED,
    ThemeInWords,
    theme_in_words,
    why_not,
)
from werklandschap.report.simulated_maps import simulated_maps
from werklandschap.report.simulated_tables import plot_rows, roof_rows
from werklandschap.report.water_words import whose_water
from werklandschap.study.outcome import Estimate, ParkScan

SMALL_MAP_MM = (86.0, 80.0)
LARGE_MAP_WIDTH_MM, LARGE_MAP_HEIGHT_MM = 170.0, (90.0, 188.0)
"""As high as the park asks for, between a least and a most."""

_M2_PER_HA = 10_000
_BUILDINGS = Text(nl="panden: {number}", en="buildings: {number}")
_MUNICIPALITY = Text(nl="gemeente {code} (CBS)", en="municipality {code} (CBS)")
_LOOKED_AT = Text(nl="toestand op {day}", en="as of {day}")
_REPAIRS = Text(
    nl="Bij het inlezen zijn {number} onvolkomen vormen hersteld; scan.json telt ze per "
    "soort.",
    en="On reading, {number} faulty shapes were mended; scan.json counts them by kind.",
)

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the chapters of a report share.

    ``axes`` gives the range of the bar of every indicator, ``bands`` the middle half
    of the parks where there are enough of them.
    """

    language: Language
    day: str
    citations: Citations
    axes: Mapping[str, Axis]
    bands: Mapping[str, tuple[float, float]]


def chapter(park: ParkScan, setting: Setting) -> Data:
    """Gather what the report prints of one park.

    Parameters
    ----------
    park : ParkScan
        The park.
    setting : Setting
        What all chapters share.
    """
    facts = Facts.of(park)
    language = setting.language
    themes = [theme for theme in Theme if _of_theme(park, theme)]
    return {
        "id": park.park_id,
        "line": facts_line(park, facts, setting),
        "opportunities": [
            {
                "headline": opportunity.headline.in_language(language),
                "sentence": opportunity.sentence.in_language(language),
            }
            for opportunity in largest_opportunities(facts)
        ],
        "themes": [
            _theme_row(theme_in_words(theme, _of_theme(park, theme), facts), setting)
            for theme in themes
        ],
        "tables": [
            {
                "theme": theme.label.in_language(language),
                "rows": [figure_row(e, setting) for e in _of_theme(park, theme)],
            }
            for theme in themes
        ],
        "repairs": _repairs(park, language),
        "small_map": _small_map(park, language),
        "simulations": simulated_maps(park, language),
        "ponds": whose_water(park, language),
        "plot_water": plot_rows(park, language),
        "roofs": roof_rows(park, language),
        **large_map(park, language),
    }


def facts_line(park: ParkScan, facts: Facts, setting: Setting) -> str:
    """Write place, size and day in one line."""
    language = setting.language
    hectares = notation(park.area_m2 / _M2_PER_HA, decimals=1, language=language)
    parts = [f"{hectares}{NARROW_SPACE}ha"]
    if buildings := facts.quantities.get("buildings_count"):
        number = write(buildings, language).value
        parts.append(_BUILDINGS.in_language(language).format(number=number))
    code = park.landscape.parks["municipality_code"].get(park.park_id)
    if isinstance(code, str):
        parts.append(_MUNICIPALITY.in_language(language).format(code=code))
    parts.append(_LOOKED_AT.in_language(language).format(day=setting.day))
    return " · ".join(parts)


def figure_row(estimate: Estimate, setting: Setting) -> Data:
    """Gather one row of a table: a figure with everything needed to trust it."""
    language, quantity = setting.language, quantity_of(estimate)
    row: Data = {
        "label": estimate.indicator.label.in_language(language),
        "is_measured": quantity.is_measured,
    }
    if not quantity.is_measured:
        said = why_not(estimate.reason) if estimate.reason else NOT_MEASURED
        return row | {"reason": said.in_language(language)}
    written = write(quantity, language)
    return row | {
        "value": written.value,
        "interval": written.interval,
        "bar": _bar(estimate, quantity, setting),
        "sources": setting.citations.cite(estimate.sources, language),
        **_trust(estimate, language),
    }


def _theme_row(said: ThemeInWords, setting: Setting) -> Data:
    row: Data = {
        "name": said.theme.label.in_language(setting.language),
        "sentence": said.sentence.in_language(setting.language),
        "is_measured": said.key is not None,
    }
    if said.key is None:
        return row
    return row | figure_row(said.key, setting)


def _trust(estimate: Estimate, language: Language) -> Data:
    reliability = estimate.reliability.value
    return {
        "dots": dots(reliability),
        "word": reliability_word(reliability).in_language(language),
        "reliability": notation(reliability, decimals=2, language=language),
        "is_faint": is_low(reliability),
    }


def _bar(estimate: Estimate, quantity: Quantity, setting: Setting) -> str:
    name = estimate.indicator.name
    return interval_bar(
        quantity,
        setting.axes[name],
        language=setting.language,
        others=setting.bands.get(name),
        is_faint=is_low(estimate.reliability.value),
    )


def _of_theme(park: ParkScan, theme: Theme) -> list[Estimate]:
    return [e for e in park.estimates if e.indicator.theme is theme]


def _repairs(park: ParkScan, language: Language) -> str:
    number = sum(park.landscape.repairs.values())
    if not number:
        return ""
    words = notation(number, decimals=0, language=language)
    return _REPAIRS.in_language(language).format(number=words)


def large_map(park: ParkScan, language: Language) -> Data:
    """Gather the large map of a park with its legend, sources and description.

    Parameters
    ----------
    park : ParkScan
        The park.
    language : {"nl", "en"}
        The language of the words around it.
    """
    drawn = draw_map(
        park,
        width_mm=LARGE_MAP_WIDTH_MM,
        height_mm=_fitting_height_mm(park),
        language=language,
    )
    return {
        "name": park.name,
        "large_map": drawn.svg,
        "map_alt": map_alt(park, drawn, language),
        "legend": legend(drawn, language),
        "attribution": attribution(drawn.sources, language),
        "is_generated": park.landscape.is_generated,
    }


def _fitting_height_mm(park: ParkScan) -> float:
    outline = park.landscape.parks.geometry.loc[park.park_id]
    west, south, east, north = outline.bounds
    least, most = LARGE_MAP_HEIGHT_MM
    shape = float((north - south) / (east - west))
    return min(most, max(least, LARGE_MAP_WIDTH_MM * shape + FOOT_MM))


def _small_map(park: ParkScan, language: Language) -> str:
    width, height = SMALL_MAP_MM
    return draw_map(park, width_mm=width, height_mm=height, language=language).svg
