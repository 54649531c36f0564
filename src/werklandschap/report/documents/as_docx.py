"""A document as Word, for who wants to change it."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from werklandschap.report import palette
from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Table,
)
from werklandschap.report.typesetting import as_png
from werklandschap.report.words import WORDS

Word = Any
"""A document of python-docx, which has no types."""

_DPI = 200.0
_PAGE_MM = 170.0
_FONT = "Arial"
_TEXT, _SMALL_TEXT, _MANY = 8.5, 7.5, 5
"""Tables of more columns are set smaller. [pt]"""
_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def document_as_docx(document: Document) -> bytes:
    """Write a document as Word, with real headings, lists and tables.

    Parameters
    ----------
    document : Document
        The same that a PDF is set from.
    """
    word = docx.Document()
    _prepare(word, document)
    _paragraph(word, document.line, style="Subtitle")
    if document.is_generated:
        note = WORDS["generated-why"].in_language(document.language)
        _coloured(word.add_paragraph(), note, palette.AMBER_INK)
    for block in document.blocks:
        _WRITE[type(block)](word, block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _prepare(word: Word, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    day = datetime(*document.day, tzinfo=UTC)
    core = word.core_properties
    core.title, core.author = document.title, document.engine
    core.language = _LANGUAGES[document.language]
    core.created = core.modified = day
    _set_styles(word, _LANGUAGES[document.language])
    word.add_heading(document.title, 0)
    if document.is_generated:
        band = WORDS["generated"].in_language(document.language).upper()
        _coloured(section.header.paragraphs[0], band, palette.AMBER_INK)
    section.footer.paragraphs[
        0
    ].text = f"{document.title} · {document.engine} · {document.day_written}"


_STYLES = {
    "Normal": (10.0, palette.INK),
    "Title": (22.0, palette.GREEN),
    "Subtitle": (10.0, palette.MUTED),
    "Heading 1": (15.0, palette.GREEN),
    "Heading 2": (12.0, palette.GREEN),
    "Heading 3": (10.5, palette.INK),
    "Caption": (9.0, palette.INK),
}
"""Size and colour of what is written; one font for all of it."""


def _set_styles(word: Word, language: str) -> None:
    for name, (size, colour) in _STYLES.items():
        style = word.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), _rgb(colour)
        style.font.italic = False
        _set_font(style)
    # What a caption is about follows on the same page.
    word.styles["Caption"].paragraph_format.keep_with_next = True
    _set_language(word.styles["Normal"], language)


def _set_font(style: Word) -> None:
    """Set the font, in front of that of the theme."""
    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), _FONT)


def _set_language(style: Word, language: str) -> None:
    run = style.element.get_or_add_rPr()
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    run.append(mark)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())


def _paragraph(word: Word, text: str, *, style: str | None = None) -> None:
    word.add_paragraph(text, style=style)


def _coloured(paragraph: Word, text: str, colour: str) -> None:
    run = paragraph.add_run(text)
    run.font.color.rgb = _rgb(colour)


def _heading(word: Word, block: Heading) -> None:
    word.add_heading(block.text, block.level)


def _sentences(word: Word, block: Paragraph) -> None:
    if block.is_remark:
        _coloured(word.add_paragraph(), block.text, palette.MUTED)
    else:
        word.add_paragraph(block.text)


def _bullets(word: Word, block: Bullets) -> None:
    style = "List Number" if block.is_numbered else "List Bullet"
    for point in block.points:
        word.add_paragraph(point, style=style)


def _quote(word: Word, block: Quote) -> None:
    word.add_paragraph(f"“{block.says}”", style="Intense Quote")
    _coloured(word.add_paragraph(), block.who, palette.MUTED)


def _table(word: Word, block: Table) -> None:
    if block.caption:
        word.add_paragraph(block.caption, style="Caption")
    table = word.add_table(rows=1, cols=len(block.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _rule(table)
    _fill(table.rows[0], block.columns, block, is_bold=True)
    _mark(table.rows[0], "tblHeader")
    for number, row in enumerate(block.rows):
        cells = table.add_row()
        is_total = block.is_total and number == len(block.rows) - 1
        _fill(cells, row, block, is_bold=is_total)
        _mark(cells, "cantSplit")
    widths = block.widths or (1.0,) * len(block.columns)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(_PAGE_MM * width / sum(widths))
        for cell in column.cells:
            cell.width = column.width
    after = word.add_paragraph().paragraph_format
    after.space_after, after.line_spacing = Pt(0), Pt(8)


def _rule(table: Word) -> None:
    """Draw a hairline below every row, as the PDF has it."""
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "C9C2B3")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _fill(
    row: Word, texts: tuple[str, ...], block: Table, *, is_bold: bool = False
) -> None:
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size = Pt(_TEXT if len(texts) <= _MANY else _SMALL_TEXT)
        run.font.bold = is_bold or None
        paragraph.paragraph_format.space_after = Pt(1)
        if number in block.numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: Word, kind: str) -> None:
    """Say of a row that it names the columns on every page, or stays on one page."""
    mark = OxmlElement(f"w:{kind}")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _picture(word: Word, block: Picture) -> None:
    word.add_paragraph(block.caption, style="Caption")
    png = as_png("picture.typ", _drawn(block), dots_per_inch=_DPI)
    shape = word.add_picture(io.BytesIO(png), width=Mm(min(block.width_mm, _PAGE_MM)))
    shape._inline.docPr.set("descr", block.alt)


def _drawn(block: Picture) -> dict[str, Any]:
    return {
        "svg": block.svg,
        "width_mm": block.width_mm,
        "legend": [{"colour": c, "label": label} for c, label in block.legend],
        "language": "nl",
        "words": {},
        "palette": palette.FOR_TEMPLATES,
        "is_generated": False,
    }


_WRITE: dict[type[Block], Callable[[Word, Any], None]] = {
    Heading: _heading,
    Paragraph: _sentences,
    Bullets: _bullets,
    Quote: _quote,
    Table: _table,
    Picture: _picture,
}
