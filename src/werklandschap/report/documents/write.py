"""Writing the documents of a plan to a folder."""

from collections.abc import Collection
from pathlib import Path

from werklandschap.core.text import Text
from werklandschap.report.case_json import case_as_json
from werklandschap.report.documents import contents
from werklandschap.report.documents.as_docx import document_as_docx
from werklandschap.report.documents.as_pdf import document_as_pdf
from werklandschap.report.documents.make import Kind, document
from werklandschap.report.documents.told import Told
from werklandschap.report.documents.workbook import workbook
from werklandschap.store.lake import writing

NAMES = {
    "vision": Text("groenvisie", "green-vision"),
    "finance": Text("financieringsplan", "financing-plan"),
}
"""What the files of each kind are called."""

WORKBOOK = Text("kasstroom", "cash-flow")
FACTS = Text("businesscase", "business-case")


def write_documents(told: Told, folder: Path, *, kinds: Collection[Kind]) -> list[Path]:
    """Write documents as PDF and Word, and the cash flows as a workbook.

    Parameters
    ----------
    told : Told
        The business case, the place and what people said.
    folder : Path
        Where the files go; those of an earlier time are replaced.
    kinds : collection of {"vision", "finance"}
        Which documents; the workbook, and the case as JSON for programs, come with the
        financing plan.

    Returns
    -------
    list of Path
        The files; beside them ``contents.json`` tells what each document holds.
    """
    made: dict[str, bytes] = {}
    entries = []
    for kind in kinds:
        name = NAMES[kind].in_language(told.language)
        written = document(kind, told)
        made[f"{name}.pdf"] = pdf = document_as_pdf(written)
        entries.append(contents.entry(kind, written, f"{name}.pdf", pdf))
        made[f"{name}.docx"] = document_as_docx(written)
    if "finance" in kinds:
        made[f"{WORKBOOK.in_language(told.language)}.xlsx"] = workbook(told)
        facts = case_as_json(told.case, engine=told.engine)
        made[f"{FACTS.in_language(told.language)}.json"] = facts.encode()
    for name, content in {**made, contents.NAME: contents.written(entries)}.items():
        with writing(folder / name) as temporary:
            temporary.write_bytes(content)
    return [folder / name for name in made]
