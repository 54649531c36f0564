"""A business case to write documents of, and the words of a PDF and a Word file."""

import io
import re
from collections.abc import Iterator

import docx
import pytest
from tests.study.business_case.conftest import effects, planned

from werklandschap.report.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Quote,
    Table,
)
from werklandschap.report.documents.told import Told
from werklandschap.study.business_case import Choices, business_case

__all__ = ["effects", "planned"]


@pytest.fixture(scope="session")
def case(planned, effects):
    own = (("appraisal.electricity_eur_per_kwh", 0.21),)
    return business_case(planned, effects, Choices(worker_count=400.0, own=own))


@pytest.fixture(scope="session")
def told(case):
    def tell(language):
        return Told(
            case=case,
            language=language,
            engine="werklandschap 0.1.0",
            voices=(
                Quote("Het water staat in de laadkuil. #let & <b>", "transporteur"),
            ),
        )

    return tell


def words_of(blocks) -> Iterator[str]:
    """Give every text of blocks."""
    for block in blocks:
        yield from _words(block)


def _words(block: Block) -> Iterator[str]:
    match block:
        case Heading(text) | Paragraph(text):
            yield text
        case Bullets(points):
            yield from points
        case Quote(says, who):
            yield from (says, who)
        case Table():
            yield from block.columns
            for row in block.rows:
                yield from row


def squeezed(text: str) -> str:
    """Leave out all space: lines break where they like."""
    return re.sub(r"[\s\u00a0\u202f\u00ad\u2060]+", "", text)


def docx_text(content: bytes) -> str:
    """Read the text of a Word file, tables included."""
    word = docx.Document(io.BytesIO(content))
    told = [p.text for p in word.paragraphs]
    told += [c.text for t in word.tables for row in t.rows for c in row.cells]
    return " ".join(told)
