"""Green vision and financing plan: the same in PDF and Word, and true to the figures."""

import io
import re
from dataclasses import replace

import docx
import pikepdf
import pytest
import shapely
from tests.report.documents.conftest import docx_text, squeezed, words_of

from werklandschap.appraisal import PARTIES
from werklandschap.governance.vouchers import deliverables
from werklandschap.measures import Place
from werklandschap.report.documents.as_docx import document_as_docx
from werklandschap.report.documents.as_pdf import document_as_pdf
from werklandschap.report.documents.blocks import Picture, Table
from werklandschap.report.documents.contents import parts_of
from werklandschap.report.documents.make import document
from werklandschap.report.documents.saying import capital
from werklandschap.report.documents.told import UnreadableVoices, read_voices
from werklandschap.study.business_case.effects import Compared

KINDS = ("vision", "finance")


@pytest.fixture(scope="module")
def made(told):
    """Every document in Dutch, and one in English, each with its PDF."""
    asked = [("vision", "nl"), ("finance", "nl"), ("finance", "en")]
    documents = {key: document(key[0], told(key[1])) for key in asked}
    return {key: (each, document_as_pdf(each)) for key, each in documents.items()}


def test_the_pdf_says_what_the_model_says(made, read_pdf):
    for written, pdf in made.values():
        text = squeezed(" ".join(read_pdf(pdf)))
        # A table breaks its cells over lines beside each other: word by word there.
        for block in written.blocks:
            for said in words_of([block]):
                parts = said.split() if isinstance(block, Table) else [said]
                for part in parts:
                    assert squeezed(part) in text, said


def test_the_pdf_is_tagged_for_screen_readers(made):
    for (_, language), (written, pdf) in made.items():
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert opened.Root.MarkInfo.Marked
            assert "/StructTreeRoot" in opened.Root
            assert str(opened.Root.Lang) == language
            with opened.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert metadata["dc:title"] == written.title


@pytest.mark.parametrize("kind", KINDS)
def test_word_says_the_same_and_can_be_changed(told, kind):
    written = document(kind, told("nl"))
    content = document_as_docx(written)
    text = squeezed(docx_text(content))
    assert all(squeezed(said) in text for said in words_of(written.blocks))
    word = docx.Document(io.BytesIO(content))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) >= 9
    pictures = [b for b in written.blocks if isinstance(b, Picture)]
    assert len(word.inline_shapes) == len(pictures)
    alts = [s._inline.docPr.get("descr") for s in word.inline_shapes]
    assert alts == [b.alt for b in pictures]


def test_a_generated_place_is_called_so_in_both(made, told, read_pdf):
    for key in (("vision", "nl"), ("finance", "nl")):
        pages = read_pdf(made[key][1])
        assert all("GEGENEREERD VOORBEELD" in page for page in pages)
        word = docx.Document(io.BytesIO(document_as_docx(document(key[0], told("nl")))))
        assert "GEGENEREERD" in word.sections[0].header.paragraphs[0].text
    real = replace(told("nl").case.planned, is_generated=False)
    written = document(
        "vision", replace(told("nl"), case=replace(told("nl").case, planned=real))
    )
    assert "GEGENEREERD" not in " ".join(read_pdf(document_as_pdf(written)))


def euros(text):
    """Read every amount in a text."""
    found = re.findall(r"(−?)\u2060?€[\s\u00a0]([\d.,]+\d|\d)", text)
    return [(-1 if sign else 1) * int(re.sub(r"[.,]", "", n)) for sign, n in found]


def test_sentences_and_tables_agree(made, case, told, read_pdf):
    """Each amount in a sentence of the text of the PDF stands for a figure of the case."""
    say = told("nl").say
    known = set()
    for row in case.parties:
        known |= {
            row.value_eur,
            row.low_eur,
            row.high_eur,
            row.invest_eur,
            row.gains_eur,
        }
        known |= {row.value_after_tax_eur or 0.0}
    for row in case.social:
        known |= {row.value_eur, row.costs_eur, row.benefits_eur}
    written = set(euros(" ".join(say.euros(each) for each in known)))
    text = squeezed(" ".join(read_pdf(made["finance", "nl"][1])))
    for row in case.parties:
        label = capital(PARTIES[row.party].label.nl)
        sentence = next(
            said
            for said in words_of(made["finance", "nl"][0].blocks)
            if said.startswith(f"{label}: resultaat")
        )
        assert squeezed(sentence) in text
        assert set(euros(sentence)) <= written, sentence
        assert say.euros(row.value_eur) in sentence
        runs_no_risk = min(row.by_year_eur) >= 0
        assert ("kan alleen winnen" in sentence) is runs_no_risk
        assert runs_no_risk or say.chance(row.chance) in sentence


def test_totals_below_tables_are_the_sum_of_what_is_above(case):
    assert sum(row.invest_eur - row.saved_eur for row in case.costs) == pytest.approx(
        case.invest_eur
    )
    sources = case.funding.mix.by_source_eur.sum() + case.funding.mix.own_eur.sum()
    assert sources + case.funding.mix.unpaid_eur == pytest.approx(
        case.funding.demand.spend_eur.sum(), abs=0.05
    )


def test_what_is_not_counted_and_what_was_changed_is_said(made):
    said = " ".join(words_of(made["finance", "nl"][0].blocks))
    assert "De WOZ-waarde van de panden is niet bekend" in said
    assert "eigen waarde" in said
    assert "steenbreek.nl" in said
    assert "40 jaar" in said
    assert "30 jaar" in said


def test_the_vision_has_the_chapters_that_are_asked(made):
    said = " ".join(words_of(made["vision", "nl"][0].blocks))
    for chapter in ("Waarom hier", "Het terrein nu", "De ambitie", "Het ontwerp"):
        assert chapter in said
    for chapter in ("Wat het doet", "Fasering", "Beheer en monitoring"):
        assert chapter in said
    assert "laadkuil. #let & <b>" in said


@pytest.fixture(scope="module")
def placed(told):
    """A case of which the park was measured and the parts have their places."""
    case = told("nl").case
    ground = Place(shapely.box(136_000, 450_000, 136_050, 450_040))
    parts = tuple(replace(each, places=(ground,)) for each in case.planned.parts)
    paved = Compared(indicator="paved_share", before=0.8, after=0.7)
    return replace(
        case,
        planned=replace(case.planned, parts=parts),
        effects=replace(case.effects, compared=(paved,)),
    )


def test_both_together_hold_all_that_a_voucher_asks(placed, told):
    for kind, named in (("vision", "green_vision"), ("finance", "financing_plan")):
        found = parts_of(document(kind, replace(told("nl"), case=placed)))
        assert set(found) == set(deliverables()[named].parts)
    assert found["risks"] == "Hoe zeker is dat"


def test_what_was_not_written_is_not_held(placed, told):
    aimless = replace(placed, planned=replace(placed.planned, figures=()))
    found = parts_of(document("vision", replace(told("nl"), case=aimless)))
    assert set(found) == set(deliverables()["green_vision"].parts) - {"ambition"}
    unmeasured = parts_of(document("vision", told("nl")))
    assert "baseline" not in unmeasured
    assert "map" not in unmeasured


def test_english_has_no_dutch_left(made):
    blocks = made["finance", "en"][0].blocks
    sentences = [block for block in blocks if not isinstance(block, Table)]
    said = " ".join(words_of(sentences)).lower()  # titles of sources stay Dutch
    for word in (" het ", " niet ", " een ", " wordt "):
        assert word not in said, word


def test_the_same_case_gives_the_same_bytes(told, made):
    again = document_as_pdf(document("vision", told("nl")))
    assert again == made["vision", "nl"][1]


@pytest.mark.parametrize("told_wrongly", ["{}", '[{"who": "x"}]', "nee", "[1]"])
def test_voices_that_are_none_are_told(told_wrongly, tmp_path):
    file = tmp_path / "stemmen.json"
    file.write_text(told_wrongly, "utf-8")
    if told_wrongly == "{}":
        assert read_voices(file) == ()
        return
    with pytest.raises(UnreadableVoices):
        read_voices(file)
