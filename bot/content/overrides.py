"""Content overrides: values that editors changed, laid over the files of `bot/data` when these are read.

This module knows no database; the process sets where overrides come from.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

logger = logging.getLogger(__name__)

CAMPAIGN, SCENARIOS, FAQ = "campaign", "scenarios", "faq/"
REFRESH_SECONDS = 30.0


def faq_document(answer: str) -> str:
    """The document name of an FAQ answer, from its id."""
    return FAQ + answer


@dataclass(frozen=True)
class Override:
    """One changed value.

    Attributes:
        file: what the file says. If the file says something else, the override no longer applies.
        live: the value to use.
    """

    file: Any
    live: Any


Overrides = Mapping[str, Override]  # by the path of a value in its document, « closed.welcome »


@dataclass(frozen=True, eq=False)
class ContentOverrides:
    """A snapshot of all overrides.

    Attributes:
        number: rises with each published version, 0 for none.
        changes: by document: `campaign`, `scenarios`, `faq/TOPIC/ASPECT`.
        earlier: all published versions of the scenarios, newest last: Unix time and changes.
    """

    number: int = 0
    changes: Mapping[str, Overrides] = field(default_factory=dict)
    earlier: Sequence[tuple[float, Overrides]] = ()

    def apply_to(self, document: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a document, by path, with its overrides."""
        return apply_overrides(values, self.changes.get(document, {}))


def apply_overrides(values: Mapping[str, Any], changes: Overrides) -> dict[str, Any]:
    """Values with their overrides, and the overrides of values that the file lacks."""
    more = {path: change.live for path, change in changes.items() if path not in values and change.file is None}
    return more | {
        path: changes[path].live if path in changes and changes[path].file == value else value
        for path, value in values.items()
    }


NO_OVERRIDES = ContentOverrides()
Source = Callable[[int], ContentOverrides | None]


class _LiveOverrides:
    """The overrides of this process, refreshed every `REFRESH_SECONDS`."""

    def __init__(self) -> None:
        self.edits = NO_OVERRIDES
        self.source: Source | None = None
        self.due_at = 0.0
        self.lock = threading.Lock()

    def refresh(self) -> None:
        """Load newer overrides, if any. On an error the last ones stay."""
        if self.source is None or not self.lock.acquire(blocking=False):
            return  # another thread looks
        try:
            self.due_at = time.monotonic() + REFRESH_SECONDS
            self.edits = self.source(self.edits.number) or self.edits
        except Exception as error:
            logger.warning("what editors changed could not be read: %s", type(error).__name__)
        finally:
            self.lock.release()


_live = _LiveOverrides()


def set_source(source: Source | None, edits: ContentOverrides = NO_OVERRIDES) -> None:
    """Set the source of this process's overrides.

    Args:
        source: takes the number of the snapshot in use and returns a newer one, or None if there is none.
        edits: used until the first refresh.
    """
    _live.source, _live.edits, _live.due_at = source, edits, 0.0


def current() -> ContentOverrides:
    """The overrides in use, at most `REFRESH_SECONDS` old."""
    if _live.source is not None and time.monotonic() >= _live.due_at:
        _live.refresh()
    return _live.edits


def refresh() -> ContentOverrides:
    """The overrides as of now, for use right after publishing."""
    _live.refresh()
    return _live.edits
