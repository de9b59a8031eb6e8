"""The table of attacks: families in the order in which they are run."""

from tests.attack import chat_load, chat_protocol, chat_words, generated, planted_code, recruiters
from tests.attack.judgement import Attack

FAMILIES: dict[str, list[Attack]] = {
    "words": chat_words.ATTACKS,
    "protocol": chat_protocol.ATTACKS,
    "load": chat_load.ATTACKS,
    "generated": generated.ATTACKS,
    "planted code": planted_code.ATTACKS,
    "recruiters": recruiters.ATTACKS,
}
