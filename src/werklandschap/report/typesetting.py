"""Set the templates with Typst."""

import json
from importlib import resources
from typing import Any

import typst

_LOOK = "look.typ"


def as_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Set a template as a tagged PDF that everyone can read (PDF/UA-1).

    The same data give the same bytes: dates come from the data, fonts from Typst.

    Parameters
    ----------
    template : str
        Name of a template of this package.
    data : dict
        What the template prints.

    Raises
    ------
    typst.TypstError
        If the template is wrong or a picture lacks a text in its place.
    """
    made: bytes = _set(template, data, format="pdf", pdf_standards=["ua-1"])
    return made


def as_png(template: str, data: dict[str, Any], *, dots_per_inch: float) -> bytes:
    """Set a template of one page as a picture.

    Parameters
    ----------
    template : str
        Name of a template of this package.
    data : dict
        What the template prints.
    dots_per_inch : float
        Resolution. [1/inch]
    """
    made: bytes = _set(template, data, format="png", ppi=dots_per_inch)
    return made


def as_pages(template: str, data: dict[str, Any]) -> list[bytes]:
    """Set a template as one drawing (SVG) per page, such as to count the pages.

    Parameters
    ----------
    template : str
        Name of a template of this package.
    data : dict
        What the template prints.
    """
    pages = _set(template, data, format="svg")
    return pages if isinstance(pages, list) else [pages]


def _set(template: str, data: dict[str, Any], **options: Any) -> Any:  # noqa: ANN401 - Typst gives bytes or a list of them
    folder = resources.files(__package__)
    source = b"\n".join((folder / name).read_bytes() for name in (_LOOK, template))
    return typst.compile(
        source,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, allow_nan=False)},
        ignore_system_fonts=True,
        **options,
    )
