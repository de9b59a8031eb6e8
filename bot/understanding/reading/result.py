"""The shape that every reader returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a text relates to the field that was asked."""

    VALUE = "value"  # the text gives the field; `value` holds the normal form
    AMBIGUOUS = "ambiguous"  # several values fit exactly; `candidates` holds them, likeliest first
    INVALID = "invalid"  # the text tries to give the field, but the value is impossible; `reason` says why
    UNKNOWN = "unknown"  # the person says that they do not know (yet)
    DECLINED = "declined"  # the person does not want to give it
    NONE = "none"  # the text does not read as this field at all


@dataclass(frozen=True)
class Reading:
    """What a reader understood of one text for one field.

    Attributes:
        status: see `Status`.
        value: the normal form (shape per field in the reader's docstring); None unless status is VALUE.
        candidates: normal forms to choose from when status is AMBIGUOUS, likeliest first.
        reason: a stable code for INVALID (`past_date`, `no_such_day`, `no_such_town`, `bad_email`…), for which the
            product has a French sentence.
        details: what the sentence for `reason` needs (for example the date that was read, a spelling to offer).
    """

    status: Status
    value: Any = None
    candidates: tuple[Any, ...] = ()
    reason: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def answers(self) -> bool:
        """Whether the text says anything about the field, a refusal or an impossible value included."""
        return self.status is not Status.NONE


NOTHING = Reading(Status.NONE)
