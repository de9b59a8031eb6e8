"""The servers' lines hold no word that somebody wrote, whatever a library says."""

import asyncio
import json
import logging
import warnings

import pytest
import structlog

from bot.base import logs

WORDS = "Zyxwvut"


@pytest.fixture
def lines(monkeypatch, capsys):
    """Logs as a server does; returns what reads the lines written so far."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level

    def start(form):
        monkeypatch.setenv("BOT_LOG", form)
        logs.configure("rasa")

        def read():
            return capsys.readouterr().err.splitlines()

        return read

    yield start
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)


def an_error():
    try:
        try:
            {}[WORDS]
        except KeyError as error:
            raise ValueError(f"what is {WORDS}?") from error
    except ValueError:
        logging.getLogger("rasa.core").exception("it failed")


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_is_told_by_types_and_places(lines, form):
    read = lines(form)
    an_error()
    told = "\n".join(read())
    assert "ValueError" in told and "KeyError" in told and "test_logs.py:" in told
    assert WORDS not in told


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_rasa_and_others_quote_is_left_out(lines, form):
    read = lines(form)
    shape = structlog.get_config()
    logs.configure_structlog()
    structlog.get_logger("rasa.core.processor").error("processor.failed", text=WORDS)
    structlog.configure(**shape)
    logging.getLogger("rasa.core").debug("heard %s", WORDS)
    logging.getLogger("rasa.core.tracker_store").error(
        f"Not saved. Please investigate the following error: no {WORDS}."
    )
    warnings.warn(f"no intent for {WORDS}", UserWarning, stacklevel=1)

    async def fail():
        raise ValueError(WORDS)

    async def forget():
        task = asyncio.create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(forget())
    told = "\n".join(read())
    assert "processor.failed" in told and "never retrieved" in told
    assert WORDS not in told


def test_one_object_a_line_one_key_a_fact(lines):
    read = lines("json")
    logging.getLogger("bot.actions.base").error("action %s failed", "a", extra={"reference": "1a2b3c4d"})
    an_error()
    first, second = map(json.loads, read())
    assert {key: first[key] for key in ("level", "server", "event", "reference")} == {
        "level": "ERROR",
        "server": "rasa",
        "event": "action a failed",
        "reference": "1a2b3c4d",
    }
    assert first["time"].endswith("+00:00")
    assert second["errors"][0].startswith("ValueError at ")


def test_sentences_are_the_default(lines):
    read = lines("text")
    logging.getLogger("bot").warning("the network is away")
    assert read()[0].endswith("WARNING bot the network is away")
