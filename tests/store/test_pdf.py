"""A PDF is looked at by its bytes: what acts, hides files or says that we made it."""

import random
import zlib

import pytest

from werklandschap.report.documents.as_pdf import document_as_pdf
from werklandschap.report.documents.blocks import Document, Paragraph
from werklandschap.store import pdf

PLAIN = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


def packed(objects):
    """Pack objects together, as programs do that make small files."""
    stream = zlib.compress(objects)
    return PLAIN[:-6] + b"<< /Type /ObjStm /N 1 >>\nstream\n" + stream + b"\n%%EOF\n"


@pytest.mark.parametrize(
    "acts",
    [
        b"/S /JavaScript /JS (app.alert(1))",
        b"/S /J#61vaScript",
        b"/S /Launch /F (cmd.exe)",
        b"/S /Rendition /JS 12 0 R",
        b"/Names << /EmbeddedFiles 4 0 R >>",
        b"/Type /EmbeddedFile",
        b"/AcroForm << /XFA 5 0 R >>",
        b"trailer << /Encrypt 9 0 R >>",
    ],
)
def test_what_acts_or_hides_is_seen_open_and_packed(acts):
    assert pdf.is_active(PLAIN + acts)
    assert pdf.is_active(packed(acts))


def test_a_plain_document_is_plain():
    assert pdf.is_pdf(PLAIN)
    assert not pdf.is_active(PLAIN)
    assert not pdf.is_active(packed(b"<< /Type /Page /Contents 3 0 R >>"))
    assert not pdf.is_active(PLAIN + b"/JSON /Launcher /XFALSE")


def test_pictures_in_a_document_are_not_taken_for_programs():
    # Five megabytes of noise hold `/JS` about once in four times, by chance alone.
    noise = random.Random(1).randbytes(5_000_000)
    assert not pdf.is_active(PLAIN + noise)
    assert not pdf.is_active(PLAIN + noise[:1000] + b"/JS" + b"\x8f\x00" + noise[:1000])


@pytest.mark.parametrize("content", [b"", b"MZ", b"%PDF-1.7 cut off", b"x" + PLAIN])
def test_what_is_no_whole_pdf_is_none(content):
    assert not pdf.is_pdf(content)


def test_our_own_papers_say_so_and_others_do_not():
    paper = Document(
        title="x", kicker="k", line="l", language="nl", day=(2026, 11, 2),
        day_written="2 november 2026", engine="werklandschap 0.1.0", is_generated=False,
        blocks=(Paragraph("Tekst."),),
    )  # fmt: skip
    made = document_as_pdf(paper)
    assert pdf.is_pdf(made)
    assert pdf.says_it_is_ours(made)
    assert not pdf.is_active(made)
    assert not pdf.says_it_is_ours(PLAIN + b"/Author (Groenbureau) werklandschap 0.1.0")
