"""Labelled spans: the tagger's output and the resolvers' input."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a span names."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    TOWN = "town"  # where the person lives
    AREA = "area"  # a département, region or postcode that says where a town is
    ZONE = "zone"  # where the person would work
    NATIONAL = "national"  # everywhere
    NOWHERE = "nowhere"  # the person does not move
    DISTANCE = "distance"
    DURATION = "duration"  # of travel
    DAY = "day"
    NOTICE = "notice"  # length of a notice period
    NOTICE_START = "notice_start"
    NOW = "now"
    EMAIL = "email"
    PHONE = "phone"
    NOTE = "note"  # which answer to a scenario
    FIELD_NAME = "field_name"  # which field of the registration
    REMARK = "remark"  # a condition or practical detail that no field holds


class Role(StrEnum):
    """How a span relates to the author of the message."""

    OWN = "own"
    DENIED = "denied"  # said not to be so
    OTHER = "other"  # somebody else's, former, or beside the point
    NEAR = "near"  # they live near it


@dataclass(frozen=True)
class Span:
    """Words of a message with their label.

    Attributes:
        text: as typed.
        start, end: character offsets, end exclusive.
    """

    label: str
    text: str
    start: int = 0
    end: int = 0
    role: str = Role.OWN


def own(spans: Iterable[Span], *labels: str) -> list[Span]:
    """The author's own spans with one of the labels."""
    return [span for span in spans if span.label in labels and span.role == Role.OWN]
