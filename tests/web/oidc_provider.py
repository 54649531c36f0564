"""A small provider of OpenID Connect that signs its tokens, on loopback."""

import base64
import hashlib
import json
import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.servers import Answer, Asked, Server, serving

CLIENT, SECRET = "platform", "a secret of the provider"


@dataclass
class Provider:
    """Signs in whoever ``person`` says; ``claims`` go over what the token says."""

    person: dict[str, object]
    claims: dict[str, object] = field(default_factory=dict)
    server: Server | None = None
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(65537, 2048)
    )
    asked_for: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.server.url

    def answer(self, asked: Asked) -> Answer:
        parts = urlsplit(asked.path)
        told = parts.query or asked.body.decode()
        given = {name: values[0] for name, values in parse_qs(told).items()}
        return {
            "/.well-known/openid-configuration": self.describe,
            "/authorize": self.authorize,
            "/token": self.token,
            "/userinfo": self.userinfo,
            "/keys": self.keys,
        }[parts.path](given)

    def describe(self, _given: dict[str, str]) -> Answer:
        return as_json(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )

    def authorize(self, given: dict[str, str]) -> Answer:
        code = secrets.token_urlsafe()
        self.asked_for[code] = given
        back = urlencode({"code": code, "state": given["state"]})
        return Answer(
            status=302, headers={"Location": f"{given['redirect_uri']}?{back}"}
        )

    def token(self, given: dict[str, str]) -> Answer:
        asked = self.asked_for.pop(given["code"], None)
        proof = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        is_right = (
            asked is not None
            and challenge == asked["code_challenge"]
            and asked["code_challenge_method"] == "S256"
            and (given["client_id"], given["client_secret"]) == (CLIENT, SECRET)
        )
        if not is_right:
            return as_json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            **self.person,
            **self.claims,
        }
        signed = jwt.encode(claims, self.key, "RS256", headers={"kid": "one"})
        return as_json(
            {"access_token": "access", "token_type": "Bearer", "id_token": signed}
        )

    def userinfo(self, _given: dict[str, str]) -> Answer:
        return as_json(self.person)

    def keys(self, _given: dict[str, str]) -> Answer:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return as_json({"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]})


def as_json(facts: object, status: int = 200) -> Answer:
    return Answer(
        json.dumps(facts).encode(), status, {"Content-Type": "application/json"}
    )


@contextmanager
def oidc_provider(**person):
    """Serve a provider that signs in this person."""
    provider = Provider({"sub": "1234", "email_verified": True, **person})
    with serving(provider.answer) as server:
        provider.server = server
        yield provider
