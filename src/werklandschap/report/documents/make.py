"""Putting a document together from its chapters."""

from typing import Literal

from werklandschap.report.documents.blocks import Document
from werklandschap.report.documents.finance import finance_blocks
from werklandschap.report.documents.told import Told
from werklandschap.report.documents.vision import vision_blocks
from werklandschap.report.numbers import long_date

Kind = Literal["vision", "finance"]


def document(kind: Kind, told: Told) -> Document:
    """Write a document.

    Parameters
    ----------
    kind : {"vision", "finance"}
        A green vision or a financing plan.
    told : Told
        The business case, the place and what people said.
    """
    planned, say = told.case.planned, told.say
    name = {
        "vision": say("Groenvisie", "Green vision"),
        "finance": say("Financieringsplan", "Financing plan"),
    }[kind]
    blocks = vision_blocks(told) if kind == "vision" else finance_blocks(told)
    day = long_date(planned.on, told.language)
    return Document(
        title=f"{name}: {planned.name}",
        kicker=name,
        line=say(
            f"{planned.name} · uitvoering {told.period} · toestand op {day}",
            f"{planned.name} · works {told.period} · as of {day}",
        ),
        language=told.language,
        day=(planned.on.year, planned.on.month, planned.on.day),
        day_written=day,
        engine=told.engine,
        is_generated=planned.is_generated,
        blocks=tuple(blocks),
    )
