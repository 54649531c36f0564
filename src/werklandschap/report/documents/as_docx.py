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
    normal = word.styles["Normal"]
    normal.font.size = Pt(10.5)
    _set_language(normal, _LANGUAGES[document.language])
    for level in (1, 2, 3):
        style = word.styles[f"Heading {level}"]
        style.font.color.rgb = _rgb(palette.GREEN)
    word.add_heading(document.title, 0)
    if document.is_generated:
        band = WORDS["generated"].in_language(document.language).upper()
        _coloured(section.header.paragraphs[0], band, palette.AMBER_INK)
    section.footer.paragraphs[
        0
    ].text = f"{document.title} · {document.engine} · {document.day_written}"


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
    table.style = "Light Grid Accent 3"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fill(table.rows[0], block.columns, block)
    _repeat(table.rows[0])
    for number, row in enumerate(block.rows):
        cells = table.add_row()
        is_total = block.is_total and number == len(block.rows) - 1
        _fill(cells, row, block, is_bold=is_total)
    widths = block.widths or (1.0,) * len(block.columns)
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Mm(_PAGE_MM * width / sum(widths))
    word.add_paragraph()


def _fill(
    row: Word, texts: tuple[str, ...], block: Table, *, is_bold: bool = False
) -> None:
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size = Pt(8.5)
        run.font.bold = is_bold or None
        if number in block.numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Word) -> None:
    """Let a screen reader and every next page know that this row names the columns."""
    mark = OxmlElement("w:tblHeader")
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
