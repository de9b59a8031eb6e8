"""What a password may not be."""

import functools
from enum import StrEnum

from bot.base import places
from bot.base.secret_strength import is_weak

MIN_LENGTH, MIN_DISTINCT_CHARACTERS = 12, 5
MAX_LENGTH = 1024
_SHORTEST_PART = 4  # of a login, that must not be in it
_COMMON = places.DATA / "common_passwords.txt"


class Fault(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    COMMON = "common"
    LOGIN = "login"


def _letters(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


@functools.cache
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(_letters(line) for line in lines if line and not line.startswith("#"))


def find_fault(password: str, login: str) -> Fault | None:
    """Returns why a password is not taken, None if it is.

    Args:
        password: as it was typed.
        login: whose; neither it nor what stands before its @ may be in the password.
    """
    letters = _letters(password)
    if len(password) < MIN_LENGTH:
        return Fault.SHORT
    parts = {_letters(login), _letters(login.partition("@")[0])}
    if any(part in letters for part in parts if len(part) >= _SHORTEST_PART):
        return Fault.LOGIN
    return Fault.COMMON if is_weak(password, MIN_LENGTH, MIN_DISTINCT_CHARACTERS) or letters in _common() else None
