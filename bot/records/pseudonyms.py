"""Who is who without names: a label, a reference and a place in a shuffled order, by a keyed hash and by nothing else.

The same reader finds the same people under the same labels in the same situation, and under others in the next one: what
was thought of somebody's first answer does not follow them to the second.
"""

import hmac
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot import settings

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # without those that are read as figures
_NUMBERS = 99


@dataclass(frozen=True)
class Pseudonym:
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


def pseudonyms(reader_id: str, scope: str, candidate_ids: Iterable[str]) -> list[Pseudonym]:
    """Returns people in an order that is shuffled anew for each reader and each scope, and stays as it is.

    Args:
        reader_id: the recruiter's account.
        scope: id of the situation, or another word.
        candidate_ids: oldest first: who comes later leaves the labels of those before as they are.
    """
    key = settings.secret_key().encode()
    taken = Counter[str]()
    made = []
    for candidate_id in candidate_ids:
        said = json.dumps(["pseudonym", reader_id, scope, candidate_id])
        digest = hmac.digest(key, said.encode(), "sha256")
        label = f"{_LETTERS[digest[8] % len(_LETTERS)]}{int.from_bytes(digest[9:11]) % _NUMBERS + 1}"
        taken[label] += 1
        unlike = label if taken[label] == 1 else f"{label}-{taken[label]}"
        made.append(Pseudonym(candidate_id, digest[11:19].hex(), unlike, digest[:8]))
    return sorted(made, key=lambda one: one.place)
