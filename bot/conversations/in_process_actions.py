"""Rasa's action endpoint without a server: rasa_sdk's executor runs in the calling process."""

import asyncio
import json
import logging
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.conversations.thread_offload import run_in_thread

logger = logging.getLogger(__name__)

# Characters. Finding evidence in longer messages takes tenths of a second, and runs in a thread.
LONG_MESSAGE = 1000


class InProcessActions(EndpointConfig):
    """Answers action calls as rasa_sdk's HTTP server does, including rejections and unknown actions.

    Args:
        package: the Python package of the actions.
    """

    def __init__(self, package: str) -> None:
        super().__init__(enable_selective_domain=True)  # none of our actions reads the domain
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Run the action that the call `json` names.

        Returns:
            `{"events": [...], "responses": [...]}` as plain JSON, which shares nothing with the given tracker.

        Raises:
            ClientResponseError: 400 if the action rejected to run, 404 if it does not exist, 500 if it failed. The text
                is JSON with `error` and `action_name`.
        """
        try:
            result = await self._run(kwargs["json"])
        except ActionExecutionRejection as error:
            raise _refusal(400, "Bad Request", error.message, error.action_name) from error
        except ActionNotFoundException as error:
            raise _refusal(404, "Not Found", error.message, error.action_name) from error
        except Exception as error:  # its message may quote the user
            name = type(error).__name__
            logger.error("action %s raised %s", kwargs["json"]["next_action"], name)
            raise _refusal(500, "Internal Server Error", name, kwargs["json"]["next_action"]) from None
        return json.loads(json.dumps(result))

    async def _run(self, call: dict[str, Any]) -> Any:
        message = (call["tracker"].get("latest_message") or {}).get("text") or ""
        if len(message) <= LONG_MESSAGE and not self._waits(call["next_action"]):
            return await self._executor.run(call)
        return await run_in_thread(lambda: asyncio.run(self._executor.run(call)))

    def _waits(self, name: str) -> bool:
        """Whether an action must run in a thread (`runs_in_thread`)."""
        action = getattr(self._executor.actions.get(name), "__self__", None)
        return getattr(action, "runs_in_thread", False)


def _refusal(status: int, reason: str, message: str, action_name: str) -> ClientResponseError:
    return ClientResponseError(status, reason, json.dumps({"error": message, "action_name": action_name}))
