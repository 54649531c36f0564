"""Certificates that anybody can check without us: Ed25519 over canonical JSON."""

import base64
import binascii
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from werklandschap.core.text import Text

SCHEMA = "urn:werklandschap:certificate:1"
_KEY_DIGITS = 16


class Verdict(StrEnum):
    """What a check finds."""

    VALID = "valid"
    FORGED = "forged"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNREADABLE = "unreadable"
    UNKNOWN_KEY = "unknown_key"

    @property
    def label(self) -> Text:
        """The verdict in a sentence."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.VALID: Text(
        "Dit certificaat is echt en geldig.", "This certificate is genuine and valid."
    ),
    Verdict.FORGED: Text(
        "De handtekening past niet bij wat er staat: het certificaat is veranderd of niet "
        "van ons.",
        "The signature does not fit what it says: the certificate was changed or is not "
        "ours.",
    ),
    Verdict.EXPIRED: Text(
        "Dit certificaat is echt, maar verlopen.",
        "This certificate is genuine, but has expired.",
    ),
    Verdict.REVOKED: Text(
        "Dit certificaat is echt, maar ingetrokken.",
        "This certificate is genuine, but was revoked.",
    ),
    Verdict.UNREADABLE: Text(
        "Dit is geen certificaat van ons: het is niet te lezen.",
        "This is no certificate of ours: it cannot be read.",
    ),
    Verdict.UNKNOWN_KEY: Text(
        "Dit certificaat noemt een sleutel die niet van ons is.",
        "This certificate names a key that is not ours.",
    ),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on a certificate, and what it says (empty if it is not ours)."""

    verdict: Verdict
    says: Mapping[str, Any]


def canonical(facts: Mapping[str, Any]) -> bytes:
    """Write facts so that the same facts are always the same bytes.

    JSON with sorted keys, no spaces, and text in UTF-8.

    Parameters
    ----------
    facts : mapping
        Text, whole numbers, booleans, lists and mappings; no fractions, which programs
        write in different ways.
    """
    told = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return told.encode()


def key_name(public: Ed25519PublicKey) -> str:
    """Name a public key: the first 16 digits of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:_KEY_DIGITS]


def sign(facts: Mapping[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """Make a certificate of facts.

    Parameters
    ----------
    facts : mapping
        What it says: ``number`` and ``expires_on`` (ISO 8601), and anything else.
    key : Ed25519PrivateKey
        The key of who issues it.
    """
    says = {"schema": SCHEMA, **facts}
    return {
        "says": says,
        "key": key_name(key.public_key()),
        "signature": base64.b64encode(key.sign(canonical(says))).decode(),
    }


def check(
    told: bytes | str,
    keys: Collection[Ed25519PublicKey],
    *,
    on: date,
    revoked: Collection[str] = (),
) -> Checked:
    """Check a certificate, without asking anybody.

    Parameters
    ----------
    told : bytes or str
        The certificate, as JSON.
    keys : collection of Ed25519PublicKey
        Public keys of who issues, old ones too.
    on : date
        The day on which it should hold.
    revoked : collection of str
        Numbers of certificates that were revoked.
    """
    read = _read(told)
    if read is None:
        return Checked(Verdict.UNREADABLE, {})
    says, name, signature = read
    key = next((each for each in keys if key_name(each) == name), None)
    if key is None:
        return Checked(Verdict.UNKNOWN_KEY, {})
    try:
        key.verify(signature, canonical(says))
        expires_on = date.fromisoformat(says["expires_on"])
    except InvalidSignature:
        return Checked(Verdict.FORGED, {})
    except (KeyError, TypeError, ValueError):
        return Checked(Verdict.UNREADABLE, {})
    if says.get("number") in revoked:
        return Checked(Verdict.REVOKED, says)
    return Checked(Verdict.EXPIRED if on > expires_on else Verdict.VALID, says)


def _read(told: bytes | str) -> tuple[dict[str, Any], str, bytes] | None:
    try:
        found = json.loads(told)
        says, name = found["says"], found["key"]
        signature = base64.b64decode(found["signature"], validate=True)
        known = says["schema"] == SCHEMA
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        return None
    return (says, str(name), signature) if known else None
