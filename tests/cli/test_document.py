"""``werklandschap document``: files that a person can open, and one sentence if not."""

import json

import pytest
from tests.study.business_case.conftest import effects, plan_json, planned

from werklandschap.cli import main
from werklandschap.study.business_case.facts import facts_of

__all__ = ["effects", "planned"]


@pytest.fixture
def folder(planned, tmp_path):
    (tmp_path / "plan.json").write_text(json.dumps(plan_json(planned)), "utf-8")
    return tmp_path


def test_both_documents_come_beside_the_plan(folder, effects, capsys):
    (folder / "effects.json").write_text(json.dumps(facts_of(effects)), "utf-8")
    assert main(["document", str(folder)]) == 0
    made = {file.name for file in folder.iterdir()}
    words = {"groenvisie.pdf", "groenvisie.docx", "kasstroom.xlsx"}
    assert made >= {*words, "financieringsplan.pdf", "financieringsplan.docx"}
    assert "kasstroom.xlsx" in capsys.readouterr().out


def test_without_effects_it_says_that_nothing_is_counted(folder, capsys, tmp_path):
    out = tmp_path / "out"
    asked = ["document", str(folder), "--kind", "vision", "--language", "en"]
    assert main([*asked, "--out", str(out)]) == 0
    assert {file.name for file in out.iterdir()} == {
        "green-vision.pdf",
        "green-vision.docx",
        "contents.json",
    }
    assert "not simulated" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--area", "a.gpkg"], "document.area_without_lake"),
        (["--choices", "nowhere.json"], "business_case.choices"),
        (["--voices", "nowhere.json"], "document.voices"),
    ],
)
def test_what_cannot_be_used_is_told(folder, more, code, capsys):
    assert main(["document", str(folder), *more]) == 2
    assert code in capsys.readouterr().err


def test_a_folder_without_a_plan_is_told(tmp_path, capsys):
    assert main(["document", str(tmp_path / "nothing")]) == 2
    assert "business_case.no_plan" in capsys.readouterr().err
