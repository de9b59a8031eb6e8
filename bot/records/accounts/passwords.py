"""Password policy."""

import functools
from enum import StrEnum

from bot.base import places
from bot.base.secret_strength import is_weak

MIN_LENGTH, MIN_DISTINCT_CHARACTERS = 12, 5
MAX_LENGTH = 1024
_MIN_LOGIN_PART = 4  # shorter parts of a login may occur in the password
_COMMON = places.DATA / "common_passwords.txt"


class Fault(StrEnum):
    """Why a password is rejected."""

    SHORT = "short"
    COMMON = "common"
    LOGIN = "login"


def _alphanumerics(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@functools.cache
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(_alphanumerics(line) for line in lines if line and not line.startswith("#"))


def find_fault(password: str, login: str) -> Fault | None:
    """Why a password is rejected, None if accepted. It may contain neither the login nor the part before its @."""
    simplified = _alphanumerics(password)
    if len(password) < MIN_LENGTH:
        return Fault.SHORT
    parts = {_alphanumerics(login), _alphanumerics(login.partition("@")[0])}
    if any(part in simplified for part in parts if len(part) >= _MIN_LOGIN_PART):
        return Fault.LOGIN
    return Fault.COMMON if is_weak(password, MIN_LENGTH, MIN_DISTINCT_CHARACTERS) or simplified in _common() else None
