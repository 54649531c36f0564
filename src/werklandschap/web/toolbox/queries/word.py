"""A page of the toolbox as a Word document, to fill in."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from werklandschap.core.text import Language
from werklandschap.report.documents.as_docx import document_as_docx
from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
)
from werklandschap.web.theme.queries import long_date
from werklandschap.web.toolbox.markdown import tokens_of
from werklandschap.web.toolbox.models import PageVersion

_LOWEST = 3
_LISTS = {"bullet_list_open": False, "ordered_list_open": True}


def word_of(version: PageVersion, language: Language) -> bytes:
    """Write a version of a page as Word, with real headings, lists and tables.

    Parameters
    ----------
    version : PageVersion
        What is written; pictures are told by their words.
    language : Language
        Of the document.
    """
    title = version.title.in_language(language)
    day = version.publish_on
    return document_as_docx(
        Document(
            title=title,
            kicker=version.page.get_step_display(),
            line=version.summary.in_language(language),
            language=language,
            day=(day.year, day.month, day.day),
            day_written=long_date(day),
            engine="werklandschap",
            is_generated=False,
            blocks=list(blocks_of(version.body.in_language(language))),
        )
    )


def blocks_of(text: str) -> Iterator[Block]:
    """Cut the Markdown of an editor into the blocks of a document, in its order."""
    tokens = tokens_of(text)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end_of(tokens, at)
        inside = tokens[at:end]
        said = [_plain(each) for each in inside if each.type == "inline"]
        if token.type == "heading_open":
            yield Heading(said[0], min(_LOWEST, max(1, int(token.tag[1]) - 1)))
        elif token.type in _LISTS:
            yield Bullets(tuple(said), is_numbered=_LISTS[token.type])
        elif token.type == "table_open":
            yield _table(inside)
        elif said:
            is_remark = token.type == "blockquote_open"
            yield from (Paragraph(each, is_remark=is_remark) for each in said)
        elif token.content:  # a block of code
            yield Paragraph(token.content)
        at = end


def _end_of(tokens: Sequence[Token], at: int) -> int:
    """Find where a block ends that begins somewhere, what is nested in it included."""
    depth, end = int(tokens[at].nesting), at + 1
    while depth > 0:
        depth += tokens[end].nesting
        end += 1
    return end


def _table(inside: Sequence[Token]) -> Table:
    rows: list[list[str]] = []
    for token in inside:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_plain(token))
    columns, *others = (tuple(row) for row in rows)
    return Table(columns=columns, rows=tuple(others), caption="")


def _plain(inline: Token) -> str:
    """Give the words of a line without their marks; a link is followed by its address."""
    said, href = "", ""
    for each in inline.children or ():
        if each.type in {"softbreak", "hardbreak"}:
            said += " " if each.type == "softbreak" else "\n"
        elif each.type == "link_open":
            href = str(each.attrs["href"])
        elif each.type == "link_close":
            said, href = f"{said} ({href})", ""
        else:
            said += each.content
    return said
