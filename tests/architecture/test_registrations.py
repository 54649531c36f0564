"""Promises about everything that is registered: words, sources, units, licences."""

import re
from datetime import date
from pathlib import Path

import pytest

import werklandschap
from werklandschap.core.errors import WerklandschapError
from werklandschap.landscape import ALTERNATIVES, GRIDS, LAYERS, TABLES
from werklandschap.parameters import every_parameter
from werklandschap.sources import SOURCES, GridSource

PACKAGE = Path(werklandschap.__file__).parent
CODE = "\n".join(
    file.read_text("utf-8") for file in PACKAGE.rglob("*.py") if file.is_file()
)
PARAMETERS = list(every_parameter(on=date(9999, 1, 1)))


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.name)
def test_every_parameter_is_ordered_labelled_and_cited(parameter):
    assert parameter.low <= parameter.value <= parameter.high
    assert parameter.label.nl
    assert parameter.label.en
    assert parameter.reference.title
    assert parameter.reference.publisher
    assert parameter.mark in {"seed", "verified", "memory", "derived", "choice"}


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.name)
def test_every_parameter_is_used(parameter):
    subject, _, name = parameter.name.partition(".")
    # Families such as the fractions per class are looked up by a composed name.
    composed = re.search(rf'f"{subject}\.{{[^"]*}}', CODE) or re.search(
        rf'f"{subject}\.[a-z_]*{{', CODE
    )
    assert f'"{parameter.name}"' in CODE or composed, name


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda s: s.name)
def test_every_source_has_a_licence_and_delivers_a_known_layer(source):
    assert source.licence
    assert source.publisher
    assert source.landing_page.startswith("https://")
    assert source.refreshed_every.days > 0
    assert source.resolution_m > 0
    if isinstance(source, GridSource):
        assert source.delivers in GRIDS
    else:
        assert TABLES[source.delivers.name] is source.delivers


def test_alternatives_touch_layers_that_exist():
    for alternative in ALTERNATIVES.values():
        assert alternative.touches <= {*LAYERS, "assumptions"}


def errors(kind=WerklandschapError):
    for each in kind.__subclasses__():
        yield each
        yield from errors(each)


def test_every_error_speaks_two_languages_and_has_a_code_of_its_own():
    list(SOURCES)
    seen: dict[str, type] = {}
    for error in errors():
        if not error.__module__.startswith("werklandschap.") or "code" not in vars(
            error
        ):
            continue
        assert error.message.nl, error
        assert error.message.en != error.message.nl, error
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", error.code), error
        assert seen.setdefault(error.code, error) is error, error.code
        fields = re.compile(r"{(\w+)")
        assert set(fields.findall(error.message.nl)) == set(
            fields.findall(error.message.en)
        )


def test_no_module_is_too_long_to_read():
    long = {
        file.relative_to(PACKAGE): lines
        for file in PACKAGE.rglob("*.py")
        if "migrations" not in file.parts  # a program writes those
        and (lines := len(file.read_text("utf-8").splitlines())) > 600
    }
    assert not long
