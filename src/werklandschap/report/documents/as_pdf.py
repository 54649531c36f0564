"""A document as a tagged PDF that everyone can read."""

from typing import Any

from werklandschap.core.text import Text
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
from werklandschap.report.typesetting import as_pdf
from werklandschap.report.words import SIGNALLING, WORDS

CONTENTS = Text("Inhoud", "Contents")


def document_as_pdf(document: Document) -> bytes:
    """Set a document as PDF/UA-1.

    Parameters
    ----------
    document : Document
        The same document gives the same bytes.

    Raises
    ------
    typst.TypstError
        If it would not be accessible.
    """
    language = document.language
    words = {name: text.in_language(language) for name, text in WORDS.items()}
    return as_pdf(
        "document.typ",
        {
            "language": language,
            "title": document.title,
            "kicker": document.kicker,
            "line": document.line,
            "day": list(document.day),
            "day_written": document.day_written,
            "engine": document.engine,
            "is_generated": document.is_generated,
            "words": {
                **words,
                "contents": CONTENTS.in_language(language),
                "notice": SIGNALLING.in_language(language),
            },
            "palette": palette.FOR_TEMPLATES,
            "blocks": [_facts(block) for block in document.blocks],
        },
    )


def _facts(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text, is_remark):
            return {"kind": "paragraph", "text": text, "is_remark": is_remark}
        case Bullets(points, is_numbered):
            return {"kind": "bullets", "points": points, "is_numbered": is_numbered}
        case Quote(says, who):
            return {"kind": "quote", "says": says, "who": who}
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)


def _table(block: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "columns": list(block.columns),
        "rows": [list(row) for row in block.rows],
        "caption": block.caption,
        "numbers": sorted(block.numbers),
        "widths": list(block.widths or (1.0,) * len(block.columns)),
        "is_total": block.is_total,
    }


def _picture(block: Picture) -> dict[str, Any]:
    return {
        "kind": "picture",
        "svg": block.svg,
        "alt": block.alt,
        "caption": block.caption,
        "width_mm": block.width_mm,
        "legend": [{"colour": c, "label": label} for c, label in block.legend],
    }
