"""Where data comes from: one module per publisher, nothing but facts and tidying."""

from werklandschap.sources._collect import (
    Collected,
    CollectReport,
    adopt,
    collect,
)
from werklandschap.sources._declare import (
    SOURCES,
    Asset,
    GridReading,
    GridSource,
    Reading,
    Source,
)
from werklandschap.sources._documents import Document, documents

__all__ = [
    "SOURCES",
    "Asset",
    "CollectReport",
    "Collected",
    "Document",
    "GridReading",
    "GridSource",
    "Reading",
    "Source",
    "adopt",
    "collect",
    "documents",
]
