"""Content overrides: values that editors changed, applied to the files of `bot/data` when these are read.

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
LOOK_SECONDS = 30.0


def faq_document(answer: str) -> str:
    """The document name of an FAQ answer, from its id."""
    return FAQ + answer


@dataclass(frozen=True)
class Change:
    """One changed value.

    Attributes:
        file: what the file says. If the file says something else, the override no longer applies.
        live: the value to use.
    """

    file: Any
    live: Any


Changes = Mapping[str, Change]  # by the place of a value in its document, « closed.welcome »


@dataclass(frozen=True, eq=False)
class Edits:
    """A snapshot of all overrides.

    Attributes:
        number: rises with each published version, 0 for none.
        changes: by document: `campaign`, `scenarios`, `faq/TOPIC/ASPECT`.
        earlier: all published versions of the scenarios, newest last: Unix time and changes.
    """

    number: int = 0
    changes: Mapping[str, Changes] = field(default_factory=dict)
    earlier: Sequence[tuple[float, Changes]] = ()

    def over(self, document: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a document, by path, with its overrides."""
        return lay_over(values, self.changes.get(document, {}))


def lay_over(values: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """Values with their overrides, and the overrides of values that the file lacks."""
    more = {place: change.live for place, change in changes.items() if place not in values and change.file is None}
    return more | {
        place: changes[place].live if place in changes and changes[place].file == value else value
        for place, value in values.items()
    }


UNEDITED = Edits()
Source = Callable[[int], Edits | None]


class _Followed:
    """The overrides of this process, refreshed every `LOOK_SECONDS`."""

    def __init__(self) -> None:
        self.edits = UNEDITED
        self.source: Source | None = None
        self.looks_at = 0.0
        self.lock = threading.Lock()

    def look(self) -> None:
        """Load newer overrides, if any. On an error the last ones stay."""
        if self.source is None or not self.lock.acquire(blocking=False):
            return  # another thread looks
        try:
            self.looks_at = time.monotonic() + LOOK_SECONDS
            self.edits = self.source(self.edits.number) or self.edits
        except Exception as error:
            logger.warning("what editors changed could not be read: %s", type(error).__name__)
        finally:
            self.lock.release()


_followed = _Followed()


def follow(source: Source | None, edits: Edits = UNEDITED) -> None:
    """Set the source of this process's overrides.

    Args:
        source: takes the number of the snapshot in use and returns a newer one, or None if there is none.
        edits: used until the first refresh.
    """
    _followed.source, _followed.edits, _followed.looks_at = source, edits, 0.0


def current() -> Edits:
    """The overrides in use, at most `LOOK_SECONDS` old."""
    if _followed.source is not None and time.monotonic() >= _followed.looks_at:
        _followed.look()
    return _followed.edits


def refresh() -> Edits:
    """The overrides as of now, for use right after publishing."""
    _followed.look()
    return _followed.edits
