"""The description and a real server say the same: schemathesis asks for all that it names, rightly and wrongly."""

import os

import pytest
import requests
import schemathesis
from api_samples import API, bearer
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from bot.api.app import app
from tests.markers import starts
from tests.pages_server import running_pages

EACH = 10
ROUTES = [(method, path) for path, methods in app.openapi()["paths"].items() for method in methods]


@pytest.fixture
@starts("server")
def server(world, tmp_path):
    held = {
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "BOT_API_REQUESTS_A_MINUTE": "1000000",
        "BOT_HOSTS": "127.0.0.1",
    }
    with running_pages(tmp_path, **held) as pages:
        yield f"http://127.0.0.1:{pages.port}{API}"


def send_all(operation, mode, server, world):
    """Sends what schemathesis makes of a route, and checks each answer against the description."""
    sent = []

    @settings(
        max_examples=EACH, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case):
        if mode is GenerationMode.POSITIVE and case.path_parameters:
            case.path_parameters["candidate_id"] = world.zoe
        if mode is GenerationMode.POSITIVE and case.query:
            case.query.pop("cursor", None)  # only those that a page gave are
        answer = case.call(base_url=server, headers=bearer(world.decides))
        sent.append(answer.status_code)
        case.validate_response(answer)

    send()
    return sent


def test_every_route_keeps_to_its_description(server, world):
    description = requests.get(f"{server}/openapi.json", timeout=30).json()
    assert description["servers"] == [{"url": API}]
    assert "application/problem+json" in description["paths"]["/candidates"]["get"]["responses"]["422"]["content"]
    for methods in description["paths"].values():
        for method in methods.values():
            method.pop("security")  # a token that is good goes with each: what others open is another test's
    schema = schemathesis.openapi.from_dict(description)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert {(one.method, one.path) for one in operations} == set(ROUTES)
    for operation in operations:
        right = send_all(operation, GenerationMode.POSITIVE, server, world)
        assert 200 in right, operation.path
        assert max(right) < 500
        try:
            wrong = send_all(operation, GenerationMode.NEGATIVE, server, world)
        except Unsatisfiable:
            assert operation.path in {"/requests", "/structure"}, (
                "a route that takes nothing cannot be given something wrong"
            )
            continue
        assert max(wrong) < 500 and min(wrong) >= 400, (operation.path, wrong)
