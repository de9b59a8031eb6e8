"""Benchmarks of single parts, run by path because stock's environment cannot import our modules.

    probe.py replay                       Rasa's own replay of 10, 100 and 500 messages
    probe.py read MODEL TEXTS             NLU of a message, texts one a line; each read twice
    probe.py encode TEXTS                 our encoder alone
    probe.py act DOMAIN ENDPOINTS NAME    an action call in a conversation of ten messages, with running servers

Prints one JSON object: names to milliseconds.
"""

import asyncio
import contextlib
import importlib
import json
import logging
import statistics
import sys
import time
import timeit
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

WARM_UP = 3
ACTION_CALLS = 30


def _median(times: list[float]) -> float:
    return round(statistics.median(times) * 1000, 4)


def _clock(act: Callable[[], Any], times: int) -> float:
    return _median(timeit.repeat(act, number=1, repeat=times))


def _events(messages: int) -> list[dict[str, Any]]:
    """The stored events of a conversation."""
    from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered

    ranking = [{"name": f"ask_something_{number}", "confidence": 0.9 / (number + 1)} for number in range(10)]
    events: list[Any] = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
    for number in range(messages):
        parsed = {"intent": ranking[0], "intent_ranking": ranking, "entities": [], "text": f"message {number}"}
        events += [
            UserUttered(f"message {number}", intent=ranking[0], entities=[], parse_data=parsed),
            ActionExecuted("utter_answer"),
            BotUttered("Une réponse de quelques dizaines de mots. " * 8, data={"buttons": []}),
            ActionExecuted("action_listen"),
        ]
    return [event.as_dict() for event in events]


def replay() -> dict[str, float]:
    """Rasa's rebuilding of a tracker from stored events."""
    from rasa.shared.core.trackers import DialogueStateTracker

    return {
        str(messages): _clock(partial(DialogueStateTracker.from_dict, "x", _events(messages), []), 5)
        for messages in (10, 100, 500)
    }


async def read(model: str, texts: list[str]) -> dict[str, float]:
    """NLU of a message, and of the same text read just before."""
    from rasa.core.agent import load_agent

    agent = await load_agent(model_path=model)
    first: list[float] = []
    again: list[float] = []
    for text in texts:
        for taken in (first, again):
            began = time.perf_counter()
            await agent.parse_message(text)
            taken.append(time.perf_counter() - began)
    return {"read": _median(first[WARM_UP:]), "read_again": _median(again[WARM_UP:])}


def encode(texts: list[str]) -> dict[str, float]:
    """Our encoder, one message."""
    from bot.understanding.nlu.sentence_encoder import encode as encode_texts

    encode_texts(texts[:WARM_UP])
    return {"encode": _median([timeit.timeit(partial(encode_texts, [text]), number=1) for text in texts[WARM_UP:]])}


async def act(domain_file: str, endpoints: str, name: str) -> dict[str, float]:
    """One action call."""
    from rasa.core.actions.action import action_for_name_or_text
    from rasa.core.channels.channel import CollectingOutputChannel
    from rasa.core.nlg import TemplatedNaturalLanguageGenerator
    from rasa.core.utils import AvailableEndpoints
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker

    domain = Domain.load(domain_file)
    endpoint = AvailableEndpoints.read_endpoints(endpoints).action or _in_process()
    action = action_for_name_or_text(name, domain, endpoint)
    tracker = DialogueStateTracker.from_dict("bench-probe", _events(10), domain.slots)
    words = TemplatedNaturalLanguageGenerator(domain.responses)

    taken = []
    for _ in range(ACTION_CALLS):
        began = time.perf_counter()
        await action.run(CollectingOutputChannel(), words, tracker, domain)
        taken.append(time.perf_counter() - began)
    return {"act": _median(taken[WARM_UP:])}


def _in_process() -> Any:
    """The runner of our actions in Rasa's own process, prepared as the server does."""
    importlib.import_module("bot.patches.rasa_patches").trust_own_actions()
    return importlib.import_module("bot.conversations.in_process_actions").InProcessActions("bot.actions")


def _silence_logs() -> None:
    """Silence Rasa's logs: they contain messages, and writing takes time."""
    import structlog

    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def main(arguments: list[str]) -> dict[str, float]:
    """Run the probe that the arguments name."""
    what, *rest = arguments
    if what == "replay":
        return replay()
    if what == "act":
        return asyncio.run(act(*rest))
    texts = Path(rest[-1]).read_text(encoding="utf-8").splitlines()
    return encode(texts) if what == "encode" else asyncio.run(read(rest[0], texts))


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):  # Rasa prints what it loads
        _silence_logs()
        milliseconds = main(sys.argv[1:])
    print(json.dumps(milliseconds))
