"""The lake: what was published, byte for byte, and the tidy tables made from it."""

from werklandschap.store.lake import Lake, LakeIsNewer, Piece
from werklandschap.store.provenance import Provenance

__all__ = ["Lake", "LakeIsNewer", "Piece", "Provenance"]
