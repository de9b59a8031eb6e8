"""Client of the Bot API. Its URLs hold the token, so neither they nor httpx's errors leave this module."""

import asyncio
import logging
import re
from typing import Any

import httpx

OFFICIAL_URL = "https://api.telegram.org"
SECONDS_TO_ANSWER = 15.0
MAX_PAUSE_SECONDS = 60.0
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{3,100}")


class ApiError(Exception):
    """A failed call; the message holds neither the token nor words of a user."""


class UnreachableError(ApiError):
    """No answer, or a server error: the call may be repeated."""


class TooManyError(UnreachableError):
    """Too many calls.

    Attributes:
        retry_after: seconds, as given by Telegram.
    """

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"too many calls, {retry_after:g} s to wait")
        self.retry_after = retry_after


class BadTokenError(ApiError):
    """Telegram knows no bot with this token."""


class ConflictError(ApiError):
    """Another program fetches the updates of this bot."""


class RefusedError(ApiError):
    """The call is invalid and can never succeed.

    Attributes:
        code: Telegram's error code.
    """

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}")
        self.code = code


def is_token(text: str) -> bool:
    """Whether a text has the format of a bot token."""
    return _TOKEN.fullmatch(text) is not None


class BotApi:
    """Calls of one bot.

    Args:
        api_url: Telegram's, or that of a server of one's own.

    Raises:
        ValueError: the token is malformed; it is not repeated.
    """

    def __init__(self, token: str, api_url: str = OFFICIAL_URL) -> None:
        if not is_token(token):
            raise ValueError("this is no token of a Telegram bot: digits, a colon, then letters and digits")
        self._token = token
        for name in ("httpx", "httpcore"):  # they log URLs
            logging.getLogger(name).setLevel(logging.WARNING)
        self._client = httpx.AsyncClient(base_url=f"{api_url.rstrip('/')}/bot{token}/", timeout=SECONDS_TO_ANSWER)

    def __repr__(self) -> str:
        return "BotApi(…)"

    async def call(self, method: str, *, waits: float = 0, **parameters: Any) -> Any:
        """Call a method once and return its result.

        Args:
            waits: seconds for which Telegram may hold the response (long polling).
            parameters: None values are omitted.

        Raises:
            ApiError: in one of its subclasses.
        """
        given = {name: value for name, value in parameters.items() if value is not None}
        problem = ""
        try:
            answer = await self._client.post(method, json=given, timeout=SECONDS_TO_ANSWER + waits)
            body = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            problem = f"the Bot API does not answer ({type(error).__name__})"
        except ValueError:
            problem = f"an answer that is no JSON (status {answer.status_code})"
        if problem:  # raised here, without the original error, which holds the URL
            raise UnreachableError(problem)
        if not isinstance(body, dict):
            raise UnreachableError("an answer that is no object")
        if body.get("ok") is True:
            return body.get("result")
        raise self._error(answer.status_code, body)

    async def call_patiently(self, method: str, *, tries: int = 4, pause: float = 1.0, **parameters: Any) -> Any:
        """Call a method, with retries if Telegram is unreachable or throttles.

        Args:
            tries: in total.
            pause: seconds before the second call, doubled each time.

        Raises:
            ApiError: in one of its subclasses.
        """
        for number in range(1, tries + 1):
            try:
                return await self.call(method, **parameters)
            except UnreachableError as error:
                wait = backoff_seconds(error, number, pause)
                if number == tries or wait > MAX_PAUSE_SECONDS:
                    raise
                await asyncio.sleep(wait)
        return None

    def _error(self, status: int, body: dict[str, Any]) -> ApiError:
        given = body.get("error_code")
        code = given if isinstance(given, int) else status
        description = str(body.get("description") or "").replace(self._token, "…")[:200]
        if code == 429:
            wait = (body.get("parameters") or {}).get("retry_after")
            return TooManyError(float(wait) if isinstance(wait, int | float) and wait > 0 else 1.0)
        if code >= 500:
            return UnreachableError(f"{code} {description}")
        if code == 401 or (code == 404 and description == "Not Found"):
            return BadTokenError(f"{code} {description}")
        if code == 409:
            return ConflictError(description)
        return RefusedError(code, description)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def backoff_seconds(error: UnreachableError, number: int, pause: float = 1.0) -> float:
    """Seconds to wait after the `number`-th failure in a row."""
    if isinstance(error, TooManyError):
        return error.retry_after
    return float(min(MAX_PAUSE_SECONDS, pause * 2 ** min(number - 1, 16)))
