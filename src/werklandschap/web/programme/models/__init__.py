"""What the programme keeps of parks and deals."""

from werklandschap.web.programme.models.deals import (
    Deal,
    DealParty,
    DealPromise,
    Entry,
    EntryLine,
    FundReport,
    Instalment,
)
from werklandschap.web.programme.models.following import (
    Commitment,
    Note,
    Recommendation,
    StepEvent,
)
from werklandschap.web.programme.models.partners import (
    PartnerApplication,
    Partnership,
    ScanPlace,
    ScanStock,
    StatusChange,
    Succession,
)

__all__ = [
    "Commitment",
    "Deal",
    "DealParty",
    "DealPromise",
    "Entry",
    "EntryLine",
    "FundReport",
    "Instalment",
    "Note",
    "PartnerApplication",
    "Partnership",
    "Recommendation",
    "ScanPlace",
    "ScanStock",
    "StatusChange",
    "StepEvent",
    "Succession",
]
