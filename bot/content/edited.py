"""What editors changed since the files of `bot/data` were written, laid over them as they are read; nobody's database is known here."""

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
    """Returns the name under which an answer of the FAQ is edited, by its id."""
    return FAQ + answer


@dataclass(frozen=True)
class Change:
    """One value that was changed.

    Attributes:
        file: what the file says; once it says something else, the file is right again.
        live: what is said instead.
    """

    file: Any
    live: Any


Changes = Mapping[str, Change]  # by the place of a value in its document, « closed.welcome »


@dataclass(frozen=True, eq=False)
class Edits:
    """All that is changed, as it was at one moment.

    Attributes:
        number: rises with each version that is kept; 0 for none.
        changes: by document: `campaign`, `scenarios`, `faq/TOPIC/ASPECT`.
        earlier: every version that the scenarios had, the newest last: when it was kept (Unix time), and its changes.
    """

    number: int = 0
    changes: Mapping[str, Changes] = field(default_factory=dict)
    earlier: Sequence[tuple[float, Changes]] = ()

    def over(self, document: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Returns a document's values, by their places, as they are now."""
        return lay_over(values, self.changes.get(document, {}))


def lay_over(values: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """Returns values with what was changed in the place of what the files say, and what they do not say at all."""
    more = {place: change.live for place, change in changes.items() if place not in values and change.file is None}
    return more | {
        place: changes[place].live if place in changes and changes[place].file == value else value
        for place, value in values.items()
    }


UNEDITED = Edits()
Source = Callable[[int], Edits | None]


class _Followed:
    """The edits of this process, looked at again every `LOOK_SECONDS`."""

    def __init__(self) -> None:
        self.edits = UNEDITED
        self.source: Source | None = None
        self.looks_at = 0.0
        self.lock = threading.Lock()

    def look(self) -> None:
        """Takes what is newer, if anything is; what cannot be read leaves all as it was."""
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
    """Takes the edits of this process from a source, from now on.

    Args:
        source: given the number that is known, returns newer edits, or None where there are none; None: nothing changes.
        edits: until then.
    """
    _followed.source, _followed.edits, _followed.looks_at = source, edits, 0.0


def current() -> Edits:
    """Returns what is changed; at most `LOOK_SECONDS` old where it comes from a database."""
    if _followed.source is not None and time.monotonic() >= _followed.looks_at:
        _followed.look()
    return _followed.edits


def refresh() -> Edits:
    """Returns what is changed as it is at this moment: something was just kept."""
    _followed.look()
    return _followed.edits
