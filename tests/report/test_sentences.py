"""A sentence per theme, from whatever was measured."""

from string import Formatter

import pytest

from werklandschap.core.text import Text
from werklandschap.indicators import Theme
from werklandschap.report.facts import Facts
from werklandschap.report.sentences import SENTENCES, theme_in_words, why_not

every_key = pytest.mark.parametrize("key", SENTENCES)


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field}


@every_key
def test_says_the_same_in_both_languages(key):
    for sentence in SENTENCES[key]:
        assert placeholders(sentence.nl) == placeholders(sentence.en)


@every_key
def test_always_tells_its_key_figure(key):
    assert all(key in placeholders(sentence.nl) for sentence in SENTENCES[key])
    assert placeholders(SENTENCES[key][-1].nl) == {key}


def test_takes_the_richest_sentence_that_is_known(scan):
    park = scan.parks[0]
    facts = Facts.of(park)
    green = [e for e in park.estimates if e.indicator.theme is Theme.BIODIVERSITY]
    said = theme_in_words(Theme.BIODIVERSITY, green, facts)
    assert said.key.indicator.name == "green_share"
    assert said.sentence.nl == (
        "Planten en dieren vinden leefruimte op 17\u202f% van het terrein: dat deel is "
        "groen."
    )


def test_speaks_plainly_of_an_indicator_it_does_not_know(scan, make_estimate):
    estimate = make_estimate("charging_points_count", 12.0, 10.0, 15.0)
    said = theme_in_words(Theme.GROUND, [estimate], Facts.of(scan.parks[0]))
    assert said.sentence.nl == "Een maat: 12."
    assert said.key is estimate


def test_says_why_nothing_was_measured(scan, make_estimate):
    nan = float("nan")
    said = theme_in_words(
        Theme.GROUND,
        [make_estimate("canopy_share", nan, nan, nan)],
        Facts.of(scan.parks[0]),
    )
    assert said.key is None
    assert said.sentence.nl == (
        "Niet gemeten. Voor dit terrein zijn geen hoogtes opgehaald."
    )


def test_a_reason_reads_as_a_sentence_however_it_was_given():
    for reason in ("no heights", "No heights.", "no heights."):
        assert why_not(Text(nl="", en=reason)).en == "Not measured. No heights."
