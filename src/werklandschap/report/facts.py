"""What is known of a park, ready to be put into sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from werklandschap.core.text import Language, Text
from werklandschap.parameters import Assumptions
from werklandschap.report.numbers import Quantity, write_out
from werklandschap.study.outcome import Estimate, ParkScan


def quantity_of(estimate: Estimate) -> Quantity:
    """Take the numbers of an estimate."""
    return Quantity(
        estimate.value, estimate.low, estimate.high, estimate.indicator.unit
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """The measured figures of one park.

    What was not measured is absent, so that a sentence that needs it is not said.
    """

    area_m2: float
    quantities: Mapping[str, Quantity]
    reliabilities: Mapping[str, float]
    assumptions: Assumptions

    @classmethod
    def of(cls, park: ParkScan) -> "Facts":
        """Gather the facts of a park."""
        measured = [e for e in park.estimates if quantity_of(e).is_measured]
        return cls(
            park.area_m2,
            {e.indicator.name: quantity_of(e) for e in measured},
            {e.indicator.name: e.reliability.value for e in measured},
            park.landscape.assumptions,
        )

    def know(self, names: Iterable[str]) -> bool:
        """Tell whether all these indicators were measured."""
        return all(name in self.quantities for name in names)


def first_sayable(
    sentences: Iterable[Text], facts: Facts, *, also: Mapping[str, Text] | None = None
) -> Text | None:
    """Fill in the first sentence of which every figure is known.

    Parameters
    ----------
    sentences : iterable of Text
        Sentences with names of indicators as placeholders: ``{paved_share}`` becomes
        ``44 %`` and ``{paved_share_range}`` becomes `` (41 tot 47)``, empty when
        rounding leaves no interval. The sentence that tells most comes first.
    facts : Facts
        The figures.
    also : mapping of Text, optional
        Other placeholders.

    Returns
    -------
    Text or None
        The sentence in both languages; None when too little is known.
    """
    others = dict(also or {})
    for sentence in sentences:
        needed = {
            field.removesuffix("_range")
            for _, field, _, _ in Formatter().parse(sentence.nl)
            if field and field not in others
        }
        if facts.know(needed):
            return Text(
                nl=sentence.nl.format_map(_words(facts, needed, others, "nl")),
                en=sentence.en.format_map(_words(facts, needed, others, "en")),
            )
    return None


def _words(
    facts: Facts,
    names: Iterable[str],
    others: Mapping[str, Text],
    language: Language,
) -> dict[str, str]:
    words = {name: text.in_language(language) for name, text in others.items()}
    for name in names:
        written = write_out(facts.quantities[name].readable(), language)
        words[name] = written.value
        words[f"{name}_range"] = written.interval and f" ({written.interval})"
    return words
