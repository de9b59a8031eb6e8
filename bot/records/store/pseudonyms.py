"""Pseudonyms for blind review: a code, a reference and a shuffled order, derived by a keyed permutation.

A recruiter sees the same candidate under the same code on every page of a structure. Colleagues, and the same recruiter at
another structure, see other codes. Each scenario is shuffled separately.
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

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # without those that look like digits
_HALVES = [f"{letter}{number}" for letter in _LETTERS for number in range(10, 100)]
REF = re.compile("^[0-9a-f]{32}$")
_BYTES = 16  # of a candidate id: exactly one block of the cipher


class Pseudonym(NamedTuple):
    """A candidate without a name."""

    candidate_id: str
    ref: str  # for URLs and forms, 32 hexadecimal digits; reversible only with the key
    label: str  # such as « A47-K12 », one of four million, so that two candidates rarely share it


def _cipher(me: RecruiterUser, scope: str) -> Cipher[ECB]:
    purpose = "\0".join(("pseudonyms", me.recruiter_id, me.structure_id or "", scope))
    return Cipher(AES256(hmac.digest(secret_key().encode(), purpose.encode(), "sha256")), ECB())


def shuffled(me: RecruiterUser, scope: str, candidate_ids: Iterable[str]) -> list[str]:
    """Candidates in a stable order that differs by recruiter, structure and scope, such as a scenario's id."""
    ids = list(candidate_ids)
    blocks = _cipher(me, scope).encryptor().update(bytes.fromhex("".join(ids)))
    keys = [blocks[start : start + _BYTES] for start in range(0, len(blocks), _BYTES)]
    return [candidate_id for _, candidate_id in sorted(zip(keys, ids, strict=True))]


def pseudonyms(me: RecruiterUser, candidate_ids: Sequence[str]) -> list[Pseudonym]:
    """Pseudonyms of candidates for a recruiter, in the same order."""
    encryptor = _cipher(me, "").encryptor()
    return [_pseudonym(one, encryptor.update(bytes.fromhex(one))) for one in candidate_ids]


def resolve_ref(me: RecruiterUser, ref: str) -> str | None:
    """The candidate id behind a reference. A made-up one gives an id that does not exist, a malformed one None."""
    if not REF.fullmatch(ref):
        return None
    return _cipher(me, "").decryptor().update(bytes.fromhex(ref)).hex()


def _pseudonym(candidate_id: str, block: bytes) -> Pseudonym:
    first, second = divmod(int.from_bytes(block[:8]) % len(_HALVES) ** 2, len(_HALVES))
    return Pseudonym(candidate_id, block.hex(), f"{_HALVES[first]}-{_HALVES[second]}")
