"""The table of attacks: families in the order in which they are run; what stops servers comes last."""

from tests.attack import (
    channels,
    chat_load,
    chat_protocol,
    chat_words,
    generated,
    limits,
    planted_code,
    recruiters,
    restarts,
    rights,
    traces,
)
from tests.attack.judgement import Attack

FAMILIES: dict[str, list[Attack]] = {
    "words": chat_words.ATTACKS,
    "protocol": chat_protocol.ATTACKS,
    "generated": generated.ATTACKS,
    "planted code": planted_code.ATTACKS,
    "recruiters": recruiters.ATTACKS,
    "channels": channels.ATTACKS,
    "rights": rights.ATTACKS,
    "traces": traces.ATTACKS,
    "load": chat_load.ATTACKS,
    "limits": limits.ATTACKS,
    "restarts": restarts.ATTACKS,
}
