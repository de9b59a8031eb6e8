"""Who is who without names: a code, a reference and a place in a shuffled order, by a keyed permutation and nothing else.

The same reader finds the same people under the same codes on every page of a structure, so that they know again whom they
set aside; a colleague, and the same reader at another structure, finds them under others. Each situation is shuffled anew.
"""

import hmac
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB

from bot.base.secret_key import secret_key
from bot.records.accounts.recruiter_sessions import RecruiterUser

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # without those that are read as figures
_HALVES = [f"{letter}{number}" for letter in _LETTERS for number in range(10, 100)]
REF = re.compile("^[0-9a-f]{32}$")  # names somebody in addresses and forms
_BYTES = 16  # of an id of a candidate: a block of the cipher, so that each id alone is one under another name


class Pseudonym(NamedTuple):
    """Somebody without a name.

    Attributes:
        candidate_id: who.
        ref: names them in addresses and forms, 32 hexadecimal digits; nobody is found by it without the key.
        label: « A47-K12 »: four million of them, so that two people seldom share one, and that it never changes.
    """

    candidate_id: str
    ref: str
    label: str


def _cipher(me: RecruiterUser, scope: str) -> Cipher[ECB]:
    purpose = "\0".join(("pseudonyms", me.recruiter_id, me.structure_id or "", scope))
    return Cipher(AES256(hmac.digest(secret_key().encode(), purpose.encode(), "sha256")), ECB())


def shuffled(me: RecruiterUser, scope: str, candidate_ids: Iterable[str]) -> list[str]:
    """Returns candidates in an order that is another for each reader and scope, and stays as it is.

    Args:
        me: whose order, where they are.
        scope: id of the situation, or another word.
        candidate_ids: their ids, 32 hexadecimal digits each.
    """
    ids = list(candidate_ids)
    blocks = _cipher(me, scope).encryptor().update(bytes.fromhex("".join(ids)))
    places = [blocks[start : start + _BYTES] for start in range(0, len(blocks), _BYTES)]
    return [candidate_id for _, candidate_id in sorted(zip(places, ids, strict=True))]


def pseudonyms(me: RecruiterUser, candidate_ids: Sequence[str]) -> list[Pseudonym]:
    """Returns what a reader calls candidates, in the same order."""
    encryptor = _cipher(me, "").encryptor()
    return [_called(one, encryptor.update(bytes.fromhex(one))) for one in candidate_ids]


def resolve_ref(me: RecruiterUser, ref: str) -> str | None:
    """Returns the id that a reference stands for: nobody's, of one that was made up or is another reader's; None: it is none."""
    if not REF.fullmatch(ref):
        return None
    return _cipher(me, "").decryptor().update(bytes.fromhex(ref)).hex()


def _called(candidate_id: str, block: bytes) -> Pseudonym:
    first, second = divmod(int.from_bytes(block[:8]) % len(_HALVES) ** 2, len(_HALVES))
    return Pseudonym(candidate_id, block.hex(), f"{_HALVES[first]}-{_HALVES[second]}")
