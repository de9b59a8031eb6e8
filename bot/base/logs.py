"""The servers' lines: sentences, or one JSON object a line (BOT_LOG=json), without a word of anybody's.

Whatever a library says, only what is fixed in its code is written: of Rasa's structured events their name, of errors
their types and places (messages of errors may quote what people wrote), of Python's warnings nothing.
"""

import json
import logging
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from bot.base.errors import OperatingError
from bot.base.settings import settings

# Facts that our own calls give beside the sentence, as `extra`.
FACTS = ("reference",)
_ERROR = re.compile(r"(?i)(?<=error): .*", re.DOTALL)
_OWN_HANDLERS = ("rasa", "sanic.root", "sanic.error", "sanic.access", "uvicorn", "uvicorn.error", "uvicorn.access")
# Their lines hold addresses of people, tokens, or every request.
_QUIET = ("httpx", "httpcore", "nio", "apscheduler", "matplotlib", "sanic.access", "uvicorn.access")


def _event(record: logging.LogRecord) -> str:
    """Returns what happened, in words that nobody typed."""
    message = record.getMessage()
    if record.name == "asyncio":  # the lines after the first hold what was under way
        return message.partition("\n")[0]
    if record.name.startswith("rasa.") and message.startswith("{"):  # structlog's own JSON
        try:
            return str(json.loads(message)["event"])
        except (ValueError, KeyError):
            return "rasa"
    if not record.name.startswith("bot"):  # "…: the following error: …", with the error's own message
        return _ERROR.sub(": …", message)
    return message


def _errors(error: BaseException | None) -> Iterator[str]:
    """Yields the types and places of an error and of those that it came from, the last one first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        trace = error.__traceback__
        places = []
        while trace is not None:
            places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
            trace = trace.tb_next
        yield f"{type(error).__name__} at {' < '.join(reversed(places[-3:])) or '?'}"
        error = error.__cause__ or error.__context__


class _Facts(logging.Formatter):
    """Gathers the facts of a record."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self._server = server

    def facts(self, record: logging.LogRecord) -> dict[str, Any]:
        found: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "server": self._server,
            "process": record.process,
            "logger": record.name,
            "event": _event(record),
        }
        found |= {name: str(getattr(record, name)) for name in FACTS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            found["errors"] = list(_errors(record.exc_info[1]))
        return found


class _Json(_Facts):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.facts(record), ensure_ascii=False)


class _Text(_Facts):
    def format(self, record: logging.LogRecord) -> str:
        facts = self.facts(record)
        line = f"{facts['time'][:19].replace('T', ' ')} {facts['level']} {facts['logger']} {facts['event']}"
        return "".join([line, *(f"\n    {error}" for error in facts.get("errors", ()))])


def are_json() -> bool:
    """Returns whether each line is one JSON object; a sentence where the settings cannot be read, which others tell."""
    try:
        return settings().log == "json"
    except OperatingError:
        return False


def configure(server: str) -> None:
    """Sends this process's lines to its standard error: ours from INFO on, others' from WARNING on.

    What libraries have set up by themselves is undone.

    Args:
        server: `rasa`, `pages`, `gateway`.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((_Json if are_json() else _Text)(server))
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)
    for name in _OWN_HANDLERS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)  # they are for developers, and quote what they are about
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


def configured(server: str) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """Returns the lifespan of an ASGI application whose lines are configured while it runs."""

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        root = logging.getLogger()
        before, level = list(root.handlers), root.level
        configure(server)
        try:
            yield
        finally:
            root.handlers[:] = before
            root.setLevel(level)
            logging.captureWarnings(False)

    return lifespan
