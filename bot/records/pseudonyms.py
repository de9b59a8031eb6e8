"""Who is who without names: a label, a reference and a place in a shuffled order, by a keyed hash and by nothing else.

The same reader finds the same people under the same labels in the same situation, and under others in the next one: what
was thought of somebody's first answer does not follow them to the second.
"""

import hmac
from collections.abc import Iterable
from hashlib import blake2b
from operator import attrgetter
from typing import NamedTuple

from bot import settings

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # without those that are read as figures
_LABELS = [f"{letter}{number}" for letter in _LETTERS for number in range(1, 100)]


class Pseudonym(NamedTuple):
    """Somebody without a name.

    Attributes:
        candidate_id: who.
        ref: names them in addresses and forms, 16 hexadecimal digits; nothing can be found by it without the key.
        label: « A7 ».
        place: orders people; random to whoever has not the key.
    """

    candidate_id: str
    ref: str
    label: str
    place: bytes


def _key() -> bytes:
    return hmac.digest(settings.secret_key().encode(), b"pseudonyms", "sha256")


def pseudonyms(reader_id: str, scope: str, candidate_ids: Iterable[str]) -> list[Pseudonym]:
    """Returns people in an order that is shuffled anew for each reader and each scope, and stays as it is.

    Args:
        reader_id: the recruiter's account.
        scope: id of the situation, or another word.
        candidate_ids: oldest first: who comes later leaves the labels of those before as they are.
    """
    key, begun = _key(), f"{reader_id}\0{scope}\0".encode()
    taken: dict[str, int] = {}
    made = []
    for candidate_id in candidate_ids:
        digest = blake2b(begun + candidate_id.encode(), key=key, digest_size=19).digest()
        label = _LABELS[int.from_bytes(digest[8:11]) % len(_LABELS)]
        before = taken.get(label, 0)
        taken[label] = before + 1
        made.append(
            Pseudonym(candidate_id, digest[11:].hex(), f"{label}-{before + 1}" if before else label, digest[:8])
        )
    made.sort(key=attrgetter("place"))
    return made
