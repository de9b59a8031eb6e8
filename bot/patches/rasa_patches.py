"""Changes to Rasa 3.6; review at each upgrade."""

import asyncio
import contextvars
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.core.processor import MessageProcessor
    from rasa.shared.core.trackers import DialogueStateTracker

_failures: contextvars.ContextVar[list[str] | None] = contextvars.ContextVar("failures", default=None)


def patch_agent(agent: "Agent") -> None:
    """Apply the patches that serving needs to a loaded agent."""
    report_failed_actions(agent.processor)
    raise_store_errors(agent)
    trust_own_actions()


def raise_store_errors(agent: "Agent") -> None:
    """Remove the wrapper that replaces an unreadable database by an empty one in memory."""
    agent.tracker_store = agent.processor.tracker_store = agent.tracker_store._tracker_store


def trust_own_actions() -> None:
    """Skip the validation of action results, which come from this process.

    An event that Rasa does not know still fails when Rasa parses it.
    """
    from rasa.core.actions.action import RemoteAction

    RemoteAction._validate_action_result = lambda self, result: True


def report_failed_actions(processor: "MessageProcessor") -> None:
    """Report actions that raise to `failed_actions`: Rasa only logs them and goes on without their events."""
    from rasa.core.actions.action import ActionExecutionRejection

    get_action = processor._get_action

    def reporting(name: str) -> Any:
        action = get_action(name)
        if action is not None:
            run = action.run

            async def run_and_report(*arguments: Any, **named: Any) -> Any:
                try:
                    return await run(*arguments, **named)
                except ActionExecutionRejection:
                    raise
                except Exception:
                    report_failure(name)
                    raise

            action.run = run_and_report
        return action

    processor._get_action = reporting


@contextmanager
def failed_actions() -> Iterator[list[str]]:
    """Collect the names of the actions that fail within the block."""
    failed: list[str] = []
    token = _failures.set(failed)
    try:
        yield failed
    finally:
        _failures.reset(token)


def report_failure(name: str) -> None:
    """Record a failed action in the surrounding `failed_actions` block, if any."""
    failed = _failures.get()
    if failed is not None:
        failed.append(name)


def parse_in_thread(processor: "MessageProcessor", timed: Callable[[Callable[[], Any]], Any]) -> None:
    """Parse every message in one thread, off the event loop.

    Args:
        timed: runs a function in that thread under a time limit.
    """
    read: Callable[..., Coroutine[Any, Any, dict[str, Any]]] = processor.parse_message
    thread = ThreadPoolExecutor(1, thread_name_prefix="reading")

    async def parse_message(
        message: "UserMessage", tracker: "DialogueStateTracker | None" = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(
            thread, context.run, timed, lambda: asyncio.run(read(message, tracker, only_output_properties))
        )

    processor.parse_message = parse_message
