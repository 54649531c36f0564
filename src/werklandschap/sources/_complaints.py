"""What services say when they give no data."""

from lxml import etree

from werklandschap.core.text import Text

NO_DATA = Text(nl="iets anders dan gegevens", en="something else than data")
"""What is said of an answer that is neither data nor a complaint."""

_LONGEST_REASON = 200


def parse_xml(content: bytes) -> etree._Element | None:
    """Parse XML that may be hostile; None if it is not whole."""
    careful = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False
    )
    try:
        return etree.fromstring(content, careful)
    except etree.XMLSyntaxError:
        return None


def complaint(content: bytes) -> Text:
    """Find out what a service complains of, in its own words (OGC exceptions)."""
    root = parse_xml(content) if content.lstrip()[:1] == b"<" else None
    said = [
        " ".join((element.text or "").split())
        for element in (
            [] if root is None else root.iter("{*}ExceptionText", "{*}ServiceException")
        )
    ]
    if not any(said):
        return NO_DATA
    words = " ".join(said)[:_LONGEST_REASON]
    return Text(nl=words, en=words)
