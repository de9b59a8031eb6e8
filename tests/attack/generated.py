"""Requests that schemathesis and hypothesis make, of what the routes take and of what they do not."""

import contextlib
import json
import uuid
from collections.abc import Callable
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode

from bot.recruiting.app import app
from tests.attack.client import RECRUITERS, WEB, Client, words_of
from tests.attack.judgement import ACCOUNTS, CHAT, DESK, FILE, Attack
from tests.attack.target import Target

EACH, TEXTS = 15, 150
_NOT_HERE = frozenset({"/deconnexion", "/connexion"})  # they end the session, or take seconds of work on purpose
_TEXT = {"type": "string"}
_AUTHORIZATION = {"name": "Authorization", "in": "header", "schema": _TEXT}
_READ = {"responses": {"200": {"description": "what was said"}}}


def _takes(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return {**_READ, "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


CHAT_SCHEMA = {
    "openapi": "3.1.0",
    "info": {"title": "The website's chat", "version": "1"},
    "paths": {
        f"{WEB}/session": {"post": _takes({"token": _TEXT})},
        f"{WEB}/messages": {
            "post": {
                "parameters": [_AUTHORIZATION],
                **_takes(
                    {"id": {**_TEXT, "pattern": "^[A-Za-z0-9_-]{8,80}$"}, "text": {**_TEXT, "maxLength": 6000}},
                    "id",
                    "text",
                ),
            },
            "get": {
                "parameters": [
                    _AUTHORIZATION,
                    {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0}},
                ],
                **_READ,
            },
        },
        **{f"{WEB}/{path}": {"get": {"parameters": [_AUTHORIZATION], **_READ}} for path in ("notes", "pending")},
    },
}


def _the_same_each_time(examples: int) -> settings:
    return settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )


def _send_cases(document: dict[str, Any], client: Client, base: str, prepare: Callable[[Case], None]) -> None:
    """Sends what schemathesis makes of a schema, good and bad, the same each time."""
    for result in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = result.ok()
        if operation.path in _NOT_HERE:
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            with contextlib.suppress(Unsatisfiable):  # a route that takes nothing cannot be given something wrong
                _send_cases_of(operation.as_strategy(generation_mode=mode), mode.value, client, base, prepare)


def _send_cases_of(cases: Any, kind: str, client: Client, base: str, prepare: Callable[[Case], None]) -> None:
    @_the_same_each_time(EACH)
    @given(case=cases)
    def send(case: Case) -> None:
        prepare(case)
        try:
            made = requests.Request(**case.as_transport_kwargs(base_url=base)).prepare()
        except (ValueError, requests.RequestException):  # what no HTTP client can write
            return
        headers = {name: value for name, value in made.headers.items() if name.lower() != "cookie"}
        path = str(made.url).removeprefix(client.base)
        client.send(str(made.method), path, content=made.body, headers=headers, note=f"generated, {kind}")

    send()


def _chat(target: Target) -> None:
    visitor = target.visitor("last name")

    def prepare(case: Case) -> None:
        case.headers = {**dict(case.headers or {}), "Authorization": f"Bearer {visitor.token}"}
        if isinstance(case.body, dict) and "id" in case.body and isinstance(case.body["id"], str):
            case.body["id"] = uuid.uuid4().hex

    _send_cases(CHAT_SCHEMA, visitor, target.system.pages, prepare)
    anonymous = target.nobody()
    _send_cases(CHAT_SCHEMA, anonymous, target.system.pages, lambda _case: None)


def _recruiters(target: Target) -> None:
    mine, person = target.signed_in(), target.people[0]

    def prepare(case: Case) -> None:
        if "candidate_id" in (case.path_parameters or {}) and len(case.path_parameters["candidate_id"]) == 32:
            case.path_parameters["candidate_id"] = person.candidate_id
        if isinstance(case.body, dict):
            case.body["csrf"] = mine.csrf

    _send_cases(app.openapi(), mine, target.system.pages + RECRUITERS, prepare)


def _texts(target: Target) -> None:
    """Any text at all, half characters too, at whatever question it meets."""
    visitors = [
        target.visitor(stage)
        for stage in ("last name", "mobility", "availability", "phone", "confirmation", "scenario")
    ]
    number = 0

    @_the_same_each_time(TEXTS)
    @given(text=st.text(st.characters(codec=None, exclude_categories=()), max_size=120))
    def say(text: str) -> None:
        nonlocal number
        number += 1
        visitor = visitors[number % len(visitors)]
        answer = visitor.say(text, note=json.dumps(text)[:60])
        target.expect(answer.status_code != 200 or words_of(answer), f"nothing is said to {text!r}")

    say()


ATTACKS = [
    Attack("the chat, by its schema", _chat, changes=CHAT | FILE),
    Attack(
        "the recruiters' pages, by their schema",
        _recruiters,
        changes=ACCOUNTS | {"daily_counts", "saved_filters", "api_tokens"},
        of_people=CHAT | DESK | {"human_requests", "outbound_messages"},
    ),
    Attack("texts of any characters", _texts, changes=FILE),
]
