"""Prometheus metrics of one process: numbers and fixed labels, never a user's words or a conversation id.

Each process counts for itself and starts at zero.
"""

import functools
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

messages_taken = Counter("bot_messages_taken", "Messages that arrived, the same one sent again included.", ["channel"])
messages_answered = Counter("bot_messages_answered", "Messages that were answered.", ["channel"])
messages_refused = Counter("bot_messages_refused", "Messages that are not taken, by reason.", ["channel", "reason"])
messages_failed = Counter("bot_messages_failed", "Messages that nothing answered: they are sent again.", ["channel"])
messages_set_aside = Counter(
    "bot_messages_set_aside", "Messages kept unread: reading takes too long, or fails.", ["channel"]
)
message_seconds = Histogram(
    "bot_message_seconds", "From a message to its answer, waiting for more included.", ["channel"], buckets=_SECONDS
)
turn_seconds = Histogram("bot_turn_seconds", "Rasa's part: reading, acting, storing.", ["channel"], buckets=_SECONDS)
lock_wait_seconds = Histogram("bot_lock_wait_seconds", "Waits for a conversation's lock.", buckets=_SECONDS)
locks_unavailable = Counter("bot_locks_away", "Locks that could not be had.")
action_failures = Counter("bot_action_failures", "Actions that failed; the person was told a reference.", ["action"])
requests_refused = Counter("bot_requests_refused", "Requests to the pages that are not taken, by reason.", ["reason"])
sign_in_failures = Counter("bot_sign_in_failures", "Recruiters' sign-ins that opened nothing, by reason.", ["reason"])
database_errors = Counter("bot_database_errors", "Statements that the database refused, by kind.", ["kind"])

OnNewMessage = Callable[[Any], Awaitable[Any]]


def of_message[T](take: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    """Count and time a method `take(self, on_new_message, …, channel=…)`.

    An error with a `code` counts as a rejected message, any other error as a failed one.
    """

    @functools.wraps(take)
    async def counted(self: Any, on_new_message: OnNewMessage, *args: Any, channel: str, **kwargs: Any) -> T:
        async def timed(message: Any) -> Any:
            with turn_seconds.labels(channel).time():
                return await on_new_message(message)

        messages_taken.labels(channel).inc()
        try:
            with message_seconds.labels(channel).time():
                answer = await take(self, timed, *args, channel=channel, **kwargs)
        except Exception as error:
            if (code := getattr(error, "code", None)) is not None:
                messages_refused.labels(channel, str(code)).inc()
            else:
                messages_failed.labels(channel).inc()
            raise
        messages_answered.labels(channel).inc()
        return answer

    return counted


@contextmanager
def of_lock() -> Iterator[Callable[[], None]]:
    """Time the wait for a lock: the block calls the yielded function once it has it, else a failure is counted."""
    began, had = time.monotonic(), False

    def held() -> None:
        nonlocal had
        had = True
        lock_wait_seconds.observe(time.monotonic() - began)

    try:
        yield held
    except Exception:
        if not had:
            locks_unavailable.inc()
        raise


@event.listens_for(Engine, "handle_error")
def _count_database_error(context: ExceptionContext) -> None:
    database_errors.labels(type(context.original_exception).__name__).inc()


LookUp = Callable[[], dict[str, tuple[str, dict[str, float]]]]


class Gauges(Collector):
    """Gauges computed at each scrape; left out if that fails.

    Args:
        look_up: returns name to (description, channel to value).
    """

    def __init__(self, look_up: LookUp) -> None:
        self._look_up = look_up

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One metric family a name."""
        try:
            gauges = self._look_up()
        except Exception:
            return
        for name, (what, values) in gauges.items():
            family = GaugeMetricFamily(name, what, labels=["channel"])
            for channel, value in values.items():
                family.add_metric([channel], value)
            yield family


def add_gauges(look_up: LookUp) -> None:
    """Register gauges."""
    REGISTRY.register(Gauges(look_up))


def text() -> bytes:
    """The metrics of this process in Prometheus' text format."""
    return generate_latest(REGISTRY)
