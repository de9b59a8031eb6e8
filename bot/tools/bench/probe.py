"""Times an action call in a conversation of ten messages; run by path, since stock's environment lacks our modules.

probe.py DOMAIN ENDPOINTS NAME    with running servers; prints milliseconds
"""

import asyncio
import contextlib
import importlib
import logging
import statistics
import sys
import time
from typing import Any

WARM_UP = 3
ACTION_CALLS = 30


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


async def time_action(domain_file: str, endpoints: str, name: str) -> float:
    """Median time of an action call, in milliseconds."""
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
    return round(statistics.median(taken[WARM_UP:]) * 1000, 4)


def _in_process() -> Any:
    """The runner of our actions in Rasa's own process, prepared as the server does."""
    importlib.import_module("bot.patches.rasa_patches").trust_own_actions()
    return importlib.import_module("bot.conversations.in_process_actions").InProcessActions("bot.actions")


def _silence_logs() -> None:
    """Silence Rasa's logs: they contain messages, and writing takes time."""
    import structlog

    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


if __name__ == "__main__":
    with contextlib.suppress(ModuleNotFoundError):  # in stock's environment
        importlib.import_module("bot")  # Rasa cannot be imported without its stubs
    with contextlib.redirect_stdout(sys.stderr):  # Rasa prints what it loads
        _silence_logs()
        milliseconds = asyncio.run(time_action(*sys.argv[1:]))
    print(milliseconds)
