"""Certificates: genuine, forged, expired, revoked, and nonsense."""

import base64
import json
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.governance.certificate import Verdict, canonical, check, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = [KEY.public_key()]
ON = date(2027, 1, 1)
FACTS = {
    "number": "WL-1",
    "park": "Testterrein é",
    "grade": "C",
    "expires_on": "2030-01-01",
}


def verdict(told, **more):
    text = told if isinstance(told, str | bytes) else json.dumps(told)
    return check(text, PUBLIC, **{"on": ON, **more}).verdict


def test_a_certificate_is_what_it_says():
    found = check(json.dumps(sign(FACTS, KEY)), PUBLIC, on=ON)
    assert found.verdict is Verdict.VALID
    assert found.says["park"] == "Testterrein é"


def test_how_it_is_written_out_does_not_matter():
    told = sign(FACTS, KEY)
    told["says"] = dict(reversed(told["says"].items()))
    assert verdict(json.dumps(told, indent=4)) is Verdict.VALID


@settings(max_examples=30)
@given(st.sampled_from(sorted(FACTS)), st.text(max_size=20))
def test_whatever_is_changed_shows(name, text):
    told = sign(FACTS, KEY)
    if told["says"][name] == text:
        return
    told["says"][name] = text
    assert verdict(told) is Verdict.FORGED
    assert check(json.dumps(told), PUBLIC, on=ON).says == {}


def test_an_added_fact_shows():
    told = sign(FACTS, KEY)
    told["says"]["remark"] = "and the label too"
    assert verdict(told) is Verdict.FORGED


def test_a_key_of_another_is_not_ours_whatever_it_is_called():
    told = sign(FACTS, OTHER)
    assert verdict(told) is Verdict.UNKNOWN_KEY
    told["key"] = sign(FACTS, KEY)["key"]
    assert verdict(told) is Verdict.FORGED


def test_the_last_day_counts_and_the_next_does_not():
    told = sign(FACTS, KEY)
    assert verdict(told, on=date(2030, 1, 1)) is Verdict.VALID
    assert verdict(told, on=date(2030, 1, 2)) is Verdict.EXPIRED


def test_what_was_revoked_no_longer_holds():
    assert verdict(sign(FACTS, KEY), revoked={"WL-1"}) is Verdict.REVOKED
    assert verdict(sign(FACTS, KEY), revoked={"WL-2"}) is Verdict.VALID


@pytest.mark.parametrize(
    "told",
    [b"", b"\xff\xfe", "[]", "{}", '{"says": 1, "key": 2, "signature": "x"}', "[" * 5000,
     json.dumps({**sign(FACTS, KEY), "signature": "geen base64"}),
     json.dumps(sign({"number": "WL-1"}, KEY))],
)  # fmt: skip
def test_nonsense_is_said_to_be_no_certificate(told):
    assert verdict(told) is Verdict.UNREADABLE


def test_a_short_signature_is_a_forged_one():
    told = sign(FACTS, KEY)
    told["signature"] = base64.b64encode(b"short").decode()
    assert verdict(told) is Verdict.FORGED


def test_the_bytes_that_are_signed_have_one_form():
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()
