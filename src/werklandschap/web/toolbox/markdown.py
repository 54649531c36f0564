"""Texts of editors: from Markdown to safe HTML, and what is wrong with one."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "img", "br", "hr"),
    *("blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto"}
_OWN_IMAGE = re.compile(r"/toolbox/afbeelding/\d+")
_HIGHEST, _LOWEST = 2, 4


def tokens_of(text: str) -> list[Token]:
    """Cut Markdown into its parts, as they stand one after another."""
    return _READER.parse(text)


def html_of(text: str) -> str:
    """Write Markdown as HTML that may stand in a page: no scripts, no foreign pictures.

    Headings begin at the second level, as the page has a first one.
    """
    tokens = _READER.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = max(_HIGHEST, min(_LOWEST, int(token.tag[1])))
            token.tag = f"h{level}"
    html = _READER.renderer.render(tokens, _READER.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return clean.replace(
        "<table>", '<div class="wl-scroll" tabindex="0"><table class="wl-table">'
    ).replace("</table>", "</table></div>")


def links_in(text: str) -> list[str]:
    """List the addresses on the web to which a text points."""
    found = (
        str(token.attrs["href"]) for token in _inline(text) if token.type == "link_open"
    )
    return [
        url
        for url in dict.fromkeys(found)
        if urlsplit(url).scheme in _SCHEMES - {"mailto"}
    ]


def problems_of(text: str) -> list[str]:
    """Say what an editor must mend: pictures without words or from elsewhere."""
    images = [token for token in _inline(text) if token.type == "image"]
    problems = [
        _("De afbeelding %(src)s heeft geen beschrijving. Schrijf die tussen de [ ].")
        % {"src": token.attrs["src"]}
        for token in images
        if not token.content.strip()
    ]
    problems += [
        _("De afbeelding %(src)s staat niet bij ons. Voeg hem eerst toe.")
        % {"src": token.attrs["src"]}
        for token in images
        if not _OWN_IMAGE.fullmatch(str(token.attrs["src"]))
    ]
    return problems


def _inline(text: str) -> Iterator[Token]:
    for token in _READER.parse(text):
        yield from token.children or ()
