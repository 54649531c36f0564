"""Looking at a PDF that somebody sends, before anything is kept of it."""

import re
import zlib
from itertools import islice

_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|XFA|Encrypt)\b"
    rb"|/JS\s*(?:\(|<|\d+\s+\d+\s+R\b)"
)
"""What a plain document has no need of: it acts, hides files, or hides itself."""

_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_AUTHOR = re.compile(
    rb"<dc:creator>\s*<rdf:Seq>\s*<rdf:li>werklandschap |/Author\s*\(werklandschap "
)
"""How the templates of `werklandschap.report` name who made a document."""

_MOST_STREAMS = 2000
_MOST_UNPACKED = 1024 * 1024
_END_WITHIN = 2048


def is_pdf(content: bytes) -> bool:
    """Tell whether a file is a PDF from its beginning to its end, whatever it is called.

    Parameters
    ----------
    content : bytes
        The file.
    """
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-_END_WITHIN:]


def is_active(content: bytes) -> bool:
    """Tell whether a PDF acts or hides something, also where objects are packed together.

    Parameters
    ----------
    content : bytes
        The file.
    """
    packed = islice(_STREAM.finditer(content), _MOST_STREAMS)
    parts = [content, *(_unpacked(content[each.end() :]) for each in packed)]
    return any(_ACTIVE.search(_unescaped(part)) for part in parts)


def says_it_is_ours(content: bytes) -> bool:
    """Tell whether a PDF names this software as its author.

    Parameters
    ----------
    content : bytes
        The file.
    """
    return _AUTHOR.search(content) is not None


def _unpacked(content: bytes) -> bytes:
    """Unpack what begins here, as far as it goes and at most a megabyte of it."""
    try:
        return zlib.decompressobj().decompress(content[:_MOST_UNPACKED], _MOST_UNPACKED)
    except zlib.error:
        return b""


def _unescaped(content: bytes) -> bytes:
    """Undo how names in a PDF can be written in digits (``/J#61vaScript``)."""
    return re.sub(
        rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), content
    )
