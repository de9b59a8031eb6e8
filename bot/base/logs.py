"""Logging of the servers, as text or as JSON lines (`BOT_LOG=json`), without personal data.

Whatever a library logs, only its fixed parts are written: the name of Rasa's structured events, the type and place of
errors (their messages may quote users), none of Python's warnings.
"""

import json
import logging
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from bot.base.errors import OperatingError
from bot.base.settings import settings

# Keys that our own calls pass as `extra`.
FACTS = ("reference",)
_ERROR = re.compile(r"(?i)(?<=error): .*", re.DOTALL)
_OWN_HANDLERS = ("rasa", "sanic.root", "sanic.error", "sanic.access", "uvicorn", "uvicorn.error", "uvicorn.access")
# Their lines hold addresses of people, tokens, or every request.
_QUIET = ("httpx", "httpcore", "nio", "apscheduler", "matplotlib", "sanic.access", "uvicorn.access")


def _event(record: logging.LogRecord) -> str:
    """The message of a record without anything that a user may have typed."""
    message = record.getMessage()
    if record.name == "asyncio":  # the lines after the first hold what was under way
        return message.partition("\n")[0]
    if not record.name.startswith("bot"):  # "…: the following error: …", with the error's own message
        return _ERROR.sub(": …", message)
    return message


def _errors(error: BaseException | None) -> Iterator[str]:
    """Type and place of an error and of its causes, the last one first."""
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
    """Base of both formatters: the fields of a record."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self._server = server

    def facts(self, record: logging.LogRecord) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "server": self._server,
            "process": record.process,
            "logger": record.name,
            "event": _event(record),
        }
        facts |= {name: str(getattr(record, name)) for name in FACTS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            facts["errors"] = list(_errors(record.exc_info[1]))
        return facts


class _Json(_Facts):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.facts(record), ensure_ascii=False)


class _Text(_Facts):
    def format(self, record: logging.LogRecord) -> str:
        facts = self.facts(record)
        line = f"{facts['time'][:19].replace('T', ' ')} {facts['level']} {facts['logger']} {facts['event']}"
        return "".join([line, *(f"\n    {error}" for error in facts.get("errors", ()))])


def is_json_format() -> bool:
    """Whether lines are JSON; False if the settings are invalid, which is reported elsewhere."""
    try:
        return settings().log == "json"
    except OperatingError:
        return False


def configure(server: str) -> None:
    """Log to standard error: our loggers from INFO, others from WARNING. Handlers of libraries are removed.

    Args:
        server: `rasa`, `pages` or `gateway`.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((_Json if is_json_format() else _Text)(server))
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
    """The lifespan of an ASGI application during which logging is configured."""

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


def configure_structlog() -> None:
    """Write the structured events of Rasa by their names, without their values, which may quote users."""
    import structlog

    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _event_name],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


def _event_name(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    return str(event["event"])
