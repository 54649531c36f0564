"""The key with which certificates are signed, and the public keys that check them."""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings


def signing_key() -> Ed25519PrivateKey:
    """Give the key of this installation, made from its secret."""
    seed = hashlib.sha256(settings.LABEL_SECRET.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_keys() -> list[Ed25519PublicKey]:
    """Give the public key of today, and those of earlier days."""
    old = [
        Ed25519PublicKey.from_public_bytes(base64.b64decode(each))
        for each in settings.LABEL_OLD_KEYS
    ]
    return [signing_key().public_key(), *old]


def published() -> list[dict[str, str]]:
    """Write the public keys as the site gives them: name and 32 bytes in base64."""
    from werklandschap.governance.certificate import key_name

    return [
        {
            "key": key_name(each),
            "algorithm": "Ed25519",
            "public": base64.b64encode(each.public_bytes_raw()).decode(),
        }
        for each in public_keys()
    ]
