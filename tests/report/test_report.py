"""The report: for everyone to read, in one language, with a source for every figure."""

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS, Theme
from werklandschap.landscape import COVER_CLASSES
from werklandschap.parameters import Assumptions, scan_parameters
from werklandschap.report.document import report_data
from werklandschap.report.opportunities import RULES
from werklandschap.report.sentences import SENTENCES
from werklandschap.report.typesetting import as_pdf
from werklandschap.report.words import METHOD, WORDS


def pdf_of(scan, language="nl") -> bytes:
    return as_pdf("report.typ", report_data(scan, language))


def joined(pages: list[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(pages))


def spoken(texts: list[Text], language: str) -> set[str]:
    """Collect the words, of four letters and more, of some texts."""
    sentences = [re.sub(r"{\w+}", " ", text.in_language(language)) for text in texts]
    return {
        word.lower() for text in sentences for word in re.findall(r"[^\W\d_]{4,}", text)
    }


@pytest.fixture(scope="module")
def every_text() -> list[Text]:
    """Every text that the report may print in one of the two languages."""
    return [
        *WORDS.values(),
        *(text for pair in METHOD for text in pair),
        *(theme.label for theme in Theme),
        *(cover.label for cover in COVER_CLASSES.values()),
        *(indicator.label for indicator in INDICATORS.values()),
        *(text for rule in RULES for text in (rule.headline, *rule.sentences)),
        *(text for sentences in SENTENCES.values() for text in sentences),
        *(found.label for found in scan_parameters(on=date(2026, 11, 24))),
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_is_tagged_for_screen_readers(scan, language):
    with pikepdf.open(io.BytesIO(pdf_of(scan, language))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Het Klaver" in metadata["dc:title"]


def test_every_picture_is_described_or_decoration(scan):
    with pikepdf.open(io.BytesIO(pdf_of(scan))) as pdf:
        figures = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert len(figures) == 2
        assert all("Het Klaver" in str(figure.Alt) for figure in figures)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_same_scan_gives_the_same_bytes(scan, language):
    assert pdf_of(scan, language) == pdf_of(scan, language)


def test_prints_the_day_of_the_scan_and_no_other(scan):
    with pikepdf.open(io.BytesIO(pdf_of(scan))) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20261124")
        assert str(pdf.docinfo.ModDate).startswith("D:20261124")


def test_the_first_page_is_enough_for_a_director(scan, read_pdf):
    first = joined(read_pdf(pdf_of(scan))[:1])
    assert "Het Klaver" in first
    assert "12,0 ha" in first
    assert "24 november 2026" in first
    for theme in ("Bodem en verharding", "Energie en daken", "Ruimte en gebouwen"):
        assert theme in first
    assert "Grootste kansen voor bedrijven" in first
    assert "78 %" in first
    assert "(71 tot 86)" in first
    assert "hoog" in first


def test_every_figure_is_printed_with_interval_and_source(scan, read_pdf):
    pages = read_pdf(pdf_of(scan))
    start = next(n for n, page in enumerate(pages) if "Alle cijfers" in page)
    tables = [
        re.sub(r"\s+", " ", line) for p in pages[start:] for line in p.splitlines()
    ]
    (park,) = report_data(scan, "nl")["parks"]
    rows = [row for table in park["tables"] for row in table["rows"]]
    assert len(rows) == len(scan.parks[0].estimates)
    for row in rows:
        if row["is_measured"]:
            assert row["sources"] == "1, 2"
            value = row["value"].replace("\u202f", " ")
            assert any(
                row["label"] in line and value in line and "1, 2" in line
                for line in tables
            ), row["label"]


def test_every_source_is_listed_with_what_its_licence_asks(scan, read_pdf):
    text = joined(read_pdf(pdf_of(scan)))
    for fact in (
        "Bron bgt",
        "Kadaster",
        "1 maart 2025",
        "CC-BY-4.0",
        "https://example.org/bgt",
        "Het Waterschapshuis",
        "datum onbekend",
        "Gegevenscatalogus BGT",
    ):
        assert fact in text


def test_what_was_not_measured_gives_its_reason(scan, read_pdf):
    text = joined(read_pdf(pdf_of(scan)))
    assert "Niet gemeten. Voor dit terrein zijn geen hoogtes opgehaald." in text


def test_says_on_each_page_that_it_does_not_judge(scan, generated, read_pdf):
    for page in read_pdf(pdf_of(scan)):
        assert "Signalerend, geen oordeel" in page
        assert "GEGENEREERD VOORBEELD" not in page
    for page in read_pdf(pdf_of(generated)):
        assert "GEGENEREERD VOORBEELD" in page


@pytest.mark.parametrize(("language", "other"), [("nl", "en"), ("en", "nl")])
def test_speaks_one_language(scan, language, other, every_text, read_pdf):
    park = scan.parks[0]
    texts = [
        *every_text,
        *(e.indicator.label for e in park.estimates),
        *(e.reason for e in park.estimates if e.reason),
    ]
    names = "Het Klaver Kadaster Het Waterschapshuis Gegevenscatalogus fysiek voorkomen"
    allowed = spoken(texts, language) | set(names.lower().split())
    text = re.sub(r"https?://\S+", " ", joined(read_pdf(pdf_of(scan, language))))
    printed = set(re.findall(r"[^\W\d_]{4,}", text.lower()))
    foreign = spoken(texts, other) - allowed
    assert printed & foreign == set()


def test_assumptions_from_memory_are_called_so(scan, read_pdf):
    text = joined(read_pdf(pdf_of(scan)))
    assert "Aannames, bewerkbaar" in text
    told = [row["label"] for row in report_data(scan, "nl")["assumptions"]]
    expected = [
        found.label.nl
        for found in scan_parameters(on=scan.on)
        if "memory" in (found.mark, found.range_mark)
    ]
    assert told == expected
    for label in told:
        assert all(word in text for word in label.split())


def test_a_year_and_a_span_of_years_are_told_apart(scan, read_pdf):
    text = joined(read_pdf(pdf_of(scan)))
    assert "1980" in text
    assert "1.980" not in text
    assert " 8 jaar 4 tot 15 jaar" in text


def test_own_values_are_told(scan, read_pdf):
    park = scan.parks[0]
    own = Assumptions(scan.on, own=(("opportunities.depaving_from_share", 0.4),))
    landscape = park.landscape.having(assumptions=own)
    changed = replace(scan, parks=(replace(park, landscape=landscape),))
    text = joined(read_pdf(pdf_of(changed)))
    assert "Eigen waarden" in text
    assert "Ontharden is een kans vanaf dit verharde deel 40 % 55 %" in text


def test_many_parks_begin_with_a_table_of_them(many_parks, read_pdf):
    pages = read_pdf(pdf_of(many_parks, "nl"))
    overview = joined(pages[:1])
    assert "De terreinen naast elkaar" in overview
    for park in many_parks.parks:
        assert park.name.split()[0] in overview
        chapter = [n for n, p in enumerate(pages) if "NULMETING BEDRIJVENTERREIN" in p]
    assert len(chapter) == len(many_parks.parks)
    for park, number in zip(many_parks.parks, chapter, strict=True):
        assert park.name.split()[0] in pages[number]
        assert str(number + 1) in overview


def test_a_park_without_sources_says_so(mini_scan, read_pdf):
    text = joined(read_pdf(pdf_of(mini_scan)))
    assert "geen bron genoemd" in text
    assert "Bij deze cijfers is geen bron genoemd." in text
    assert "75,0 %" in text


def test_each_park_starts_on_one_page(many_parks, read_pdf):
    for page in read_pdf(pdf_of(many_parks)):
        if "NULMETING BEDRIJVENTERREIN" in page:
            assert "Stip: de gemeten waarde" in page


def test_names_are_printed_as_they_are_written(scan, make_park, read_pdf):
    name = '#panic("x") *vet* _schuin_ <b> & $1$ @bron \\ "aan"'
    hostile = replace(scan, parks=(make_park("a<b> #c", name),))
    text = joined(read_pdf(pdf_of(hostile)))
    for piece in ("#panic(", "*vet*", "_schuin_", "<b> & $1$ @bron"):
        assert piece in text
