"""Asking for the documents of a plan, and keeping them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.finance.models import Document, Ground
from werklandschap.web.finance.queries import grounds
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.models import Plan

KIND = "finance_document"
"""The kind of run that writes documents.

Apps below this one know papers by their run, which stays: its ``kind`` is this; its
``parameters`` have ``plan``, ``kind`` (vision, finance or both) and ``language``; once it
is ``DONE``, ``ended_at`` tells when and ``result_hash`` under which the files lie.
"""


def ask_document(
    *, plan: Plan, kind: str, language: str, actor: User, at: datetime
) -> Run:
    """Ask for documents, or find who asked for the same before.

    Parameters
    ----------
    plan : Plan
        The plan.
    kind : {"vision", "finance", "both"}
        A green vision, a financing plan, or both.
    language : {"nl", "en"}
        In what language.
    actor, at
        Who, when.
    """
    from werklandschap.web.scans.queries import store

    made = Ground.objects.filter(plan=plan).values_list("run__result_hash", flat=True)
    return jobs.ask(
        kind=KIND,
        parameters={
            "park": plan.park.code,
            "plan": str(plan.pk),
            "kind": kind,
            "language": language,
        },
        inputs={
            "plan": plan.run.result_hash,
            "ground": made.first() or "",
            "assumed": grounds.assumed_of(plan).version,
        },
        engine=store.engine_version(),
        actor=actor,
        at=at,
    )


@transaction.atomic
def keep_document(
    *, run: Run, files: Sequence[str], version: int, actor: Actor, at: datetime
) -> Document:
    """Make a row of the documents that a run wrote."""
    document = Document.objects.create(
        plan=Plan.objects.get(pk=run.parameters["plan"]),
        run=run,
        kind=run.parameters["kind"],
        language=run.parameters["language"],
        assumed_version=version,
        files=list(files),
        made_at=at,
    )
    audit.record("finance.keep_document", document, actor=actor, at=at)
    return document
