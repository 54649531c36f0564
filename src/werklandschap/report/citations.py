"""The sources of a report, numbered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werklandschap.core.text import Language
from werklandschap.report.map import map_sources
from werklandschap.report.numbers import long_date
from werklandschap.report.words import DATE_UNKNOWN, NO_SOURCE
from werklandschap.store import Provenance
from werklandschap.study.outcome import BaselineScan

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Citations:
    """Every source that a figure or map of the scan comes from, once, with a number."""

    origins: Mapping[_Key, Provenance]

    @classmethod
    def of(cls, scan: BaselineScan) -> "Citations":
        """Collect the sources, in order of name and date."""
        found = {
            _key(origin): origin
            for park in scan.parks
            for origins in (
                map_sources(park.landscape),
                *(estimate.sources for estimate in park.estimates),
            )
            for origin in origins
        }
        return cls({key: found[key] for key in sorted(found)})

    def numbers(self, sources: Iterable[Provenance]) -> list[int]:
        """Give the numbers of some sources, each once, in order."""
        order = {key: number for number, key in enumerate(self.origins, start=1)}
        return sorted({order[_key(source)] for source in sources})

    def cite(self, sources: Iterable[Provenance], language: Language) -> str:
        """Write the numbers of some sources, or say that there is none."""
        numbers = self.numbers(sources)
        return ", ".join(map(str, numbers)) or NO_SOURCE.in_language(language)

    def listed(self, language: Language) -> list[dict[str, str]]:
        """List the sources for the end of the report."""
        return [
            {
                "key": str(number),
                "title": origin.title.in_language(language),
                "publisher": origin.publisher,
                "published": day_of(origin, language),
                "licence": origin.licence,
                "url": origin.landing_page,
            }
            for number, origin in enumerate(self.origins.values(), start=1)
        ]


def day_of(origin: Provenance, language: Language) -> str:
    """Write the day to which a source refers, or that it is unknown."""
    if origin.published is None:
        return DATE_UNKNOWN.in_language(language)
    return long_date(origin.published, language)


def attribution(sources: Iterable[Provenance], language: Language) -> str:
    """Write the line that belongs under a map: titles, publishers, dates, licences."""
    return "; ".join(
        f"{origin.title.in_language(language)}, {origin.publisher}, "
        f"{day_of(origin, language)}, {origin.licence}"
        for origin in sources
    ) or NO_SOURCE.in_language(language)


def _key(origin: Provenance) -> _Key:
    published = origin.published.isoformat() if origin.published else ""
    return origin.source, published, origin.publisher
