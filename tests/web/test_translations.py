"""Every Dutch text of the platform has an English one, beside the app that shows it."""

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import werklandschap.web
from werklandschap.web.theme.catalogue import compile_catalogue

pytestmark = pytest.mark.any_database

WEB = Path(werklandschap.web.__file__).parent
APPS = sorted(place.parent.name for place in WEB.glob("*/apps.py"))
PLACE = re.compile(r"%\(\w+\)s|<\w+|\{\w+\}")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def texts_of(folder: Path) -> dict[str, str]:
    """List the texts that an app shows, each with a file in which it stands."""
    found = {}
    for file in [*folder.rglob("*.py"), *folder.rglob("templates/**/*.*")]:
        source = file.read_text("utf-8")
        if file.suffix != ".py":
            told = templatize(source, origin=str(file)).splitlines()
            source = "\n".join(line.strip() for line in told)
        lines = BytesIO(source.encode())
        for _, message, _, _ in extract(
            "python", lines, keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            first = message[0] if isinstance(message, tuple) else message
            found[first] = str(file.relative_to(folder))
    return found


def catalogue_of(folder: Path) -> Catalog:
    """Read the English catalogue of an app; empty where it has none."""
    file = folder / "locale/en/LC_MESSAGES/django.po"
    if not file.exists():
        return Catalog()
    with file.open("rb") as source:
        return read_po(source)


def translated(folder: Path) -> set[str]:
    """List the texts that the English catalogue of an app translates."""
    return {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalogue_of(folder)
        if message.string and all(message.string) and not message.fuzzy
    }


@pytest.mark.parametrize("app", APPS)
def test_every_text_has_a_translation(app):
    missing = {
        text: file
        for text, file in texts_of(WEB / app).items()
        if text not in translated(WEB / app)
    }

    assert missing == {}


@pytest.mark.parametrize("app", APPS)
def test_a_translation_fills_in_the_same_things(app):
    for message in filter(lambda each: each.id, catalogue_of(WEB / app)):
        told = message.string if isinstance(message.string, str) else message.string[1]
        asked = message.id if isinstance(message.id, str) else message.id[1]
        assert sorted(PLACE.findall(told)) == sorted(PLACE.findall(asked))


def test_a_compiled_catalogue_is_read_by_django(tmp_path):
    source, compiled = tmp_path / "a.po", tmp_path / "a.mo"
    source.write_text('msgid ""\nmsgstr ""\n\nmsgid "10 % en"\nmsgstr "10% and"\n')

    compile_catalogue(source, compiled)

    with compiled.open("rb") as file:
        assert GNUTranslations(file).gettext("10 % en") == "10% and"


@pytest.mark.parametrize("app", APPS)
def test_no_translation_is_left_over(app):
    assert translated(WEB / app) - {""} <= set(texts_of(WEB / app))
