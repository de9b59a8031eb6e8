"""The key that signs sessions: BOT_SECRET, or one made at first use and kept in the state folder."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from bot.base.errors import OperatingError
from bot.base.guessing import FEWEST_SIGNS, SHORTEST_SECRET, is_weak
from bot.base.places import state_directory
from bot.base.settings import settings


def secret_key() -> str:
    """Returns the key, made at first use; several machines must share one BOT_SECRET.

    Raises:
        OperatingError: it is one that anybody may guess.
    """
    known = known_secret()
    if known is None:
        _make_secret()
        known = known_secret()
        assert known is not None
    return known


def known_secret() -> str | None:
    """Returns the key, None until one is made.

    Raises:
        OperatingError: it is one that anybody may guess.
    """
    if configured := settings().secret:
        return configured
    path = secret_path()
    try:
        kept = path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    if is_weak(kept, SHORTEST_SECRET, FEWEST_SIGNS):
        raise OperatingError(
            f"{path} holds no key, or one that can be guessed: put the former one back, or remove the file. "
            "A new one is made then, and every session ends."
        )
    return kept


def secret_path() -> Path:
    """Returns the file of the key, where BOT_SECRET is not set."""
    return state_directory() / "secret"


def place_of_secret() -> str:
    """Returns what an operator looks at to find the key: the setting's name, or the file."""
    return "BOT_SECRET" if settings().secret else str(secret_path())


def _make_secret() -> None:
    """Writes a new key, whole or not at all; of several processes that do so at once the first one wins."""
    path = secret_path()
    descriptor, beside = tempfile.mkstemp(prefix=".secret-", dir=path.parent)  # for its owner alone
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(beside)
    finally:
        Path(beside).unlink()
