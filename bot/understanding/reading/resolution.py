"""Resolution: what the spans of a message say about one field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a message relates to a field."""

    VALUE = "value"  # `value` holds the normal form
    AMBIGUOUS = "ambiguous"  # several values fit; `candidates` holds them, likeliest first
    INVALID = "invalid"  # the value is impossible; `reason` says why
    UNKNOWN = "unknown"  # not known (yet)
    DECLINED = "declined"
    NONE = "none"  # says nothing about the field


@dataclass(frozen=True)
class Resolution:
    """What a message says about one field.

    Attributes:
        value: normal form, described in the field's resolver; None unless status is VALUE.
        candidates: normal forms if status is AMBIGUOUS, likeliest first.
        reason: stable code for INVALID (`past_date`, `no_such_town`, `bad_email`…), each with a French sentence.
        details: values for that sentence, such as the date or a suggested spelling.
    """

    status: Status
    value: Any = None
    candidates: tuple[Any, ...] = ()
    reason: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def answers(self) -> bool:
        """Whether the message says anything about the field, a refusal or an impossible value included."""
        return self.status is not Status.NONE


NOTHING = Resolution(Status.NONE)
