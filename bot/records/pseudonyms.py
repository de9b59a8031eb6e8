"""Who is who without names: a code, a reference and a place in a shuffled order, by a keyed hash and by nothing else.

The same reader finds the same people under the same codes on every page of a structure, so that they know again whom they
set aside; a colleague, and the same reader at another structure, finds them under others. Each situation is shuffled anew.
"""

import hmac
from collections.abc import Iterable
from hashlib import blake2b
from operator import attrgetter
from typing import NamedTuple

from bot import settings

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # without those that are read as figures
_HALVES = [f"{letter}{number}" for letter in _LETTERS for number in range(10, 100)]


class Pseudonym(NamedTuple):
    """Somebody without a name.

    Attributes:
        candidate_id: who.
        ref: names them in addresses and forms, 16 hexadecimal digits; nothing can be found by it without the key.
        label: « A47-K12 »: four million of them, so that it hangs on nobody else and never changes.
        place: orders people; random to whoever has not the key.
    """

    candidate_id: str
    ref: str
    label: str
    place: bytes


def _key() -> bytes:
    return hmac.digest(settings.secret_key().encode(), b"pseudonyms", "sha256")


def pseudonyms(reader: tuple[str, str | None], scope: str, candidate_ids: Iterable[str]) -> list[Pseudonym]:
    """Returns people in an order that is shuffled anew for each reader and each scope, and stays as it is.

    Args:
        reader: the recruiter's account, and the structure where they are.
        scope: id of the situation, or another word: of the order alone.
        candidate_ids: whoever is to be named.
    """
    key = _key()
    begun = f"{reader[0]}\0{reader[1] or ''}\0".encode()
    shuffled = begun + f"{scope}\0".encode()
    made = []
    for candidate_id in candidate_ids:
        digest = blake2b(begun + candidate_id.encode(), key=key, digest_size=12).digest()
        first, second = divmod(int.from_bytes(digest[8:]) % len(_HALVES) ** 2, len(_HALVES))
        place = blake2b(shuffled + candidate_id.encode(), key=key, digest_size=8).digest()
        made.append(Pseudonym(candidate_id, digest[:8].hex(), f"{_HALVES[first]}-{_HALVES[second]}", place))
    made.sort(key=attrgetter("place"))
    return made
