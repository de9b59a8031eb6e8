"""Requests to the homeserver through matrix-nio, with errors that tell whether to retry."""

import json
from typing import Any, TypeVar
from urllib.parse import quote

import nio
from aiohttp import ClientError

from bot.base.secret_key import derived_secret
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix.store import KEYS_FILE, Store

REQUEST_SECONDS = 30
_NEVER = {"M_FORBIDDEN", "M_NOT_FOUND", "M_UNRECOGNIZED", "M_TOO_LARGE", "M_BAD_JSON", "M_INVALID_PARAM"}

R = TypeVar("R", bound=nio.Response)


def account_data_path(user_id: str, kind: str) -> str:
    """Path of an account's data of a type in the client API."""
    return f"user/{quote(user_id, safe='')}/account_data/{quote(kind, safe='')}"


class LoggedOutError(Exception):
    """The homeserver rejects the access token.

    Attributes:
        keeps_device: the device and its keys still exist.
    """

    def __init__(self, keeps_device: bool) -> None:
        super().__init__("the access token has ended")
        self.keeps_device = keeps_device


class NeedsPassword(Exception):  # noqa: N818 - named as what the homeserver says
    """The homeserver asks for the password again.

    Attributes:
        session: of the interactive authentication.
    """

    def __init__(self, session: str) -> None:
        super().__init__("the homeserver wants the password")
        self.session = session


class HomeserverClient(nio.AsyncClient):
    """Client API of one account.

    Args:
        store: the account's folder.
    """

    def __init__(self, homeserver: str, user_id: str, store: Store) -> None:
        config = nio.AsyncClientConfig(
            max_limit_exceeded=0, max_timeouts=0, request_timeout=REQUEST_SECONDS,
            store_name=KEYS_FILE, pickle_key=derived_secret("matrix-store"), encryption_enabled=True,
        )  # fmt: skip
        super().__init__(homeserver, user_id, store_path=str(store.path), config=config)
        self._folder = store

    async def ask(self, request: Any, expected: type[R]) -> R:
        """Await a request and return its response.

        Raises:
            RetryLater: no answer, throttled, or a server error.
            Undeliverable: rejected for good.
            LoggedOutError: the access token has expired.
        """
        response = await self.guarded(request)
        if isinstance(response, expected):
            return response
        status = getattr(getattr(response, "transport_response", None), "status", None)
        content = {
            "errcode": getattr(response, "status_code", None),
            "retry_after_ms": getattr(response, "retry_after_ms", None),
            "soft_logout": getattr(response, "soft_logout", False),
        }
        raise self._error_for(status, content)

    async def call(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call an endpoint that matrix-nio lacks.

        Raises:
            NeedsPassword: the homeserver asks for the password again.
            RetryLater: as `ask`, which also raises Undeliverable and LoggedOutError.
        """
        headers = {"Authorization": f"Bearer {self.access_token}", "Content-Type": "application/json"}
        response = await self.guarded(self.send(method, f"/_matrix/client/v3/{path}", json.dumps(body), headers))
        content: dict[str, Any] = await self.guarded(self.parse_body(response))
        if response.status < 400:
            return content
        if response.status == 401 and isinstance(content.get("session"), str):
            raise NeedsPassword(content["session"])
        raise self._error_for(response.status, content)

    async def guarded(self, request: Any) -> Any:
        """Await a request of matrix-nio.

        Raises:
            RetryLater: no answer.
        """
        try:
            return await request
        except (ClientError, OSError, TimeoutError) as error:
            raise RetryLater(reason=f"the homeserver does not answer ({type(error).__name__})") from error

    def _error_for(self, status: int | None, content: dict[str, Any]) -> Exception:
        code, wait = content.get("errcode"), content.get("retry_after_ms")
        if code == "M_LIMIT_EXCEEDED" or status == 429:
            self._folder.record_throttled()
            seconds = wait / 1000 if isinstance(wait, int | float) else None
            return RetryLater(seconds, "the homeserver asks to slow down", applies_to_account=True)
        if code in {"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"}:
            return LoggedOutError(keeps_device=content.get("soft_logout") is True)
        if code in _NEVER and (status is None or status < 500):
            return Undeliverable(f"refused by the homeserver ({code})")
        return RetryLater(reason=f"the homeserver answered {status} {code or 'without a reason'}")
