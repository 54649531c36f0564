"""The description tells the truth: no answer that it does not announce."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from werklandschap.web.accounts.models import Role, Token

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
THOROUGH = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("address", ["/api/v1/openapi.json", "/ogc/api"])
def test_every_answer_is_announced(
    live_server, scanned, secret, people, client_of, unlimited, address
):
    key = client_of(people[Role.PARK_MANAGER], Token.May.WRITE)
    headers = {"Authorization": key.defaults["HTTP_AUTHORIZATION"]}
    schema = schemathesis.openapi.from_url(f"{live_server.url}{address}")
    scan = scanned.scans.get(is_current=True)
    known = {"code": "T001", "scan_id": str(scan.pk), "run_id": str(scan.run_id)}
    known |= {"name": "paved_share", "collection": "parks", "key": "T001"}
    for found in schema.get_all_operations():
        operation = found.ok()

        @THOROUGH
        @given(case=operation.as_strategy(), is_known=st.booleans())
        def ask(case, is_known):
            if is_known:
                _about(case, known)
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()


def _about(case, known):
    """Let a question be about something that exists; a random one never is."""
    for name in case.path_parameters or {}:
        case.path_parameters[name] = known[name]
    if isinstance(case.body, dict) and "park" in case.body:
        case.body["park"] = "T001"
