"""All attacks by category, in the order of their run."""

from tests.attack import (
    channels,
    chat_load,
    chat_protocol,
    chat_words,
    generated,
    planted_code,
    recruiters,
    rights,
    traces,
)
from tests.attack.verdicts import Attack

CATEGORIES: dict[str, list[Attack]] = {
    "words": chat_words.ATTACKS,
    "protocol": chat_protocol.ATTACKS,
    "generated": generated.ATTACKS,
    "planted code": planted_code.ATTACKS,
    "recruiters": recruiters.ATTACKS,
    "channels": channels.ATTACKS,
    "rights": rights.ATTACKS,
    "traces": traces.ATTACKS,
    "load": chat_load.ATTACKS,
}
